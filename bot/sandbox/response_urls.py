"""Answers to a `response_url`: five within half an hour, to the person or to the channel."""

from __future__ import annotations

from datetime import timedelta
from typing import Any

from bot.sandbox.methods.base import ApiError
from bot.sandbox.methods.chat import check_content
from bot.sandbox.standing_in import Slack
from bot.sandbox.state import JSON, Channel, Message, ResponseUrl, Workspace

LIFE = timedelta(minutes=30)
USES = 5
KEYS = {
    "text",
    "blocks",
    "response_type",
    "replace_original",
    "delete_original",
    "thread_ts",
    "unfurl_links",
    "unfurl_media",
    "metadata",
}


def open_url(slack: Slack, key: str) -> ResponseUrl:
    """The address behind a key, with one use counted; `used_url` or `expired_url` when it is spent."""
    url = slack.response_urls.get(key)
    if url is None:
        raise ApiError("no_such_url")
    if slack.clock.now() - url.issued_at > LIFE:
        raise ApiError("expired_url")
    if url.uses >= USES:
        raise ApiError("used_url")
    url.uses += 1
    return url


def take_answer(slack: Slack, url: ResponseUrl, body: Any) -> None:  # noqa: ANN401 - any JSON value
    """Post, replace or delete as the answer says; ApiError if it is not acceptable."""
    if not isinstance(body, dict) or set(body) - KEYS:
        raise ApiError("invalid_payload")
    workspace = slack.workspaces[url.team]
    channel = workspace.channels[url.channel]
    original = None
    if url.message_ts is not None:
        original = channel.messages.get(url.message_ts) or slack.ephemerals.get((channel.id, url.message_ts))
    if body.get("delete_original"):
        _delete(slack, workspace, channel, original)
    elif body.get("replace_original") and original is not None:
        original.blocks = slack.complete(check_content(body.get("text", ""), body.get("blocks")))
        original.text = body.get("text", "")
        slack.record_message("update", "response_url", workspace, channel, original)
    else:
        answer(slack, workspace, channel, url.user, body, "response_url")


def _delete(slack: Slack, workspace: Workspace, channel: Channel, original: Message | None) -> None:
    """Take the message away in which the person acted."""
    if original is None:
        raise ApiError("message_not_found")
    channel.messages.pop(original.ts, None)
    slack.ephemerals.pop((channel.id, original.ts), None)
    slack.record_message("delete", "response_url", workspace, channel, original)


def answer(slack: Slack, workspace: Workspace, channel: Channel, user: str, body: JSON, way: str) -> Message:
    """Post an answer, to the person alone unless its `response_type` is "in_channel"."""
    kind = body.get("response_type", "ephemeral")
    if kind not in ("ephemeral", "in_channel"):
        raise ApiError("invalid_response_type")
    text = body.get("text", "")
    blocks = check_content(text, body.get("blocks"))
    return slack.post(
        workspace,
        channel,
        text,
        blocks,
        method=way,
        ephemeral_to=user if kind == "ephemeral" else None,
        thread_ts=body.get("thread_ts"),
    )
