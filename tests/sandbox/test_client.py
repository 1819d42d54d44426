"""Commands and clicks reach a real Bolt app in the shapes that Slack gives them."""

from __future__ import annotations

import asyncio

import pytest
from slack_bolt.async_app import AsyncAck, AsyncApp, AsyncRespond
from slack_sdk.web.async_client import AsyncWebClient

from bot.demo.world import MEMBER, OBSERVER, TEAM, WS1_CHANNEL, WS1_LEAD
from bot.sandbox.api_server import SlackServer
from bot.sandbox.client import SlackClient
from bot.sandbox.sender import InvalidAnswer
from tests.sandbox.kit import Payload, actions, button, menu


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


async def test_silent_bot_gives_status_zero(server: SlackServer) -> None:
    closing: list[asyncio.StreamWriter] = []

    async def hang_up(reader: asyncio.StreamReader, writer: asyncio.StreamWriter) -> None:
        closing.append(writer)
        writer.close()

    listener = await asyncio.start_server(hang_up, "127.0.0.1", 0)
    port = listener.sockets[0].getsockname()[1]
    async with listener, SlackClient(server, f"http://127.0.0.1:{port}") as client:
        assert (await client.command(TEAM, WS1_CHANNEL, WS1_LEAD, "/img", "next")).status == 0


async def test_who_may_type_what_where(app: AsyncApp, client: SlackClient, server: SlackServer) -> None:
    slack = server.slack
    other = slack.add_workspace("Other agency")
    stranger = slack.add_user(other.id, "stranger", "Stranger")
    bot = slack.workspaces[TEAM].bot.user_id
    joint = slack.add_channel(TEAM, other.id, name="joint", members=[stranger.id, bot])
    seen: list[Payload] = []

    @app.event("app_mention")
    async def heard(body: Payload) -> None:
        seen.append(body)

    with pytest.raises(LookupError, match="not in"):
        await client.command(TEAM, WS1_CHANNEL, OBSERVER, "/img", "next")
    with pytest.raises(LookupError, match="another workspace"):
        await client.command(TEAM, joint.id, stranger.id, "/img", "next")
    await client.mention(stranger.id, joint.id, "next", team=TEAM)
    assert (seen[0]["team_id"], seen[0]["event"]["user_team"]) == (TEAM, other.id)
    assert seen[0]["is_ext_shared_channel"] is True


async def test_typed_text_and_clicked_messages_come_escaped(
    app: AsyncApp, api: AsyncWebClient, client: SlackClient
) -> None:
    seen: list[Payload] = []

    @app.event("message")
    async def heard(event: Payload) -> None:
        seen.append(event)

    @app.action("R&D")
    async def pressed(ack: AsyncAck, body: Payload) -> None:
        seen.append(body)
        await ack()

    await client.direct_message(MEMBER, f"a < b & c, <@{WS1_LEAD}>")
    assert seen[0]["text"] == f"a &lt; b &amp; c, <@{WS1_LEAD}>"
    posted = await api.chat_postMessage(channel=WS1_CHANNEL, text="x", blocks=[actions(button("R&D"))])
    await client.click(TEAM, MEMBER, WS1_CHANNEL, posted["ts"], "R&D")
    [clicked] = seen[1]["message"]["blocks"][0]["elements"]
    assert (clicked["text"]["text"], clicked["action_id"]) == ("R&amp;D", "R&D")
