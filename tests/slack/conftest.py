"""The door before a real Bolt app whose listeners note what reaches them."""

from __future__ import annotations

import logging
import re
from collections.abc import AsyncIterator
from dataclasses import dataclass, field
from typing import Any

import pytest
from aiohttp import ClientSession
from slack_bolt.async_app import AsyncApp
from slack_bolt.authorization import AuthorizeResult
from slack_bolt.context.ack.async_ack import AsyncAck
from slack_sdk.web.async_client import AsyncWebClient

from bot.core.clock import SimulatedClock
from bot.pages.server import create_web_app, serve
from bot.slack.bolt import create_bolt_app

from .samples import NOW, SECRET


@dataclass
class Site:
    """A served app: `reached` holds the payloads that listeners were given."""

    client: ClientSession
    bolt: AsyncApp
    clock: SimulatedClock
    reached: list[dict[str, Any]] = field(default_factory=list)
    problems: list[str] = field(default_factory=list)


async def authorize(enterprise_id: str | None, team_id: str | None) -> AuthorizeResult:
    return AuthorizeResult(
        enterprise_id=enterprise_id, team_id=team_id, bot_token="xoxb-1", bot_id="B0BOT", bot_user_id="U0BOT"
    )


def build_bolt(reached: list[dict[str, Any]]) -> AsyncApp:
    bolt = create_bolt_app(
        authorize=authorize,
        client=AsyncWebClient(base_url="http://127.0.0.1:9/"),
        logger=logging.getLogger("test"),
    )

    async def note(ack: AsyncAck, body: dict[str, Any]) -> None:
        reached.append(body)
        await ack(f"noted {body.get('type', 'command')}")

    anything = re.compile("")
    bolt.command(anything)(note)
    bolt.block_action(anything)(note)
    bolt.view_submission(anything)(note)
    bolt.view_closed(anything)(note)
    bolt.shortcut(anything)(note)
    bolt.block_suggestion(anything)(note)
    bolt.event(anything)(note)
    return bolt


async def figures() -> bytes:
    return b"# figures\n"


@pytest.fixture
async def site() -> AsyncIterator[Site]:
    reached: list[dict[str, Any]] = []
    problems: list[str] = []
    clock = SimulatedClock(NOW)
    bolt = build_bolt(reached)

    async def readiness() -> list[str]:
        return problems

    app = create_web_app(bolt=bolt, signing_secret=SECRET, clock=clock, readiness=readiness, metrics=figures)
    server = await serve(app, "127.0.0.1", 0)
    async with ClientSession(f"http://127.0.0.1:{server.port}") as client:
        yield Site(client, bolt, clock, reached, problems)
    await server.stop()
