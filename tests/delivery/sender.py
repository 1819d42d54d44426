"""A sending process of its own, which the tests end or stop wherever they like."""

from __future__ import annotations

import asyncio
import os
import signal
import time
from collections import Counter
from collections.abc import AsyncIterator, Sequence
from contextlib import asynccontextmanager
from dataclasses import dataclass, field
from datetime import datetime, timedelta
from multiprocessing import get_context
from multiprocessing.process import BaseProcess

from sqlalchemy import select
from sqlalchemy.exc import SQLAlchemyError

from bot.core.clock import SystemClock
from bot.core.notices import NewNotice
from bot.delivery.delivery import Delivery
from bot.delivery.requests import posting_session
from bot.delivery.store.outbox import add_notices
from bot.delivery.store.redraws import want_redraws
from bot.delivery.tables import OutboxRow
from bot.delivery.timing import DeliveryTiming
from bot.demo import world
from bot.sandbox.api_server import SlackServer
from bot.store.database import Database
from tests.delivery.rig import KeyPlan, clients

SHORT = DeliveryTiming(
    lease=timedelta(seconds=0.8),
    timeout=timedelta(seconds=0.3),
    settle=timedelta(seconds=0.4),
    retry=timedelta(seconds=0.1),
    heal_after=timedelta(seconds=0.5),
    history_margin=timedelta(seconds=30),
    channel_interval=timedelta(seconds=0.02),
    team_interval=timedelta(seconds=0.001),
    redraw_interval=timedelta(seconds=0.05),
    team_redraw_interval=timedelta(seconds=0.001),
    breaker_wait=timedelta(seconds=0.2),
    breaker_longest=timedelta(seconds=0.4),
    max_attempts=1000,
    batch=20,
    in_flight=10,
)


@dataclass(frozen=True)
class Order:
    """What a sender is to do; it dies when it comes to `failpoint` for the `nth` time."""

    database_url: str
    api_url: str
    failpoint: str = ""
    nth: int = 1
    seconds: float = 30.0
    timing: DeliveryTiming = SHORT


@dataclass
class _Trap:
    failpoint: str
    left: int

    def __call__(self, name: str) -> None:
        if name == self.failpoint:
            self.left -= 1
            if self.left == 0:
                os.kill(os.getpid(), signal.SIGKILL)


def send(order: Order) -> None:
    """Deliver until nothing waits any more; exit code 0 then, 1 after `seconds`."""
    raise SystemExit(asyncio.run(_send(order)))


async def _send(order: Order) -> int:
    clock = SystemClock()
    database = Database(order.database_url, pool_size=3)
    end = time.monotonic() + order.seconds
    async with posting_session(order.timing) as session:
        delivery = Delivery(
            database,
            clients(session, order.api_url, {world.TEAM: world.BOT_TOKEN}),
            KeyPlan(),
            clock=clock,
            timing=order.timing,
            failpoint=_Trap(order.failpoint, order.nth),
        )
        while time.monotonic() < end:
            try:
                await delivery.pump()
                wake = await delivery.next_wake(clock.now())
            except SQLAlchemyError:  # the database is away: the clock of the jobs would come back, too
                await asyncio.sleep(0.05)
                continue
            if wake is None:
                await delivery.drain(5)
                return 0
            await asyncio.sleep(min(max((wake - clock.now()).total_seconds(), 0.005), 0.05))
    return 1


_context = get_context("forkserver")
_context.set_forkserver_preload(["tests.delivery.sender"])


def start(order: Order) -> BaseProcess:
    """Start a sender."""
    process = _context.Process(target=send, args=(order,))
    process.start()
    return process


async def finish(process: BaseProcess, seconds: float = 40.0) -> int | None:
    """Wait for a sender's end and return its exit code; it is ended if it takes too long.

    It is asked from this thread alone: of two threads that read how a process ended, one reads nothing.
    """
    if not await _ended(process, seconds):
        process.kill()
        await _ended(process, 5)
    process.join(0)
    return process.exitcode


