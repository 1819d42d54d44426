"""People's acts reach a real Bolt app in the shapes that Slack gives them."""

from __future__ import annotations

import asyncio
from datetime import timedelta
from typing import Any

import pytest
from slack_bolt.async_app import AsyncAck, AsyncApp, AsyncBoltRequest, AsyncRespond, AsyncSay
from slack_sdk.errors import SlackApiError
from slack_sdk.web.async_client import AsyncWebClient

from bot.clock import SimulatedClock
from bot.sandbox.client import SlackClient
from bot.sandbox.sender import InvalidAnswer, Repeat
from bot.sandbox.server import SlackServer
from bot.sandbox.world import (
    GROUP_CHANNEL,
    MEMBER,
    OBSERVER,
    SECRETARIAT,
    TEAM,
    WS1_CHANNEL,
    WS1_LEAD,
)

Payload = dict[str, Any]


def button(action_id: str, value: str = "v") -> Payload:
    return {
        "type": "button",
        "action_id": action_id,
        "text": {"type": "plain_text", "text": action_id},
        "value": value,
    }


def actions(*elements: Payload, block_id: str = "acts") -> Payload:
    return {"type": "actions", "block_id": block_id, "elements": list(elements)}


def menu(*values: str) -> Payload:
    options = [{"text": {"type": "plain_text", "text": v.title()}, "value": v} for v in values]
    return {"type": "static_select", "action_id": "pick", "options": options}


def field(block_id: str, *, optional: bool = False, **details: object) -> Payload:
    element = {"type": "plain_text_input", "action_id": f"{block_id}_text", **details}
    label = {"type": "plain_text", "text": block_id}
    return {"type": "input", "block_id": block_id, "label": label, "element": element, "optional": optional}


def form(*blocks: Payload, **details: object) -> Payload:
    title = {"type": "plain_text", "text": "Form"}
    return {
        "type": "modal",
        "callback_id": "form",
        "title": title,
        "submit": title,
        "blocks": list(blocks),
        **details,
    }


async def test_command_answer_in_acknowledgement_is_an_ephemeral_message_with_buttons(
    app: AsyncApp, client: SlackClient, server: SlackServer
) -> None:
    seen: list[Payload] = []

    @app.command("/img")
    async def handle(ack: AsyncAck, body: Payload) -> None:
        seen.append(body)
        await ack(text="next", blocks=[actions(button("share", "next ws1"))])

    @app.action("share")
    async def share(ack: AsyncAck, body: Payload, respond: AsyncRespond) -> None:
        seen.append(body)
        await ack()
        await respond("shared", replace_original=True)

    reply = await client.command(TEAM, WS1_CHANNEL, WS1_LEAD, "/img", "next ws1")
    assert reply.status == 200 and reply.message is not None
    assert [(e.kind, e.method, e.user, e.text) for e in reply.entries] == [
        ("ephemeral", "command.ack", WS1_LEAD, "next")
    ]
    assert seen[0]["text"] == "next ws1" and seen[0]["channel_name"] == "ws1"

    clicked = await client.click(TEAM, WS1_LEAD, WS1_CHANNEL, reply.message.ts, "share")
    payload = seen[1]
    assert "message" not in payload and payload["container"]["is_ephemeral"] is True
    assert payload["actions"][0]["value"] == "next ws1" and payload["actions"][0]["block_id"] == "acts"
    assert [(e.kind, e.method, e.text) for e in clicked.entries] == [("update", "response_url", "shared")]
    assert reply.message.text == "shared"
    with pytest.raises(LookupError):
        await client.click(TEAM, MEMBER, WS1_CHANNEL, reply.message.ts, "share")


async def test_acknowledgement_that_slack_would_refuse_is_no_answer(
    app: AsyncApp, client: SlackClient, server: SlackServer
) -> None:
    @app.command("/img")
    async def handle(ack: AsyncAck) -> None:
        await ack(blocks=[{"type": "header", "text": {"type": "plain_text", "text": "x" * 151}}])

    with pytest.raises(InvalidAnswer, match="/blocks/0/text/text"):
        await client.command(TEAM, WS1_CHANNEL, WS1_LEAD, "/img")
    assert len(server.journal) == 0


async def test_click_on_a_message_brings_message_and_state(
    app: AsyncApp, api: AsyncWebClient, client: SlackClient
) -> None:
    seen: list[Payload] = []

    @app.action("pick")
    @app.action("go")
    async def picked(ack: AsyncAck, body: Payload) -> None:
        seen.append(body)
        await ack()

    posted = await api.chat_postMessage(
        channel=WS1_CHANNEL, text="choose", blocks=[actions(menu("red", "green"), button("go"))]
    )
    await client.click(TEAM, WS1_LEAD, WS1_CHANNEL, posted["ts"], "pick", "Green")
    await client.click(TEAM, WS1_LEAD, WS1_CHANNEL, posted["ts"], "go")
    assert seen[0]["actions"][0]["selected_option"]["value"] == "green"
    assert seen[1]["message"]["ts"] == posted["ts"] and seen[1]["message"]["bot_id"]
    assert seen[1]["state"]["values"]["acts"]["pick"]["selected_option"]["value"] == "green"
    with pytest.raises(LookupError):
        await client.click(TEAM, WS1_LEAD, WS1_CHANNEL, posted["ts"], "pick", "blue")
    with pytest.raises(LookupError):
        await client.click(TEAM, OBSERVER, WS1_CHANNEL, posted["ts"], "go")


