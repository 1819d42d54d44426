"""Taking due rows to post, in one short transaction that asks the plan about each of them."""

from __future__ import annotations

import logging
from collections import Counter
from collections.abc import Sequence
from contextlib import nullcontext
from dataclasses import dataclass, field
from datetime import datetime, timedelta

from sqlalchemy import Table, bindparam, func, or_, select, update
from sqlalchemy.exc import DataError, DBAPIError
from sqlalchemy.orm import Session

from bot.delivery.dead_letters import bury
from bot.delivery.hooks import Decision, Drop, Later, Plan, Post
from bot.delivery.leases import boot_seconds, lease_seconds
from bot.delivery.pacing import Pacer
from bot.delivery.requests import Place
from bot.delivery.store.outbox import is_state
from bot.delivery.store.redraws import keep_shown
from bot.delivery.tables import DirectChannel, OutboxRow
from bot.delivery.timing import DeliveryTiming
from bot.store.base import UTCDateTime

logger = logging.getLogger(__name__)

_table = OutboxRow.__table__
assert isinstance(_table, Table)
# One statement for the whole batch: writing row by row costs more than the requests themselves.
_CLAIM = (
    update(_table)
    .where(_table.c.id.in_(bindparam("row_ids", expanding=True)))
    .values(
        state="sending",
        fence=_table.c.fence + 1,
        attempts=_table.c.attempts + 1,
        lease_until=bindparam("row_lease_until"),
        claimed_at=func.coalesce(_table.c.claimed_at, bindparam("row_claimed_at", type_=UTCDateTime())),
        channel_id=func.coalesce(_table.c.channel_id, _table.c.recipient),
    )
)


@dataclass(frozen=True)
class Claimed:
    """One row that is ours to post; the request must have left by `deadline` (seconds since boot)."""

    row_id: int
    fence: int
    key: str
    place: Place
    recipient: str
    post: Post
    deadline: float
    due_at: datetime


@dataclass
class Batch:
    """What came of one look at the due rows; `unopened`: the rows that wait for a direct conversation."""

    claimed: list[Claimed] = field(default_factory=list)
    unopened: dict[tuple[str, str], list[int]] = field(default_factory=dict)
    counts: Counter[str] = field(default_factory=Counter)
    is_last: bool = False


@dataclass
class Claimer:
    """Claims batches for one process.

    `careful`: each row in a savepoint of its own, after the database refused the data of one (DataError).
    """

    plan: Plan
    pacer: Pacer
    timing: DeliveryTiming
    careful: bool = False

    def claim(self, session: Session, now: datetime, monotonic: float) -> Batch:
        """Take the next due rows: each becomes sending, cancelled, or pending at a later time."""
        started = boot_seconds()
        rows = _due_rows(session, now, self.timing, self.plan)
        batch = Batch(is_last=len(rows) < self.timing.batch)
        if not rows:
            return batch
        lease_until = lease_seconds(session) + self.timing.lease.total_seconds()
        deadline = started + (self.timing.lease - self.timing.timeout).total_seconds()
        channels = _direct_channels(session, rows)
        for row in rows:
            if (until := _join_thread(session, row, now, self.timing)) is not None:
                row.retry_at = until
                continue
            channel = row.channel_id or channels.get((row.team_id, row.recipient))
            if channel is None:
                # Held back while the conversation is opened; a crash meanwhile only delays it.
                row.retry_at = now + self.timing.lease
                batch.unopened.setdefault((row.team_id, row.recipient), []).append(row.id)
                continue
            wait = self.pacer.wait(row.team_id, channel, monotonic)
            if wait > 0:
                row.retry_at = now + timedelta(seconds=wait)
                batch.counts["paced"] += 1
                continue
            decision = self._decide(session, row, now)
            if isinstance(decision, Post):
                self.pacer.take(row.team_id, channel, monotonic)
                batch.claimed.append(_claimed(row, decision, channel, deadline))
            else:
                self._set_aside(session, row, decision, now, batch.counts)
        session.flush()
        keep_shown(session, {one.row_id: one.post.shows for one in batch.claimed if one.post.shows})
        if batch.claimed:
            ids = [claimed.row_id for claimed in batch.claimed]
            session.connection().execute(
                _CLAIM, {"row_ids": ids, "row_lease_until": lease_until, "row_claimed_at": now}
            )
        return batch

    def _decide(self, session: Session, row: OutboxRow, now: datetime) -> Decision | None:
        """What the plan says; None if it fails, which must not hold up the rows behind."""
        try:
            with session.begin_nested() if self.careful else nullcontext():
                return self.plan.prepare(session, row, now)
        except Exception as error:  # a fault in the plan, whatever it is, concerns this row alone
            if isinstance(error, DBAPIError) and not (self.careful and isinstance(error, DataError)):
                raise
            logger.exception("notice %s (%s) cannot be prepared", row.id, row.kind)
            return None

    def _set_aside(
        self,
        session: Session,
        row: OutboxRow,
        decision: Drop | Later | None,
        now: datetime,
        counts: Counter[str],
    ) -> None:
        if isinstance(decision, Drop):
            row.state, row.error = "cancelled", decision.reason
            counts["cancelled"] += 1
        elif isinstance(decision, Later):
            row.due_at = row.retry_at = max(decision.at, now + timedelta(seconds=1))
            counts["postponed"] += 1
        else:
            bury(session, row, "not_prepared", self.plan, now)
            counts["dead"] += 1


