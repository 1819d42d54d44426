"""The parts that Slack's payloads share, and how a kind of payload is checked as a whole.

Bolt searches a payload for the team, the user and the channel in a dozen places, whatever its kind, and takes
their types on trust. So a payload is also reduced to the top-level fields of its kind: what was not checked
does not get in (a click that carries a `command` would otherwise be routed as a slash command).
"""

from __future__ import annotations

from collections.abc import Mapping
from typing import Any

from bot.slack.shapes.vocabulary import (
    Rule,
    ShapeError,
    day,
    like,
    list_of,
    mapping_of,
    maybe,
    number,
    one_of,
    record,
    slack_id,
    text,
)
from bot.slack.wire import Refusal

Payload = dict[str, Any]


class Kind:
    """One kind of payload: its required and its optional top-level fields.

    `check` is the rule for the whole payload; like every rule it raises `ShapeError`.
    """

    def __init__(self, required: Mapping[str, Rule], optional: Mapping[str, Rule]) -> None:
        self.check = record(required, optional)
        self._fields = tuple({**required, **optional})

    def reduce(self, payload: Mapping[str, Any]) -> Payload:
        """The payload with the known fields only."""
        return {field: payload[field] for field in self._fields if field in payload}

    def accept(self, payload: Mapping[str, Any]) -> Payload:
        """Check a payload and reduce it.

        Raises:
            Refusal: 400 naming the first field that does not fit.
        """
        try:
            self.check(payload)
        except ShapeError as fault:
            raise Refusal(400, f"malformed payload: {fault.path}") from None
        return self.reduce(payload)


URL = like(r"https?://\S+")
THING = record({"id": slack_id}, {"name": maybe(text)})
ENTERPRISE = maybe(record({"id": slack_id}, {"name": maybe(text)}))
USER = record({"id": slack_id}, {"team_id": maybe(slack_id), "name": text, "username": text})
TEAM = record({"id": slack_id}, {"domain": text, "enterprise_id": maybe(slack_id)})
TIME = like(r"([01][0-9]|2[0-3]):[0-5][0-9]")
OPTION = record({"value": text})
MESSAGE = record(
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
VALUES: Mapping[str, Rule] = {
    "value": maybe(text),
    "selected_option": maybe(OPTION),
    "selected_options": maybe(list_of(OPTION)),
    "selected_date": maybe(day),
    "selected_time": maybe(TIME),
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
STATE = record({"values": mapping_of(mapping_of(record({"type": text}, VALUES)))})
VIEW_FIELDS: Mapping[str, Rule] = {
    "private_metadata": text,
    "hash": text,
    "blocks": list_of(record({})),
    "root_view_id": maybe(slack_id),
    "previous_view_id": maybe(slack_id),
    "app_installed_team_id": maybe(slack_id),
    "team_id": maybe(slack_id),
}
ANY_VIEW = record(
    {"id": slack_id, "type": one_of("modal", "home")},
    {**VIEW_FIELDS, "callback_id": maybe(text), "state": maybe(STATE)},
)
