from __future__ import annotations

from collections.abc import AsyncIterator
from datetime import UTC, datetime

import pytest
from aiohttp import web
from slack_bolt.async_app import AsyncApp
from slack_sdk.web.async_client import AsyncWebClient

from bot.core.clock import SimulatedClock
from bot.demo import world
from bot.sandbox.api_server import SlackServer
from bot.sandbox.client import SlackClient


@pytest.fixture
def clock() -> SimulatedClock:
    """A clock that starts now, since Bolt checks signatures by the machine's own clock."""
    return SimulatedClock(datetime.now(UTC))


@pytest.fixture
async def server(clock: SimulatedClock) -> AsyncIterator[SlackServer]:
    server = world.build_world(clock)
    await server.start()
    yield server
    await server.stop()


@pytest.fixture
def api(server: SlackServer) -> AsyncWebClient:
    """The real SDK, without retries."""
    return AsyncWebClient(token=world.BOT_TOKEN, base_url=server.api_url, retry_handlers=[])


@pytest.fixture
def app(api: AsyncWebClient) -> AsyncApp:
    """A real Bolt app; the tests add their listeners."""
    return AsyncApp(client=api, signing_secret=world.SIGNING_SECRET, process_before_response=True)


@pytest.fixture
async def client(server: SlackServer, app: AsyncApp) -> AsyncIterator[SlackClient]:
    """The people's side of Slack, connected to the Bolt app by HTTP."""
    runner = web.AppRunner(app.web_app(path="/slack/events"), access_log=None)
    await runner.setup()
    await web.TCPSite(runner, "127.0.0.1", 0).start()
    async with SlackClient(server, f"http://127.0.0.1:{runner.addresses[0][1]}") as client:
        yield client
    await runner.cleanup()


@pytest.fixture
def bot(server: SlackServer) -> str:
    return server.slack.workspaces[world.TEAM].bot.user_id
