"""Buttons that say words, and menus whose choices do: pressing is the same as typing."""

from __future__ import annotations

import re

from slack_bolt.async_app import AsyncAck, AsyncApp
from slack_sdk.web.async_client import AsyncWebClient

from bot.core.errors import UserError
from bot.core.i18n import _
from bot.groups.arrivals import choose_group
from bot.slack.listeners import arriving
from bot.slack.listeners.events.home import publish_home
from bot.slack.listeners.opening import open_form
from bot.slack.listeners.ports import Body, Ports
from bot.talk.line import OpenForm

_CARRIED = re.compile(r"([0-9]{1,18})\|(.*)", re.DOTALL)
SAY = re.compile(r"(say|pick|choose):.+")


def register(app: AsyncApp, ports: Ports) -> None:
    """Take all buttons and menus that carry words."""

    async def handle_say(ack: AsyncAck, body: Body, client: AsyncWebClient) -> None:
        group_id, words = carried(body)
        arrival = arriving.of_interaction(body)
        if _asks_for_group(body):
            await ports.run(choose_group, ports.conversation.work, arrival, group_id)
        outcome = await ports.run(ports.conversation.answer, arrival, words, group_id=group_id)
        message = body.get("message")
        if isinstance(outcome, OpenForm):
            card = message["ts"] if message else None
            failure = await open_form(client, body["trigger_id"], outcome, card)
            await ack()
            if failure is not None and body.get("response_url"):
                await ports.replies.to_response_url(body["response_url"], failure)
            return
        await ack()
        if body.get("response_url"):
            await ports.replies.to_response_url(body["response_url"], outcome.message)
        else:
            await ports.replies.direct(client, body["user"]["id"], outcome.message)
        if message and arrival.channel_id:
            await ports.replies.refresh_card(client, arrival.team_id, arrival.channel_id, message["ts"])
        elif (body.get("view") or {}).get("type") == "home":
            await publish_home(ports, client, arrival)

    app.action(SAY)(handle_say)


def carried(body: Body) -> tuple[int, str]:
    """The group and the words that a button or choice carries.

    Raises:
        UserError: it carries nothing that we wrote.
    """
    action = body["actions"][0]
    value = action.get("value") or (action.get("selected_option") or {}).get("value") or ""
    found = _CARRIED.fullmatch(value)
    if found is None:
        raise UserError(_("That button is from an older version. Please type what you need."))
    return int(found[1]), found[2]


def _asks_for_group(body: Body) -> bool:
    return str(body["actions"][0]["action_id"]).startswith("choose:")
