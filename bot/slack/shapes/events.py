"""Events: what Slack tells unasked, in its envelope."""

from __future__ import annotations

from collections.abc import Mapping

from bot.slack.shapes.payloads import ANY_VIEW, MESSAGE, TEAM, Kind, Payload
from bot.slack.shapes.vocabulary import (
    Rule,
    anything,
    either,
    flag,
    forbidden,
    list_of,
    maybe,
    name,
    number,
    record,
    slack_id,
    text,
)

# What Bolt looks for inside an event, whatever its type. An event inside an event would be searched too.
_EVENT_FIELDS: Mapping[str, Rule] = {
    "user": maybe(either(slack_id, record({"id": slack_id}, {"team_id": maybe(slack_id)}))),
    "user_id": maybe(slack_id),
    "bot_id": maybe(slack_id),
    "channel": maybe(either(slack_id, record({"id": slack_id}))),
    "channel_id": maybe(slack_id),
    "channel_type": maybe(text),
    "team": maybe(either(slack_id, TEAM)),
    "team_id": maybe(slack_id),
    "user_team": maybe(slack_id),
    "enterprise": maybe(slack_id),
    "enterprise_id": maybe(slack_id),
    "authorizations": forbidden,
    "event": forbidden,
    "is_enterprise_install": maybe(flag),
    "text": maybe(text),
    "subtype": text,
    "ts": text,
    "event_ts": text,
    "thread_ts": maybe(text),
    "view": maybe(ANY_VIEW),
    "tab": text,
    "files": maybe(list_of(record({}))),
    "item": maybe(either(text, record({}, {"channel": maybe(slack_id), "type": text, "ts": text}))),
    "message": maybe(MESSAGE),
    "previous_message": maybe(MESSAGE),
    "assistant_thread": maybe(record({}, {"channel_id": slack_id, "thread_ts": text})),
}
# What the listeners of these events rely on beyond that; other events need a type only.
_A_CHANNEL: Mapping[str, Rule] = {"channel": slack_id}
_RENAMED: Mapping[str, Rule] = {"channel": record({"id": slack_id, "name": text})}
_EVENT_NEEDS: Mapping[str, Mapping[str, Rule]] = {
    "app_mention": {"user": slack_id, "text": text, "channel": slack_id, "ts": text},
    "message": {"channel": slack_id, "ts": text},
    "app_home_opened": {"user": slack_id, "tab": text},
    "member_joined_channel": {"user": slack_id, "channel": slack_id},
    "user_change": {"user": record({"id": slack_id}, {"team_id": maybe(slack_id)})},
    "channel_archive": _A_CHANNEL,
    "channel_unarchive": _A_CHANNEL,
    "channel_left": _A_CHANNEL,
    "channel_rename": _RENAMED,
    "group_archive": _A_CHANNEL,
    "group_unarchive": _A_CHANNEL,
    "group_left": _A_CHANNEL,
    "group_rename": _RENAMED,
    "channel_id_changed": {"old_channel_id": slack_id, "new_channel_id": slack_id},
    "tokens_revoked": {
        "tokens": record({}, {"oauth": list_of(slack_id), "bot": list_of(slack_id)}),
    },
    "team_access_granted": {"team_ids": list_of(slack_id)},
    "team_access_revoked": {"team_ids": list_of(slack_id)},
}
_ANY_EVENT = record({"type": name}, _EVENT_FIELDS)
# Whoever speaks is known by their team, which is an id here, and a whole record in other events.
_SPOKEN = {kind: {"team": maybe(slack_id)} for kind in ("app_mention", "message", "app_home_opened")}
_EVENTS = {kind: record({"type": name, **needs}, _SPOKEN.get(kind)) for kind, needs in _EVENT_NEEDS.items()}
_SAID = record({"user": slack_id, "text": text})


def _event(value: object) -> None:
    _ANY_EVENT(value)
    assert isinstance(value, dict)
    _EVENTS.get(value["type"], anything)(value)
    # A message without a subtype is one that somebody typed; edits and deletions carry theirs further in.
    if value["type"] == "message" and not value.get("subtype") and not value.get("bot_id"):
        _SAID(value)


# Bolt prefers the first authorization to the envelope, and searches it as it does the whole payload.
AUTHORIZATION = Kind(
    {"team_id": maybe(slack_id)},  # none in an organisation's installation
    {
        "enterprise_id": maybe(slack_id),
        "user_id": maybe(slack_id),
        "is_bot": flag,
        "is_enterprise_install": maybe(flag),
    },
)
_ENVELOPE: Mapping[str, Rule] = {
    "api_app_id": maybe(slack_id),
    "token": maybe(text),
    "enterprise_id": maybe(slack_id),
    "context_team_id": maybe(slack_id),
    "context_enterprise_id": maybe(slack_id),
    "is_enterprise_install": maybe(flag),
    "is_ext_shared_channel": flag,
    "event_context": maybe(text),
    "event_time": number,
    "authorizations": maybe(list_of(AUTHORIZATION.check)),
}
EVENT = Kind({"type": text, "event_id": name, "team_id": slack_id, "event": _event}, _ENVELOPE)
# What concerns an organisation's installation as a whole happens in no workspace.
OF_ORGANISATIONS = ("app_uninstalled", "tokens_revoked", "team_access_granted", "team_access_revoked")
ORGANISATION_EVENT = Kind(
    {"type": text, "event_id": name, "enterprise_id": slack_id, "event": _event},
    {**_ENVELOPE, "team_id": maybe(slack_id)},
)


def accept_event(payload: Payload) -> Payload:
    """Check an event and its envelope.

    Raises:
        Refusal: 400 naming the field at fault.
    """
    event = payload.get("event")
    is_wide = isinstance(event, dict) and event.get("type") in OF_ORGANISATIONS and not payload.get("team_id")
    accepted = (ORGANISATION_EVENT if is_wide else EVENT).accept(payload)
    accepted["authorizations"] = [AUTHORIZATION.reduce(each) for each in accepted.get("authorizations") or []]
    return accepted
