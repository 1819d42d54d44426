"""Socket Mode: Slack's traffic over a connection that the bot opens, so it needs no public address."""

from __future__ import annotations

import asyncio
import logging

from aiohttp import ClientError
from slack_bolt.adapter.socket_mode.aiohttp import AsyncSocketModeHandler
from slack_bolt.async_app import AsyncApp
from slack_sdk.errors import SlackApiError
from slack_sdk.socket_mode.aiohttp import SocketModeClient
from slack_sdk.socket_mode.request import SocketModeRequest
from slack_sdk.socket_mode.response import SocketModeResponse

from bot.core.errors import app_token_refused, slack_code
from bot.core.settings import SettingsError
from bot.slack.shapes.commands import accept_command
from bot.slack.shapes.events import accept_event
from bot.slack.shapes.interactions import accept_interaction
from bot.slack.shapes.payloads import Payload
from bot.slack.turns import Busy, Turns, one_moment, person_of
from bot.slack.wire import Refusal, check_tree

logger = logging.getLogger(__name__)

_LOOK_SECONDS = 1.0
_PING_SECONDS = 5.0
_PATIENCE_SECONDS = 30.0
_REFUSALS = frozenset(
    {
        "account_inactive",
        "forbidden_method",
        "invalid_auth",
        "missing_scope",
        "not_allowed_token_type",
        "not_authed",
        "token_revoked",
    }
)


class _OneLineForLostConnections(logging.Filter):
    """Turns the library's traceback about a connection that cannot be had into one line."""

    def filter(self, record: logging.LogRecord) -> bool:
        record.exc_info = None
        return True


_library_log = logger.getChild("connection")
_library_log.setLevel(logging.WARNING)
_library_log.addFilter(_OneLineForLostConnections())


class _Handler(AsyncSocketModeHandler):
    """Counts the requests under way, so that their answers can be waited for."""

    under_way = 0
    turns: Turns

    async def handle(self, client: SocketModeClient, req: SocketModeRequest) -> None:  # type: ignore[override]
        """Answer one request, if it has the shape that the listeners rely on."""
        try:
            req.payload = _accept(req.payload)
        except Refusal as refusal:
            logger.info("refused what came over the connection: %s", refusal.reason)
            return
        self.under_way += 1
        try:
            async with self.turns.turn(person_of(req.payload)):
                await super().handle(client, req)
        except Busy:
            # What is not acknowledged shows as failed beside a button and in a form; an event is repeated.
            if "command" in req.payload:
                await client.send_socket_mode_response(
                    SocketModeResponse(req.envelope_id, payload={"text": one_moment()})
                )
        finally:
            self.under_way -= 1


def _accept(payload: object) -> Payload:
    """The same checks as those of the door, for a payload that was decoded already."""
    check_tree(payload)
    if isinstance(payload, dict) and payload.get("type") == "event_callback":
        return accept_event(payload)
    if isinstance(payload, dict) and "type" not in payload:
        return accept_command(payload)
    return accept_interaction(payload)


class SlackSocket:
    """Keeps one connection to Slack open.

    The library connects again by itself, but never gives up an address that has expired meanwhile; a
    connection that has been lost for a while is therefore replaced as a whole.
    """

    def __init__(self, bolt: AsyncApp, app_token: str) -> None:
        self._bolt = bolt
        self._app_token = app_token
        self._turns = Turns()
        self._handler: _Handler | None = None
        self._keeper: asyncio.Task[None] | None = None
        self.is_connected = False

    async def open(self) -> None:
        """Ask Slack once whether the token is right, then connect and stay connected.

        Raises:
            SettingsError: Slack refuses the token. Where it does not answer, the attempts go on.
        """
        try:
            await self._bolt.client.apps_connections_open(app_token=self._app_token)
        except SlackApiError as error:
            code = slack_code(error)
            if code in _REFUSALS:
                raise SettingsError(app_token_refused(code)) from error
            logger.warning("Slack gives no connection now: %s", code)
        except (ClientError, TimeoutError) as error:
            logger.warning("Slack does not answer: %s", type(error).__name__)
        self._keeper = asyncio.create_task(self._keep_open())

    async def close(self, seconds: float) -> None:
        """Answer what is under way within some seconds, then close."""
        try:
            async with asyncio.timeout(seconds):
                while self._handler is not None and self._handler.under_way:
                    await asyncio.sleep(0.05)
        except TimeoutError:
            logger.warning("the connection is closed before the last answers were given")
        if self._keeper is not None:
            self._keeper.cancel()
            await asyncio.wait([self._keeper])

    async def _keep_open(self) -> None:
        while True:
            handler = _Handler(self._bolt, self._app_token, logger=_library_log, ping_interval=_PING_SECONDS)
            handler.turns = self._turns
            self._handler = handler
            connecting = asyncio.create_task(handler.connect_async())  # type: ignore[no-untyped-call]
            try:
                await self._watch(handler)
            finally:
                self.is_connected = False
                connecting.cancel()
                await handler.close_async()  # type: ignore[no-untyped-call]
            logger.warning("Slack is not connected for %.0f s: starting afresh", _PATIENCE_SECONDS)

    async def _watch(self, handler: _Handler) -> None:
        """Return when the connection has been lost for too long."""
        loop = asyncio.get_running_loop()
        seen = loop.time()
        while loop.time() - seen < _PATIENCE_SECONDS:
            connected = await handler.client.is_connected()
            if connected != self.is_connected:
                logger.info("connected to Slack" if connected else "the connection to Slack is lost")
            self.is_connected = connected
            if connected:
                seen = loop.time()
            await asyncio.sleep(_LOOK_SECONDS)
