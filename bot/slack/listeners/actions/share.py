"""*Share to channel*: the answer is asked for again, and posted as a notice."""

from __future__ import annotations

import re

from slack_bolt.async_app import AsyncAck, AsyncApp
from slack_sdk.web.async_client import AsyncWebClient

from bot.core.i18n import _
from bot.groups.arrivals import Arrival, identify
from bot.reminders.sharing import share_answer
from bot.slack.listeners import arriving
from bot.slack.listeners.actions.say import carried
from bot.slack.listeners.ports import Body, Ports
from bot.talk.answers import build_said
from bot.talk.line import Answer, OpenForm, Outcome
from bot.talk.routing import respond


def register(app: AsyncApp, ports: Ports) -> None:
    """Take all share buttons."""

    async def handle_share(ack: AsyncAck, body: Body, client: AsyncWebClient) -> None:
        group_id, words = carried(body)
        outcome = await ports.run(_share, ports, arriving.of_interaction(body), group_id, words)
        await ack()
        if isinstance(outcome, Answer) and body.get("response_url"):
            await ports.replies.to_response_url(body["response_url"], outcome.message)

    app.action(re.compile(r"share:.+"))(handle_share)


def _share(ports: Ports, arrival: Arrival, group_id: int, words: str) -> Outcome:
    conversation = ports.conversation
    caller = identify(conversation.work, arrival, group_id=group_id)

    def act() -> Outcome:
        # Errors and doubts leave here, for the one who pressed: a channel is shown answers only.
        shown = respond(conversation.line(caller, words, shared_by=arrival.person_user))
        if isinstance(shown, OpenForm):
            return shown
        now = conversation.now()
        channel = share_answer(conversation.work, caller, shown.message.text, shown.message.blocks, now)
        text = _("✔ Shared to {channel}.").format(channel=f"<#{channel}>")
        return Answer(build_said(text, group_id=group_id))

    return conversation.run(caller, act)
