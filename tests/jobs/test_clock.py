"""The clock wakes the jobs, whatever the wall clock does."""

from __future__ import annotations

import asyncio
import threading
import time
from collections.abc import Awaitable, Callable
from datetime import UTC, datetime, timedelta, tzinfo

import apscheduler.schedulers.base  # type: ignore[import-untyped]
import pytest

import bot.jobs.clock
from bot.core.clock import SystemClock
from bot.jobs.clock import Job, JobClock
from bot.jobs.time_guard import TimeGuard

LONG = timedelta(hours=1)
JUMPS = [timedelta(hours=1), timedelta(hours=-1), timedelta(days=3652), timedelta(days=-3652)]


class BentClock(SystemClock):
    """The machine's clock, set wrong."""

    off = timedelta(0)

    def now(self) -> datetime:
        return super().now() + self.off


async def nobody() -> datetime | None:
    return None


async def slack() -> datetime | None:
    return datetime.now(UTC)


class Runs:
    """A job's runs, to be waited for."""

    def __init__(self, wants: Callable[[], datetime | None] = lambda: None) -> None:
        self.count = 0
        self._wants = wants
        self._changed = asyncio.Event()

    async def __call__(self) -> datetime | None:
        self.count += 1
        self._changed.set()
        return self._wants()

    async def reach(self, count: int, seconds: float = 5.0) -> float:
        """Wait for a number of runs; returns how long it took."""
        began = time.monotonic()
        async with asyncio.timeout(seconds):
            while self.count < count:
                self._changed.clear()
                await self._changed.wait()
        return time.monotonic() - began


def clock_of(run: Callable[[], Awaitable[datetime | None]], every: timedelta, **options: object) -> JobClock:
    clock = BentClock()
    job = Job("delivery", run, every, needs_time=True)
    return JobClock([job], clock=clock, guard=TimeGuard(clock, slack), **options)  # type: ignore[arg-type]


async def test_a_job_runs_at_once_then_when_it_wants_to_and_at_the_latest_after_its_time() -> None:
    clock = SystemClock()
    wishes = [clock.now() + timedelta(seconds=0.2), clock.now() + LONG]
    runs = Runs(lambda: wishes.pop(0) if wishes else None)
    jobs = clock_of(runs, timedelta(seconds=0.4))
    jobs.start()
    await runs.reach(1)
    assert await runs.reach(2) < 0.35
    assert 0.3 < await runs.reach(3) < 0.8
    jobs.stop()


async def test_waking_from_a_thread_runs_now_and_again_if_it_is_under_way() -> None:
    runs = Runs()
    gate = asyncio.Event()

    async def slow() -> datetime | None:
        await runs()
        await gate.wait()
        return None

    jobs = clock_of(slow, LONG)
    jobs.start()
    await runs.reach(1)
    threading.Thread(target=jobs.wake, args=("delivery",)).start()
    await asyncio.sleep(0.05)
    assert runs.count == 1
    gate.set()
    await runs.reach(2, 1.0)
    jobs.wake("delivery")
    await runs.reach(3, 1.0)
    jobs.stop()


async def test_a_failed_run_is_not_the_last(caplog: pytest.LogCaptureFixture) -> None:
    runs = Runs()

    async def fail() -> datetime | None:
        await runs()
        raise ConnectionError("the database is away")

    jobs = clock_of(fail, timedelta(seconds=0.05))
    jobs.start()
    await runs.reach(3)
    jobs.stop()
    assert "the job delivery failed" in caplog.text


async def test_a_run_under_way_is_not_cancelled_by_the_end() -> None:
    begun, ended = asyncio.Event(), asyncio.Event()

    async def finish() -> datetime | None:
        begun.set()
        await asyncio.sleep(0.1)
        ended.set()
        return None

    jobs = clock_of(finish, LONG)
    jobs.start()
    await begun.wait()
    jobs.stop()
    async with asyncio.timeout(1):
        await ended.wait()


@pytest.mark.parametrize("jump", JUMPS, ids=str)
async def test_the_machines_clock_jumps(monkeypatch: pytest.MonkeyPatch, jump: timedelta) -> None:
    """APScheduler looks at the machine's clock itself: neither a standstill nor a flood of runs."""

    class Bent(datetime):
        off = timedelta(0)

        @classmethod
        def now(cls, tz: tzinfo | None = None) -> datetime:  # type: ignore[override]
            return datetime.now(tz) + cls.off

    for module in (apscheduler.schedulers.base, bot.jobs.clock):
        monkeypatch.setattr(module, "datetime", Bent)
    runs = Runs()
    jobs = clock_of(runs, timedelta(seconds=0.3))
    jobs.start()
    await runs.reach(2)
    Bent.off = jump
    await runs.reach(3, 6.0)
    before = runs.count
    await asyncio.sleep(0.5)
    assert runs.count - before <= 4
    Bent.off = timedelta(0)
    await runs.reach(runs.count + 1, 6.0)
    jobs.stop()


