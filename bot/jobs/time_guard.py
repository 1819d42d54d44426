"""Whether the wall clock can be right: a second source has to agree at first, and whenever it jumped."""

from __future__ import annotations

import logging
from collections.abc import Awaitable, Callable
from datetime import datetime, timedelta

from bot.core.clock import Clock

logger = logging.getLogger(__name__)


class TimeGuard:
    """Notices that the wall clock is, or jumped, wrong, and asks a second source whom to believe.

    After a jump forward everything would seem due; so nothing that goes by the wall clock is done until the
    clock is back, or the second source (Slack's own clock) says that it is right now. A machine that starts
    with a wrong clock has made no jump: so the second source is asked before the first look, too.

    Args:
        clock: the clock in question.
        ask: the second source's time, or None when it cannot be reached.
        tolerance: how far the clock may move between two looks; also how exact the second source is.
        first_tolerance: how far it may be off when the process starts.
    """

    def __init__(
        self,
        clock: Clock,
        ask: Callable[[], Awaitable[datetime | None]],
        *,
        tolerance: timedelta = timedelta(minutes=1),
        first_tolerance: timedelta = timedelta(minutes=15),
    ) -> None:
        self._clock = clock
        self._ask = ask
        self._tolerance = tolerance
        self._first_tolerance = first_tolerance
        self._seen: tuple[datetime, float] | None = None
        self._doubts = False

    async def is_right(self) -> bool:
        """Whether the wall clock can be trusted now."""
        wall, monotonic = self._clock.now(), self._clock.monotonic()
        if self._seen is None:
            is_right = await self._is_confirmed(self._first_tolerance)
        else:
            last_wall, last_monotonic = self._seen
            moved = wall - last_wall - timedelta(seconds=monotonic - last_monotonic)
            is_right = abs(moved) <= self._tolerance or await self._is_confirmed(self._tolerance)
        if is_right:
            # Slow corrections are followed: only the change since the last look counts.
            self._seen = wall, monotonic
        if is_right == self._doubts:
            words = "is trusted" if is_right else "is in doubt, notices wait until Slack's agrees"
            logger.warning("the clock, at %s, %s", wall, words)
        self._doubts = not is_right
        return is_right

    async def _is_confirmed(self, tolerance: timedelta) -> bool:
        other = await self._ask()
        return other is not None and abs(other - self._clock.now()) <= tolerance
