"""Events reach a real Bolt app, once, again, or out of order."""

from __future__ import annotations

from typing import Any

import pytest
from slack_bolt.async_app import AsyncAck, AsyncApp, AsyncBoltRequest, AsyncSay
from slack_sdk.errors import SlackApiError
from slack_sdk.web.async_client import AsyncWebClient

from bot.demo.world import GROUP_CHANNEL, MEMBER, OBSERVER, SECRETARIAT, TEAM, WS1_CHANNEL, WS1_LEAD
from bot.sandbox.api_server import SlackServer
from bot.sandbox.client import SlackClient
from bot.sandbox.sender import Repeat
from tests.sandbox.kit import Payload, actions, button


async def test_events_arrive_and_can_be_repeated(
    app: AsyncApp, client: SlackClient, server: SlackServer
) -> None:
    seen: list[Payload] = []
    retries: list[Any] = []

    @app.event("app_mention")
    @app.event("message")
    async def heard(body: Payload, say: AsyncSay, request: AsyncBoltRequest) -> None:
        seen.append(body)
        retries.append(request.headers.get("x-slack-retry-num"))
        await say("heard")

    mention = await client.mention(WS1_LEAD, WS1_CHANNEL, "next")
    again = await client.redeliver(mention)
    assert seen[0]["event_id"] == seen[1]["event_id"] and retries[0] is None and retries[1] == ["1"]
    assert seen[0]["event"]["text"].endswith("next") and seen[0]["event"]["channel"] == WS1_CHANNEL
    assert again.entries[0].text == "heard"

    direct = await client.direct_message(SECRETARIAT, "status", Repeat(copies=3))
    assert direct.statuses == [200, 200, 200]
    assert {body["event_id"] for body in seen[2:]} == {seen[2]["event_id"]} and len(seen) == 5
    assert seen[2]["event"]["channel_type"] == "im"
    assert {entry.user for entry in direct.entries} == {SECRETARIAT}

    server.slack.workspaces[TEAM].channels[GROUP_CHANNEL].members.remove(
        server.slack.workspaces[TEAM].bot.user_id
    )
    with pytest.raises(LookupError):
        await client.mention(WS1_LEAD, GROUP_CHANNEL, "next")


async def test_home_shortcuts_and_lifecycle_events(
    app: AsyncApp, api: AsyncWebClient, client: SlackClient, server: SlackServer
) -> None:
    seen: list[str] = []

    @app.event("app_home_opened")
    async def home(event: Payload, client: AsyncWebClient) -> None:
        blocks = [actions(button("settings"))]
        await client.views_publish(user_id=event["user"], view={"type": "home", "blocks": blocks})

    @app.action("settings")
    async def pressed(ack: AsyncAck, body: Payload) -> None:
        seen.append(body["view"]["type"])
        await ack()

    @app.shortcut("add_item")
    async def used(ack: AsyncAck, body: Payload) -> None:
        seen.append(body["type"])
        await ack()

    for name in (
        "member_joined_channel",
        "team_join",
        "user_change",
        "channel_id_changed",
        "app_uninstalled",
    ):

        @app.event(name)
        async def changed(event: Payload) -> None:
            seen.append(event["type"])

    opened = await client.app_home_opened(MEMBER)
    [entry] = opened.entries
    assert (entry.kind, entry.user) == ("view_publish", MEMBER) and entry.view_id
    await client.click_view(MEMBER, entry.view_id, "settings")
    posted = await api.chat_postMessage(channel=WS1_CHANNEL, text="hello")
    await client.shortcut(MEMBER, "add_item")
    await client.message_shortcut(TEAM, MEMBER, WS1_CHANNEL, posted["ts"], "add_item")
    await client.member_joined_channel(TEAM, WS1_CHANNEL, OBSERVER)
    await client.team_join(OBSERVER)
    await client.user_change(OBSERVER)
    await client.channel_id_changed(TEAM, WS1_CHANNEL, "C0NEWNAME")
    assert (await api.conversations_info(channel="C0NEWNAME"))["channel"]["name"] == "ws1"
    await client.app_uninstalled(TEAM)
    assert seen == [
        "home",
        "shortcut",
        "message_action",
        "member_joined_channel",
        "team_join",
        "user_change",
        "channel_id_changed",
        "app_uninstalled",
    ]
    with pytest.raises(SlackApiError, match="account_inactive"):
        await api.auth_test()


async def test_url_verification_and_wrong_signature(client: SlackClient, server: SlackServer) -> None:
    reply = await client.url_verification("prove it")
    assert reply.body == {"challenge": "prove it"}
    server.slack.signing_secret = "another"
    assert (await client.mention(WS1_LEAD, WS1_CHANNEL, "next")).status == 401


async def test_held_back_delivery_arrives_after_a_later_one(app: AsyncApp, client: SlackClient) -> None:
    order: list[str] = []

    @app.event("message")
    async def heard(event: Payload) -> None:
        order.append(event["text"])

    held = await client.direct_message(MEMBER, "first", Repeat(copies=0))
    assert held.status == 0 and order == []
    await client.direct_message(MEMBER, "second")
    await client.redeliver(held, Repeat())
    assert order == ["second", "first"]


async def test_own_direct_message_is_echoed_with_the_bots_id(
    app: AsyncApp, api: AsyncWebClient, client: SlackClient, server: SlackServer
) -> None:
    seen: list[Payload] = []

    @app.event("message")
    async def heard(event: Payload) -> None:
        seen.append(event)

    await api.chat_postMessage(channel=MEMBER, text="hello")
    reply = await client.echo(server.journal[-1])
    assert reply.status == 200 and seen == []
    event = reply.delivery.payload["event"]
    assert (event["text"], event["bot_id"]) == ("hello", server.slack.workspaces[TEAM].bot.id)
