"""A Bolt app whose listeners take for granted what real ones do: where the door has a gap, they fail."""

from __future__ import annotations

import logging
import re
from typing import Any

from slack_bolt.async_app import AsyncApp
from slack_bolt.context.ack.async_ack import AsyncAck
from slack_bolt.context.async_context import AsyncBoltContext
from slack_sdk.web.async_client import AsyncWebClient

from bot.slack.bolt import create_bolt_app

from .conftest import authorize


def trusting_bolt() -> AsyncApp:
    """Build it."""
    bolt = create_bolt_app(
        authorize=authorize,
        client=AsyncWebClient(base_url="http://127.0.0.1:9/"),
        logger=logging.getLogger("test"),
    )
    anything = re.compile("")
    bolt.command(anything)(_on_command)
    bolt.block_action(anything)(_on_action)
    bolt.view_submission(anything)(_on_submission)
    bolt.view_closed(anything)(_on_closed)
    bolt.shortcut(anything)(_on_shortcut)
    bolt.block_suggestion(anything)(_on_options)
    bolt.event(anything)(_on_event)
    return bolt


def _who_and_where(context: AsyncBoltContext) -> None:
    assert context.team_id and context.team_id.isalnum()
    assert context.user_id is None or context.user_id.isalnum()
    assert context.channel_id is None or context.channel_id.isalnum()
    assert context.response_url is None or context.response_url.startswith("http")


def _chosen(value: dict[str, Any]) -> str:
    option = value.get("selected_option")
    words = [
        value.get("value"),
        option and option["value"],
        value.get("selected_date"),
        value.get("selected_user"),
    ]
    words += [each["value"] for each in value.get("selected_options") or []]
    return "".join(word for word in words if word is not None)


def _entries(view: dict[str, Any]) -> list[str]:
    return [_chosen(value) for block in view["state"]["values"].values() for value in block.values()]


async def _on_command(ack: AsyncAck, body: dict[str, Any], context: AsyncBoltContext) -> None:
    _who_and_where(context)
    "".join((body["text"], body["user_id"], body["channel_id"], body["trigger_id"])).encode()
    await ack("done")


async def _on_action(ack: AsyncAck, body: dict[str, Any], context: AsyncBoltContext) -> None:
    _who_and_where(context)
    for action in body["actions"]:
        (action["action_id"] + body["trigger_id"] + body["user"]["id"] + _chosen(action)).encode()
    (((body.get("message") or {}).get("ts") or "") + ((body.get("view") or {}).get("id") or "")).encode()
    await ack()


async def _on_submission(ack: AsyncAck, body: dict[str, Any], context: AsyncBoltContext) -> None:
    _who_and_where(context)
    view = body["view"]
    "".join([view["id"], view["callback_id"], view.get("private_metadata", ""), *_entries(view)]).encode()
    await ack()


async def _on_closed(ack: AsyncAck, body: dict[str, Any], context: AsyncBoltContext) -> None:
    _who_and_where(context)
    (body["view"]["callback_id"] + body["view"]["id"]).encode()
    await ack()


async def _on_shortcut(ack: AsyncAck, body: dict[str, Any], context: AsyncBoltContext) -> None:
    _who_and_where(context)
    (
        body["callback_id"]
        + body["trigger_id"]
        + (body["message"].get("text") or "" if "message" in body else "")
    ).encode()
    await ack()


async def _on_options(ack: AsyncAck, body: dict[str, Any], context: AsyncBoltContext) -> None:
    _who_and_where(context)
    (body["action_id"] + body["block_id"] + body["value"]).encode()
    await ack(options=[])


async def _on_event(body: dict[str, Any], event: dict[str, Any], context: AsyncBoltContext) -> None:
    _who_and_where(context)
    (body["event_id"] + event["type"] + (event.get("text") or "") + (event.get("ts") or "")).encode()
    if event["type"] == "app_mention":
        (event["user"] + event["channel"] + event["text"]).encode()
