"""Claiming updates of messages, and writing down what became of them.

An update may be carried out twice: an unclear one is simply tried again. What must not happen is that the
last change is not drawn. So the wishes are counted, and a message is at rest only when an update that began
after the last of them was carried out; nobody begins one while another is under way.
"""

from __future__ import annotations

import logging
from dataclasses import dataclass
from datetime import datetime, timedelta

from sqlalchemy import select, update
from sqlalchemy.exc import DBAPIError
from sqlalchemy.orm import Session

from bot.core.notices import is_person
from bot.delivery.dead_letters import NO_TOKEN
from bot.delivery.hooks import Plan, Post
from bot.delivery.leases import boot_seconds
from bot.delivery.outcomes import Outcome, Refused, Sent, Unsent
from bot.delivery.pacing import Pacer
from bot.delivery.requests import Place
from bot.delivery.tables import OutboxRow, Redraw
from bot.delivery.timing import DeliveryTiming

logger = logging.getLogger(__name__)

GONE = frozenset({"cant_update_message", "edit_window_closed", "message_not_found"})
"""Answers that say: this message is not there any more, or can never be changed."""
_LONGEST_WAIT = timedelta(hours=6)
_WITHOUT_TOKEN = timedelta(minutes=10)


@dataclass(frozen=True)
class Drawing:
    """One update that is ours to make; the request must have left by `deadline` (seconds since boot)."""

    row_id: int
    fence: int
    wanted: int
    place: Place
    ts: str
    post: Post
    is_direct: bool
    deadline: float
    digest: str | None


def take_redraws(
    session: Session,
    now: datetime,
    monotonic: float,
    plan: Plan,
    pacer: Pacer,
    timing: DeliveryTiming,
    *,
    only: int | None = None,
) -> list[Drawing]:
    """Claim the updates that are due, each with the words of now; `only` names the row of one message."""
    started = boot_seconds()
    statement = (
        select(Redraw, OutboxRow)
        .join(OutboxRow, OutboxRow.id == Redraw.row_id)
        .where(Redraw.due_at <= now)
        .order_by(Redraw.due_at, Redraw.row_id)
        .limit(timing.batch)
        .with_for_update(skip_locked=True, of=Redraw)
    )
    if only is not None:
        statement = statement.where(Redraw.row_id == only)
    deadline = started + (timing.lease - timing.timeout).total_seconds()
    found = []
    for redraw, row in session.execute(statement).all():
        if row.state != "sent" or row.ts is None:
            is_coming = row.state in ("pending", "sending", "unknown")
            redraw.due_at = max(now, row.retry_at) + timing.retry if is_coming else None
            continue
        ts: str = row.ts
        wait = pacer.wait(row.team_id, ts, monotonic)
        if wait > 0 and only is None:
            redraw.due_at = now + timedelta(seconds=wait)
            continue
        post = _words(session, plan, row, now)
        digest = post.digest if post is not None else None
        if post is None or digest == redraw.drawn:
            redraw.due_at = None
            continue
        pacer.take(row.team_id, ts, monotonic)
        redraw.fence += 1
        redraw.due_at = redraw.free_at = now + timing.lease
        place = Place(row.team_id, row.channel_id or row.recipient, row.thread_ts)
        direct = is_person(row.recipient)
        found.append(Drawing(row.id, redraw.fence, redraw.wanted, place, ts, post, direct, deadline, digest))
    session.flush()
    return found


def _words(session: Session, plan: Plan, row: OutboxRow, now: datetime) -> Post | None:
    """How the message reads now; None if it stays as it is, or the plan fails over it."""
    try:
        decision = plan.refresh(session, row, now)
    except Exception as error:  # a fault in the plan, whatever it is, concerns this message alone
        if isinstance(error, DBAPIError):
            raise
        logger.exception("notice %s (%s) cannot be redrawn", row.id, row.kind)
        return None
    return decision if isinstance(decision, Post) else None


def write_drawn(
    session: Session, drawing: Drawing, outcome: Outcome, at: datetime, timing: DeliveryTiming
) -> None:
    """Write down what became of one update."""
    redraw = session.scalar(
        select(Redraw).where(Redraw.row_id == drawing.row_id, Redraw.fence == drawing.fence).with_for_update()
    )
    if redraw is None:
        return
    redraw.error = None if isinstance(outcome, Sent) else outcome.error
    redraw.free_at = at
    if isinstance(outcome, Sent):
        redraw.attempts = 0
        # Slack may still carry out an earlier request: nobody knows yet what the message will show.
        redraw.drawn = None if redraw.is_unclear else drawing.digest
        redraw.free_at = at if drawing.is_direct else at + timing.redraw_interval
        if redraw.wanted != drawing.wanted:
            redraw.due_at = redraw.free_at
        else:
            redraw.due_at = at + timing.settle if redraw.is_unclear else None
            redraw.is_unclear = False
        return
    if isinstance(outcome, Unsent):
        pause = timing.retry if outcome.retry_after is None else timedelta(seconds=outcome.retry_after)
        redraw.due_at = at + pause
        if outcome.limited:
            _hold_back(session, drawing.place.team_id, redraw.due_at)
        return
    redraw.attempts += 1
    redraw.drawn = None
    if isinstance(outcome, Refused) and outcome.error in NO_TOKEN:
        redraw.due_at = at + min(_WITHOUT_TOKEN * 2**redraw.attempts, _LONGEST_WAIT)
    elif isinstance(outcome, Refused) or outcome.error in GONE:
        logger.info("notice %s stays as it is: %s", drawing.row_id, outcome.error)
        redraw.due_at = None
    else:
        redraw.is_unclear = True
        redraw.due_at = at + min(timing.retry * 2 ** (redraw.attempts - 1), _LONGEST_WAIT)


def _hold_back(session: Session, team_id: str, until: datetime) -> None:
    """Slack wants a pause, which it counts for all updates of a workspace."""
    session.flush()
    others = select(Redraw.row_id).where(Redraw.team_id == team_id, Redraw.due_at < until)
    session.execute(
        update(Redraw)
        .where(Redraw.row_id.in_(others.with_for_update(skip_locked=True)))
        .values(due_at=until)
        .execution_options(synchronize_session=False)
    )
