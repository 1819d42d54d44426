"""Clicks, forms, shortcuts and requests for options."""

from __future__ import annotations

from collections.abc import Mapping

from bot.slack.shapes.payloads import (
    ANY_VIEW,
    ENTERPRISE,
    MESSAGE,
    OPTION,
    STATE,
    TEAM,
    THING,
    TIME,
    URL,
    USER,
    VALUES,
    VIEW_FIELDS,
    Kind,
    Payload,
)
from bot.slack.shapes.vocabulary import (
    Rule,
    day,
    either,
    flag,
    list_of,
    maybe,
    name,
    one_of,
    record,
    slack_id,
    text,
)
from bot.slack.wire import Refusal

_FORM_VIEW = {"id": slack_id, "type": one_of("modal", "home"), "callback_id": name}
_OPEN_VIEW = record(_FORM_VIEW, {**VIEW_FIELDS, "state": maybe(STATE)})
# A form comes back with its own blocks, which tell what stood in its fields when it was opened.
_ELEMENT = record(
    {"type": name},
    {
        "options": list_of(OPTION),
        "initial_value": text,
        "initial_option": OPTION,
        "initial_options": list_of(OPTION),
        "initial_user": slack_id,
        "initial_date": day,
        "initial_time": TIME,
    },
)
_ANY_BLOCK = record({"type": name})
_INPUT = record({"block_id": name, "element": _ELEMENT})


def _block(value: object) -> None:
    _ANY_BLOCK(value)
    assert isinstance(value, dict)
    if value["type"] == "input":
        _INPUT(value)


_SENT_VIEW = record(
    {**_FORM_VIEW, "state": STATE, "private_metadata": text, "blocks": list_of(_block)}, VIEW_FIELDS
)
_ACTION = record({"action_id": name, "type": name}, {"block_id": name, "action_ts": text, **VALUES})

_INTERACTION: Mapping[str, Rule] = {"type": text, "team": maybe(TEAM), "user": USER}
_AROUND: Mapping[str, Rule] = {
    "enterprise": ENTERPRISE,
    "is_enterprise_install": maybe(either(flag, one_of("true", "false"))),
    "api_app_id": maybe(slack_id),
    "token": maybe(text),
    "trigger_id": name,
    "action_ts": text,
}
_PLACE: Mapping[str, Rule] = {
    "channel": maybe(THING),
    "container": record({"type": text}),
    "message": maybe(MESSAGE),
    "message_ts": text,
    "response_url": URL,
}


INTERACTIONS: Mapping[str, Kind] = {
    "block_actions": Kind(
        {**_INTERACTION, "trigger_id": name, "actions": list_of(_ACTION, at_least=1)},
        {**_AROUND, **_PLACE, "view": maybe(ANY_VIEW), "state": maybe(STATE)},
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
        {**_INTERACTION, "callback_id": name, "trigger_id": name, "channel": THING, "message": MESSAGE},
        {**_AROUND, **_PLACE},
    ),
    "block_suggestion": Kind(
        {**_INTERACTION, "action_id": name, "block_id": name, "value": text},
        {**_AROUND, **_PLACE, "view": maybe(ANY_VIEW)},
    ),
}


def accept_interaction(payload: object) -> Payload:
    """Check a click, a form, a shortcut or a request for options.

    Raises:
        Refusal: 400 naming the field at fault, or when the kind is unknown.
    """
    kind = payload.get("type") if isinstance(payload, dict) else None
    if not isinstance(payload, dict) or not isinstance(kind, str) or kind not in INTERACTIONS:
        raise Refusal(400, "unknown kind of payload")
    accepted = INTERACTIONS[kind].accept(payload)
    # An installation for a whole organisation names the team beside the user only.
    if accepted["team"] is None and not accepted["user"].get("team_id"):
        raise Refusal(400, "malformed payload: team")
    return accepted