@pytest.mark.parametrize("jump", JUMPS, ids=str)
async def test_nothing_that_goes_by_the_clock_is_done_while_it_is_wrong(jump: timedelta) -> None:
    clock = BentClock()
    runs, other = Runs(), Runs()
    jobs = JobClock(
        [
            Job("delivery", runs, timedelta(seconds=0.05), needs_time=True),
            Job("heartbeat", other, timedelta(seconds=0.05)),
        ],
        clock=clock,
        guard=TimeGuard(clock, slack),
    )
    jobs.start()
    await runs.reach(1)
    clock.off = jump
    await asyncio.sleep(0.1)
    before = runs.count
    await other.reach(other.count + 3)
    assert runs.count == before
    clock.off = timedelta(0)
    await runs.reach(before + 1, 1.0)
    jobs.stop()


async def test_a_clock_that_was_set_right_is_believed_once_slack_agrees() -> None:
    clock = BentClock()
    answer: datetime | None = datetime.now(UTC)

    async def ask() -> datetime | None:
        return answer

    guard = TimeGuard(clock, ask)
    assert await guard.is_right()
    clock.off, answer = LONG, None
    assert not await guard.is_right()
    answer = datetime.now(UTC)
    assert not await guard.is_right()
    answer = datetime.now(UTC) + LONG
    assert await guard.is_right()
    answer = None
    assert await guard.is_right()


async def test_a_clock_that_is_wrong_from_the_start_is_not_believed() -> None:
    clock = BentClock()
    answer: datetime | None = None

    async def ask() -> datetime | None:
        return answer

    guard = TimeGuard(clock, ask)
    assert not await guard.is_right()
    clock.off, answer = timedelta(days=3652), datetime.now(UTC)
    assert not await guard.is_right()
    clock.off = timedelta(minutes=5)
    assert await guard.is_right()
    answer = None
    assert await guard.is_right()


async def test_small_corrections_are_followed_without_asking() -> None:
    clock = BentClock()
    asked = 0

    async def ask() -> datetime | None:
        nonlocal asked
        asked += 1
        return datetime.now(UTC)

    guard = TimeGuard(clock, ask)
    for _ in range(10):
        clock.off += timedelta(seconds=50)
        assert await guard.is_right()
    assert asked == 1


async def test_a_run_that_never_ends_ends_the_process() -> None:
    stuck: asyncio.Queue[str] = asyncio.Queue()

    async def hang() -> datetime | None:
        await asyncio.Event().wait()
        return None

    jobs = clock_of(hang, LONG, stuck_after=timedelta(seconds=0.5), on_stuck=stuck.put_nowait)
    jobs.start()
    async with asyncio.timeout(5):
        assert await stuck.get() == "delivery"
    jobs.stop()


async def test_a_loop_that_stands_still_ends_the_process() -> None:
    seen: list[str] = []
    jobs = clock_of(nobody, LONG, stuck_after=timedelta(seconds=0.2), on_stuck=seen.append)
    jobs.start()
    await asyncio.sleep(0.05)
    time.sleep(0.6)  # the standstill itself
    jobs.stop()
    assert "the event loop" in seen


async def test_only_work_that_was_done_counts_as_success() -> None:
    """Neither a run that fails, nor one that rests since the clock is wrong, nor another job's."""
    runs, others, fails = Runs(), Runs(), [False]
    clock = BentClock()

    async def deliver() -> datetime | None:
        await runs()
        if fails[0]:
            raise ConnectionError("the database is away")
        return None

    every = timedelta(seconds=0.1)
    table = [Job("delivery", deliver, every, needs_time=True), Job("other", others, every)]
    jobs = JobClock(table, clock=clock, guard=TimeGuard(clock, slack))
    jobs.start()
    assert jobs.seconds_since_success("delivery") is None and jobs.seconds_since_wake is None
    await runs.reach(2)
    assert (jobs.seconds_since_success("delivery") or 9) < 0.5
    fails[0] = True
    await runs.reach(runs.count + 5)
    assert (jobs.seconds_since_success("delivery") or 0) > 0.3
    fails[0] = False
    await runs.reach(runs.count + 2)
    clock.off = timedelta(hours=1)
    await others.reach(others.count + 5)
    assert (jobs.seconds_since_success("delivery") or 0) > 0.3 > (jobs.seconds_since_wake or 9)
    jobs.stop()
