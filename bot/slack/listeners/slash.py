"""The slash command: the answer travels in the acknowledgement itself."""

from __future__ import annotations

from collections.abc import Sequence

from slack_bolt import BoltResponse
from slack_bolt.async_app import AsyncApp
from slack_sdk.web.async_client import AsyncWebClient

from bot.slack.listeners import arriving
from bot.slack.listeners.opening import open_form
from bot.slack.listeners.ports import Body, Ports
from bot.talk.line import OpenForm

_JSON: dict[str, str | Sequence[str]] = {"content-type": ["application/json;charset=utf-8"]}


def register(app: AsyncApp, ports: Ports) -> None:
    """Take the slash command, whatever its name is."""

    async def handle_slash_command(body: Body, client: AsyncWebClient) -> BoltResponse:
        arrival, text = arriving.of_command(body), body.get("text") or ""
        outcome = ports.conversation.recall(arrival, text)
        if outcome is None:
            outcome = await ports.run(ports.conversation.answer, arrival, text)
        if isinstance(outcome, OpenForm):
            failure = await open_form(client, body["trigger_id"], outcome)
            return BoltResponse(status=200, body=failure.as_json() if failure else "", headers=_JSON)
        return BoltResponse(status=200, body=outcome.message.as_json(), headers=_JSON)

    app.command(ports.conversation.command)(handle_slash_command)
