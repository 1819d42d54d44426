"""The circuit breaker: while Slack is down, nothing is sent into the void."""

from __future__ import annotations

import logging
import random

logger = logging.getLogger(__name__)


class Breaker:
    """Opens after some failures in a row; each opening without a success in between waits twice as long.

    All times are seconds of a monotonic clock.
    """

    def __init__(self, *, failures: int, wait: float, longest: float, chance: random.Random) -> None:
        self._limit = failures
        self._first_wait = wait
        self._longest = longest
        self._chance = chance
        self._failures = 0
        self._wait = wait
        self.open_until: float | None = None
        """When to try again; None while all is well."""
        self.is_away = False
        """Whether it has opened, and nothing has succeeded since."""

    def succeed(self) -> None:
        """Slack took a message."""
        if self.is_away:
            self.is_away = False
            logger.warning("Slack answers again")
        self._failures = 0
        self._wait = self._first_wait
        self.open_until = None

    def fail(self, now: float) -> None:
        """Slack did not answer, or nothing that could be understood."""
        self._failures += 1
        if self.open_until is None and self._failures >= self._limit:
            if not self.is_away:
                self.is_away = True
                logger.warning("Slack does not answer: what is to be said waits until it does")
            # Many processes must not come back all at once.
            self.open_until = now + self._wait * self._chance.uniform(0.5, 1.0)
            self._wait = min(self._wait * 2, self._longest)

    def try_again(self) -> None:
        """Slack answered a harmless question: close, but open again at the first failure."""
        self.open_until = None
        self._failures = self._limit - 1

    def stay_open(self, now: float) -> None:
        """Slack did not answer the question either."""
        self.open_until = None
        self.fail(now)
