"""Minutes in the database."""

from __future__ import annotations

from typing import Any

from sqlalchemy import select
from sqlalchemy.orm import Session

from bot.groups.tables import Person
from bot.meetings.minutes.rules import Addendum, MinutesBook, MinutesRecord, MinutesState
from bot.meetings.minutes.tables import Minutes, MinutesFile
from bot.plan.tables import Item


def book_of(session: Session, group_id: int) -> MinutesBook:
    """All minutes of a group."""
    of_group = select(Item.id).where(Item.group_id == group_id)
    files: dict[int, list[MinutesFile]] = {}
    for row in session.scalars(
        select(MinutesFile)
        .where(MinutesFile.item_id.in_(of_group), ~MinutesFile.is_removed)
        .order_by(MinutesFile.id)
    ):
        files.setdefault(row.item_id, []).append(row)
    rows = session.scalars(select(Minutes).where(Minutes.item_id.in_(of_group)))
    return MinutesBook({row.item_id: _record(row, files.get(row.item_id, [])) for row in rows})


def record_of(session: Session, item_id: int) -> MinutesRecord:
    """The minutes of one meeting; a draft where nothing is stored."""
    row = session.get(Minutes, item_id)
    if row is None:
        return MinutesRecord(item_id)
    files = select(MinutesFile).where(MinutesFile.item_id == item_id, ~MinutesFile.is_removed)
    return _record(row, list(session.scalars(files.order_by(MinutesFile.id))))


def _record(row: Minutes, files: list[MinutesFile]) -> MinutesRecord:
    texts = [file.name for file in files if file.number == 0]
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
        addenda=tuple(Addendum(file.number, file.note or file.name) for file in files if file.number),
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
