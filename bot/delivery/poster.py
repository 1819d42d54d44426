"""Requests under way: so many at once, each judged by its answer, the results written down in batches."""

from __future__ import annotations

import asyncio
import logging
from collections import Counter
from collections.abc import Awaitable, Callable, Coroutine
from dataclasses import dataclass, field
from typing import Any

from sqlalchemy.exc import SQLAlchemyError
from sqlalchemy.orm import Session

from bot.core.clock import Clock
from bot.delivery.breaker import Breaker
from bot.delivery.claims import Claimed
from bot.delivery.direct import Person, store_channel, store_failure
from bot.delivery.hooks import Mail, Plan
from bot.delivery.leases import boot_seconds
from bot.delivery.outcomes import Outcome, Refused, Sent, Unclear, Unsent, judge
from bot.delivery.pacing import Pacer
from bot.delivery.requests import SlackFor, open_direct_channel, post_message
from bot.delivery.results import Result, write_results
from bot.delivery.timing import DeliveryTiming
from bot.delivery.transactions import Failpoint, Transactions, reason_of

logger = logging.getLogger(__name__)
SendMail = Callable[[Mail], Awaitable[Outcome]]
"""Hands a letter over, and judges what came of it."""


async def no_mail(_mail: Mail) -> Outcome:
    """Where no mail server is set, nothing can be mailed."""
    return Refused("no_mail_server")


_MOST_RESULTS = 500
_NAMES: dict[type[Outcome], str] = {Sent: "sent", Unsent: "unsent", Refused: "dead", Unclear: "unknown"}


@dataclass
class Poster:
    """Posts claimed rows; `last_failed_team` is where Slack last gave no answer."""

    transactions: Transactions
    slack_for: SlackFor
    plan: Plan
    clock: Clock
    timing: DeliveryTiming
    pacer: Pacer
    breaker: Breaker
    failpoint: Failpoint
    counts: Counter[str]
    observe_lateness: Callable[[float], None]
    send_mail: SendMail
    draining: bool = False
    last_failed_team: str = ""
    _tasks: set[asyncio.Task[None]] = field(default_factory=set)
    _results: list[Result] = field(default_factory=list)

    def __post_init__(self) -> None:
        self._slots = asyncio.Semaphore(self.timing.in_flight)
        self._writing = asyncio.Lock()

    @property
    def is_behind(self) -> bool:
        """Whether results wait to be written down."""
        return bool(self._results)

    async def start(self, claimed: Claimed) -> None:
        """Post a row as soon as a slot is free; returns when it is under way."""
        await self._slots.acquire()
        self._spawn(self._post(claimed))

    async def start_opening(self, person: Person) -> None:
        """Open a direct conversation as soon as a slot is free; returns when it is under way."""
        await self._slots.acquire()
        self._spawn(self._open(person))

    async def settle(self) -> None:
        """Wait until nothing is under way and every result is written down."""
        while self._tasks:
            await asyncio.wait(self._tasks)
        await self.flush()

    def cancel(self) -> None:
        """Give up what is under way; the leases end it."""
        for task in self._tasks:
            task.cancel()

    async def flush(self) -> None:
        """Write down all results; what cannot be written is kept for the next time."""
        async with self._writing:
            while self._results:
                results = self._results[:_MOST_RESULTS]
                self.failpoint("before_mark")
                await self.transactions.write(self._write, results)
                self.failpoint("after_mark")
                del self._results[: len(results)]

    def _write(self, session: Session, results: list[Result]) -> None:
        write_results(session, results, self.plan, self.timing)
        self.failpoint("before_mark_commit")

    def _spawn(self, work: Coroutine[Any, Any, None]) -> None:
        task = asyncio.create_task(work)
        self._tasks.add(task)
        task.add_done_callback(self._tasks.discard)

    async def _post(self, claimed: Claimed) -> None:
        try:
            outcome = await self._request(claimed)
        finally:
            self._slots.release()
        self.failpoint("after_post")
        if claimed.post.mail is None:  # what a mail server answers says nothing about Slack
            self._learn(claimed.place.team_id, claimed.place.channel_id, outcome)
        self.counts[_NAMES[type(outcome)]] += 1
        self._results.append(Result(claimed, outcome, self.clock.now()))
        if not self._writing.locked():
            await self._guard(self.flush())

    async def _request(self, claimed: Claimed) -> Outcome:
        if claimed.post.mail is not None:
            return await self._mail(claimed, claimed.post.mail)
        try:
            client = await self.slack_for(claimed.place.team_id)
        except Exception as error:  # without a client nothing was sent, whatever went wrong
            known = judge(error)
            return known if isinstance(known, Refused) else Unsent(type(error).__name__)
        if self.draining or self.breaker.open_until is not None:
            return Unsent("not_now")
        self.failpoint("before_post")
        if boot_seconds() > claimed.deadline:
            return Unsent("deadline")
        self.observe_lateness((self.clock.now() - claimed.due_at).total_seconds())
        try:
            ts = await post_message(
                client,
                claimed.place,
                claimed.post,
                key=claimed.key,
                fence=claimed.fence,
                timeout=self.timing.timeout.total_seconds(),
            )
        except Exception as error:  # judged by a whitelist: whatever is not known is unclear
            self.counts["slack_errors"] += 1
            return judge(error)
        return Sent(ts)

    async def _mail(self, claimed: Claimed, mail: Mail) -> Outcome:
        if self.draining:
            return Unsent("not_now")
        self.failpoint("before_post")
        if boot_seconds() > claimed.deadline:
            return Unsent("deadline")
        self.observe_lateness((self.clock.now() - claimed.due_at).total_seconds())
        return await self.send_mail(mail)

    def _learn(self, team_id: str, channel_id: str, outcome: Outcome) -> None:
        """What an answer tells about Slack and the channel (or the person)."""
        now = self.clock.monotonic()
        if isinstance(outcome, Sent):
            self.breaker.succeed()
        elif isinstance(outcome, Unsent) and outcome.retry_after is not None:
            self.pacer.block(team_id, channel_id, now + outcome.retry_after)
        elif isinstance(outcome, Unclear) or (isinstance(outcome, Unsent) and outcome.error not in _OWN):
            self.last_failed_team = team_id
            self.breaker.fail(now)

    async def _open(self, person: Person) -> None:
        try:
            client = await self.slack_for(person.team_id)
            timeout = self.timing.timeout.total_seconds()
            channel_id = await open_direct_channel(client, person.user_id, timeout=timeout)
        except Exception as error:  # judged like a post, but asking again is harmless
            self.counts["slack_errors"] += 1
            outcome = judge(error)
            assert not isinstance(outcome, Sent)
            self._learn(person.team_id, person.user_id, outcome)
            now = self.clock.now()
            done = self.transactions.write(store_failure, person, outcome, now, self.plan, self.timing)
        else:
            done = self.transactions.write(store_channel, person, channel_id, self.clock.now())
        finally:
            self._slots.release()
        await self._guard(done)

    async def _guard(self, work: Coroutine[Any, Any, None]) -> None:
        try:
            await work
        except SQLAlchemyError as error:
            logger.warning("the database did not take a result, it is kept: %s", reason_of(error))


_OWN = frozenset({"not_now", "deadline", "token_not_renewed"})
"""Reasons of our own, or of one workspace's, for not sending: they say nothing about Slack."""
