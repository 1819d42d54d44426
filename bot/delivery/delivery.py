"""The engine of the outbox: claims what is due, has it posted, and settles what remained unclear."""

from __future__ import annotations

import asyncio
import logging
import random
from collections import Counter
from collections.abc import Callable
from concurrent.futures import Executor
from dataclasses import dataclass
from datetime import datetime, timedelta

from sqlalchemy.exc import DataError, SQLAlchemyError
from sqlalchemy.orm import Session

from bot.core.clock import Clock
from bot.delivery.breaker import Breaker
from bot.delivery.claims import Batch, Claimer
from bot.delivery.direct import Person
from bot.delivery.due import find_next_wake, find_work
from bot.delivery.expiry import end_leases, expire_late
from bot.delivery.hooks import Plan
from bot.delivery.leases import boot_seconds
from bot.delivery.lookups import Doubt, take_doubts
from bot.delivery.outcomes import Refused, Unsent, judge
from bot.delivery.pacing import Pacer
from bot.delivery.poster import Poster, SendMail, no_mail
from bot.delivery.reconcile import Reconciler
from bot.delivery.redrawer import Redrawer
from bot.delivery.requests import SlackFor, is_up
from bot.delivery.timing import DeliveryTiming
from bot.delivery.transactions import Failpoint, Transactions, no_failpoint, reason_of
from bot.store.database import Database

logger = logging.getLogger(__name__)

_MOST_ROUNDS = 1000


@dataclass(frozen=True)
class TickReport:
    """What one tick did: how many rows were sent, redrawn, unknown, dead, expired, paced, healed, …."""

    counts: Counter[str]

    @property
    def sent(self) -> int:
        """How many messages Slack took."""
        return self.counts["sent"]


def _observe_nothing(_seconds: float) -> None:
    return


