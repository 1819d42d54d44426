"""Buttons and menus that carry a request, and *Share*, which shows one to the whole channel."""

from __future__ import annotations

import re
from contextlib import suppress

from slack_bolt.async_app import AsyncAck, AsyncApp
from slack_sdk.errors import SlackClientError
from slack_sdk.web.async_client import AsyncWebClient

from bot.core.codec import UnknownValue
from bot.core.registry import Shown
from bot.home.looks import HomePage
from bot.slack.listeners import arriving
from bot.slack.listeners.opening import open_form
from bot.slack.listeners.ports import Body, Ports
from bot.slack.submitted import HOME
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
        told = await open_form(client, body["trigger_id"], outcome, _origin(body))
        if told is None:
            return
    else:
        told = outcome.message
        ports.send_files(client, body["user"]["id"], told)
    if _is_home(body):
        page = _page(ports, body)
        try:
            await ports.homes.publish(
                client, arriving.of_interaction(body), None if page else told, page or 1
            )
        except SlackClientError:
            # What was done is told all the same.
            await ports.replies.direct(client, body["user"]["id"], told)
            raise
    elif body.get("response_url"):
        await ports.replies.to_response_url(body["response_url"], told, _thread(message))
    else:
        await ports.replies.direct(client, body["user"]["id"], told)


async def _redraw(ports: Ports, body: Body, client: AsyncWebClient, outcome: Outcome) -> None:
    """Bring the card on which something was pressed up to date; Home is drawn with its answer."""
    arrival, message = arriving.of_interaction(body), body.get("message")
    if isinstance(outcome, OpenForm):
        return
    if message and arrival.channel_id:
        await ports.replies.refresh_card(arrival.team_id, arrival.channel_id, message["ts"])


def _page(ports: Ports, body: Body) -> int | None:
    """The page of Home that was asked for; None where something else was."""
    with suppress(UnknownValue):
        asked = ports.conversation.registry.decode(str(body["actions"][0].get("value") or "")).request
        return asked.page if isinstance(asked, HomePage) else None
    return None


def _is_home(body: Body) -> bool:
    return (body.get("view") or {}).get("type") == "home"


def _thread(message: Body | None) -> str | None:
    return message.get("thread_ts") if message else None


def _origin(body: Body) -> dict[str, str]:
    """Where a form is opened: on which message and in which thread, or in Home."""
    if _is_home(body):
        return {"place": HOME}
    message = body.get("message")
    if not message:
        return {}
    thread = _thread(message)
    return {"card": message["ts"], **({"thread": thread} if thread else {})}
