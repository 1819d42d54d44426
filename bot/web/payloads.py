"""What Slack's payloads look like, and the check that each has what Bolt and the listeners take for granted.

Bolt searches a payload for the team, the user and the channel in a dozen places, whatever its kind, and takes
their types on trust. So a payload is also reduced to the top-level fields of its kind: what was not checked
does not get in (a click that carries a `command` would otherwise be routed as a slash command).
"""

from __future__ import annotations

from collections.abc import Mapping
from dataclasses import dataclass
from typing import Any

from bot.web.shapes import (
    Rule,
    ShapeError,
    anything,
    either,
    flag,
    forbidden,
    like,
    list_of,
    mapping_of,
    maybe,
    name,
    number,
    one_of,
    record,
    slack_id,
    text,
)
from bot.web.wire import Refusal

Payload = dict[str, Any]


@dataclass(frozen=True)
class Kind:
    """One kind of payload: its required and its optional top-level fields."""

    required: Mapping[str, Rule]
    optional: Mapping[str, Rule]

    def accept(self, payload: Mapping[str, Any]) -> Payload:
        """Check a payload and return it with the known fields only.

        Raises:
            ShapeError: naming the first field that does not fit.
        """
        record(self.required, self.optional)(payload)
        return {field: payload[field] for field in (*self.required, *self.optional) if field in payload}


_THING = record({"id": slack_id}, {"name": maybe(text)})
_ENTERPRISE = maybe(record({"id": slack_id}, {"name": maybe(text)}))
_USER = record({"id": slack_id}, {"team_id": maybe(slack_id), "name": text, "username": text})
_TEAM = record({"id": slack_id}, {"domain": text, "enterprise_id": maybe(slack_id)})
_OPTION = record({"value": text})
_MESSAGE = record(
    {},
    {
        "user": maybe(slack_id),
        "text": maybe(text),
        "ts": text,
        "thread_ts": text,
        "blocks": list_of(record({})),
    },
)

# The same names hold the value in a click and in the state of a form.
_VALUES: Mapping[str, Rule] = {
    "value": maybe(text),
    "selected_option": maybe(_OPTION),
    "selected_options": maybe(list_of(_OPTION)),
    "selected_date": maybe(like(r"[0-9]{4}-[0-9]{2}-[0-9]{2}")),
    "selected_time": maybe(like(r"[0-9]{2}:[0-9]{2}")),
    "selected_date_time": maybe(number),
    "selected_user": maybe(slack_id),
    "selected_users": maybe(list_of(slack_id)),
    "selected_channel": maybe(slack_id),
    "selected_channels": maybe(list_of(slack_id)),
    "selected_conversation": maybe(slack_id),
    "selected_conversations": maybe(list_of(slack_id)),
    "rich_text_value": maybe(record({})),
    "files": maybe(list_of(record({"id": slack_id}))),
}
_STATE = record({"values": mapping_of(mapping_of(record({"type": text}, _VALUES)))})
_VIEW_FIELDS: Mapping[str, Rule] = {
    "private_metadata": text,
    "hash": text,
    "blocks": list_of(record({})),
    "root_view_id": maybe(slack_id),
    "previous_view_id": maybe(slack_id),
    "app_installed_team_id": maybe(slack_id),
    "team_id": maybe(slack_id),
}
_ANY_VIEW = record(
    {"id": slack_id, "type": one_of("modal", "home")},
    {**_VIEW_FIELDS, "callback_id": maybe(text), "state": maybe(_STATE)},
)
_FORM_VIEW = {"id": slack_id, "type": one_of("modal", "home"), "callback_id": name}
_OPEN_VIEW = record(_FORM_VIEW, {**_VIEW_FIELDS, "state": maybe(_STATE)})
_SENT_VIEW = record({**_FORM_VIEW, "state": _STATE}, _VIEW_FIELDS)
_ACTION = record({"action_id": name, "type": name}, {"block_id": name, "action_ts": text, **_VALUES})

_INTERACTION: Mapping[str, Rule] = {"type": text, "team": maybe(_TEAM), "user": _USER}
_AROUND: Mapping[str, Rule] = {
    "enterprise": _ENTERPRISE,
    "is_enterprise_install": maybe(either(flag, one_of("true", "false"))),
    "api_app_id": maybe(slack_id),
    "token": maybe(text),
    "trigger_id": name,
    "action_ts": text,
}
_PLACE: Mapping[str, Rule] = {
    "channel": maybe(_THING),
    "container": record({"type": text}),
    "message": maybe(_MESSAGE),
    "message_ts": text,
    "response_url": like(r"https?://\S+"),
}

INTERACTIONS: Mapping[str, Kind] = {
    "block_actions": Kind(
        {**_INTERACTION, "trigger_id": name, "actions": list_of(_ACTION, at_least=1)},
        {**_AROUND, **_PLACE, "view": maybe(_ANY_VIEW), "state": maybe(_STATE)},
    ),
    "view_submission": Kind(
        {**_INTERACTION, "trigger_id": name, "view": _SENT_VIEW},
        {
            **_AROUND,
            "response_urls": list_of(
                record({"response_url": text, "channel_id": slack_id}, {"block_id": text, "action_id": text})
            ),
        },
    ),
    "view_closed": Kind({**_INTERACTION, "view": _OPEN_VIEW}, {**_AROUND, "is_cleared": flag}),
    "shortcut": Kind({**_INTERACTION, "callback_id": name, "trigger_id": name}, _AROUND),
    "message_action": Kind(
        {**_INTERACTION, "callback_id": name, "trigger_id": name, "channel": _THING, "message": _MESSAGE},
        {**_AROUND, **_PLACE},
    ),
    "block_suggestion": Kind(
        {**_INTERACTION, "action_id": name, "block_id": name, "value": text},
        {**_AROUND, **_PLACE, "view": maybe(_ANY_VIEW)},
    ),
}

