"""Mentions and direct messages: the same words as after the slash command, in threads too."""

from __future__ import annotations

import re

from slack_bolt.async_app import AsyncAck, AsyncApp
from slack_sdk.web.async_client import AsyncWebClient

from bot.core.received import mark_received, was_received
from bot.core.registry import Shown
from bot.slack.listeners import arriving, documents
from bot.slack.listeners.opening import offer_form
from bot.slack.listeners.ports import Body, Ports
from bot.talk.outcomes import OpenForm

_MENTION = re.compile(r"<@([A-Z0-9]+)(?:\|[^>]*)?>[\s:,]*")
_TYPED = frozenset({None, "file_share", "thread_broadcast", "me_message"})
"""The subtypes of what somebody wrote; the others tell of changes, joins and the like."""


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
            ports.send_files(client, event["user"], message)

    async def handle_message(ack: AsyncAck, body: Body, client: AsyncWebClient) -> None:
        event = body["event"]
        if event.get("files") and event.get("channel_type") == "im" and event.get("user"):
            await _take_files(ports, body, client)
            await ack()
            return
        is_typed = event.get("subtype") in _TYPED and not event.get("bot_id") and "user" in event
        is_typed = is_typed and event.get("channel_type") == "im"
        message = await _answer(ports, body) if is_typed else None
        await ack()
        if message is not None:
            await ports.replies.direct(client, event["channel"], message, event.get("thread_ts"))
            ports.send_files(client, event["user"], message)

    app.event("app_mention")(handle_mention)
    app.event("message")(handle_message)


async def _take_files(ports: Ports, body: Body, client: AsyncWebClient) -> None:
    """Take the files that somebody dropped, and answer the words beside them, once."""
    event, arrival = body["event"], arriving.of_event(body)
    work, now = ports.conversation.work, ports.conversation.now()
    answered = f"{arrival.request_id}:files"
    if event.get("bot_id") or await ports.run(was_received, work, answered):
        return
    words = str(event.get("text") or "").strip()
    messages, are_used = await documents.take(ports, client, arrival, event.get("files") or (), words)
    is_said = bool(words) and not are_used and words.casefold() != "import"
    said = await _answer(ports, body) if is_said else None
    if await ports.run(mark_received, work, answered, now):
        for message in [*([said] if said is not None else ()), *messages]:
            await ports.replies.direct(client, event["channel"], message)


async def _answer(ports: Ports, body: Body) -> Shown | None:
    """The answer to the words; None where the same event was answered before."""
    outcome = await ports.run(ports.conversation.answer_event, arriving.of_event(body), _words(body))
    if outcome is None:
        return None
    return offer_form(outcome) if isinstance(outcome, OpenForm) else outcome.message


def _words(body: Body) -> str:
    """What is said, without the mention of the bot, wherever it stands; mentions of others are arguments."""
    event, installed = body["event"], (body.get("authorizations") or [{}])[0]
    text, own = str(event.get("text") or ""), installed.get("user_id") if installed.get("is_bot") else None
    if own is not None:
        return _MENTION.sub(lambda found: "" if found[1] == own else found[0], text).strip()
    # Slack did not say who the bot is: the first mention is what called it.
    return _MENTION.sub("", text, count=1).strip() if event["type"] == "app_mention" else text
