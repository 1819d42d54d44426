"""How long delivery waits for what; shortened in tests."""

from __future__ import annotations

from dataclasses import dataclass
from datetime import timedelta


@dataclass(frozen=True)
class DeliveryTiming:
    """The durations and limits of delivery.

    A request leaves within `lease - timeout` of its claim and is over when the lease ends; `settle` later
    the channel's history is taken as complete.
    """

    lease: timedelta = timedelta(seconds=30)
    timeout: timedelta = timedelta(seconds=10)
    settle: timedelta = timedelta(seconds=60)
    late: timedelta = timedelta(hours=2)
    retry: timedelta = timedelta(seconds=5)
    unknown_limit: timedelta = timedelta(minutes=30)
    max_attempts: int = 8
    heal_after: timedelta = timedelta(minutes=10)
    heal_limit: timedelta = timedelta(days=1)
    history_margin: timedelta = timedelta(hours=1)
    """How far this machine's clock may differ from Slack's before a look-up would miss a message."""
    channel_interval: timedelta = timedelta(seconds=1)
    team_interval: timedelta = timedelta(seconds=0.2)
    team_burst: int = 60
    redraw_interval: timedelta = timedelta(seconds=3)
    """A message in a channel is redrawn once in this time, however often it changes."""
    team_redraw_interval: timedelta = timedelta(seconds=1.5)
    team_redraw_burst: int = 10
    """With the interval: 50 updates in any minute of a workspace, as Slack allows."""
    breaker_failures: int = 5
    breaker_wait: timedelta = timedelta(seconds=2)
    breaker_longest: timedelta = timedelta(seconds=30)
    batch: int = 200
    in_flight: int = 100
