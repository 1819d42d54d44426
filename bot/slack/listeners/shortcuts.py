"""Entries in the menu of a message, such as *Save to the minutes*."""

from __future__ import annotations

import re

from slack_bolt.async_app import AsyncAck, AsyncApp
from slack_sdk.web.async_client import AsyncWebClient

from bot.core.registry import Shown
from bot.slack.listeners import arriving
from bot.slack.listeners.opening import open_form
from bot.slack.listeners.ports import Body, Ports
from bot.talk.outcomes import OpenForm


def register(app: AsyncApp, ports: Ports) -> None:
    """Take the shortcuts of messages that features declare."""
    names = ports.conversation.registry.shortcuts

    async def handle_shortcut(ack: AsyncAck, body: Body, client: AsyncWebClient) -> None:
        text = str(body["message"].get("text") or "")
        outcome = await ports.run(
            ports.conversation.use_shortcut, arriving.of_interaction(body), body["callback_id"], text
        )
        told: Shown | None
        if isinstance(outcome, OpenForm):
            told = await open_form(client, body["trigger_id"], outcome)
        else:
            told = outcome.message
        await ack()
        if told is None:
            return
        ports.send_files(client, body["user"]["id"], told)
        if body.get("response_url"):
            await ports.replies.to_response_url(body["response_url"], told)
        else:
            await ports.replies.direct(client, body["user"]["id"], told)

    pattern = re.compile("|".join(re.escape(name) for name in names) or r"(?!)")
    app.message_shortcut(pattern)(handle_shortcut)