async def test_form_is_opened_corrected_updated_pushed_and_cleared(
    app: AsyncApp, client: SlackClient, server: SlackServer
) -> None:
    answers: list[Payload] = [
        {"response_action": "errors", "errors": {"name": "too vague"}},
        {"response_action": "update", "view": form(field("name"), private_metadata="second")},
        {"response_action": "push", "view": form(field("more"))},
        {"response_action": "clear"},
    ]
    seen: list[Payload] = []

    @app.command("/img")
    async def handle(ack: AsyncAck, body: Payload, client: AsyncWebClient) -> None:
        await client.views_open(
            trigger_id=body["trigger_id"],
            view=form(field("name", initial_value="draft"), private_metadata="k"),
        )
        await ack()

    @app.view("form")
    async def submitted(ack: AsyncAck, body: Payload) -> None:
        seen.append(body)
        await ack(answers.pop(0))

    opened = await client.command(TEAM, WS1_CHANNEL, WS1_LEAD, "/img", "add")
    view_id = opened.view_id
    first = await client.submit_view(WS1_LEAD, view_id)
    assert first.errors == {"name": "too vague"}
    sent = seen[0]["view"]
    assert sent["state"]["values"]["name"]["name_text"] == {"type": "plain_text_input", "value": "draft"}
    assert sent["private_metadata"] == "k" and sent["root_view_id"] == view_id and sent["hash"]

    with pytest.raises(ValueError, match="filled"):
        await client.submit_view(WS1_LEAD, view_id, {"name": ""})
    second = await client.submit_view(WS1_LEAD, view_id, {"name": "Final"})
    assert [(e.kind, e.view_id) for e in second.entries] == [("view_update", view_id)]
    assert server.slack.views[view_id].content["private_metadata"] == "second"

    third = await client.submit_view(WS1_LEAD, view_id, {"name_text": "Final"})
    assert third.view_id != view_id and server.slack.stacks[WS1_LEAD] == [view_id, third.view_id]
    assert server.slack.views[third.view_id].root_view_id == view_id
    with pytest.raises(LookupError):
        await client.submit_view(WS1_LEAD, view_id, {"name": "under another form"})
    await client.submit_view(WS1_LEAD, third.view_id, {"more": "x"})
    assert server.slack.stacks[WS1_LEAD] == []


async def test_form_errors_must_name_input_blocks(app: AsyncApp, client: SlackClient) -> None:
    @app.command("/img")
    async def handle(ack: AsyncAck, body: Payload, client: AsyncWebClient) -> None:
        await client.views_open(trigger_id=body["trigger_id"], view=form(field("name", optional=True)))
        await ack()

    @app.view("form")
    async def submitted(ack: AsyncAck) -> None:
        await ack(response_action="errors", errors={"name_text": "that is the action id"})

    opened = await client.command(TEAM, WS1_CHANNEL, WS1_LEAD, "/img", "add")
    with pytest.raises(InvalidAnswer, match="name_text"):
        await client.submit_view(WS1_LEAD, opened.view_id)


async def test_trigger_opens_one_form_within_three_seconds(
    app: AsyncApp, client: SlackClient, clock: SimulatedClock
) -> None:
    refused: list[str] = []

    @app.command("/img")
    async def handle(ack: AsyncAck, body: Payload, client: AsyncWebClient) -> None:
        if body["text"] == "late":
            clock.advance(timedelta(seconds=4))
        for _ in range(2):
            try:
                await client.views_open(trigger_id=body["trigger_id"], view=form(field("name")))
            except SlackApiError as error:
                refused.append(error.response["error"])
        await ack()

    await client.command(TEAM, WS1_CHANNEL, WS1_LEAD, "/img", "soon")
    await client.command(TEAM, WS1_CHANNEL, WS1_LEAD, "/img", "late")
    assert refused == ["exchanged_trigger_id", "expired_trigger_id", "expired_trigger_id"]


async def test_closing_a_form_is_told_when_asked_for(app: AsyncApp, client: SlackClient) -> None:
    closed: list[Payload] = []

    @app.command("/img")
    async def handle(ack: AsyncAck, body: Payload, client: AsyncWebClient) -> None:
        view = form(field("name"), notify_on_close=body["text"] == "notify")
        await client.views_open(trigger_id=body["trigger_id"], view=view)
        await ack()

    @app.view_closed("form")
    async def on_close(ack: AsyncAck, body: Payload) -> None:
        closed.append(body)
        await ack()

    silent = await client.command(TEAM, WS1_CHANNEL, WS1_LEAD, "/img", "silent")
    assert await client.close_view(WS1_LEAD, silent.view_id) is None
    told = await client.command(TEAM, WS1_CHANNEL, WS1_LEAD, "/img", "notify")
    reply = await client.close_view(WS1_LEAD, told.view_id)
    assert reply is not None and reply.status == 200
    assert [body["is_cleared"] for body in closed] == [False]


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


async def test_silent_bot_gives_status_zero(server: SlackServer) -> None:
    closing: list[asyncio.StreamWriter] = []

    async def hang_up(reader: asyncio.StreamReader, writer: asyncio.StreamWriter) -> None:
        closing.append(writer)
        writer.close()

    listener = await asyncio.start_server(hang_up, "127.0.0.1", 0)
    port = listener.sockets[0].getsockname()[1]
    async with listener, SlackClient(server, f"http://127.0.0.1:{port}") as client:
        assert (await client.command(TEAM, WS1_CHANNEL, WS1_LEAD, "/img", "next")).status == 0
