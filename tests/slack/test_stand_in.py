"""What the stand-in Slack sends passes the door: both know the same shapes."""

from __future__ import annotations

from collections.abc import AsyncIterator
from typing import Any

import pytest
from slack_sdk.web.async_client import AsyncWebClient

from bot.core.clock import SimulatedClock
from bot.demo import world
from bot.pages.server import create_web_app, serve
from bot.sandbox.api_server import SlackServer
from bot.sandbox.client import SlackClient
from bot.sandbox.sender import Reply

from .conftest import build_bolt, figures
from .samples import NOW

BUTTON = {
    "type": "button",
    "action_id": "press",
    "text": {"type": "plain_text", "text": "Press"},
    "value": "x",
}
MENU = {
    "type": "static_select",
    "action_id": "choose",
    "options": [{"text": {"type": "plain_text", "text": "One"}, "value": "1"}],
}
FORM = {
    "type": "modal",
    "callback_id": "form",
    "notify_on_close": True,
    "title": {"type": "plain_text", "text": "Form"},
    "submit": {"type": "plain_text", "text": "Send"},
    "blocks": [
        {
            "type": "input",
            "block_id": "day",
            "label": {"type": "plain_text", "text": "Day"},
            "element": {"type": "datepicker", "action_id": "value"},
        },
        {"type": "actions", "block_id": "acts", "elements": [BUTTON, MENU]},
    ],
}


@pytest.fixture
async def server() -> AsyncIterator[SlackServer]:
    server = world.build_world(SimulatedClock(NOW))
    await server.start()
    yield server
    await server.stop()


@pytest.fixture
async def slack(server: SlackServer) -> AsyncIterator[SlackClient]:
    reached: list[dict[str, Any]] = []

    async def ready() -> list[str]:
        return []

    app = create_web_app(
        bolt=build_bolt(reached),
        signing_secret=world.SIGNING_SECRET,
        clock=server.slack.clock,
        readiness=ready,
        metrics=figures,
    )
    site = await serve(app, "127.0.0.1", 0)
    async with SlackClient(server, f"http://127.0.0.1:{site.port}") as client:
        yield client
    await site.stop()


async def test_every_kind_passes(slack: SlackClient, server: SlackServer) -> None:
    api = AsyncWebClient(token=world.BOT_TOKEN, base_url=server.api_url, retry_handlers=[])
    team, lead, channel = world.TEAM, world.WS1_LEAD, world.GROUP_CHANNEL

    async def open_form(by: Reply) -> str:
        opened = await api.views_open(trigger_id=by.delivery.payload["trigger_id"], view=FORM)
        view: str = opened["view"]["id"]
        return view

    posted = await api.chat_postMessage(
        channel=channel, text="x", blocks=[{"type": "actions", "elements": [BUTTON, MENU]}]
    )
    message = posted["ts"]
    command = await slack.command(team, channel, lead, "/img", "next")
    form = await open_form(command)
    replies = [
        command,
        await slack.click_view(lead, form, "press"),
        await slack.click_view(lead, form, "choose", "1"),
        await slack.submit_view(lead, form, {"day": "2018-01-16"}),
        click := await slack.click(team, lead, channel, message, "press"),
        await slack.close_view(lead, await open_form(click)),
        await slack.click(team, lead, channel, message, "choose", "1"),
        await slack.shortcut(lead, "next"),
        await slack.message_shortcut(team, lead, channel, message, "make_action"),
        await slack.mention(lead, channel, "next"),
        await slack.direct_message(lead, "next"),
        await slack.app_home_opened(lead),
        await slack.channel_id_changed(team, world.WS2_CHANNEL, "C0NEWWS2"),
        await slack.member_joined_channel(team, world.WS1_CHANNEL, world.OBSERVER),
        await slack.user_change(lead),
        await slack.team_join(lead),
        await slack.url_verification(),
        await slack.tokens_revoked(team),
        await slack.app_uninstalled(team),
    ]
    assert [
        (n, reply and reply.text) for n, reply in enumerate(replies) if not reply or reply.status != 200
    ] == []
