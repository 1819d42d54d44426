"""What listeners need from outside: a place to run services, and ways to answer."""

from __future__ import annotations

import asyncio
from collections.abc import Callable, Mapping
from concurrent.futures import Executor
from dataclasses import dataclass
from typing import Any, Protocol, TypeVar

from slack_sdk.web.async_client import AsyncWebClient

from bot.core.registry import Shown
from bot.core.work import once_more
from bot.talk.conversation import Conversation

Result = TypeVar("Result")


class Replies(Protocol):
    """Best-effort answers to a person who just acted; sent once, failures are logged and forgotten."""

    async def to_response_url(self, url: str, message: Shown) -> None:
        """Answer a button, for the one who pressed it."""
        ...

    async def ephemeral(
        self, client: AsyncWebClient, channel: str, user: str, message: Shown, thread_ts: str | None
    ) -> None:
        """Answer in a channel, for one person."""
        ...

    async def direct(self, client: AsyncWebClient, channel: str, message: Shown) -> None:
        """Answer in a direct conversation."""
        ...

    def hand_over(self, client: AsyncWebClient, user: str, message: Shown) -> None:
        """Begin to send the file of an answer, if it has one, to one person."""
        ...

    async def refresh_card(self, team_id: str, channel: str, ts: str) -> None:
        """Bring a notice that was sent up to date, after something on it was pressed."""
        ...


@dataclass(frozen=True)
class Ports:
    """The means of all listeners."""

    conversation: Conversation
    replies: Replies
    executor: Executor
    forget_installation: Callable[[str], None]
    count_error: Callable[[Exception], None]

    async def run(self, function: Callable[..., Result], *arguments: Any, **named: Any) -> Result:  # noqa: ANN401
        """Run a service in a worker thread; a connection that the server has dropped is replaced once."""
        loop = asyncio.get_running_loop()
        return await loop.run_in_executor(self.executor, once_more, function, arguments, named)


Body = Mapping[str, Any]
