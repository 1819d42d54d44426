"""A lean stand-in for Slack's API: over TLS, it takes messages after a fixed time and notes when they came.

The one in `bot.sandbox` checks what it is told, which takes longer than the bot's own work. A second port
without TLS is for the benchmark: `GET /arrived` gives what came since it was last asked.
"""

from __future__ import annotations

import argparse
import asyncio
import json
import signal
import ssl
import time
from itertools import count

from aiohttp import web


class Arrivals:
    """Channel and time of each message since the last look."""

    def __init__(self, delay_seconds: float) -> None:
        self._delay = delay_seconds
        self._arrived: list[tuple[str, float]] = []
        self._numbers = count(1)

    async def post_message(self, request: web.Request) -> web.Response:
        """`chat.postMessage`."""
        arrived = time.time()
        channel = json.loads(await request.read())["channel"]
        self._arrived.append((channel, arrived))
        await asyncio.sleep(self._delay)
        return web.json_response({"ok": True, "channel": channel, "ts": f"1.{next(self._numbers):06d}"})

    async def count(self, request: web.Request) -> web.Response:
        """How many came since the last look."""
        return web.json_response(len(self._arrived))

    async def take(self, request: web.Request) -> web.Response:
        """What came, and forget it."""
        arrived, self._arrived = self._arrived, []
        return web.json_response(arrived)


async def answer(request: web.Request) -> web.Response:
    """Every other method: who the bot is, which time it is."""
    return web.json_response({"ok": True, "team_id": "T0BENCH", "user_id": "U0BOT", "bot_id": "B0BOT"})


async def run(port: int, control_port: int, certificate: str, delay_seconds: float) -> None:
    """Serve until SIGTERM."""
    arrivals = Arrivals(delay_seconds)
    api, control = web.Application(), web.Application()
    api.router.add_post("/api/chat.postMessage", arrivals.post_message)
    api.router.add_route("*", "/api/{method}", answer)
    control.router.add_get("/count", arrivals.count)
    control.router.add_get("/arrived", arrivals.take)
    tls = ssl.create_default_context(ssl.Purpose.CLIENT_AUTH)
    tls.load_cert_chain(certificate)
    runners = [web.AppRunner(app, access_log=None) for app in (api, control)]
    for runner, on_port, context in zip(runners, (port, control_port), (tls, None), strict=True):
        await runner.setup()
        await web.TCPSite(runner, "127.0.0.1", on_port, ssl_context=context, backlog=1024).start()
    stop = asyncio.Event()
    asyncio.get_running_loop().add_signal_handler(signal.SIGTERM, stop.set)
    await stop.wait()
    for runner in runners:
        await runner.cleanup()


def main() -> None:
    """Read the arguments; `--certificate` holds key and certificate in one file."""
    parser = argparse.ArgumentParser()
    parser.add_argument("--port", type=int, required=True)
    parser.add_argument("--control-port", type=int, required=True)
    parser.add_argument("--certificate", required=True)
    parser.add_argument("--delay-ms", type=float, default=80)
    arguments = parser.parse_args()
    asyncio.run(run(arguments.port, arguments.control_port, arguments.certificate, arguments.delay_ms / 1000))


if __name__ == "__main__":
    main()
