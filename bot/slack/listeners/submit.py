"""Submitted forms: done in the acknowledgement, errors beside the field, then a word on the result."""

from __future__ import annotations

import re
from typing import Any

from slack_bolt.async_app import AsyncAck, AsyncApp
from slack_sdk.web.async_client import AsyncWebClient

from bot.core.errors import UserError
from bot.core.registry import Shown
from bot.groups.arrivals import Arrival
from bot.slack.listeners import arriving
from bot.slack.listeners.ports import Body, Ports
from bot.slack.submitted import HOME, FieldError, Submitted, read_submission
from bot.talk.outcomes import after_commit


def register(app: AsyncApp, ports: Ports) -> None:
    """Take all forms."""

    async def handle_form(ack: AsyncAck, body: Body, client: AsyncWebClient) -> None:
        form = read_submission(body["view"])
        arrival = arriving.of_interaction(body, form.channel_id)
        try:
            answer = await ports.run(ports.conversation.submit, arrival, form.value, form)
        except UserError as error:
            field = _field_of(error, body["view"])
            if field is None:
                raise
            await ack(response_action="errors", errors={field: error.text})
            return
        with after_commit():
            await ack()
            await _confirm(ports, client, arrival, form, answer.message)
            ports.send_files(client, arrival.person_user, answer.message)
            if form.card is not None and form.channel_id is not None:
                await ports.replies.refresh_card(arrival.team_id, form.channel_id, form.card)

    app.view(re.compile(r"form:.+"))(handle_form)


def _field_of(error: UserError, view: dict[str, Any]) -> str | None:
    """The field an error stands beside: its own, else the form's first; None where it has none."""
    inputs = [block["block_id"] for block in view["blocks"] if block["type"] == "input"]
    if isinstance(error, FieldError) and error.field in inputs:
        return error.field
    return str(inputs[0]) if inputs else None


async def _confirm(
    ports: Ports, client: AsyncWebClient, arrival: Arrival, form: Submitted, message: Shown
) -> None:
    """Tell the result where the form was opened; in a channel only its sender sees it."""
    channel = arrival.channel_id
    if form.place == HOME:
        await ports.homes.publish(client, arrival, message)
    elif channel is None or channel.startswith("D"):
        await ports.replies.direct(client, channel or arrival.person_user, message, form.thread)
    else:
        await ports.replies.ephemeral(client, channel, arrival.person_user, message, form.thread)
