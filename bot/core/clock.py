"""Where the time comes from: passed to whoever needs it, so that a year can be lived in a test."""

from __future__ import annotations

import time
from datetime import UTC, datetime, timedelta
from typing import Protocol


class Clock(Protocol):
    """A source of time."""

    def now(self) -> datetime:
        """The current instant, aware, in UTC."""
        ...

    def monotonic(self) -> float:
        """Seconds on a clock that never jumps."""
        ...


class SystemClock:
    """The machine's own clock."""

    def now(self) -> datetime:
        """The current instant, aware, in UTC."""
        return datetime.now(UTC)

    def monotonic(self) -> float:
        """Seconds on a clock that never jumps."""
        return time.monotonic()


class SimulatedClock:
    """A clock that moves only when told to: behind `demo` and the tests."""

    def __init__(self, now: datetime) -> None:
        self._now = now.astimezone(UTC)
        self._elapsed = 0.0

    def now(self) -> datetime:
        """The simulated instant, aware, in UTC."""
        return self._now

    def monotonic(self) -> float:
        """Simulated seconds since the clock was made; never goes back."""
        return self._elapsed

    def set(self, now: datetime) -> None:
        """Jump to an instant; forward jumps also pass monotonic time."""
        moved = (now - self._now).total_seconds()
        self._elapsed += max(0.0, moved)
        self._now = now.astimezone(UTC)

    def advance(self, delta: timedelta) -> None:
        """Let an amount of time pass."""
        self.set(self._now + delta)
