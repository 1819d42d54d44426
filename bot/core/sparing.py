"""Lines that a stranger can cause at will: each kind is logged once a minute, with how many there were."""

from __future__ import annotations

import logging
import time
from math import inf

EVERY_SECONDS = 60.0
MOST_KINDS = 200


class SparingLog:
    """Logs the first line of a kind at once, and those that follow as a number in the next one.

    Args:
        log: where the lines go.
        level: their level.
    """

    def __init__(self, log: logging.Logger, level: int = logging.INFO) -> None:
        self._log = log
        self._level = level
        self._kinds: dict[str, tuple[float, int]] = {}

    def note(self, text: str, detail: str = "") -> None:
        """Log a line, unless the same was logged within a minute; `detail` is that of the first one."""
        now = time.monotonic()
        since, unsaid = self._kinds.get(text, (-inf, 0))
        if now - since < EVERY_SECONDS:
            self._kinds[text] = since, unsaid + 1
            return
        if len(self._kinds) >= MOST_KINDS:
            self._kinds.clear()
        self._kinds[text] = now, 0
        words = [text, *([detail] if detail else []), *([f"({unsaid} more since then)"] if unsaid else [])]
        self._log.log(self._level, "%s", " ".join(words))
