"""How fast messages may leave: one a second in a channel, some hundred a minute in a workspace."""

from __future__ import annotations

import math
from collections.abc import Hashable
from dataclasses import dataclass

_JITTER = 0.1
_MOST_LANES = 20_000


@dataclass
class Lane:
    """One limit: `interval` seconds between messages after a burst.

    Whoever finds it busy is given a slot behind those who came before, and comes back at that time.
    """

    interval: float
    burst: int = 1
    free_at: float = -math.inf
    tail: float = -math.inf

    def wait(self, now: float) -> float:
        """Seconds until a message may leave: 0 means now, anything else is a slot of one's own."""
        open_at = self.free_at - (self.burst - 1) * self.interval
        # Timers wake a little early or late; without tolerance, every second slot would be lost to that.
        if now >= open_at - min(_JITTER, self.interval):
            return 0.0
        self.tail = max(open_at, self.tail + self.interval)
        return self.tail - now

    def take(self, now: float) -> None:
        """A message leaves."""
        self.free_at = max(now, self.free_at) + self.interval

    def is_idle(self, now: float) -> bool:
        """Whether forgetting the lane changes nothing."""
        return now >= self.free_at and now >= self.tail


class Pacer:
    """The lanes of all channels and workspaces, on a monotonic clock."""

    def __init__(self, *, channel_interval: float, team_interval: float, team_burst: int) -> None:
        self._channel_interval = channel_interval
        self._team_interval = team_interval
        self._team_burst = team_burst
        self._lanes: dict[Hashable, Lane] = {}

    def wait(self, team: str, channel: str, now: float) -> float:
        """Seconds until a message may go to a channel; 0: now."""
        return self._channel(team, channel).wait(now) or self._team(team).wait(now)

    def take(self, team: str, channel: str, now: float) -> None:
        """A message goes to a channel."""
        self._channel(team, channel).take(now)
        self._team(team).take(now)
        if len(self._lanes) > _MOST_LANES:
            self._lanes = {key: lane for key, lane in self._lanes.items() if not lane.is_idle(now)}

    def block(self, team: str, channel: str, until: float) -> None:
        """Slack wants no message in a channel before `until`."""
        lane = self._channel(team, channel)
        lane.free_at = max(lane.free_at, until)

    def _channel(self, team: str, channel: str) -> Lane:
        return self._lanes.setdefault((team, channel), Lane(self._channel_interval))

    def _team(self, team: str) -> Lane:
        return self._lanes.setdefault(team, Lane(self._team_interval, self._team_burst))
