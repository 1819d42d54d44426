"""How late a notice leaves: due times spread evenly over one second, beside a mere sleep until each."""

from __future__ import annotations

import asyncio
import tempfile
import time
from collections.abc import Sequence
from datetime import UTC, datetime, timedelta
from math import ceil
from pathlib import Path

from tests.benchmarks.bench_posting import HEAD_START
from tests.benchmarks.posting import add_due, places, posting_rig
from tests.benchmarks.report import render_rounds


def _p99(seconds: Sequence[float]) -> float:
    """In milliseconds."""
    return sorted(seconds)[ceil(len(seconds) * 0.99) - 1] * 1000


async def _sleep_until(due: Sequence[float]) -> list[float]:
    """Lateness of tasks that only sleep until they are due."""

    async def wait(at: float) -> float:
        await asyncio.sleep(at - time.time())
        return time.time() - at

    return await asyncio.gather(*(wait(at) for at in due))


def _spread(count: int, head_start: timedelta) -> list[datetime]:
    first = datetime.now(UTC) + head_start
    return [first + timedelta(seconds=number / count) for number in range(count)]


def run(*, quick: bool) -> str:
    """Measure, and return the report in Markdown."""
    targets = places(1_000, 100)
    floor: list[float] = []
    whole: list[float] = []
    with (
        tempfile.TemporaryDirectory() as name,
        posting_rig(Path(name), delay_ms=0) as (database, slack, _process),
    ):
        for _ in range(2 if quick else 7):
            due = [at.timestamp() for at in _spread(len(targets), timedelta(seconds=1))]
            floor.append(_p99(asyncio.run(_sleep_until(due))))
            times = _spread(len(targets), HEAD_START)
            add_due(database, targets, times)
            due_of = dict(zip((channel for _team, channel in targets), times, strict=True))
            arrived = slack.arrived(len(targets))
            whole.append(_p99([message.at - due_of[message.channel].timestamp() for message in arrived]))
    title = "p99 of due → request arrives, 1,000 notices in 1,000 channels of 100 workspaces within a second"
    return render_rounds(title, "ms", {"sleep, then nothing": floor, "the bot": whole})
