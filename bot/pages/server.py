"""The web application and the server that runs it."""

from __future__ import annotations

import asyncio
import errno
import logging
import socket
from collections.abc import Awaitable, Callable, Sequence
from dataclasses import dataclass

from aiohttp import web
from aiohttp.http_exceptions import HttpProcessingError
from aiohttp.web_protocol import RequestPayloadError
from slack_bolt.async_app import AsyncApp

from bot.core.addresses import Network
from bot.core.clock import Clock
from bot.core.sparing import SparingLog
from bot.pages.connections import (
    FIRST_REQUEST_SECONDS,
    Connection,
    Connections,
    mark_requests,
    most_connections,
)
from bot.pages.inside import Inside
from bot.slack.door import SlackDoor
from bot.slack.wire import MAX_BODY_BYTES

READINESS_TIMEOUT_SECONDS = 5.0
WAITING_CONNECTIONS = 4096

log = logging.getLogger(__name__)


class _Sparing(logging.Filter):
    """Passes a fault that strangers can cause at will as one line a minute, without its traceback."""

    def __init__(self, is_such: Callable[[BaseException | None], bool], line: str) -> None:
        super().__init__()
        self._is_such = is_such
        self._line = line
        self._sparing = SparingLog(log)

    def filter(self, record: logging.LogRecord) -> bool:
        if not isinstance(record.exc_info, tuple) or not self._is_such(record.exc_info[1]):
            return True
        self._sparing.note(self._line)
        return False


def _is_bad_http(error: BaseException | None) -> bool:
    # What was closed while the rest of its body was read is told of as a RuntimeError.
    is_closed = isinstance(error, RuntimeError) and str(error) == "Connection closed."
    return is_closed or isinstance(error, HttpProcessingError | RequestPayloadError)


def _is_shortage(error: BaseException | None) -> bool:
    shortages = (errno.EMFILE, errno.ENFILE, errno.ENOBUFS, errno.ENOMEM)
    return isinstance(error, OSError) and error.errno in shortages


_http_log = logging.getLogger(f"{__name__}.http")
_http_log.addFilter(_Sparing(_is_bad_http, "refused what is no HTTP request"))
# asyncio tells of each connection that it cannot accept, with a traceback, hundreds of times a second.
_NOT_ACCEPTED = _Sparing(_is_shortage, "connections cannot be accepted: there are no descriptors left")


def create_web_app(
    *,
    bolt: AsyncApp,
    signing_secret: str | None,
    clock: Clock,
    readiness: Callable[[], Awaitable[list[str]]],
    metrics: Callable[[], Awaitable[bytes]],
    inside: Inside | None = None,
    trusted_proxies: Sequence[Network] = (),
) -> web.Application:
    """Build the web application.

    Args:
        bolt: gets the requests of Slack's that pass the door.
        signing_secret: None in Socket Mode: then Slack sends nothing by HTTP and the path is not there.
        clock: the time that signatures are compared with.
        readiness: what keeps the process from serving, in short lines; empty when it is ready.
        metrics: the figures in Prometheus's text format.
        inside: who may see `/readyz` and `/metrics`; by default, whoever is on this machine.
        trusted_proxies: are believed about whose request they pass on.
    """
    may_look = (inside or Inside(host="127.0.0.1", token=None)).admits

    async def handle_health(request: web.Request) -> web.Response:
        return web.json_response({"status": "ok"})

    async def handle_ready(request: web.Request) -> web.Response:
        if not may_look(request):
            raise web.HTTPNotFound
        try:
            async with asyncio.timeout(READINESS_TIMEOUT_SECONDS):
                problems = await readiness()
        except TimeoutError:
            problems = ["the check took too long"]
        if problems:
            return web.json_response({"status": "not ready", "problems": problems}, status=503)
        return web.json_response({"status": "ready"})

    async def handle_metrics(request: web.Request) -> web.Response:
        if not may_look(request):
            raise web.HTTPNotFound
        return web.Response(
            body=await metrics(), headers={"Content-Type": "text/plain; version=0.0.4; charset=utf-8"}
        )

    app = web.Application(client_max_size=MAX_BODY_BYTES, middlewares=[mark_requests])
    app.on_response_prepare.append(_set_headers)
    app.router.add_get("/healthz", handle_health)
    app.router.add_get("/readyz", handle_ready)
    app.router.add_get("/metrics", handle_metrics)
    if signing_secret is not None:
        app.router.add_post("/slack/events", SlackDoor(bolt, signing_secret, clock, trusted_proxies).handle)
    return app


async def _set_headers(request: web.Request, response: web.StreamResponse) -> None:
    # The versions of Python and aiohttp are nobody's business.
    response.headers["Server"] = "img-bot"
    response.headers["X-Content-Type-Options"] = "nosniff"


@dataclass(frozen=True)
class WebServer:
    """A running server: `port` is the one it is bound to."""

    runner: web.AppRunner
    listener: asyncio.Server
    port: int

    async def stop(self) -> None:
        """Stop listening, let running requests finish, close."""
        self.listener.close()
        await self.runner.cleanup()


async def serve(
    app: web.Application,
    host: str,
    port: int,
    *,
    most: int | None = None,
    first_request_seconds: float = FIRST_REQUEST_SECONDS,
) -> WebServer:
    """Start to serve the application; port 0 takes a free one.

    Args:
        app: what to serve.
        host: where to listen.
        port: likewise.
        most: how many connections may be open; by default what the process's limits allow.
        first_request_seconds: within which a connection has to bring its first request's headers.

    Raises:
        OSError: the address cannot be bound.
    """
    logging.getLogger("asyncio").addFilter(_NOT_ACCEPTED)
    runner = web.AppRunner(app, shutdown_timeout=10)
    await runner.setup()
    server = runner.server
    assert server is not None
    connections = Connections(most or most_connections(), SparingLog(log, logging.WARNING))
    try:
        listener = await asyncio.get_running_loop().create_server(
            lambda: Connection(server, connections, first_request_seconds, _http_log), host, port
        )
    except BaseException:
        await runner.cleanup()
        raise
    _lengthen_queue(listener)
    return WebServer(runner, listener, listener.sockets[0].getsockname()[1])


def _lengthen_queue(listener: asyncio.Server) -> None:
    """Let more connections wait in the kernel than asyncio accepts in one go.

    Whoever finds the queue full tries again only after a second.
    """
    for sock in listener.sockets:
        with socket.fromfd(sock.fileno(), sock.family, sock.type) as same:
            same.listen(WAITING_CONNECTIONS)
