"""Forms: opened, filled in, refused, corrected, pushed and closed, through a real Bolt app."""

from __future__ import annotations

from datetime import timedelta

import pytest
from slack_bolt.async_app import AsyncAck, AsyncApp
from slack_sdk.errors import SlackApiError
from slack_sdk.web.async_client import AsyncWebClient

from bot.core.clock import SimulatedClock
from bot.demo.world import MEMBER, TEAM, WS1_CHANNEL, WS1_LEAD
from bot.sandbox.api_server import SlackServer
from bot.sandbox.client import SlackClient
from bot.sandbox.sender import InvalidAnswer
from tests.sandbox.kit import Payload, field, form


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


async def test_field_in_a_form_reports_itself_only_when_it_dispatches(
    app: AsyncApp, client: SlackClient, server: SlackServer
) -> None:
    seen: list[Payload] = []

    @app.command("/img")
    async def handle(ack: AsyncAck, body: Payload, client: AsyncWebClient) -> None:
        loud = field("loud") | {"dispatch_action": True}
        await client.views_open(trigger_id=body["trigger_id"], view=form(field("quiet", optional=True), loud))
        await ack()

    @app.action("loud_text")
    async def typed(ack: AsyncAck, body: Payload) -> None:
        seen.append(body)
        await ack()

    @app.view("form")
    async def submitted(ack: AsyncAck, body: Payload) -> None:
        seen.append(body)
        await ack()

    view_id = (await client.command(TEAM, WS1_CHANNEL, WS1_LEAD, "/img", "add")).view_id
    with pytest.raises(LookupError):
        await client.click_view(WS1_LEAD, view_id, "quiet_text", "words")
    with pytest.raises(LookupError):
        await client.click_view(MEMBER, view_id, "loud_text", "words")
    await client.click_view(WS1_LEAD, view_id, "loud_text", "words")
    await client.submit_view(WS1_LEAD, view_id)
    assert seen[0]["actions"][0]["value"] == "words" and seen[0]["container"]["view_id"] == view_id
    assert seen[1]["view"]["state"]["values"]["loud"]["loud_text"]["value"] == "words"
    assert server.slack.stacks[WS1_LEAD] == []
