"""The web application and the server that runs it."""

from __future__ import annotations

import asyncio
import logging
from collections.abc import Awaitable, Callable
from dataclasses import dataclass

from aiohttp import web
from aiohttp.http_exceptions import HttpProcessingError
from aiohttp.web_protocol import RequestPayloadError
from slack_bolt.async_app import AsyncApp

from bot.core.clock import Clock
from bot.slack.door import SlackDoor
from bot.slack.wire import MAX_BODY_BYTES

READINESS_TIMEOUT_SECONDS = 5.0

log = logging.getLogger(__name__)


class _OneLineForBadHttp(logging.Filter):
    """Turns aiohttp's traceback about bytes that are no HTTP into one line: the fault is the sender's."""

    def filter(self, record: logging.LogRecord) -> bool:
        if isinstance(record.exc_info, tuple) and isinstance(
            record.exc_info[1], HttpProcessingError | RequestPayloadError
        ):
            record.msg, record.args = "refused what is no HTTP request", ()
            record.exc_info = None
            record.levelno, record.levelname = logging.INFO, "INFO"
        return True


_http_log = logging.getLogger(f"{__name__}.http")
_http_log.addFilter(_OneLineForBadHttp())


def create_web_app(
    *,
    bolt: AsyncApp,
    signing_secret: str | None,
    clock: Clock,
    readiness: Callable[[], Awaitable[list[str]]],
    metrics: Callable[[], Awaitable[bytes]],
) -> web.Application:
    """Build the web application.

    Args:
        bolt: gets the requests of Slack's that pass the door.
        signing_secret: None in Socket Mode: then Slack sends nothing by HTTP and the path is not there.
        clock: the time that signatures are compared with.
        readiness: what keeps the process from serving, in short lines; empty when it is ready.
        metrics: the figures in Prometheus's text format.
    """

    async def handle_health(request: web.Request) -> web.Response:
        return web.json_response({"status": "ok"})

    async def handle_ready(request: web.Request) -> web.Response:
        try:
            async with asyncio.timeout(READINESS_TIMEOUT_SECONDS):
                problems = await readiness()
        except TimeoutError:
            problems = ["the check took too long"]
        if problems:
            return web.json_response({"status": "not ready", "problems": problems}, status=503)
        return web.json_response({"status": "ready"})

    async def handle_metrics(request: web.Request) -> web.Response:
        return web.Response(
            body=await metrics(), headers={"Content-Type": "text/plain; version=0.0.4; charset=utf-8"}
        )

    app = web.Application(client_max_size=MAX_BODY_BYTES)
    app.on_response_prepare.append(_set_headers)
    app.router.add_get("/healthz", handle_health)
    app.router.add_get("/readyz", handle_ready)
    app.router.add_get("/metrics", handle_metrics)
    if signing_secret is not None:
        app.router.add_post("/slack/events", SlackDoor(bolt, signing_secret, clock).handle)
    return app


async def _set_headers(request: web.Request, response: web.StreamResponse) -> None:
    # The versions of Python and aiohttp are nobody's business.
    response.headers["Server"] = "img-bot"
    response.headers["X-Content-Type-Options"] = "nosniff"


@dataclass(frozen=True)
class WebServer:
    """A running server: `port` is the one it is bound to."""

    runner: web.AppRunner
    port: int

    async def stop(self) -> None:
        """Stop listening, let running requests finish, close."""
        await self.runner.cleanup()


async def serve(app: web.Application, host: str, port: int) -> WebServer:
    """Start to serve the application; port 0 takes a free one.

    Raises:
        OSError: the address cannot be bound.
    """
    # An access log costs as much as the door itself, and the query strings of pages hold secrets.
    runner = web.AppRunner(app, access_log=None, logger=_http_log, shutdown_timeout=10)
    await runner.setup()
    try:
        await web.TCPSite(runner, host, port).start()
    except BaseException:
        await runner.cleanup()
        raise
    return WebServer(runner, runner.addresses[0][1])
