"""The two buttons under a message whose fate is unknown: "it was posted", "post again"."""

from __future__ import annotations

import re

from slack_bolt.async_app import AsyncAck, AsyncApp
from slack_sdk.web.async_client import AsyncWebClient

from bot.core.i18n import _
from bot.reminders.lost_messages import answer_dead_letter
from bot.slack.listeners import arriving
from bot.slack.listeners.ports import Body, Ports
from bot.talk.answers import build_said


def register(app: AsyncApp, ports: Ports) -> None:
    """Take the answers about dead letters."""

    async def handle_dead_letter(ack: AsyncAck, body: Body, client: AsyncWebClient) -> None:
        _family, answer, row_id = body["actions"][0]["action_id"].split(":")
        conversation = ports.conversation
        was_first = await ports.run(
            answer_dead_letter,
            conversation.work,
            arriving.of_interaction(body),
            int(row_id),
            posted=answer == "was_posted",
            now=conversation.now(),
        )
        await ack()
        if not was_first:
            text = _("That was answered already.")
        elif answer == "was_posted":
            text = _("✔ Noted: it was posted.")
        else:
            text = _("✔ I will post it again.")
        if body.get("response_url"):
            await ports.replies.to_response_url(body["response_url"], build_said(text))

    app.action(re.compile(r"^outbox:(was_posted|post_again):[0-9]{1,18}\Z"))(handle_dead_letter)
