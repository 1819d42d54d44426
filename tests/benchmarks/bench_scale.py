"""A simulated Monday: how late the last note of a rush is, for many workspaces and processes.

Nothing is posted. Notes fall due at 09:00 of their readers' zones; each goes when delivery's own pacer lets
it go and a process has time for it. What a process carries is an assumption, `POSTS_PER_SECOND`, below what
the benchmark of delivery measures.
"""

from __future__ import annotations

import heapq
import random
from dataclasses import dataclass
from itertools import count

from bot.delivery.pacing import Pacer
from bot.delivery.timing import DeliveryTiming

POSTS_PER_SECOND = 400
GROUPS_PER_WORKSPACE = 3
NOTES_PER_GROUP = 4
ZONES = {"Europe/Zurich": 0.4, "Africa/Nairobi": 0.2, "America/New_York": 0.2, "Asia/Bangkok": 0.2}


@dataclass(frozen=True)
class Rush:
    """What became of the busiest 09:00: how many notes, and after how many seconds half and all had left."""

    notes: int
    half: float
    last: float


def simulate(workspaces: int, processes: int, *, posts_per_second: int = POSTS_PER_SECOND) -> Rush:
    """Live the busiest nine o'clock of a Monday in the time of the pacer."""
    timing, chance = DeliveryTiming(), random.Random(0)
    pacer = Pacer(
        channel_interval=timing.channel_interval.total_seconds(),
        team_interval=timing.team_interval.total_seconds(),
        team_burst=timing.team_burst,
    )
    share = max(ZONES.values())
    numbers = count()
    waiting = [
        (0.0, next(numbers), f"T{workspace}", f"D{workspace}-{note}")
        for workspace in range(workspaces)
        for note in range(GROUPS_PER_WORKSPACE * NOTES_PER_GROUP)
        if chance.random() < share
    ]
    notes = len(waiting)
    heapq.heapify(waiting)
    free, step = 0.0, 1 / (posts_per_second * processes)
    left: list[float] = []
    while waiting:
        due, _number, team, channel = heapq.heappop(waiting)
        now = max(due, free)
        pause = pacer.wait(team, channel, now)
        if pause > 0:
            heapq.heappush(waiting, (now + pause, next(numbers), team, channel))
            continue
        pacer.take(team, channel, now)
        free = now + step
        left.append(now)
    left.sort()
    return Rush(notes, left[len(left) // 2] if left else 0.0, left[-1] if left else 0.0)


def run(*, quick: bool = False) -> str:
    """The table: workspaces, processes, notes at the busiest 09:00, seconds until half and all had left."""
    sizes = ((10, 1), (1_000, 1)) if quick else ((10, 1), (1_000, 1), (10_000, 1), (10_000, 4), (50_000, 8))
    lines = [
        f"simulated: the busiest 09:00 of a Monday, {GROUPS_PER_WORKSPACE} groups a workspace,"
        f" {NOTES_PER_GROUP} notes a group, {POSTS_PER_SECOND} posts/s a process",
        f"{'workspaces':>10} {'processes':>9} {'notes':>8} {'half left':>10} {'all left':>9}",
    ]
    for workspaces, processes in sizes:
        rush = simulate(workspaces, processes)
        lines.append(
            f"{workspaces:>10,} {processes:>9} {rush.notes:>8,} {rush.half:>8.0f} s {rush.last:>7.0f} s"
        )
    return "\n".join(lines)
