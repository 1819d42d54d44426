"""Submitted forms: done in the acknowledgement, errors beside the field, then a word on the result."""

from __future__ import annotations

import re
from typing import Any

from slack_bolt.async_app import AsyncAck, AsyncApp
from slack_sdk.web.async_client import AsyncWebClient

from bot.core.edit import AlreadyDone
from bot.core.errors import UserError
from bot.core.i18n import speaking
from bot.groups.arrivals import Arrival, identify
from bot.plan.forms.submissions import FORMS
from bot.slack.listeners import arriving
from bot.slack.listeners.ports import Body, Ports
from bot.slack.listeners.submitted import FieldError, OldForm, Submitted, read_submission
from bot.slack.message import Message
from bot.talk.answers import build_error
from bot.talk.conversation import ALREADY_DONE
from bot.talk.line import Answer


def register(app: AsyncApp, ports: Ports) -> None:
    """Take all forms."""

    async def handle_form(ack: AsyncAck, body: Body, client: AsyncWebClient) -> None:
        form = read_submission(body["view"])
        arrival = arriving.of_interaction(body, form.channel_id)
        try:
            answer = await ports.run(_submit, ports, arrival, form)
        except UserError as error:
            field = _field_of(error, body["view"])
            if error.proposal is None and field is not None:
                await ack(response_action="errors", errors={field: error.text})
                return
            # No other input would help: the form closes, and the way to propose it is offered.
            answer = Answer(build_error(error, form.group_id))
        await ack()
        await _confirm(ports, client, arrival, answer.message)
        if form.card is not None and form.channel_id is not None:
            await ports.replies.refresh_card(client, arrival.team_id, form.channel_id, form.card)

    app.view(re.compile(r"form:.+"))(handle_form)


def _submit(ports: Ports, arrival: Arrival, form: Submitted) -> Answer:
    conversation = ports.conversation
    caller = identify(conversation.work, arrival, group_id=form.group_id)
    with speaking(caller.locale):
        try:
            handle = FORMS.get(form.word)
            if handle is None:
                raise OldForm
            return handle(conversation.line(caller, form.word), form)
        except AlreadyDone:
            return ALREADY_DONE


def _field_of(error: UserError, view: dict[str, Any]) -> str | None:
    """The field an error stands beside: its own, else the form's first; None where it has none."""
    inputs = [block["block_id"] for block in view["blocks"] if block["type"] == "input"]
    if isinstance(error, FieldError) and error.field in inputs:
        return error.field
    return str(inputs[0]) if inputs else None


async def _confirm(ports: Ports, client: AsyncWebClient, arrival: Arrival, message: Message) -> None:
    """Tell the result where the form was opened; in a channel only its sender sees it."""
    channel = arrival.channel_id
    if channel is None or channel.startswith("D"):
        await ports.replies.direct(client, channel or arrival.person_user, message)
    else:
        await ports.replies.ephemeral(client, channel, arrival.person_user, message, None)