class Delivery:
    """Delivers the outbox; `counts` holds the totals since the start.

    Args:
        database: where the outbox is.
        slack_for: the client of a workspace (see `posting_client`).
        plan: the hooks that know the plan.
        clock: the app's clock: due times by `now`, pacing by `monotonic`.
        timing: how long to wait for what.
        executor: where database work runs (None: the event loop's own threads).
        failpoint: called at each step, for tests.
        observe_lateness: told the seconds from due to request of each post.
        send_mail: hands over letters to people without Slack.
    """

    def __init__(
        self,
        database: Database,
        slack_for: SlackFor,
        plan: Plan,
        *,
        clock: Clock,
        timing: DeliveryTiming,
        executor: Executor | None = None,
        failpoint: Failpoint = no_failpoint,
        observe_lateness: Callable[[float], None] = _observe_nothing,
        send_mail: SendMail = no_mail,
    ) -> None:
        self.counts: Counter[str] = Counter()
        self._clock = clock
        self._timing = timing
        self._plan = plan
        self._slack_for = slack_for
        self._failpoint = failpoint
        self._transactions = Transactions(database, executor)
        self._breaker = Breaker(
            failures=timing.breaker_failures,
            wait=timing.breaker_wait.total_seconds(),
            longest=timing.breaker_longest.total_seconds(),
            chance=random.Random(),
        )
        pacer = Pacer(
            channel_interval=timing.channel_interval.total_seconds(),
            team_interval=timing.team_interval.total_seconds(),
            team_burst=timing.team_burst,
        )
        shared = (self._transactions, slack_for, plan, clock, timing)
        self._claimer = Claimer(plan, pacer, timing)
        self._poster = Poster(
            *shared, pacer, self._breaker, failpoint, self.counts, observe_lateness, send_mail
        )
        self._reconciler = Reconciler(*shared, failpoint, self.counts)
        self._redrawer = Redrawer(*shared, self._breaker, failpoint, self.counts)
        self._lookups: set[asyncio.Task[None]] = set()
        self._pumping = asyncio.Lock()

    async def tick(self, now: datetime | None = None) -> TickReport:
        """Do all that is due at `now` (None: by the clock) and wait for every result."""
        before = Counter(self.counts)
        for _ in range(_MOST_ROUNDS):
            busy = await self.pump(now)
            await self._settle()
            if not busy:
                break
        return TickReport(self.counts - before)

    async def pump(self, now: datetime | None = None) -> bool:
        """Start all that is due, without waiting for Slack's answers; True if that may make more due."""
        async with self._pumping:
            await self._poster.flush()
            moment = now or self._clock.now()
            work = await self._transactions.read(find_work, moment, self._timing)
            overtaken = work.overtaken and await self._tidy(moment)
            waits = work.due or work.doubts or work.redraws
            if self._poster.draining or not waits or not await self._slack_answers():
                return bool(overtaken)
            doubts = work.doubts and await self._look_up(moment)
            more = work.due and await self._claim_due(now)
            redrawn = work.redraws and await self._redrawer.pump(moment)
            return bool(overtaken or doubts or more or redrawn)

    @property
    def is_slack_away(self) -> bool:
        """Whether Slack has not answered for a while, and nothing has succeeded since."""
        return self._breaker.is_away

    def learn_failure(self) -> None:
        """Somebody else has asked Slack something, and got no answer."""
        self._breaker.fail(self._clock.monotonic())

    async def redraw(self, team_id: str, channel_id: str, ts: str) -> None:
        """Bring one message up to date, at once where it was not just redrawn; no notice of ours: nothing."""
        if self._poster.draining or not await self._slack_answers():
            return
        await self._redrawer.redraw(team_id, channel_id, ts)

    async def next_wake(self, now: datetime) -> datetime | None:
        """When there will next be something to do; None if nothing waits."""
        if self._poster.draining:
            return None
        wake = await self._transactions.read(find_next_wake, now)
        if self._poster.is_behind:
            wake = min(wake or now, now + self._timing.retry)
        if wake is not None and self._breaker.open_until is not None:
            wait = max(0.0, self._breaker.open_until - self._clock.monotonic())
            wake = max(wake, now + timedelta(seconds=wait))
        return wake

    async def drain(self, timeout: float) -> bool:
        """Claim nothing more and finish what is under way within `timeout` seconds.

        Returns:
            False if that failed, or the database did not take a result: it is looked up after its lease.
        """
        self._poster.draining = True
        try:
            async with asyncio.timeout(timeout):
                async with self._pumping:  # what is just being claimed is given back
                    await self._settle()
        except (TimeoutError, SQLAlchemyError) as error:
            logger.warning("not all that was under way could be finished: %s", type(error).__name__)
            self._poster.cancel()
            return False
        return True

    async def _settle(self) -> None:
        await self._poster.settle()
        await self._redrawer.settle()
        if self._lookups:
            await asyncio.wait(self._lookups)

    async def _tidy(self, now: datetime) -> int:
        """End leases and expire what came too late; returns how many rows that concerned."""
        ended = await self._transactions.write(end_leases, now, self._timing)
        expired = await self._transactions.write(expire_late, now, self._timing, self._plan)
        self.counts.update(unknown=ended, expired=expired)
        return ended + expired

    async def _claim_due(self, now: datetime | None) -> bool:
        """Claim and start batch after batch; True if more is, or may soon be, due.

        It ends after a while, however much is due: the clock takes a longer run for one that is stuck, and
        leases and unclear rows have to be looked at in between.
        """
        end = boot_seconds() + self._timing.lease.total_seconds()
        more = False
        while not self._poster.draining and self._breaker.open_until is None:
            self._failpoint("before_claim")
            moment, monotonic = now or self._clock.now(), self._clock.monotonic()
            try:
                batch = await self._transactions.write(self._claim, moment, monotonic)
            except DataError:
                if self._claimer.careful:
                    raise
                self._claimer.careful = True
                continue
            self._claimer.careful = False
            self._failpoint("after_claim_commit")
            self.counts.update(batch.counts)
            for claimed in batch.claimed:
                await self._poster.start(claimed)
            for (team_id, user_id), row_ids in batch.unopened.items():
                await self._poster.start_opening(Person(team_id, user_id, row_ids))
            more = more or bool(batch.unopened)
            if batch.is_last:
                return more
            if boot_seconds() > end:
                return True
        return more

    def _claim(self, session: Session, now: datetime, monotonic: float) -> Batch:
        batch = self._claimer.claim(session, now, monotonic)
        self._failpoint("before_claim_commit")
        return batch

    async def _look_up(self, now: datetime) -> int:
        """Start to look up unclear rows; returns how many."""
        doubts = await self._transactions.write(take_doubts, now, self._timing)
        if doubts:
            task = asyncio.create_task(self._reconcile(doubts))
            self._lookups.add(task)
            task.add_done_callback(self._lookups.discard)
        return len(doubts)

    async def _reconcile(self, doubts: list[Doubt]) -> None:
        try:
            await self._reconciler.settle(doubts)
        except SQLAlchemyError as error:
            logger.warning("unclear notices stay unclear for now: %s", reason_of(error))

    async def _slack_answers(self) -> bool:
        """False while Slack is taken to be down; asks it something harmless when it is time to try again."""
        if self._breaker.open_until is None:
            return True
        if self._clock.monotonic() < self._breaker.open_until:
            return False
        try:
            client = await self._slack_for(self._poster.last_failed_team)
            await is_up(client, timeout=self._timing.timeout.total_seconds())
        except Exception as error:  # any answer that is understood will do
            outcome = judge(error)
            if not isinstance(outcome, Refused) and not (isinstance(outcome, Unsent) and outcome.limited):
                self._breaker.stay_open(self._clock.monotonic())
                return False
        self._breaker.try_again()
        return True
