"""The door for Slack's requests: what is unsigned, stale, malformed or unknown is turned away here.

Bolt's own handler answers 500 to much of that. Here the headers, the raw bytes and the shape of the payload
are checked first; Bolt is handed the payload as it was checked and does not parse it a second time.
"""

from __future__ import annotations

import asyncio
import logging
from collections.abc import Awaitable, Callable
from functools import partial

from aiohttp import web
from aiohttp.web_protocol import RequestPayloadError
from multidict import CIMultiDictProxy
from slack_bolt.async_app import AsyncApp
from slack_bolt.request.async_request import AsyncBoltRequest
from slack_bolt.response import BoltResponse

from bot.core.clock import Clock
from bot.slack.shapes.commands import accept_command
from bot.slack.shapes.events import accept_event
from bot.slack.shapes.interactions import accept_interaction
from bot.slack.shapes.payloads import Payload
from bot.slack.wire import (
    FORM,
    MAX_BODY_BYTES,
    Refusal,
    decode_form,
    decode_json,
    read_content_type,
    read_signature,
    verify_signature,
)

log = logging.getLogger(__name__)

READ_TIMEOUT_SECONDS = 10.0
# Bolt obeys headers of its own (`x-slack-bolt-lazy-only`) that no signature covers: only these two get in.
_RETRY_HEADERS = ("X-Slack-Retry-Num", "X-Slack-Retry-Reason")


class SlackDoor:
    """Handles `POST /slack/events`.

    Args:
        bolt: the app that gets what has passed.
        signing_secret: shared with Slack.
        clock: the time that signatures are compared with.
    """

    def __init__(self, bolt: AsyncApp, signing_secret: str, clock: Clock) -> None:
        self._bolt = bolt
        self._secret = signing_secret.encode()
        self._clock = clock

    async def handle(self, request: web.Request) -> web.Response:
        """Answer a request of Slack's: 4xx when it is refused, else what Bolt answers."""
        return await self.answer(request.headers, partial(_read_body, request))

    async def answer(
        self, headers: CIMultiDictProxy[str], read: Callable[[], Awaitable[bytes]]
    ) -> web.Response:
        """Answer what came as these headers and a body, which `read` fetches once the headers are fine."""
        try:
            payload = await self._accept(headers, read)
        except Refusal as refusal:
            log.info("refused a request with %d: %s", refusal.status, refusal.reason)
            return web.Response(status=refusal.status, text=refusal.reason)
        kind = payload.get("type", "command")
        if kind == "url_verification":
            return web.Response(text=payload["challenge"])
        if kind == "app_rate_limited":
            log.warning("Slack holds events back: too many in an hour")
            return web.Response()
        try:
            answer = await self._bolt.async_dispatch(_bolt_request(payload, headers))
        except Exception:
            # Bolt guards the listeners; what still comes out is a fault of this program, not of the request.
            log.exception("failed to handle a request of kind %s", kind)
            return web.Response(status=500, text="internal error")
        if answer.status == 404:
            log.info("nobody handles this request of kind %s", kind)
        return _web_response(answer)

    async def _accept(self, headers: CIMultiDictProxy[str], read: Callable[[], Awaitable[bytes]]) -> Payload:
        timestamp, signature = read_signature(headers, self._clock.now().timestamp())
        content_type = read_content_type(headers)
        body = await read()
        verify_signature(self._secret, timestamp, signature, body)
        return _read_form(body) if content_type == FORM else _read_json(body)


async def _read_body(request: web.Request) -> bytes:
    if (request.content_length or 0) > MAX_BODY_BYTES:
        raise Refusal(413, "request too large")
    try:
        async with asyncio.timeout(READ_TIMEOUT_SECONDS):
            return await request.read()
    except web.HTTPRequestEntityTooLarge:
        raise Refusal(413, "request too large") from None
    except TimeoutError:
        raise Refusal(408, "request came too slowly") from None
    except (RequestPayloadError, ConnectionError):
        raise Refusal(400, "request broken off") from None


def _read_form(body: bytes) -> Payload:
    fields = decode_form(body)
    if "command" in fields and "payload" not in fields:
        return accept_command(fields)
    if fields.keys() == {"payload"}:
        return accept_interaction(decode_json(fields["payload"]))
    raise Refusal(400, "unknown kind of payload")


def _read_json(body: bytes) -> Payload:
    payload = decode_json(body)
    if isinstance(payload, dict):
        if payload.get("type") == "event_callback":
            return accept_event(payload)
        if payload.get("type") == "url_verification" and isinstance(payload.get("challenge"), str):
            return payload
        if payload.get("type") == "app_rate_limited":
            return payload
    raise Refusal(400, "unknown kind of payload")


def _bolt_request(payload: Payload, headers: CIMultiDictProxy[str]) -> AsyncBoltRequest:
    passed = {name: headers[name] for name in _RETRY_HEADERS if name in headers}
    # Bolt's name for "the body is parsed already"; in its other mode it would parse the text once more.
    return AsyncBoltRequest(body=payload, headers=passed, mode="socket_mode")  # type: ignore[arg-type]


def _web_response(answer: BoltResponse) -> web.Response:
    if answer.status >= 500:
        return web.Response(status=500, text="internal error")
    content_type = answer.headers["content-type"][0].partition(";")[0]
    return web.Response(status=answer.status, text=answer.body, content_type=content_type)
