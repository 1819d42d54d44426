"""Whole processes of the bot with their default waiting times, while the ground moves under them."""

from __future__ import annotations

import asyncio
import random
import signal
import sqlite3
import tempfile
import time
from collections import Counter
from functools import partial
from pathlib import Path

from sqlalchemy import make_url

from bot.demo import world
from bot.sandbox import faults
from tests.running.process import Office, open_office, until
from tests.torture.engines import Postgres

RECOVERY_SECONDS = 15
UNCLAIMED_SECONDS, UNCLEAR_SECONDS = 45, 180
CHANNELS = (world.GROUP_CHANNEL, world.WS1_CHANNEL, world.WS2_CHANNEL)


class Load:
    """Notices added one after another, and what became of them."""

    def __init__(self, office: Office) -> None:
        self.office = office
        self.keys: list[str] = []

    def add(self, count: int) -> list[str]:
        """Add some that are due, spread over the channels."""
        new = [f"n{len(self.keys) + number}" for number in range(count)]
        for index, channel in enumerate(CHANNELS):
            if texts := new[index :: len(CHANNELS)]:
                self.office.add(*texts, recipient=channel)
        self.keys += new
        return new

    async def said(self, keys: list[str], seconds: float) -> float:
        """Wait until they are posted; returns how long it took."""
        return await until(lambda: set(keys) <= set(self.office.said()), seconds)

    def check(self) -> str:
        """Each was posted exactly once."""
        posted = Counter(self.office.said())
        lost = [key for key in self.keys if not posted[key]]
        doubled = [key for key, count in posted.items() if count > 1]
        assert (len(lost), len(doubled)) == (0, 0), f"{len(lost)} lost, {len(doubled)} doubled"
        return f"{len(self.keys)} notices"


def has_said_more(office: Office, than: int) -> bool:
    """Whether Slack took more messages than so many."""
    return len(office.said()) > than


async def crash_postgres(server: Postgres, times: int, seed: int = 7) -> str:
    """Two workers post while PostgreSQL is stopped hard and started again and again."""
    chance = random.Random(seed)
    with tempfile.TemporaryDirectory() as folder:
        async with open_office(server.new_url(), Path(folder)) as office:
            load, slowest = Load(office), 0.0
            for _ in range(2):
                await office.start("worker", ready=False)
            await load.said(load.add(3), 30)
            for _ in range(times):
                load.add(9)
                await asyncio.sleep(chance.uniform(0, 2))
                await asyncio.to_thread(server.crash)
                await asyncio.sleep(chance.uniform(0, 1))
                await asyncio.to_thread(server.start)
                # A channel is kept to one message a second: the first sign of life counts.
                before, began = len(office.said()), time.monotonic()
                load.add(3)
                await until(partial(has_said_more, office, before), 60)
                slowest = max(slowest, time.monotonic() - began)
            await load.said(load.keys, 60 + 3 * times + UNCLEAR_SECONDS)
            # Whatever is unclear still is looked up: nothing may come of it any more.
            await asyncio.sleep(5)
            assert slowest <= RECOVERY_SECONDS, f"back only after {slowest:.1f} s"
            return f"{times} stops, {load.check()}, back after at most {slowest:.1f} s"


async def lock_sqlite(url: str, seconds: float) -> str:
    """Another process locks the file while notices are due and under way."""
    with tempfile.TemporaryDirectory() as folder:
        async with open_office(url, Path(folder)) as office:
            load = Load(office)
            await office.start("run")
            await load.said(load.add(3), 30)
            load.add(6)
            await asyncio.sleep(0.3)
            other = sqlite3.connect(make_url(url).database or "", isolation_level=None, timeout=30)
            other.execute("BEGIN EXCLUSIVE")
            await asyncio.sleep(seconds)
            other.execute("ROLLBACK")
            other.close()
            back = await load.said(load.add(3), 60)
            await load.said(load.keys, UNCLEAR_SECONDS)
            await asyncio.sleep(5)
            assert back <= RECOVERY_SECONDS, f"back only after {back:.1f} s"
            return f"locked for {seconds:.0f} s, {load.check()}, back after {back:.1f} s"


async def go_back_to_work(url: str) -> str:
    """A process is killed while some posts are unclear, others under way or waiting; a new one takes over."""
    with tempfile.TemporaryDirectory() as folder:
        async with open_office(url, Path(folder)) as office:
            load = Load(office)
            first = await office.start("run")
            office.server.faults.add(faults.close_before_read(), "chat.postMessage", times=4)
            load.add(30)
            await until(lambda: len(office.said()) > 3, 30)
            first.process.send_signal(signal.SIGKILL)
            await first.process.wait()
            began = time.monotonic()
            await office.start("run")
            await load.said(load.add(3), UNCLAIMED_SECONDS)
            unclaimed = time.monotonic() - began
            await load.said(load.keys, UNCLEAR_SECONDS)
            unclear = time.monotonic() - began
            assert unclaimed <= UNCLAIMED_SECONDS and unclear <= UNCLEAR_SECONDS
            return f"{load.check()}, unclaimed after {unclaimed:.0f} s, unclear after {unclear:.0f} s"
