"""The rows whose fate is looked up in the channel: unclear ones, and sent ones that may have a later copy."""

from __future__ import annotations

from collections.abc import Iterator, Mapping, Sequence
from dataclasses import dataclass
from datetime import UTC, datetime, timedelta

from sqlalchemy import select
from sqlalchemy.orm import Session

from bot.core.people import OUTSIDE
from bot.delivery.dead_letters import bury
from bot.delivery.hooks import Plan
from bot.delivery.requests import Place
from bot.delivery.store.outbox import is_state, lock
from bot.delivery.tables import OutboxRow, State
from bot.delivery.timing import DeliveryTiming

_MOST = 500
MOST_LETTERS = 2
"""How often a letter may have been taken: mail systems fold copies of one Message-ID."""

Copies = Mapping[str, Sequence[str]]
"""What a place holds: key → the `ts` of its copies, oldest first."""


@dataclass(frozen=True)
class Doubt:
    """One row to look up in `place` since `since`; `heals`: it is sent, only its copies are in question."""

    row_id: int
    fence: int
    key: str
    place: Place
    since: datetime
    heals: bool


def take_doubts(session: Session, now: datetime, timing: DeliveryTiming) -> list[Doubt]:
    """The rows that are to be looked up now; other processes leave them alone for a while."""
    unclear = session.scalars(
        select(OutboxRow)
        .where(is_state("unknown"), OutboxRow.retry_at <= now)
        .order_by(OutboxRow.retry_at)
        .limit(_MOST)
        .with_for_update(skip_locked=True)
    ).all()
    for row in unclear:
        row.retry_at = now + timing.settle
    copied = session.scalars(
        select(OutboxRow)
        .where(OutboxRow.heal_at.is_not(None), OutboxRow.heal_at <= now)
        .order_by(OutboxRow.heal_at)
        .limit(_MOST)
        .with_for_update(skip_locked=True)
    ).all()
    for row in copied:
        row.heal_at = now + timing.heal_after
    return [_doubt(row, timing) for row in (*unclear, *copied)]


def _doubt(row: OutboxRow, timing: DeliveryTiming) -> Doubt:
    assert row.channel_id is not None and row.claimed_at is not None
    place = Place(row.team_id, row.channel_id, row.thread_ts)
    since = row.claimed_at - timing.history_margin
    return Doubt(row.id, row.fence, row.nonce, place, since, heals=row.state == "sent")


def settle_unclear(
    session: Session,
    doubts: Sequence[Doubt],
    copies: Copies,
    now: datetime,
    plan: Plan,
    timing: DeliveryTiming,
) -> None:
    """The place was read whole: what stands there is sent, what does not is pending again."""
    for doubt, row in _unchanged(session, doubts, "unknown"):
        if found := copies.get(doubt.key):
            row.state, row.ts, row.error = "sent", found[0], None
            row.sent_at = datetime.fromtimestamp(float(found[0]), UTC)
            row.heal_at = now + timing.heal_after
        elif row.attempts >= (MOST_LETTERS if row.recipient.startswith(OUTSIDE) else timing.max_attempts):
            bury(session, row, "too_many_attempts", plan, now)
        else:
            # One that nobody here has claimed is from a restored backup: it waited, as any other, while the
            # bot was down, and may be too late by now.
            row.state, row.retry_at = "pending", now if row.attempts else row.due_at
    session.flush()


def leave_unclear(
    session: Session,
    doubts: Sequence[Doubt],
    error: str,
    wait: timedelta,
    now: datetime,
    plan: Plan,
    timing: DeliveryTiming,
) -> None:
    """The place could not be read: the rows stay unknown, and after a while a person is asked.

    `wait` is the pause that Slack asks for: it is read once more after that, however long it takes.
    """
    for _, row in _unchanged(session, doubts, "unknown"):
        if row.unclear_at is None or now - row.unclear_at >= timing.unknown_limit:
            bury(session, row, f"unclear:{error}", plan, now)
        else:
            row.retry_at = max(now + wait, min(now + timing.settle, row.unclear_at + timing.unknown_limit))
            row.error = f"unclear:{error}"
    session.flush()


def end_healing(session: Session, doubt: Doubt, ts: str | None, now: datetime) -> None:
    """The later copies of a sent row are gone; `ts` is the one that stays (None: none is left)."""
    for _, row in _unchanged(session, [doubt], "sent"):
        row.ts, row.heal_at, row.healed_at = ts or row.ts, None, now


def give_up_healing(session: Session, doubts: Sequence[Doubt], now: datetime, timing: DeliveryTiming) -> None:
    """The place could not be read: tried again, but not for ever."""
    for _, row in _unchanged(session, doubts, "sent"):
        if row.sent_at is None or now - row.sent_at >= timing.heal_limit:
            row.heal_at = None


def _unchanged(session: Session, doubts: Sequence[Doubt], state: State) -> Iterator[tuple[Doubt, OutboxRow]]:
    """The rows, locked, to which nothing happened since they were taken."""
    rows = lock(session, [doubt.row_id for doubt in doubts])
    for doubt in doubts:
        row = rows.get(doubt.row_id)
        if row is not None and row.fence == doubt.fence and row.state == state:
            yield doubt, row
