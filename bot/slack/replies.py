"""Replies to a person who just acted: best effort, sent once. The change they confirm is already stored."""

from __future__ import annotations

import logging
from collections.abc import Awaitable, Callable
from typing import Any, Protocol

from aiohttp import ClientError, ClientSession, ClientTimeout
from slack_sdk.errors import SlackClientError
from slack_sdk.web.async_client import AsyncWebClient

from bot.core.errors import slack_code

_log = logging.getLogger(__name__)
_TIMEOUT = ClientTimeout(total=5)


class Words(Protocol):
    """A finished message, as the texts make them."""

    @property
    def text(self) -> str:
        """What stands for the blocks where they cannot be seen."""
        ...

    @property
    def blocks(self) -> list[dict[str, Any]]:
        """Block Kit's dicts."""
        ...


Redraw = Callable[[str, str, str], Awaitable[None]]
"""Brings a message that was sent up to date, by (team, channel, ts); nothing where it is none of ours."""


class Replies:
    """Sends replies over the shared HTTP session, without retries: a repeated reply would be a second one."""

    def __init__(self, session: Callable[[], ClientSession], redraw: Redraw) -> None:
        self._session = session
        self._redraw = redraw

    async def to_response_url(self, url: str, message: Words, thread_ts: str | None = None) -> None:
        """Answer a button, for the one who pressed it, in the thread of its message."""
        body = {
            **({"thread_ts": thread_ts} if thread_ts else {}),
            "response_type": "ephemeral",
            "replace_original": False,
            "text": message.text,
            "blocks": message.blocks,
        }
        try:
            async with self._session().post(url, json=body, timeout=_TIMEOUT) as response:
                if response.status != 200:
                    _log.warning("a reply was refused: %s", response.status)
        except (ClientError, TimeoutError) as error:
            _log.warning("a reply was lost: %s", type(error).__name__)

    async def ephemeral(
        self, client: AsyncWebClient, channel: str, user: str, message: Words, thread_ts: str | None
    ) -> None:
        """Answer in a channel, for one person; directly, where the bot is not in that channel."""
        arguments: dict[str, Any] = {"thread_ts": thread_ts} if thread_ts else {}
        post = client.chat_postEphemeral(
            channel=channel, user=user, text=message.text, blocks=message.blocks, **arguments
        )
        if await self._try(post) in ("not_in_channel", "channel_not_found"):
            await self.direct(client, user, message)

    async def direct(
        self, client: AsyncWebClient, channel: str, message: Words, thread_ts: str | None = None
    ) -> None:
        """Answer in a direct conversation, or in a thread of it; `channel` may be a person's id."""
        arguments: dict[str, Any] = {"thread_ts": thread_ts} if thread_ts else {}
        post = client.chat_postMessage(channel=channel, text=message.text, blocks=message.blocks, **arguments)
        await self._try(post)

    async def refresh_card(self, team_id: str, channel: str, ts: str) -> None:
        """Bring a notice that was sent up to date, after something on it was pressed."""
        await self._redraw(team_id, channel, ts)

    async def _try(self, call: Awaitable[object]) -> str | None:
        """Make a call once; returns the code of Slack's refusal, if it refuses."""
        try:
            await call
        except SlackClientError as error:
            code = slack_code(error)
            _log.warning("a reply was refused: %s", code)
            return code
        except (TimeoutError, ClientError) as error:
            _log.warning("a reply was lost: %s", type(error).__name__)
        return None
