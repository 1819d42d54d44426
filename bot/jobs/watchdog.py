"""Ends a process whose event loop stands still: its supervisor starts a new one, the outbox goes on."""

from __future__ import annotations

import logging
import os
import threading
import time
from collections.abc import Callable

logger = logging.getLogger(__name__)

EXIT_STUCK = 70


def end_process(what: str) -> None:
    """End this process at once; nothing is lost, since all that matters is committed."""
    logger.critical("%s is stuck, the process ends", what)
    os._exit(EXIT_STUCK)


class LoopWatchdog:
    """A thread that expects a beat of the event loop every so often."""

    def __init__(self, seconds: float, on_stuck: Callable[[str], None]) -> None:
        self._seconds = seconds
        self._on_stuck = on_stuck
        self._last_beat = time.monotonic()
        self._stopped = threading.Event()

    def start(self) -> None:
        """Start to watch."""
        self.beat()
        threading.Thread(target=self._watch, name="watchdog", daemon=True).start()

    def beat(self) -> None:
        """The loop is alive."""
        self._last_beat = time.monotonic()

    def stop(self) -> None:
        """Stop watching."""
        self._stopped.set()

    def _watch(self) -> None:
        while not self._stopped.wait(self._seconds / 4):
            if time.monotonic() - self._last_beat > self._seconds:
                self._on_stuck("the event loop")
                return
