"""The floor: a Bolt app that answers a constant, as a process of its own on the same server as the bot.

`python -m tests.benchmarks.floor_app --port 0 [--door]`: bare, with Bolt's own handler and verification;
with `--door` the same constant behind the bot's door.
"""

from __future__ import annotations

import argparse
import asyncio
import logging
import os
import signal

from slack_bolt.async_app import AsyncApp
from slack_bolt.authorization import AuthorizeResult
from slack_bolt.context.ack.async_ack import AsyncAck
from slack_sdk.web.async_client import AsyncWebClient

from bot.core.clock import SystemClock
from bot.pages.server import create_web_app, serve
from bot.slack.bolt import create_bolt_app

ANSWER = "The next meeting is the 6th IMG meeting, in November 2017; it has no date yet."
INSTALLED = AuthorizeResult(
    enterprise_id=None, team_id="T0BENCH", bot_token="xoxb-bench", bot_id="B0BOT", bot_user_id="U0BOT"
)


async def look_up(enterprise_id: str | None, team_id: str | None) -> AuthorizeResult:
    """Find the installation: always the same, from memory."""
    return INSTALLED


async def authorize() -> AuthorizeResult:
    """The same in the form that bare Bolt takes."""
    return INSTALLED


async def answer(ack: AsyncAck) -> None:
    """Answer a constant."""
    await ack(ANSWER)


async def ready() -> list[str]:
    """Nothing keeps the floor from serving."""
    return []


async def no_metrics() -> bytes:
    """The floor counts nothing."""
    return b""


async def run(port: int, secret: str, *, door: bool) -> None:
    """Serve until SIGTERM."""
    if door:
        bolt = create_bolt_app(authorize=look_up, client=AsyncWebClient(), logger=logging.getLogger("bench"))
        app = create_web_app(
            bolt=bolt, signing_secret=secret, clock=SystemClock(), readiness=ready, metrics=no_metrics
        )
    else:
        bolt = AsyncApp(signing_secret=secret, authorize=authorize, process_before_response=True)
        app = bolt.web_app()
    bolt.command("/img")(answer)
    server = await serve(app, "127.0.0.1", port)
    stop = asyncio.Event()
    asyncio.get_running_loop().add_signal_handler(signal.SIGTERM, stop.set)
    await stop.wait()
    await server.stop()


def main() -> None:
    """Read the arguments; the secret comes as `SLACK_SIGNING_SECRET`, as it does for the bot."""
    parser = argparse.ArgumentParser()
    parser.add_argument("--port", type=int, required=True)
    parser.add_argument("--door", action="store_true")
    arguments = parser.parse_args()
    asyncio.run(run(arguments.port, os.environ["SLACK_SIGNING_SECRET"], door=arguments.door))


if __name__ == "__main__":
    main()
