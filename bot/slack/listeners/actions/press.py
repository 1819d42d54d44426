"""Buttons and menus that carry a request, and *Share*, which shows one to the whole channel."""

from __future__ import annotations

import re

from slack_bolt.async_app import AsyncAck, AsyncApp
from slack_sdk.web.async_client import AsyncWebClient

from bot.core.registry import Shown
from bot.slack.listeners import arriving
from bot.slack.listeners.events.home import publish_home
from bot.slack.listeners.opening import open_form
from bot.slack.listeners.ports import Body, Ports
from bot.talk.outcomes import OpenForm, Outcome, after_commit

# What older versions made is taken too: its answer says so.
FAMILIES = re.compile(r"(do|choose|share|say|pick|outbox):.+")


def register(app: AsyncApp, ports: Ports) -> None:
    """Take all buttons and menus that carry something."""

    async def handle_press(ack: AsyncAck, body: Body, client: AsyncWebClient) -> None:
        outcome = await _outcome(ports, body)
        # Whatever fails from here on fails after the act was stored.
        with after_commit():
            await _tell(ports, body, client, outcome)
            await ack()
            await _redraw(ports, body, client, outcome)

    app.action(FAMILIES)(handle_press)


async def _outcome(ports: Ports, body: Body) -> Outcome:
    action, conversation = body["actions"][0], ports.conversation
    value = str(action.get("value") or (action.get("selected_option") or {}).get("value") or "")
    arrival, family = arriving.of_interaction(body), str(action["action_id"]).partition(":")[0]
    if family == "share":
        return await ports.run(conversation.share, arrival, value)
    return await ports.run(conversation.press, arrival, value, remember=family == "choose")


async def _tell(ports: Ports, body: Body, client: AsyncWebClient, outcome: Outcome) -> None:
    message = body.get("message")
    told: Shown | None
    if isinstance(outcome, OpenForm):
        told = await open_form(client, body["trigger_id"], outcome, message["ts"] if message else None)
        if told is None:
            return
    else:
        told = outcome.message
        ports.replies.hand_over(client, body["user"]["id"], told)
    if body.get("response_url"):
        await ports.replies.to_response_url(body["response_url"], told)
    else:
        await ports.replies.direct(client, body["user"]["id"], told)


async def _redraw(ports: Ports, body: Body, client: AsyncWebClient, outcome: Outcome) -> None:
    """Bring what was pressed up to date: a card, or the Home tab."""
    arrival, message = arriving.of_interaction(body), body.get("message")
    if isinstance(outcome, OpenForm):
        return
    if message and arrival.channel_id:
        await ports.replies.refresh_card(arrival.team_id, arrival.channel_id, message["ts"])
    elif (body.get("view") or {}).get("type") == "home":
        await publish_home(ports, client, arrival)
