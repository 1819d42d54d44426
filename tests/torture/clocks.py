"""The machine's clock is set wrong under a running bot: nothing is early, nothing stands still."""

from __future__ import annotations

import asyncio
import time
from collections.abc import Callable, Iterator
from contextlib import contextmanager
from datetime import UTC, datetime, timedelta, tzinfo
from unittest.mock import patch

import apscheduler.schedulers.base  # type: ignore[import-untyped]

import bot.jobs.clock
from bot.app import create_bot
from bot.core.clock import SystemClock
from bot.core.settings import Settings, Timing
from bot.demo import world
from bot.sandbox.journal import Entry
from tests.delivery.sender import open_office

JUMPS = tuple(sign * size for size in (timedelta(hours=1), timedelta(days=3652)) for sign in (1, -1))
BACK_SECONDS = 10


class _Bent(datetime):
    """The machine's clock, as the scheduler reads it."""

    off = timedelta(0)

    @classmethod
    def now(cls, tz: tzinfo | None = None) -> datetime:  # type: ignore[override]
        return datetime.now(tz) + cls.off


class _BentClock(SystemClock):
    """The same, as the bot reads it."""

    def now(self) -> datetime:
        return super().now() + _Bent.off


@contextmanager
def _bent() -> Iterator[None]:
    with (
        patch.object(apscheduler.schedulers.base, "datetime", _Bent),
        patch.object(bot.jobs.clock, "datetime", _Bent),
    ):
        yield
    _Bent.off = timedelta(0)


async def jump(url: str, wrong_for: float = 8.0, timing: Timing | None = None) -> str:
    """Let the clock jump and come back, each way; what is due then is posted, and only that."""
    slowest = 0.0
    async with open_office(url, channels=3) as office:
        settings = Settings(
            slack_bot_token=world.BOT_TOKEN,
            slack_api_url=office.server.api_url,
            database_url=url,
            timing=timing or Timing(),
        )
        running = create_bot(settings, _BentClock())
        with _bent():
            await running.start(traffic=False, notices_by_clock=True)
            now = datetime.now(UTC)
            future = [
                key
                for ahead in (timedelta(minutes=30), timedelta(hours=2), timedelta(days=400))
                for key in office.add(2, due_at=now + ahead)
            ]
            for off in JUMPS:
                await office.server.journal.wait(_is_one_of(office.add(3)), count=3, timeout=30)
                _Bent.off = off
                calls = len(office.server.slack.attempts)
                held = office.add(3)
                await asyncio.sleep(wrong_for)
                asked = len(office.server.slack.attempts) - calls
                assert asked <= 5 * wrong_for, f"{asked} requests while the clock was wrong"
                _Bent.off, corrected = timedelta(0), time.monotonic()
                await office.server.journal.wait(_is_one_of(held), count=3, timeout=30)
                slowest = max(slowest, time.monotonic() - corrected)
            await running.stop()
        posted = office.posted()
        early = [key for key in future if posted[key]]
        assert not early, f"{len(early)} early"
        missed = [key for key in office.keys if key not in future and posted[key] != 1]
        assert not missed, f"{len(missed)} lost or doubled"
        assert slowest <= BACK_SECONDS, f"back only after {slowest:.1f} s"
    return f"{len(JUMPS)} jumps, nothing early, back after at most {slowest:.1f} s"


def _is_one_of(keys: list[str]) -> Callable[[Entry], bool]:
    return lambda entry: entry.text in keys