async def _ended(process: BaseProcess, seconds: float) -> bool:
    loop, ended = asyncio.get_running_loop(), asyncio.Event()
    loop.add_reader(process.sentinel, ended.set)
    try:
        async with asyncio.timeout(seconds):
            await ended.wait()
    except TimeoutError:
        return False
    finally:
        loop.remove_reader(process.sentinel)
    return True


@dataclass
class Office:
    """A database and a stand-in Slack on the real clock, with many channels."""

    database: Database
    server: SlackServer
    channels: Sequence[str]
    keys: list[str] = field(default_factory=list)
    cards: dict[str, str] = field(default_factory=dict)

    def order(self, **details: object) -> Order:
        """An order to send what is in this database."""
        url = self.database.url.render_as_string(hide_password=False)
        return Order(url, self.server.api_url, **details)  # type: ignore[arg-type]

    def add(self, count: int, due_at: datetime | None = None) -> list[str]:
        """Add notices, spread over the channels, that any process of the bot can post; returns their keys.

        They are due now, unless told otherwise.
        """
        now = SystemClock().now()
        new = [f"n{len(self.keys) + number}" for number in range(count)]
        notices = [
            NewNotice(
                world.TEAM,
                key,
                "shared",
                self.channels[number % len(self.channels)],
                due_at or now,
                payload={"text": key, "blocks": None},
                shows=(("card", len(self.keys) + number),),
            )
            for number, key in enumerate(new)
        ]
        with self.database.writing() as session:
            add_notices(session, notices, now=now)
        self.keys += new
        return new

    def change(self, count: int) -> None:
        """Let the last messages read differently from now on."""
        numbers = range(len(self.keys) - count, len(self.keys))
        with self.database.writing() as session:
            for number in numbers:
                key = self.keys[number]
                row = session.scalars(select(OutboxRow).where(OutboxRow.key == key)).one()
                self.cards[key] = f"{key} changed {self.cards.get(key, '').count('changed') + 1} times"
                row.payload = {**row.payload, "card": self.cards[key]}
            subjects = [("card", number) for number in numbers]
            want_redraws(session, subjects, SystemClock().now())

    def standing(self) -> dict[str, str]:
        """Key → what stands in the channel by now, of all messages that were changed."""
        with self.database.reading() as session:
            rows = session.scalars(select(OutboxRow).where(OutboxRow.key.in_(self.cards))).all()
        channels = self.server.slack.workspaces[world.TEAM].channels
        return {row.key: channels[row.recipient].messages[row.ts or ""].text for row in rows}

    def posted(self) -> Counter[str]:
        """How often Slack accepted each key."""
        return Counter(entry.text for entry in self.server.journal.messages())

    def states(self) -> dict[str, str]:
        """Key → state of all rows."""
        with self.database.reading() as session:
            return {row.key: row.state for row in session.scalars(select(OutboxRow))}

    def check(self) -> int:
        """Each notice was accepted exactly once, and is known to be sent; returns how many there were."""
        posted = self.posted()
        lost = [key for key in self.keys if not posted[key]]
        doubled = {key: count for key, count in posted.items() if count > 1}
        assert (len(lost), len(doubled)) == (0, 0), f"{len(lost)} lost, {len(doubled)} doubled"
        assert set(self.states().values()) == {"sent"}, Counter(self.states().values())
        assert self.standing() == self.cards
        return len(self.keys)


@asynccontextmanager
async def open_office(url: str, channels: int = 10) -> AsyncIterator[Office]:
    """An office with a running stand-in Slack."""
    server = world.build_world(SystemClock())
    bot = server.slack.workspaces[world.TEAM].bot
    ids = [
        server.slack.add_channel(world.TEAM, name=f"c{number}", members=[bot.user_id]).id
        for number in range(channels)
    ]
    await server.start()
    database = Database(url)
    try:
        yield Office(database, server, ids)
    finally:
        database.close()
        await server.stop()
