"""The table of timed jobs."""

from __future__ import annotations

from collections.abc import Awaitable, Callable
from datetime import datetime, timedelta

from bot.jobs.clock import Job

DELIVERY = "delivery"
SWEEP = "sweep"
HEARTBEAT = "heartbeat"
INBOX = "inbox"

SWEEP_EVERY = timedelta(minutes=10)
HEARTBEAT_EVERY = timedelta(minutes=1)
INBOX_EVERY = timedelta(minutes=2)
HEARTBEAT_RETRY = timedelta(seconds=2)

Work = Callable[[], Awaitable[datetime | None]]
"""Does something and says when it wants to again, if sooner than at its pace."""


def build_jobs(
    *,
    deliver: Work,
    sweep: Work,
    heartbeat: Work | None,
    tick: timedelta,
    inbox: Work | None = None,
) -> list[Job]:
    """The jobs of a process that delivers.

    Args:
        deliver: starts what is due and says when there will next be something to do.
        sweep: derives again what the plan wants said.
        heartbeat: tells the outside that delivery is healthy; None without an address.
        tick: the longest sleep of delivery.
        inbox: reads the mail that came in; None without a mailbox.
    """
    jobs = [
        Job(DELIVERY, deliver, tick, needs_time=True),
        Job(SWEEP, sweep, SWEEP_EVERY, needs_time=True),
    ]
    if heartbeat is not None:
        jobs.append(Job(HEARTBEAT, heartbeat, HEARTBEAT_EVERY))
    if inbox is not None:
        jobs.append(Job(INBOX, inbox, INBOX_EVERY))
    return jobs
