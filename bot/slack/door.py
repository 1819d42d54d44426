"""The door for Slack's requests: what is unsigned, stale, malformed or unknown is turned away here.

Bolt's own handler answers 500 to much of that. Here the headers, the raw bytes and the shape of the payload
are checked first; Bolt is handed the payload as it was checked and does not parse it a second time.
"""

from __future__ import annotations

import logging
from collections.abc import Awaitable, Callable, Sequence
from functools import partial

from aiohttp import web
from multidict import CIMultiDictProxy
from slack_bolt.async_app import AsyncApp
from slack_bolt.request.async_request import AsyncBoltRequest
from slack_bolt.response import BoltResponse

from bot.core.addresses import Network, client_address
from bot.core.clock import Clock
from bot.core.sparing import SparingLog
from bot.slack.bodies import BodyReader
from bot.slack.shapes.commands import accept_command
from bot.slack.shapes.events import accept_event
from bot.slack.shapes.interactions import accept_interaction
from bot.slack.shapes.payloads import Payload
from bot.slack.turns import Busy, Turns, one_moment, person_of
from bot.slack.wire import (
    FORM,
    Refusal,
    decode_form,
    decode_json,
    read_content_type,
    read_signature,
    verify_signature,
)

log = logging.getLogger(__name__)

# Bolt obeys headers of its own (`x-slack-bolt-lazy-only`) that no signature covers: only these two get in.
_RETRY_HEADERS = ("X-Slack-Retry-Num", "X-Slack-Retry-Reason")


class SlackDoor:
    """Handles `POST /slack/events`.

    Args:
        bolt: the app that gets what has passed.
        signing_secret: shared with Slack.
        clock: the time that signatures are compared with.
        trusted_proxies: are believed about whose request they pass on.
    """

    def __init__(
        self, bolt: AsyncApp, signing_secret: str, clock: Clock, trusted_proxies: Sequence[Network] = ()
    ) -> None:
        self._bolt = bolt
        self._secret = signing_secret.encode()
        self._clock = clock
        self._trusted = trusted_proxies
        self._bodies = BodyReader()
        self._turns = Turns()
        self._refused = SparingLog(log)

    async def handle(self, request: web.Request) -> web.Response:
        """Answer a request of Slack's: 4xx when it is refused, else what Bolt answers."""
        return await self.answer(request.headers, partial(self._bodies.read, request), request.remote)

    async def answer(
        self, headers: CIMultiDictProxy[str], read: Callable[[], Awaitable[bytes]], peer: str | None = None
    ) -> web.Response:
        """Answer what came as these headers and a body, which `read` fetches once the headers are fine."""
        try:
            payload = await self._accept(headers, read)
        except Refusal as refusal:
            sender = client_address(peer or "", headers.getall("X-Forwarded-For", []), self._trusted)
            self._refused.note(f"refused a request with {refusal.status}: {refusal.reason}", f"from {sender}")
            return web.Response(status=refusal.status, text=refusal.reason)
        kind = payload.get("type", "command")
        if kind == "url_verification":
            return web.Response(text=payload["challenge"])
        if kind == "app_rate_limited":
            log.warning("Slack holds events back: too many in an hour")
            return web.Response()
        try:
            async with self._turns.turn(person_of(payload)):
                answer = await self._bolt.async_dispatch(_bolt_request(payload, headers))
        except Busy:
            self._refused.note("somebody asks faster than is answered")
            return _busy_response(kind)
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
        try:
            verify_signature(self._secret, timestamp, signature, body)
        except Refusal:
            self._bodies.rest(len(body))
            raise
        return _read_form(body) if content_type == FORM else _read_json(body)


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


def _busy_response(kind: str) -> web.Response:
    if kind == "command":
        return web.json_response({"response_type": "ephemeral", "text": one_moment()})
    # Slack repeats an event after a minute; beside a button and in a form it says that something went wrong.
    return web.Response(status=429, text=one_moment())


def _web_response(answer: BoltResponse) -> web.Response:
    if answer.status >= 500:
        return web.Response(status=500, text="internal error")
    content_type = answer.headers["content-type"][0].partition(";")[0]
    return web.Response(status=answer.status, text=answer.body, content_type=content_type)
