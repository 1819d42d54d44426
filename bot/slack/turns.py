"""Fair turns: each person's requests are done one after another, so that nobody holds up the others."""

from __future__ import annotations

import asyncio
import time
from collections.abc import AsyncIterator, Hashable
from contextlib import asynccontextmanager
from dataclasses import dataclass, field

from bot.core.i18n import _
from bot.slack.shapes.payloads import Payload

MOST_WAITING = 5
"""More than a person can press while one request is answered; a program is told to wait."""
REST = 2.0
"""How many times longer than the last request took the next one of the same person waits, if it waits anyhow:
so one person has a third of one processor at most."""
MOST_REST_SECONDS = 0.3


class Busy(Exception):
    """A person has too many requests waiting already."""


@dataclass
class _Line:
    lock: asyncio.Lock = field(default_factory=asyncio.Lock)
    length: int = 0


class Turns:
    """Lets one request of each person through at a time, the others in their order.

    The worker threads serve whoever comes first: with one request a person in front of them, they serve
    people in turns, however much one of them asks for.
    """

    def __init__(self, most_waiting: int = MOST_WAITING) -> None:
        self._most = most_waiting + 1
        self._lines: dict[Hashable, _Line] = {}

    @asynccontextmanager
    async def turn(self, person: Hashable | None) -> AsyncIterator[None]:
        """Wait for the person's turn; None (nobody in particular) waits for nothing.

        Raises:
            Busy: too many wait.
        """
        if person is None:
            yield
            return
        line = self._lines.setdefault(person, _Line())
        if line.length >= self._most:
            raise Busy
        line.length += 1
        try:
            async with line.lock:
                began = time.monotonic()
                yield
                if line.length > 1:
                    await asyncio.sleep(min(MOST_REST_SECONDS, REST * (time.monotonic() - began)))
        finally:
            line.length -= 1
            if not line.length:
                del self._lines[person]


def person_of(payload: Payload) -> Hashable | None:
    """Who asks, as (team, user); None for what no person did, the bot's own messages among it."""
    if "command" in payload:
        return payload["team_id"], payload["user_id"]
    event = payload.get("event")
    user = event.get("user") if isinstance(event, dict) and not event.get("bot_id") else payload.get("user")
    if isinstance(user, dict):
        user = user["id"]
    if user is None:
        return None
    return (payload.get("team") or {}).get("id") or payload.get("team_id"), user


def one_moment() -> str:
    """What a person is told who asks faster than is answered."""
    return _("One moment, please: I am still busy with what you asked before. Then say it again.")
