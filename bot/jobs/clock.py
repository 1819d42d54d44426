"""The clock that wakes the bot: APScheduler with one-shot jobs, watched on a monotonic clock.

The scheduler stores nothing. Each job is armed for one time and armed again after its run: an interval job
stands still when the clock jumps back an hour, and after a jump of years every missed run would be listed.
"""

from __future__ import annotations

import asyncio
import logging
from collections.abc import Awaitable, Callable, Iterable
from dataclasses import dataclass
from datetime import UTC, datetime, timedelta

from apscheduler.schedulers.asyncio import AsyncIOScheduler  # type: ignore[import-untyped]

from bot.core.clock import Clock
from bot.jobs.time_guard import TimeGuard
from bot.jobs.watchdog import LoopWatchdog, end_process

logger = logging.getLogger(__name__)

_LONGEST_WATCH_SECONDS = 1.0
_GRACE_SECONDS = 2.0


def log_error(name: str, error: Exception) -> None:
    """Write down that a run of a job failed."""
    logger.error("the job %s failed", name, exc_info=error)


@dataclass(frozen=True)
class Job:
    """Something done again and again: after `every` at the latest, or when its last run said it wants to.

    `needs_time`: it goes by the wall clock, so it rests while that cannot be right.
    """

    name: str
    run: Callable[[], Awaitable[datetime | None]]
    every: timedelta
    needs_time: bool = False


@dataclass
class _Armed:
    job: Job
    run_at: float = 0.0
    running_since: float | None = None
    done_at: float | None = None
    again: bool = False


class JobClock:
    """Runs the timed jobs of one process.

    Args:
        jobs: the table.
        clock: the app's clock, in which jobs say when they want to run next.
        guard: tells whether the wall clock can be right.
        stuck_after: how long a run, or the event loop, may stand still before the process is ended.
        on_stuck: ends the process; told what is stuck. May be called in another thread.
        on_error: told the job and the error of a run that failed; the job goes on.
    """

    def __init__(
        self,
        jobs: Iterable[Job],
        *,
        clock: Clock,
        guard: TimeGuard,
        stuck_after: timedelta = timedelta(minutes=2),
        on_stuck: Callable[[str], None] = end_process,
        on_error: Callable[[str, Exception], None] = log_error,
    ) -> None:
        self._clock = clock
        self._guard = guard
        self._jobs = {job.name: _Armed(job) for job in jobs}
        self._stuck_after = stuck_after.total_seconds()
        self._watch_every = min(_LONGEST_WATCH_SECONDS, self._stuck_after / 4)
        self._on_stuck = on_stuck
        self._on_error = on_error
        self._scheduler = AsyncIOScheduler(timezone=UTC)
        self._watchdog = LoopWatchdog(self._stuck_after, on_stuck)
        self._loop: asyncio.AbstractEventLoop | None = None
        self._watch: asyncio.TimerHandle | None = None
        self._runs: set[asyncio.Task[None]] = set()
        self._woke_at: float | None = None

    def start(self) -> None:
        """Arm all jobs for now; call it in the running event loop."""
        self._loop = asyncio.get_running_loop()
        self._scheduler.start()
        for armed in self._jobs.values():
            self._arm(armed, 0.0)
        self._watchdog.start()
        self._keep_watch()

    def stop(self) -> None:
        """Start no further run; those under way go on."""
        if self._loop is None:
            return
        if self._watch is not None:
            self._watch.cancel()
        self._watchdog.stop()
        self._scheduler.shutdown(wait=False)
        self._loop = None

    def wake(self, name: str) -> None:
        """Run a job now (again, if it is under way); from any thread, for example after a commit."""
        if self._loop is not None:
            self._loop.call_soon_threadsafe(self._wake, self._jobs[name])

    @property
    def seconds_since_wake(self) -> float | None:
        """How long ago any job last began; None before the first."""
        return None if self._woke_at is None or self._loop is None else self._loop.time() - self._woke_at

    def seconds_since_success(self, name: str) -> float | None:
        """How long ago a job last did its work; None before the first time."""
        done_at = self._jobs[name].done_at
        return None if done_at is None or self._loop is None else self._loop.time() - done_at

    def _wake(self, armed: _Armed) -> None:
        if armed.running_since is not None:
            armed.again = True
        else:
            self._arm(armed, 0.0)

    def _arm(self, armed: _Armed, seconds: float) -> None:
        if self._loop is None:
            return
        armed.run_at = self._loop.time() + seconds
        self._scheduler.add_job(
            self._start_run,
            "date",
            run_date=datetime.now(UTC) + timedelta(seconds=seconds),
            args=(armed,),
            id=armed.job.name,
            replace_existing=True,
            misfire_grace_time=None,
        )

    async def _start_run(self, armed: _Armed) -> None:
        # A task of our own: the scheduler cancels what it started when it shuts down.
        task = asyncio.create_task(self._run(armed))
        self._runs.add(task)
        task.add_done_callback(self._runs.discard)

    async def _run(self, armed: _Armed) -> None:
        if armed.running_since is not None or self._loop is None:
            return
        loop = self._loop
        armed.running_since = self._woke_at = loop.time()
        armed.again = False
        wanted: datetime | None = None
        try:
            if not armed.job.needs_time or await self._guard.is_right():
                wanted = await armed.job.run()
                armed.done_at = loop.time()
        except Exception as error:  # a failed run (the database is away, say) must not end the clock
            self._on_error(armed.job.name, error)
        finally:
            armed.running_since = None
            self._arm(armed, self._pause(armed, wanted))

    def _pause(self, armed: _Armed, wanted: datetime | None) -> float:
        """Seconds until the next run."""
        longest = armed.job.every.total_seconds()
        if armed.again:
            return 0.0
        if wanted is None:
            return longest
        return min(max(0.0, (wanted - self._clock.now()).total_seconds()), longest)

    def _keep_watch(self) -> None:
        """Arm again what the scheduler forgot, since the wall clock went back, and end what stands still."""
        if self._loop is None:
            return
        self._watchdog.beat()
        now = self._loop.time()
        for armed in self._jobs.values():
            since = armed.running_since
            if since is None and now > armed.run_at + _GRACE_SECONDS:
                logger.warning("the job %s was not woken, it is armed again", armed.job.name)
                self._arm(armed, 0.0)
            elif since is not None and now > since + self._stuck_after:
                self._on_stuck(armed.job.name)
        self._watch = self._loop.call_later(self._watch_every, self._keep_watch)
