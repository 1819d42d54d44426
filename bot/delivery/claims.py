"""Taking due rows to post, in one short transaction that asks the plan about each of them."""

from __future__ import annotations

import logging
from collections import Counter
from collections.abc import Sequence
from dataclasses import dataclass, field
from datetime import datetime, timedelta

from sqlalchemy import or_, select
from sqlalchemy.exc import SQLAlchemyError
from sqlalchemy.orm import Session

from bot.delivery.dead_letters import bury
from bot.delivery.leases import boot_seconds, lease_seconds
from bot.delivery.pacing import Pacer
from bot.delivery.plan import Decision, Drop, Later, Plan, Post
from bot.delivery.slack import Place
from bot.delivery.timing import DeliveryTiming
from bot.models.outbox import DEAD_LETTER, DIGEST, DirectChannel, OutboxRow
from bot.repositories.outbox import is_state

logger = logging.getLogger(__name__)


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
    """Claims batches for one process."""

    plan: Plan
    pacer: Pacer
    timing: DeliveryTiming

    def claim(self, session: Session, now: datetime, monotonic: float) -> Batch:
        """Take the next due rows: each becomes sending, cancelled, or pending at a later time."""
        started = boot_seconds()
        rows = _due_rows(session, now, self.timing)
        batch = Batch(is_last=len(rows) < self.timing.batch)
        if not rows:
            return batch
        lease_until = lease_seconds(session) + self.timing.lease.total_seconds()
        deadline = started + (self.timing.lease - self.timing.timeout).total_seconds()
        channels = _direct_channels(session, rows)
        for row in rows:
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
            row.channel_id = channel
            decision = self._decide(session, row, now)
            if isinstance(decision, Post):
                self.pacer.take(row.team_id, channel, monotonic)
                _lease(row, decision, now, lease_until)
                batch.claimed.append(_claimed(row, decision, deadline))
            else:
                self._set_aside(session, row, decision, now, batch.counts)
        session.flush()
        return batch

    def _decide(self, session: Session, row: OutboxRow, now: datetime) -> Decision | None:
        """What the plan says; None if it fails, which must not hold up the rows behind."""
        try:
            return ask_plan(session, self.plan, row, now)
        except SQLAlchemyError:
            raise
        except Exception:
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
            row.retry_at = max(decision.at, now + timedelta(seconds=1))
            counts["postponed"] += 1
        else:
            bury(session, row, "not_prepared", self.plan, now)
            counts["dead"] += 1


def ask_plan(session: Session, plan: Plan, row: OutboxRow, now: datetime) -> Decision:
    """The plan's decision about a row of any kind."""
    if row.kind == DIGEST:
        expired = session.scalars(
            select(OutboxRow).where(OutboxRow.digest_id == row.id).order_by(OutboxRow.due_at, OutboxRow.id)
        ).all()
        return plan.digest_notice(session, row, expired, now)
    if row.kind == DEAD_LETTER:
        dead = session.get(OutboxRow, row.payload["dead_id"])
        if dead is None or dead.state != "dead":
            return Drop("answered")
        return plan.dead_letter_notice(session, row, dead, now)
    return plan.prepare(session, row, now)


def _due_rows(session: Session, now: datetime, timing: DeliveryTiming) -> Sequence[OutboxRow]:
    """Due rows that are not too late (those another step turns into a digest), oldest first."""
    return session.scalars(
        select(OutboxRow)
        .where(
            is_state("pending"),
            OutboxRow.retry_at <= now,
            or_(OutboxRow.retry_at >= now - timing.late, OutboxRow.kind.in_((DIGEST, DEAD_LETTER))),
            or_(OutboxRow.expires_at.is_(None), OutboxRow.expires_at > now),
        )
        .order_by(OutboxRow.retry_at, OutboxRow.id)
        .limit(timing.batch)
        .with_for_update(skip_locked=True)
    ).all()


def _direct_channels(session: Session, rows: Sequence[OutboxRow]) -> dict[tuple[str, str], str]:
    """Where the rows' messages go: the channel itself, or the direct conversation if it is known."""
    places = {(row.team_id, row.recipient): row.recipient for row in rows if row.recipient[:1] not in "UW"}
    people = {row.recipient for row in rows if row.recipient[:1] in "UW"}
    if people:
        known = select(DirectChannel).where(DirectChannel.user_id.in_(people))
        places |= {(one.team_id, one.user_id): one.channel_id for one in session.scalars(known)}
    return places


def _lease(row: OutboxRow, post: Post, now: datetime, lease_until: float) -> None:
    row.state = "sending"
    row.fence += 1
    row.attempts += 1
    row.lease_until = lease_until
    row.claimed_at = row.claimed_at or now
    row.thread_ts = post.thread_ts or row.thread_ts


def _claimed(row: OutboxRow, post: Post, deadline: float) -> Claimed:
    assert row.channel_id is not None
    return Claimed(
        row_id=row.id,
        fence=row.fence,
        key=row.nonce,
        place=Place(row.team_id, row.channel_id, row.thread_ts),
        recipient=row.recipient,
        post=post,
        deadline=deadline,
        due_at=row.due_at,
    )
