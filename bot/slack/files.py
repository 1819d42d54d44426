"""Files that go with an answer: made in a worker thread, then sent into somebody's direct conversation.

An upload carries no mark by which it could be found again, so it is tried once; whoever asked hears where it
failed, and can ask again.
"""

from __future__ import annotations

import asyncio
import logging
from collections.abc import Awaitable, Callable, Sequence
from typing import Any

from aiohttp import ClientError
from slack_sdk.errors import SlackApiError, SlackClientError
from slack_sdk.web.async_client import AsyncWebClient

from bot.core.attached import Attached
from bot.core.errors import UserError, slack_code
from bot.core.i18n import _

_log = logging.getLogger(__name__)


class Files:
    """Sends files in the background; `finish` waits for those that are under way."""

    def __init__(self, run: Callable[..., Awaitable[Any]]) -> None:
        self._run = run
        self._tasks: set[asyncio.Task[None]] = set()

    def send(self, client: AsyncWebClient, user: str, files: Sequence[Attached]) -> None:
        """Begin to make and send files to a person of the client's workspace."""
        if not files:
            return
        task = asyncio.create_task(self._send(client, user, tuple(files)))
        self._tasks.add(task)
        task.add_done_callback(self._tasks.discard)

    async def finish(self) -> None:
        """Wait for what is under way."""
        while self._tasks:
            await asyncio.wait(set(self._tasks))

    async def _send(self, client: AsyncWebClient, user: str, files: Sequence[Attached]) -> None:
        try:
            opened = await client.conversations_open(users=user)
            channel = opened["channel"]["id"]
            for file in files:
                data = await self._run(file.make)
                await client.files_upload_v2(
                    channel=channel,
                    file=data,
                    filename=file.name,
                    title=file.title,
                    alt_txt=file.spoken[:1000],
                )
        except UserError as error:
            await self._tell(client, user, error.text)
        except (SlackClientError, ClientError, TimeoutError) as error:
            code = slack_code(error) if isinstance(error, SlackApiError) else type(error).__name__
            _log.warning("a file was not sent: %s", code)
            await self._tell(client, user, _("The file could not be sent. Please ask for it again."))

    async def _tell(self, client: AsyncWebClient, user: str, text: str) -> None:
        try:
            await client.chat_postMessage(channel=user, text=text)
        except (SlackClientError, ClientError, TimeoutError) as error:
            _log.warning("nobody could be told of a file that was not sent: %s", type(error).__name__)
