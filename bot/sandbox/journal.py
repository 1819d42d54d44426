"""The journal: each effect that the stand-in Slack accepted, in order, append only; the tests' oracle."""

from __future__ import annotations

import asyncio
from collections.abc import Callable, Iterator
from dataclasses import dataclass, field
from datetime import datetime
from typing import Any, Literal, overload

Kind = Literal[
    "message",
    "ephemeral",
    "update",
    "delete",
    "view_open",
    "view_update",
    "view_push",
    "view_publish",
    "file",
]


@dataclass(frozen=True)
class Entry:
    """One accepted effect.

    `method` is the way it came: a Web API method, "command.ack", "view_submission.ack" or "response_url".
    `user` is the one person who sees it (a direct or ephemeral message, a form, a Home tab), else None.
    """

    at: datetime
    kind: Kind
    method: str
    team: str
    channel: str | None = None
    user: str | None = None
    text: str = ""
    blocks: list[dict[str, Any]] = field(default_factory=list)
    metadata: dict[str, Any] | None = None
    ts: str | None = None
    thread_ts: str | None = None
    ephemeral: bool = False
    view_id: str | None = None
    view: dict[str, Any] | None = None
    file_id: str | None = None

    @property
    def payload(self) -> dict[str, Any]:
        """The `event_payload` of the metadata, {} without metadata."""
        return dict((self.metadata or {}).get("event_payload") or {})


@dataclass(frozen=True)
class Attempt:
    """One call that reached Slack, whatever became of it.

    `outcome` is "ok", the code of the error, or the kind of the fault that struck ("close", "slow" …).
    """

    at: datetime
    method: str
    channel: str | None
    outcome: str


class Journal:
    """An append-only list of entries that can be waited for."""

    def __init__(self) -> None:
        self._entries: list[Entry] = []
        self._news: set[asyncio.Future[None]] = set()

    def __len__(self) -> int:
        return len(self._entries)

    def __iter__(self) -> Iterator[Entry]:
        return iter(self._entries)

    @overload
    def __getitem__(self, index: int) -> Entry: ...
    @overload
    def __getitem__(self, index: slice) -> list[Entry]: ...
    def __getitem__(self, index: int | slice) -> Entry | list[Entry]:
        return self._entries[index]

    def append(self, entry: Entry) -> None:
        """Write one effect down and wake who waits."""
        self._entries.append(entry)
        news, self._news = self._news, set()
        for future in news:
            if not future.done():
                future.set_result(None)

    def since(self, mark: int) -> list[Entry]:
        """What came after the journal had `mark` entries."""
        return self._entries[mark:]

    def select(
        self,
        *kinds: Kind,
        team: str | None = None,
        channel: str | None = None,
        user: str | None = None,
        since: datetime | None = None,
        until: datetime | None = None,
        where: Callable[[Entry], bool] | None = None,
    ) -> list[Entry]:
        """The entries of these kinds (all, if none is named) under these conditions; since <= at < until."""
        return [
            entry
            for entry in self._entries
            if (not kinds or entry.kind in kinds)
            and (team is None or entry.team == team)
            and (channel is None or entry.channel == channel)
            and (user is None or entry.user == user)
            and (since is None or entry.at >= since)
            and (until is None or entry.at < until)
            and (where is None or where(entry))
        ]

    def messages(self, channel: str | None = None, user: str | None = None) -> list[Entry]:
        """The messages posted (not the ephemeral ones), to a channel or to a person."""
        return self.select("message", channel=channel, user=user)

    def counts(self, field_name: str) -> dict[Any, int]:
        """How many messages carry each value of one field of their metadata's `event_payload`."""
        result: dict[Any, int] = {}
        for entry in self.messages():
            if field_name in entry.payload:
                value = entry.payload[field_name]
                result[value] = result.get(value, 0) + 1
        return result

    async def wait(
        self, condition: Callable[[Entry], bool], *, since: int = 0, timeout: float = 5.0, count: int = 1
    ) -> list[Entry]:
        """Wait for `count` entries after mark `since` that meet the condition; else TimeoutError."""
        found: list[Entry] = []
        async with asyncio.timeout(timeout):
            while True:
                found += [entry for entry in self._entries[since:] if condition(entry)]
                since = len(self._entries)
                if len(found) >= count:
                    return found
                future: asyncio.Future[None] = asyncio.get_running_loop().create_future()
                self._news.add(future)
                await future
