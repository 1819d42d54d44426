"""conversations.*: channels, direct messages and their history."""

from __future__ import annotations

from bot.sandbox.methods.base import ApiError, Call, decode_cursor, encode_cursor, method, refuse_arguments
from bot.sandbox.methods.chat import message_json
from bot.sandbox.state import JSON, Channel, micros_of, ts_of

KIND_OF_TYPE = {"public_channel": "channels", "private_channel": "groups", "im": "im", "mpim": "mpim"}


def chosen_kinds(call: Call) -> set[str]:
    """The kinds that the argument `types` names, each of which needs its own reading scope."""
    kinds = set()
    for word in (call.args.get("types") or "public_channel").split(","):
        kind = KIND_OF_TYPE.get(word.strip())
        if kind is None:
            raise ApiError("invalid_types")
        call.need_scope(f"{kind}:read")
        kinds.add(kind)
    return kinds


def channel_json(call: Call, channel: Channel) -> JSON:
    """A conversation as the Web API shows it."""
    if channel.is_im:
        other = call.slack.alone(call.workspace, channel)
        return {
            "id": channel.id,
            "is_im": True,
            "user": other,
            "is_archived": channel.is_archived,
            "is_open": True,
        }
    return {
        "id": channel.id,
        "name": channel.name,
        "name_normalized": channel.name,
        "is_channel": not channel.is_private,
        "is_group": channel.is_private,
        "is_im": False,
        "is_mpim": False,
        "is_private": channel.is_private,
        "is_archived": channel.is_archived,
        "is_shared": channel.is_shared,
        "is_ext_shared": channel.is_shared,
        "is_org_shared": False,
        "is_general": False,
        "is_member": call.bot.user_id in channel.members,
        "context_team_id": call.workspace.id,
        "topic": {"value": channel.topic, "creator": "", "last_set": 0},
        "purpose": {"value": "", "creator": "", "last_set": 0},
    }


@method("conversations.open", "channel users return_im:bool prevent_creation:bool")
def open_conversation(call: Call) -> JSON:
    """Open the direct conversation with one person."""
    call.need_scope("im:write")
    if "channel" in call.args:
        return {"channel": {"id": call.channel().id}}
    users = [word for word in (call.args.get("users") or "").split(",") if word]
    if len(users) != 1:
        raise ApiError("users_list_not_supplied" if not users else "too_many_users")
    user = call.slack.knows(call.workspace, users[0])
    if user is None:
        raise ApiError("user_not_found")
    if user.is_bot:
        raise ApiError("cannot_dm_bot")
    if user.deleted:
        raise ApiError("user_disabled")
    channel = call.slack.open_dm(call.workspace, user.id)
    return {"channel": channel_json(call, channel) if call.args.get("return_im") else {"id": channel.id}}


@method("conversations.info", "channel! include_locale:bool include_num_members:bool")
def info(call: Call) -> JSON:
    """Describe one conversation."""
    channel = call.channel()
    call.need_scope(f"{channel.kind}:read")
    shown = channel_json(call, channel)
    if call.args.get("include_num_members"):
        shown["num_members"] = len(channel.members)
    return {"channel": shown}


@method("conversations.list", "cursor exclude_archived:bool limit:int types")
def list_conversations(call: Call) -> JSON:
    """List the conversations that the bot can see, page by page."""
    kinds = chosen_kinds(call)
    found = [
        channel
        for channel in call.workspace.channels.values()
        if channel.kind in kinds
        and (not channel.is_private or call.bot.user_id in channel.members)
        and not (channel.is_archived and call.args.get("exclude_archived"))
    ]
    page, cursor = call.page(found)
    return {
        "channels": [channel_json(call, channel) for channel in page],
        "response_metadata": {"next_cursor": cursor},
    }


@method("conversations.members", "channel! cursor limit:int")
def members(call: Call) -> JSON:
    """List who is in a conversation, page by page."""
    channel = call.channel()
    call.need_scope(f"{channel.kind}:read")
    page, cursor = call.page(channel.members)
    return {"members": page, "response_metadata": {"next_cursor": cursor}}


@method("conversations.join", "channel!", scope="channels:join")
def join(call: Call) -> JSON:
    """Let the bot join a public channel."""
    channel = call.channel()
    if channel.is_private:
        raise ApiError("method_not_supported_for_channel_type")
    if channel.is_archived:
        raise ApiError("is_archived")
    if call.bot.user_id not in channel.members:
        channel.members.append(call.bot.user_id)
    return {"channel": channel_json(call, channel)}


def _bound(call: Call, key: str, default: int) -> int:
    """A time bound of the history in microseconds."""
    value = call.args.get(key)
    if value in (None, "", "0", "now"):
        return default
    try:
        return micros_of(str(value))
    except ValueError as broken:
        raise ApiError(f"invalid_ts_{key}") from broken


_HISTORY = "channel! cursor inclusive:bool include_all_metadata:bool latest oldest limit:int"


def _page_of_history(call: Call, thread_ts: str | None) -> JSON:
    """One page of a conversation, or of one thread, newest first; a cursor holds the `ts` to go on before."""
    channel = call.joined()
    call.need_scope(f"{channel.kind}:history")
    if thread_ts is not None and thread_ts not in channel.messages:
        raise ApiError("thread_not_found")
    limit = call.args.get("limit") or 100
    if not 1 <= limit <= 999:
        raise refuse_arguments("[ERROR] must be from 1 to 999 [json-pointer:/limit]", code="invalid_limit")
    edge = 1 if call.args.get("inclusive") else 0
    oldest = _bound(call, "oldest", -1) - edge
    latest = _bound(call, "latest", 10**17) + edge
    before = decode_cursor(call.args.get("cursor") or "") or latest
    now = call.slack.clock.now()
    found = [
        message
        for ts, message in reversed(channel.messages.items())
        if oldest < micros_of(ts) < min(before, latest)
        and (message.thread_ts is None if thread_ts is None else thread_ts in (ts, message.thread_ts))
        and message.shows(now, call.slack.history_lag)
    ]
    page, has_more = found[:limit], len(found) > limit
    with_metadata = bool(call.args.get("include_all_metadata"))
    cursor = encode_cursor(micros_of(page[-1].ts)) if has_more else ""
    return {
        "messages": [message_json(message, with_metadata=with_metadata) for message in page],
        "has_more": has_more,
        "pin_count": 0,
        "response_metadata": {"next_cursor": cursor},
        "oldest": ts_of(oldest) if oldest > 0 else None,
    }


@method("conversations.history", _HISTORY)
def history(call: Call) -> JSON:
    """Read what was posted, newest first; replies in threads are not in it."""
    return _page_of_history(call, None)


@method("conversations.replies", f"{_HISTORY} ts!")
def replies(call: Call) -> JSON:
    """Read a thread with its first message."""
    return _page_of_history(call, call.args["ts"])
