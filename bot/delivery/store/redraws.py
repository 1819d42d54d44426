"""Which messages are to be redrawn: asked for inside the caller's transaction (flushed, never committed)."""

from __future__ import annotations

from collections.abc import Collection, Iterable, Mapping, Sequence
from datetime import datetime, timedelta
from functools import cache

from sqlalchemy import Insert, String, Table, bindparam, case, false, literal, or_, select
from sqlalchemy.orm import Session

from bot.core.notices import Subject
from bot.delivery.tables import OutboxRow, Redraw, ShownSubject, State
from bot.store.base import UTCDateTime
from bot.store.inserts import insert_into, insert_new

REDRAWN_FOR = timedelta(days=62)
"""How long after it was posted a message is kept as it should be."""
_SOON = timedelta(minutes=5)
"""How far the clocks of two processes may be apart."""
_CHUNK = 500
_MAY_STAND: tuple[State, ...] = ("pending", "sending", "unknown", "sent")
# Built once: every act asks it.
_SHOWING = (
    select(OutboxRow.id, OutboxRow.team_id)
    .join(ShownSubject, ShownSubject.row_id == OutboxRow.id)
    .where(
        ShownSubject.subject == bindparam("subject"),
        ShownSubject.subject_id.in_(bindparam("ids", expanding=True)),
        OutboxRow.state.in_(_MAY_STAND),
        or_(OutboxRow.state != "pending", OutboxRow.retry_at <= bindparam("soon", type_=UTCDateTime())),
        or_(OutboxRow.sent_at.is_(None), OutboxRow.sent_at > bindparam("since", type_=UTCDateTime())),
    )
)


def keep_shown(session: Session, shown: Mapping[int, Iterable[Subject]]) -> None:
    """Keep what messages show, by the ids of their rows."""
    values = [
        {"row_id": row_id, "subject": subject, "subject_id": subject_id}
        for row_id, subjects in shown.items()
        for subject, subject_id in dict.fromkeys(subjects)
    ]
    if values:
        session.execute(insert_new(session, ShownSubject), values)


def shown_by(session: Session, row_id: int) -> tuple[Subject, ...]:
    """What a message shows."""
    statement = select(ShownSubject.subject, ShownSubject.subject_id).where(ShownSubject.row_id == row_id)
    found = session.execute(statement.order_by(ShownSubject.subject, ShownSubject.subject_id))
    return tuple((row.subject, row.subject_id) for row in found)


def posted_with(session: Session, subject: Subject) -> Sequence[OutboxRow]:
    """The messages that show something and stand somewhere, or may, newest first."""
    statement = (
        select(OutboxRow)
        .join(ShownSubject, ShownSubject.row_id == OutboxRow.id)
        .where(
            ShownSubject.subject == subject[0],
            ShownSubject.subject_id == subject[1],
            OutboxRow.state.in_(("sending", "unknown", "sent")),
        )
        .order_by(OutboxRow.due_at.desc(), OutboxRow.id.desc())
    )
    return session.scalars(statement).all()


def want_redraws(session: Session, subjects: Collection[Subject], now: datetime) -> int:
    """Let all messages that show any of these be redrawn; returns how many those are.

    One that is under way or unclear is among them: it was worded before, and is redrawn once it stands. So
    is one that waits and may be taken up at this moment; what is due later is worded anew by then.
    """
    by_name: dict[str, list[int]] = {}
    for subject, subject_id in subjects:
        by_name.setdefault(subject, []).append(subject_id)
    found: dict[int, str] = {}
    for subject, ids in by_name.items():
        for start in range(0, len(ids), _CHUNK):
            asked = {
                "subject": subject,
                "ids": ids[start : start + _CHUNK],
                "soon": now + _SOON,
                "since": now - REDRAWN_FOR,
            }
            found |= {row.id: row.team_id for row in session.execute(_SHOWING, asked)}
    _want(session, sorted(found.items()), now)
    return len(found)


def want_redraw(session: Session, row: OutboxRow, now: datetime) -> None:
    """Let one message be redrawn."""
    _want(session, [(row.id, row.team_id)], now)


def keep_drawn(session: Session, digests: Mapping[tuple[int, str], str]) -> None:
    """Keep how messages look that were just posted, by their rows and Slack's `ts`: see `Redraw.drawn`."""
    values = [
        {"posted_id": row_id, "posted_ts": ts, "digest": digest} for (row_id, ts), digest in digests.items()
    ]
    if values:
        session.connection().execute(_drawn(session.get_bind().dialect.name), values)


@cache
def _drawn(dialect: str) -> Insert:
    """The INSERT of a message that is at rest, or how it looks for the wish that came before; built once."""
    table = Redraw.__table__
    assert isinstance(table, Table)
    row = select(
        OutboxRow.id, OutboxRow.team_id, literal(0), literal(0), OutboxRow.sent_at, literal(0), false(),
        bindparam("digest", type_=String()),
    ).where(OutboxRow.id == bindparam("posted_id"), OutboxRow.ts == bindparam("posted_ts"))  # fmt: skip
    names = ["row_id", "team_id", "wanted", "fence", "free_at", "attempts", "is_unclear", "drawn"]
    new = insert_into(dialect, table)
    return new.from_select(names, row).on_conflict_do_update(
        index_elements=[table.c.row_id], set_={"drawn": new.excluded.drawn}
    )


def _want(session: Session, rows: Sequence[tuple[int, str]], now: datetime) -> None:
    """Count the wish; what is being drawn just now is drawn again after it.

    The rows come in the order of their ids: whoever locks several locks them in one order.
    """
    if not rows:
        return
    values = [
        {
            "row_id": row_id, "team_id": team_id, "wanted": 1, "fence": 0, "due_at": now, "free_at": now,
            "attempts": 0, "is_unclear": False,
        }
        for row_id, team_id in rows
    ]  # fmt: skip
    session.connection().execute(_wish(session.get_bind().dialect.name), values)


@cache
def _wish(dialect: str) -> Insert:
    """The INSERT of a wish, or one wish more; built once."""
    table = Redraw.__table__
    assert isinstance(table, Table)
    new, free_at, due_at = insert_into(dialect, table), table.c.free_at, table.c.due_at
    now = new.excluded.due_at
    due = case((due_at.is_not(None), due_at), (free_at > now, free_at), else_=now)
    return new.on_conflict_do_update(
        index_elements=[table.c.row_id], set_={"wanted": table.c.wanted + 1, "due_at": due}
    )