# What Bolt looks for inside an event, whatever its type. An event inside an event would be searched too.
_EVENT_FIELDS: Mapping[str, Rule] = {
    "user": maybe(either(slack_id, record({"id": slack_id}))),
    "user_id": maybe(slack_id),
    "bot_id": maybe(slack_id),
    "channel": maybe(either(slack_id, record({"id": slack_id}))),
    "channel_id": maybe(slack_id),
    "channel_type": maybe(text),
    "team": maybe(either(slack_id, record({"id": slack_id}))),
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
    "view": maybe(_ANY_VIEW),
    "tab": text,
    "files": maybe(list_of(record({}))),
    "item": maybe(either(text, record({}, {"channel": maybe(slack_id), "type": text, "ts": text}))),
    "message": maybe(_MESSAGE),
    "previous_message": maybe(_MESSAGE),
    "assistant_thread": maybe(record({}, {"channel_id": slack_id, "thread_ts": text})),
}
# What the listeners of these events rely on beyond that; other events need a type only.
_EVENT_NEEDS: Mapping[str, Mapping[str, Rule]] = {
    "app_mention": {"user": slack_id, "text": text, "channel": slack_id, "ts": text},
    "message": {"channel": slack_id, "ts": text},
    "app_home_opened": {"user": slack_id, "tab": text},
    "member_joined_channel": {"user": slack_id, "channel": slack_id},
    "channel_id_changed": {"old_channel_id": slack_id, "new_channel_id": slack_id},
    "tokens_revoked": {
        "tokens": record({}, {"oauth": list_of(slack_id), "bot": list_of(slack_id)}),
    },
}
_ANY_EVENT = record({"type": name}, _EVENT_FIELDS)
_EVENTS = {kind: record({"type": name, **needs}) for kind, needs in _EVENT_NEEDS.items()}
_SAID = record({"user": slack_id, "text": text})


def _event(value: object) -> None:
    _ANY_EVENT(value)
    assert isinstance(value, dict)
    _EVENTS.get(value["type"], anything)(value)
    # A message without a subtype is one that somebody typed; edits and deletions carry theirs further in.
    if value["type"] == "message" and "subtype" not in value and not value.get("bot_id"):
        _SAID(value)


EVENT = Kind(
    {"type": text, "event_id": name, "team_id": slack_id, "event": _event},
    {
        "api_app_id": maybe(slack_id),
        "token": maybe(text),
        "enterprise_id": maybe(slack_id),
        "context_team_id": maybe(slack_id),
        "context_enterprise_id": maybe(slack_id),
        "is_ext_shared_channel": flag,
        "event_context": maybe(text),
        "event_time": number,
        "authorizations": maybe(
            list_of(
                record(
                    {},
                    {
                        "enterprise_id": maybe(slack_id),
                        "team_id": maybe(slack_id),
                        "user_id": maybe(slack_id),
                        "is_bot": flag,
                        "is_enterprise_install": maybe(flag),
                    },
                )
            )
        ),
    },
)

COMMAND = Kind(
    {
        "command": like(r"/\S{1,64}"),
        "text": text,
        "team_id": slack_id,
        "channel_id": slack_id,
        "user_id": slack_id,
        "trigger_id": name,
    },
    {
        "response_url": like(r"https?://\S+"),
        "api_app_id": slack_id,
        "team_domain": text,
        "channel_name": text,
        "user_name": text,
        "enterprise_id": slack_id,
        "enterprise_name": text,
        "is_enterprise_install": one_of("true", "false"),
        "token": text,
    },
)


def accept_command(fields: Mapping[str, str]) -> Payload:
    """Check a slash command.

    Raises:
        Refusal: 400 naming the field at fault.
    """
    return _accept(COMMAND, fields)


def accept_interaction(payload: object) -> Payload:
    """Check a click, a form, a shortcut or a request for options.

    Raises:
        Refusal: 400 naming the field at fault, or when the kind is unknown.
    """
    kind = payload.get("type") if isinstance(payload, dict) else None
    if not isinstance(payload, dict) or not isinstance(kind, str) or kind not in INTERACTIONS:
        raise Refusal(400, "unknown kind of payload")
    accepted = _accept(INTERACTIONS[kind], payload)
    # An installation for a whole organisation names the team beside the user only.
    if accepted["team"] is None and not accepted["user"].get("team_id"):
        raise Refusal(400, "malformed payload: team")
    return accepted


def accept_event(payload: Mapping[str, Any]) -> Payload:
    """Check an event and its envelope.

    Raises:
        Refusal: 400 naming the field at fault.
    """
    return _accept(EVENT, payload)


def _accept(kind: Kind, payload: Mapping[str, Any]) -> Payload:
    try:
        return kind.accept(payload)
    except ShapeError as fault:
        raise Refusal(400, f"malformed payload: {fault.path}") from None
