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
from bot.groups.arrivals import Arrival
from bot.slack.files import Files
from bot.talk.conversation import Conversation

Result = TypeVar("Result")


class Replies(Protocol):
    """Best-effort answers to a person who just acted; sent once, failures are logged and forgotten."""

    async def to_response_url(self, url: str, message: Shown, thread_ts: str | None = None) -> None:
        """Answer a button, for the one who pressed it, in the thread of its message."""
        ...

    async def ephemeral(
        self, client: AsyncWebClient, channel: str, user: str, message: Shown, thread_ts: str | None
    ) -> None:
        """Answer in a channel, for one person."""
        ...

    async def direct(
        self, client: AsyncWebClient, channel: str, message: Shown, thread_ts: str | None = None
    ) -> None:
        """Answer in a direct conversation, or in a thread of it."""
        ...

    async def refresh_card(self, team_id: str, channel: str, ts: str) -> None:
        """Bring a notice that was sent up to date, after something on it was pressed."""
        ...


class Homes(Protocol):
    """The Home tabs of people."""

    async def publish(
        self, client: AsyncWebClient, arrival: Arrival, said: Shown | None = None, page: int = 1
    ) -> None:
        """Draw a person's Home, with the answer to what they pressed there."""
        ...

    async def open(self, client: AsyncWebClient, arrival: Arrival) -> None:
        """Draw Home for somebody who opens it."""
        ...


async def run_in(
    executor: Executor,
    function: Callable[..., Result],
    *arguments: Any,  # noqa: ANN401
    **named: Any,  # noqa: ANN401
) -> Result:
    """Run a service in a worker thread; a connection that the server has dropped is replaced once."""
    loop = asyncio.get_running_loop()
    return await loop.run_in_executor(executor, once_more, function, arguments, named)


@dataclass(frozen=True)
class Ports:
    """The means of all listeners; `homes` draws the Home tab."""

    conversation: Conversation
    replies: Replies
    homes: Homes
    executor: Executor
    forget_installation: Callable[[str], None]
    count_error: Callable[[Exception], None]
    files: Files

    def send_files(self, client: AsyncWebClient, user: str, message: Shown) -> None:
        """Send what goes with an answer, into the direct conversation of whoever asked."""
        self.files.send(client, user, getattr(message, "files", ()))

    async def run(self, function: Callable[..., Result], *arguments: Any, **named: Any) -> Result:  # noqa: ANN401
        """Run a service in a worker thread; a connection that the server has dropped is replaced once."""
        return await run_in(self.executor, function, *arguments, **named)


Body = Mapping[str, Any]
