"""The slash command: the answer travels in the acknowledgement itself."""

from __future__ import annotations

from collections.abc import Sequence

import orjson
from slack_bolt import BoltResponse
from slack_bolt.async_app import AsyncApp
from slack_sdk.web.async_client import AsyncWebClient

from bot.core.registry import Shown
from bot.slack.listeners import arriving
from bot.slack.listeners.opening import open_form
from bot.slack.listeners.ports import Body, Ports
from bot.slack.message import as_answer
from bot.talk.outcomes import OpenForm

_JSON: dict[str, str | Sequence[str]] = {"content-type": ["application/json;charset=utf-8"]}


def register(app: AsyncApp, ports: Ports) -> None:
    """Take the slash command, whatever its name is."""

    async def handle_slash_command(body: Body, client: AsyncWebClient) -> BoltResponse:
        outcome = await ports.run(
            ports.conversation.answer, arriving.of_command(body), body.get("text") or ""
        )
        if isinstance(outcome, OpenForm):
            told: Shown | None = await open_form(client, body["trigger_id"], outcome)
            if told is None:
                return BoltResponse(status=200, body="", headers=_JSON)
        else:
            told = outcome.message
            ports.send_files(client, body["user_id"], told)
        return BoltResponse(status=200, body=orjson.dumps(as_answer(told)).decode(), headers=_JSON)

    app.command(ports.conversation.command)(handle_slash_command)
