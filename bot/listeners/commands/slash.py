"""The slash command: the answer travels in the acknowledgement itself."""

from __future__ import annotations

from slack_bolt.async_app import AsyncAck, AsyncApp
from slack_sdk.web.async_client import AsyncWebClient

from bot.listeners import arriving
from bot.listeners.forms import open_form
from bot.listeners.line import OpenForm
from bot.listeners.ports import Body, Ports


def register(app: AsyncApp, ports: Ports) -> None:
    """Take the slash command, whatever its name is."""

    async def handle_slash_command(ack: AsyncAck, body: Body, client: AsyncWebClient) -> None:
        outcome = await ports.run(
            ports.conversation.answer, arriving.of_command(body), body.get("text") or ""
        )
        if isinstance(outcome, OpenForm):
            failure = await open_form(client, body["trigger_id"], outcome)
            await (ack(**failure.as_answer()) if failure else ack())
        else:
            await ack(**outcome.message.as_answer())

    app.command(ports.conversation.command)(handle_slash_command)