def _due_rows(session: Session, now: datetime, timing: DeliveryTiming, plan: Plan) -> Sequence[OutboxRow]:
    """Due rows that are not too late (those another step turns into a digest), oldest first."""
    return session.scalars(
        select(OutboxRow)
        .where(
            is_state("pending"),
            OutboxRow.retry_at <= now,
            or_(OutboxRow.retry_at >= now - timing.late, OutboxRow.kind.in_(plan.questions)),
            or_(OutboxRow.expires_at.is_(None), OutboxRow.expires_at > now),
        )
        .order_by(OutboxRow.retry_at, OutboxRow.id)
        .limit(timing.batch)
        .with_for_update(skip_locked=True)
    ).all()


def _join_thread(session: Session, row: OutboxRow, now: datetime, timing: DeliveryTiming) -> datetime | None:
    """Let an answer stand in the thread of the notice it answers; returns when to look again, None: go on.

    Where that notice will not stand anywhere, the answer stands alone.
    """
    if row.thread_of is None or row.thread_ts is not None:
        return None
    parent = session.scalar(select(OutboxRow).where(OutboxRow.key == row.thread_of))
    if parent is None or parent.state in ("dead", "cancelled", "expired"):
        return None
    if parent.state != "sent" or parent.ts is None:
        return max(now, parent.retry_at) + timing.retry
    row.thread_ts, row.channel_id = parent.thread_ts or parent.ts, parent.channel_id
    return None


def _direct_channels(session: Session, rows: Sequence[OutboxRow]) -> dict[tuple[str, str], str]:
    """Where the rows' messages go: the channel itself, or the direct conversation if it is known."""
    places = {(row.team_id, row.recipient): row.recipient for row in rows if row.recipient[:1] not in "UW"}
    people = {row.recipient for row in rows if row.recipient[:1] in "UW"}
    if people:
        known = select(DirectChannel).where(DirectChannel.user_id.in_(people))
        places |= {(one.team_id, one.user_id): one.channel_id for one in session.scalars(known)}
    return places


def _claimed(row: OutboxRow, post: Post, channel: str, deadline: float) -> Claimed:
    """The claim as the poster needs it; what only some rows have is stored with the row itself."""
    if channel != row.recipient:
        row.channel_id = channel
    if post.thread_ts:
        row.thread_ts = post.thread_ts
    return Claimed(
        row_id=row.id,
        fence=row.fence + 1,
        key=row.nonce,
        place=Place(row.team_id, channel, row.thread_ts),
        recipient=row.recipient,
        post=post,
        deadline=deadline,
        due_at=row.due_at,
    )
