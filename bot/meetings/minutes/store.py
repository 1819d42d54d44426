"""Minutes in the database."""

from __future__ import annotations

from collections.abc import Iterable
from typing import Any

from sqlalchemy import and_, bindparam, select
from sqlalchemy.orm import Session

from bot.groups.tables import Person
from bot.meetings.minutes.rules import Addendum, MinutesBook, MinutesRecord, MinutesState
from bot.meetings.minutes.tables import Minutes, MinutesFile
from bot.plan.tables import Item

# The contents of files are never read with the rest.
_FILE = (MinutesFile.number, MinutesFile.name, MinutesFile.note)
_WITH_FILES = (
    select(Minutes, *_FILE)
    .outerjoin(MinutesFile, and_(MinutesFile.item_id == Minutes.item_id, ~MinutesFile.is_removed))
    .order_by(Minutes.item_id, MinutesFile.id)
)
_BY_GROUP = _WITH_FILES.join(Item, Item.id == Minutes.item_id).where(Item.group_id == bindparam("group_id"))
_BY_MEETING = _WITH_FILES.where(Minutes.item_id == bindparam("item_id"))


def book_of(session: Session, group_id: int) -> MinutesBook:
    """All minutes of a group."""
    return MinutesBook(_records(session.execute(_BY_GROUP, {"group_id": group_id})))


def record_of(session: Session, item_id: int) -> MinutesRecord:
    """The minutes of one meeting; a draft where nothing is stored."""
    found = _records(session.execute(_BY_MEETING, {"item_id": item_id}))
    return found.get(item_id) or MinutesRecord(item_id)


def _records(rows: Iterable[Any]) -> dict[int, MinutesRecord]:
    """The minutes of rows, each with its files: their number, name and note."""
    files: dict[int, list[tuple[int, str, str | None]]] = {}
    minutes: dict[int, Minutes] = {}
    for row, number, name, note in rows:
        minutes[row.item_id] = row
        held = files.setdefault(row.item_id, [])
        if number is not None:
            held.append((number, name, note))
    return {item_id: _record(row, files[item_id]) for item_id, row in minutes.items()}


def _record(row: Minutes, files: list[tuple[int, str, str | None]]) -> MinutesRecord:
    texts = [name for number, name, _note in files if number == 0]
    return MinutesRecord(
        item_id=row.item_id,
        state=MinutesState(row.state),
        note=row.note,
        note_taker_id=row.note_taker_id,
        comments_until=row.comments_until,
        circulated_at=row.circulated_at,
        adopted_at=row.adopted_at,
        adopted_by=row.adopted_by_id,
        file_name=texts[-1] if texts else None,
        addenda=tuple(Addendum(number, note or name) for number, name, note in files if number),
    )


def row_of(session: Session, item_id: int) -> Minutes:
    """The row of a meeting's minutes, made where there is none."""
    row = session.get(Minutes, item_id)
    if row is None:
        row = Minutes(item_id=item_id, state=MinutesState.DRAFT.value, version=1)
        session.add(row)
    return row


def text_file(session: Session, item_id: int) -> MinutesFile | None:
    """The file that is the text of the minutes: the newest that was uploaded; None where there is none."""
    statement = select(MinutesFile).where(
        MinutesFile.item_id == item_id, MinutesFile.number == 0, ~MinutesFile.is_removed
    )
    return session.scalar(statement.order_by(MinutesFile.id.desc()).limit(1))


def held_of(session: Session, item_id: int) -> dict[str, Any]:
    """What the history holds of minutes, in JSON values."""
    row = session.get(Minutes, item_id)
    every = session.scalars(
        select(MinutesFile.id).where(MinutesFile.item_id == item_id, ~MinutesFile.is_removed)
    )
    files = sorted(every)
    if row is None:
        return {"state": MinutesState.DRAFT.value, "note": None, "note_taker": None, "files": files} | {
            name: None for name in ("comments_until", "circulated_at", "adopted_at", "adopted_by")
        }
    taker = session.get(Person, row.note_taker_id) if row.note_taker_id is not None else None
    return {
        "state": row.state,
        "note": row.note,
        "note_taker": f"<@{taker.user_id}>" if taker is not None else None,
        "comments_until": row.comments_until.isoformat() if row.comments_until else None,
        "circulated_at": row.circulated_at.isoformat() if row.circulated_at else None,
        "adopted_at": row.adopted_at.isoformat() if row.adopted_at else None,
        "adopted_by": row.adopted_by_id,
        "files": files,
    }
