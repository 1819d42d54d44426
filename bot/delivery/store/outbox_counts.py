"""How the outbox is: what waits, and what was sent lately, whichever process did it."""

from __future__ import annotations

from dataclasses import dataclass
from datetime import datetime, timedelta
from typing import Any

from sqlalchemy import ColumnElement, func, select
from sqlalchemy.orm import Session

from bot.delivery.store.outbox import is_state
from bot.delivery.tables import OutboxRow, State

LATELY = timedelta(minutes=5)


@dataclass(frozen=True)
class OutboxCounts:
    """How many notices are in each live state, and since when the one longest left alone waits.

    `sent_lately` were sent within `LATELY`, the latest of them `latest_seconds` after it was due.
    """

    by_state: dict[State, int]
    due: int
    oldest_due_at: datetime | None
    sent_lately: int
    latest_seconds: float


def count_live(session: Session, now: datetime) -> OutboxCounts:
    """Count what is not finished, and what was lately (each by its own small index)."""
    live: tuple[State, ...] = ("sending", "unknown", "dead")
    waiting: tuple[State, ...] = ("pending", "sending", "unknown")
    is_over = OutboxRow.retry_at <= now
    oldest = [
        session.scalar(select(func.min(OutboxRow.retry_at)).where(is_state(s), is_over)) for s in waiting
    ]
    sent, latest = session.execute(
        select(func.count(), func.max(_lateness(session))).where(
            is_state("sent"), OutboxRow.sent_at > now - LATELY
        )
    ).one()
    return OutboxCounts(
        by_state={state: _count(session, is_state(state)) for state in live},
        due=_count(session, is_state("pending") & is_over),
        oldest_due_at=min((at for at in oldest if at is not None), default=None),
        sent_lately=sent,
        latest_seconds=max(0.0, float(latest or 0.0)),
    )


def _count(session: Session, condition: ColumnElement[bool]) -> int:
    return session.scalar(select(func.count()).select_from(OutboxRow).where(condition)) or 0


def _lateness(session: Session) -> ColumnElement[Any]:
    """Seconds from due to sent."""
    if session.get_bind().dialect.name == "postgresql":
        return func.extract("epoch", OutboxRow.sent_at) - func.extract("epoch", OutboxRow.due_at)
    return (func.julianday(OutboxRow.sent_at) - func.julianday(OutboxRow.due_at)) * 86_400
