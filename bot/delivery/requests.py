"""The requests that delivery makes: posting, opening a direct conversation, reading back, deleting."""

from __future__ import annotations

import asyncio
import re
import socket
from collections.abc import AsyncIterator, Awaitable, Callable, Mapping
from contextlib import asynccontextmanager
from dataclasses import dataclass
from datetime import datetime
from email.utils import parsedate_to_datetime
from typing import Any

from aiohttp import AddrInfoType, ClientError, ClientSession, ClientTimeout, TCPConnector
from slack_sdk.web.async_client import AsyncWebClient

from bot.delivery.hooks import Post
from bot.delivery.timing import DeliveryTiming

EVENT_TYPE = "img_notice"
"""The event type of the metadata of our notices; the payload is `key` (opaque) and `fence`."""
_PAGE = 200
_TS = re.compile(r"[0-9]{1,12}\.[0-9]{1,9}")
_MOST_PAGES = 200

SlackFor = Callable[[str], Awaitable[AsyncWebClient]]
"""The client of a workspace by its id; raises `NotInstalled`."""


@asynccontextmanager
async def posting_session(timing: DeliveryTiming) -> AsyncIterator[ClientSession]:
    """The one HTTP session that all posting clients share: connections are kept, time-outs are total."""
    seconds = timing.timeout.total_seconds()
    connector = TCPConnector(limit=timing.in_flight * 2, socket_factory=lambda to: open_socket(to, seconds))
    timeout = ClientTimeout(total=seconds)
    async with ClientSession(connector=connector, timeout=timeout) as session:
        yield session


def open_socket(address: AddrInfoType, seconds: float) -> socket.socket:
    """A socket whose unsent bytes die with the request.

    The kernel would go on sending them after the connection is closed: a network that comes back a minute
    later would deliver a message that was looked up, found absent and posted again by then.
    """
    family, kind, protocol, _name, _address = address
    opened = socket.socket(family, kind, protocol)
    if hasattr(socket, "TCP_USER_TIMEOUT"):
        opened.setsockopt(socket.IPPROTO_TCP, socket.TCP_USER_TIMEOUT, int(seconds * 1000))
    return opened


def posting_client(session: ClientSession, token: str, base_url: str) -> AsyncWebClient:
    """A client for notices: it repeats no request by itself, since a repeated post is a second message."""
    return AsyncWebClient(token=token, base_url=base_url, session=session, retry_handlers=[])


class IncompleteHistory(Exception):
    """Not all of a history was read, so nothing may be concluded from it."""


@dataclass(frozen=True)
class Place:
    """Where messages stand: a conversation, or one thread in it."""

    team_id: str
    channel_id: str
    thread_ts: str | None = None


async def post_message(
    client: AsyncWebClient, place: Place, post: Post, *, key: str, fence: int, timeout: float
) -> str:
    """Post once and return the message's `ts`; raises what the SDK raises, or TimeoutError."""
    arguments: dict[str, Any] = {
        "channel": place.channel_id,
        "text": post.text,
        "metadata": {"event_type": EVENT_TYPE, "event_payload": {"key": key, "fence": fence}},
        "unfurl_links": False,
        "unfurl_media": False,
    }
    if post.blocks:
        arguments["blocks"] = list(post.blocks)
    if place.thread_ts:
        arguments["thread_ts"] = place.thread_ts
    async with asyncio.timeout(timeout):
        answer = await client.api_call("chat.postMessage", json=arguments)
    ts = str(answer.get("ts"))
    if not _TS.fullmatch(ts):
        raise ValueError("answer_without_ts")
    return ts


async def update_message(
    client: AsyncWebClient, place: Place, ts: str, post: Post, *, timeout: float
) -> None:
    """Let an own message say this instead; doing it twice changes nothing. Raises what the SDK raises.

    Metadata stays as it is: a message that is unclear elsewhere is found by it.
    """
    arguments: dict[str, Any] = {"channel": place.channel_id, "ts": ts, "text": post.text}
    arguments["blocks"] = list(post.blocks or ())
    async with asyncio.timeout(timeout):
        await client.api_call("chat.update", json=arguments)


async def open_direct_channel(client: AsyncWebClient, user_id: str, *, timeout: float) -> str:
    """The id of the direct conversation with a person; asking twice opens nothing twice."""
    async with asyncio.timeout(timeout):
        answer = await client.conversations_open(users=user_id)
    return str(answer["channel"]["id"])


async def is_up(client: AsyncWebClient, *, timeout: float) -> None:
    """Ask Slack something harmless; raises what the SDK raises, or TimeoutError."""
    async with asyncio.timeout(timeout):
        await client.auth_test()


async def find_notices(
    client: AsyncWebClient, place: Place, *, oldest: float, timeout: float
) -> Mapping[str, list[str]]:
    """The notices that stand in a place since `oldest` (Unix seconds): key → `ts` of its copies, sorted.

    Only the bot's own messages count: every app of a workspace can read metadata, and repeat them.

    Raises what the SDK raises, TimeoutError, or IncompleteHistory.
    """
    found: dict[str, list[str]] = {}
    cursor = ""
    async with asyncio.timeout(timeout):
        own = (await client.auth_test())["bot_id"]
    for _page in range(_MOST_PAGES):
        async with asyncio.timeout(timeout):
            answer = await _read_page(client, place, f"{oldest:.6f}", cursor)
        for message in answer["messages"]:
            metadata = message.get("metadata") or {}
            if metadata.get("event_type") == EVENT_TYPE and message.get("bot_id") == own:
                key = str(metadata.get("event_payload", {}).get("key"))
                found.setdefault(key, []).append(str(message["ts"]))
        cursor = (answer.get("response_metadata") or {}).get("next_cursor") or ""
        if not cursor:
            if answer.get("has_more"):
                raise IncompleteHistory("history_incomplete")
            return {key: sorted(copies, key=float) for key, copies in found.items()}
    raise IncompleteHistory("history_too_long")


async def _read_page(client: AsyncWebClient, place: Place, oldest: str, cursor: str) -> dict[str, Any]:
    arguments: dict[str, Any] = {
        "channel": place.channel_id,
        "oldest": oldest,
        "limit": _PAGE,
        "include_all_metadata": True,
    }
    if cursor:
        arguments["cursor"] = cursor
    if place.thread_ts:
        answer = await client.conversations_replies(ts=place.thread_ts, **arguments)
    else:
        answer = await client.conversations_history(**arguments)
    assert isinstance(answer.data, dict)
    return answer.data


async def delete_message(client: AsyncWebClient, place: Place, ts: str, *, timeout: float) -> None:
    """Take an own message away; raises what the SDK raises, or TimeoutError."""
    async with asyncio.timeout(timeout):
        await client.chat_delete(channel=place.channel_id, ts=ts)


async def ask_time(session: ClientSession, base_url: str) -> datetime | None:
    """The time by Slack's own clock (to the second), or None when it does not answer."""
    try:
        async with session.get(f"{base_url}api.test") as answer:
            return parsedate_to_datetime(answer.headers["Date"])
    except (ClientError, TimeoutError, KeyError, ValueError):
        return None
