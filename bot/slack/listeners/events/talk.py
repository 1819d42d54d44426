"""Mentions and direct messages: the same words as after the slash command, in threads too."""

from __future__ import annotations

import re

from slack_bolt.async_app import AsyncAck, AsyncApp
from slack_sdk.web.async_client import AsyncWebClient

from bot.core.registry import Shown
from bot.slack.listeners import arriving
from bot.slack.listeners.opening import offer_form
from bot.slack.listeners.ports import Body, Ports
from bot.talk.outcomes import OpenForm

_LEADING_MENTION = re.compile(r"\s*<@[A-Z0-9]+(?:\|[^>]*)?>[\s:,]*")


def register(app: AsyncApp, ports: Ports) -> None:
    """Take mentions of the bot and messages to it."""

    async def handle_mention(ack: AsyncAck, body: Body, client: AsyncWebClient) -> None:
        message = await _answer(ports, body)
        await ack()
        event = body["event"]
        if message is not None:
            await ports.replies.ephemeral(
                client, event["channel"], event["user"], message, event.get("thread_ts")
            )
            ports.replies.hand_over(client, event["user"], message)

    async def handle_message(ack: AsyncAck, body: Body, client: AsyncWebClient) -> None:
        event = body["event"]
        is_typed = event.get("channel_type") == "im" and not (event.get("subtype") or event.get("bot_id"))
        message = await _answer(ports, body) if is_typed else None
        await ack()
        if message is not None:
            await ports.replies.direct(client, event["channel"], message)
            ports.replies.hand_over(client, event["user"], message)

    app.event("app_mention")(handle_mention)
    app.event("message")(handle_message)


async def _answer(ports: Ports, body: Body) -> Shown | None:
    """The answer to the words; None where the same event was answered before."""
    words = _LEADING_MENTION.sub("", body["event"]["text"], count=1)
    outcome = await ports.run(ports.conversation.answer_event, arriving.of_event(body), words)
    if outcome is None:
        return None
    return offer_form(outcome) if isinstance(outcome, OpenForm) else outcome.message
