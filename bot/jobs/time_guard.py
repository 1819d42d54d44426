"""Whether the wall clock can be right: it may not part from the monotonic one unless another agrees."""

from __future__ import annotations

import logging
from collections.abc import Awaitable, Callable
from datetime import datetime, timedelta

from bot.clock import Clock

logger = logging.getLogger(__name__)


class TimeGuard:
    """Notices that the wall clock jumped, and asks a second source whom to believe.

    After a jump forward everything would seem due; so nothing that goes by the wall clock is done until the
    clock is back, or the second source (Slack's own clock) says that it is right now.

    Args:
        clock: the clock in question.
        ask: the second source's time, or None when it cannot be reached.
        tolerance: how far the clock may move between two looks; also how exact the second source is.
    """

    def __init__(
        self,
        clock: Clock,
        ask: Callable[[], Awaitable[datetime | None]],
        *,
        tolerance: timedelta = timedelta(minutes=1),
    ) -> None:
        self._clock = clock
        self._ask = ask
        self._tolerance = tolerance
        self._wall = clock.now()
        self._monotonic = clock.monotonic()
        self._doubts = False

    async def is_right(self) -> bool:
        """Whether the wall clock can be trusted now."""
        wall, monotonic = self._clock.now(), self._clock.monotonic()
        expected = self._wall + timedelta(seconds=monotonic - self._monotonic)
        if abs(wall - expected) > self._tolerance and not await self._is_confirmed():
            if not self._doubts:
                logger.warning(
                    "the clock jumped from %s to %s, notices wait until it is right", expected, wall
                )
            self._doubts = True
            return False
        if self._doubts:
            logger.warning("the clock is trusted again at %s", wall)
        self._doubts = False
        # Slow corrections are followed: only the change since the last look counts.
        self._wall, self._monotonic = wall, monotonic
        return True

    async def _is_confirmed(self) -> bool:
        other = await self._ask()
        return other is not None and abs(other - self._clock.now()) <= self._tolerance
