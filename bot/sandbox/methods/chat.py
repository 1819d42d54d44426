"""chat.*: messages."""

from __future__ import annotations

import json
from typing import Any

from bot.sandbox.block_rules import message_too_long, problems
from bot.sandbox.methods.base import ApiError, Call, method, refuse_arguments
from bot.sandbox.state import JSON, Channel, Message

LONGEST_TEXT = 4000
LARGEST_METADATA = 8000

_LOOK = "mrkdwn:bool link_names:bool parse username icon_emoji icon_url as_user:bool"


def check_content(text: str, blocks: Any) -> list[JSON]:  # noqa: ANN401 - any JSON value
    """The blocks of a message that Slack would take; raises what it would answer otherwise."""
    if not text and not blocks:
        raise ApiError("no_text")
    if len(text) > LONGEST_TEXT:
        raise ApiError("msg_too_long")
    found = problems(blocks or [])
    if found:
        raise refuse_arguments(*found, code="invalid_blocks")
    if message_too_long(blocks or []):
        raise ApiError("msg_blocks_too_long")
    return list(blocks or [])


def check_metadata(metadata: Any) -> JSON | None:  # noqa: ANN401 - any JSON value
    """The metadata of a message, if it is of Slack's form; {} and None mean none."""
    if not metadata:
        return None
    if not isinstance(metadata, dict) or set(metadata) != {"event_type", "event_payload"}:
        raise ApiError("invalid_metadata_format")
    event_type, payload = metadata["event_type"], metadata["event_payload"]
    if not isinstance(event_type, str) or not event_type or not isinstance(payload, dict):
        raise ApiError("invalid_metadata_format")
    if len(json.dumps(metadata)) > LARGEST_METADATA:
        raise ApiError("metadata_too_large")
    return metadata


def target(call: Call) -> Channel:
    """Where to post: a conversation that the bot is in, or the direct one with a person."""
    name = call.args["channel"]
    if name[:1] in ("U", "W"):
        user = call.slack.knows(call.workspace, name)
        if user is None or user.deleted or user.is_bot:
            raise ApiError("channel_not_found")
        return call.slack.open_dm(call.workspace, name)
    channel = call.joined()
    if channel.is_archived:
        raise ApiError("is_archived")
    return channel


def pace(call: Call, channel: Channel) -> None:
    """Refuse what comes faster than a message a second."""
    if call.slack.pacing and not channel.admits(call.slack.clock.now(), call.slack.burst):
        raise ApiError("ratelimited", retry_after=1)


def message_json(message: Message, *, with_metadata: bool = True) -> JSON:
    """A message as the Web API and the payloads of actions show it."""
    shown: JSON = {
        "type": "message",
        "user": message.user,
        "ts": message.ts,
        "text": message.text,
        "team": message.team,
    }
    if message.bot_id:
        shown |= {"bot_id": message.bot_id, "app_id": message.app_id}
    if message.blocks:
        shown["blocks"] = message.blocks
    if message.thread_ts:
        shown["thread_ts"] = message.thread_ts
    if message.edited:
        shown["edited"] = message.edited
    if message.files:
        shown["files"] = [{"id": file_id} for file_id in message.files]
    if message.metadata:
        shown["metadata"] = (
            message.metadata if with_metadata else {"event_type": message.metadata["event_type"]}
        )
    return shown


@method(
    "chat.postMessage",
    "channel! text blocks:json metadata:json thread_ts reply_broadcast:bool "
    f"unfurl_links:bool unfurl_media:bool {_LOOK}",
    scope="chat:write",
)
def post_message(call: Call) -> JSON:
    """Post to a channel, a direct conversation or a person."""
    channel = target(call)
    text = call.args.get("text", "")
    blocks = check_content(text, call.args.get("blocks"))
    metadata = check_metadata(call.args.get("metadata"))
    thread_ts = call.args.get("thread_ts")
    if thread_ts is not None and thread_ts not in channel.messages:
        raise ApiError("thread_not_found")
    pace(call, channel)
    message = call.slack.post(
        call.workspace, channel, text, blocks, method=call.method, metadata=metadata, thread_ts=thread_ts
    )
    return {"channel": channel.id, "ts": message.ts, "message": message_json(message)}


def own_message(call: Call, channel: Channel, refusal: str) -> Message:
    """The bot's own message that `ts` names."""
    message = channel.messages.get(call.args["ts"])
    if message is None:
        raise ApiError("message_not_found")
    if message.bot_id != call.bot.id:
        raise ApiError(refusal)
    return message


@method(
    "chat.update",
    "channel! ts! text blocks:json metadata:json link_names:bool parse as_user:bool "
    "reply_broadcast:bool file_ids",
    scope="chat:write",
)
def update(call: Call) -> JSON:
    """Change an own message; blocks and metadata stay unless given, [] and {} take them away."""
    channel = call.channel()
    if channel.is_archived:
        raise ApiError("is_archived")
    message = own_message(call, channel, "cant_update_message")
    text = call.args.get("text", "")
    blocks = check_content(text, call.args.get("blocks", message.blocks))
    if "metadata" in call.args:
        message.metadata = check_metadata(call.args["metadata"])
    message.text, message.blocks = text, call.slack.complete(blocks)
    message.edited = {"user": call.bot.user_id, "ts": f"{int(call.slack.clock.now().timestamp())}.000000"}
    call.slack.record_message("update", call.method, call.workspace, channel, message)
    return {"channel": channel.id, "ts": message.ts, "text": text, "message": message_json(message)}


@method("chat.delete", "channel! ts! as_user:bool", scope="chat:write")
def delete(call: Call) -> JSON:
    """Take an own message away."""
    channel = call.channel()
    message = own_message(call, channel, "cant_delete_message")
    del channel.messages[message.ts]
    call.slack.record_message("delete", call.method, call.workspace, channel, message)
    return {"channel": channel.id, "ts": message.ts}


@method(
    "chat.postEphemeral",
    f"channel! user! text blocks:json thread_ts {_LOOK}",
    scope="chat:write",
)
def post_ephemeral(call: Call) -> JSON:
    """Show a message to one person in a channel that both are in."""
    channel = call.joined()
    if channel.is_archived:
        raise ApiError("is_archived")
    if call.args["user"] not in channel.members:
        raise ApiError("user_not_in_channel")
    text = call.args.get("text", "")
    blocks = check_content(text, call.args.get("blocks"))
    message = call.slack.post(
        call.workspace,
        channel,
        text,
        blocks,
        method=call.method,
        ephemeral_to=call.args["user"],
        thread_ts=call.args.get("thread_ts"),
    )
    return {"message_ts": message.ts}


@method("chat.getPermalink", "channel! message_ts!")
def get_permalink(call: Call) -> JSON:
    """Link to a message."""
    channel, ts = call.channel(), call.args["message_ts"]
    if ts not in channel.messages:
        raise ApiError("message_not_found")
    address = f"https://{call.workspace.domain}.slack.com/archives/{channel.id}/p{ts.replace('.', '')}"
    return {"channel": channel.id, "permalink": address}
