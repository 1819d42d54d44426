"""Messages that are redrawn: each update is claimed, sent and judged like a post, but may be repeated."""

from __future__ import annotations

import asyncio
import logging
from collections import Counter
from dataclasses import dataclass, field
from datetime import datetime

from sqlalchemy.exc import SQLAlchemyError
from sqlalchemy.orm import Session

from bot.core.clock import Clock
from bot.delivery.breaker import Breaker
from bot.delivery.hooks import Plan
from bot.delivery.leases import boot_seconds
from bot.delivery.outcomes import Outcome, Refused, Sent, Unclear, Unsent, judge
from bot.delivery.pacing import Pacer
from bot.delivery.redraws import GONE, Drawing, take_redraws, write_drawn
from bot.delivery.requests import SlackFor, update_message
from bot.delivery.store.outbox import find_sent
from bot.delivery.store.redraws import want_redraw
from bot.delivery.timing import DeliveryTiming
from bot.delivery.transactions import Failpoint, Transactions, reason_of

logger = logging.getLogger(__name__)


@dataclass
class Redrawer:
    """Keeps posted messages as they should be."""

    transactions: Transactions
    slack_for: SlackFor
    plan: Plan
    clock: Clock
    timing: DeliveryTiming
    breaker: Breaker
    failpoint: Failpoint
    counts: Counter[str]
    _tasks: set[asyncio.Task[None]] = field(default_factory=set)

    def __post_init__(self) -> None:
        timing = self.timing
        self._pacer = Pacer(
            channel_interval=timing.redraw_interval.total_seconds(),
            team_interval=timing.team_redraw_interval.total_seconds(),
            team_burst=timing.team_redraw_burst,
        )
        self._slots = asyncio.Semaphore(timing.in_flight)

    async def pump(self, now: datetime) -> bool:
        """Start all updates that are due; True if more may be."""
        drawings = await self.transactions.write(self._take, now)
        self.failpoint("after_redraw_claim")
        for drawing in drawings:
            task = asyncio.create_task(self._draw(drawing))
            self._tasks.add(task)
            task.add_done_callback(self._tasks.discard)
        return len(drawings) >= self.timing.batch

    async def redraw(self, team_id: str, channel_id: str, ts: str) -> None:
        """Bring one message up to date: now, unless somebody is just doing it, or did a moment ago."""
        drawing = await self.transactions.write(self._take_message, team_id, channel_id, ts)
        if drawing is not None:
            await self._draw(drawing)

    async def settle(self) -> None:
        """Wait until nothing is under way."""
        while self._tasks:
            await asyncio.wait(self._tasks)

    def _take(self, session: Session, now: datetime) -> list[Drawing]:
        drawings = take_redraws(session, now, self.clock.monotonic(), self.plan, self._pacer, self.timing)
        self.failpoint("before_redraw_claim_commit")
        return drawings

    def _take_message(self, session: Session, team_id: str, channel_id: str, ts: str) -> Drawing | None:
        row = find_sent(session, team_id, channel_id, ts)
        if row is None:
            return None
        now = self.clock.now()
        want_redraw(session, row, now)
        found = take_redraws(
            session, now, self.clock.monotonic(), self.plan, self._pacer, self.timing, only=row.id
        )
        return found[0] if found else None

    async def _draw(self, drawing: Drawing) -> None:
        async with self._slots:
            outcome = await self._request(drawing)
        self.failpoint("after_redraw")
        self._learn(outcome)
        try:
            await self.transactions.write(write_drawn, drawing, outcome, self.clock.now(), self.timing)
        except SQLAlchemyError as error:
            # Its claim ends by itself, and it is drawn again.
            logger.warning("the database did not take that a message was redrawn: %s", reason_of(error))

    async def _request(self, drawing: Drawing) -> Outcome:
        try:
            client = await self.slack_for(drawing.place.team_id)
        except Exception as error:  # without a client nothing was sent, whatever went wrong
            known = judge(error)
            return known if isinstance(known, Refused) else Unsent(type(error).__name__)
        self.failpoint("before_redraw")
        if boot_seconds() > drawing.deadline:
            return Unsent("deadline")
        try:
            timeout = self.timing.timeout.total_seconds()
            await update_message(client, drawing.place, drawing.ts, drawing.post, timeout=timeout)
        except Exception as error:  # judged by a whitelist: whatever is not known is unclear
            self.counts["slack_errors"] += 1
            return judge(error)
        self.counts["redrawn"] += 1
        return Sent(drawing.ts)

    def _learn(self, outcome: Outcome) -> None:
        """What an answer tells about Slack."""
        if isinstance(outcome, Sent):
            self.breaker.succeed()
        elif isinstance(outcome, Unclear) and outcome.error not in GONE:
            self.breaker.fail(self.clock.monotonic())
