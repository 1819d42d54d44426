"""What a person chose in menus and fields, in the shapes in which Slack reports it."""

from __future__ import annotations

import re
from collections.abc import Iterator, Mapping, Sequence
from typing import Any

from bot.sandbox.block_rules import elements_of
from bot.sandbox.state import JSON

Choice = str | int | Sequence[str] | None
"""A text, a date, a time, an id, the `value` of an option, or several of them; None takes the choice away."""

STATE_KEY = {
    "plain_text_input": "value",
    "email_text_input": "value",
    "url_text_input": "value",
    "number_input": "value",
    "static_select": "selected_option",
    "external_select": "selected_option",
    "radio_buttons": "selected_option",
    "overflow": "selected_option",
    "multi_static_select": "selected_options",
    "checkboxes": "selected_options",
    "users_select": "selected_user",
    "multi_users_select": "selected_users",
    "channels_select": "selected_channel",
    "conversations_select": "selected_conversation",
    "datepicker": "selected_date",
    "timepicker": "selected_time",
    "datetimepicker": "selected_date_time",
    "file_input": "files",
}
STATELESS = {"button", "overflow"}


def options_of(element: JSON) -> list[JSON]:
    """All options of a menu, also those in groups."""
    grouped = [option for group in element.get("option_groups", []) for option in group["options"]]
    return [*element.get("options", []), *grouped]


def _option(element: JSON, value: Any) -> JSON:  # noqa: ANN401
    """The option with this value, or with this text; LookupError if the menu has none."""
    if element["type"] == "external_select":
        return {"text": {"type": "plain_text", "text": str(value)}, "value": str(value)}
    for option in options_of(element):
        if value in (option["value"], option["text"]["text"]):
            return option
    raise LookupError(f"no option {value!r} in {element.get('action_id')}")


def initial_state(element: JSON) -> JSON:
    """The state of an element that nobody touched."""
    key = STATE_KEY[element["type"]]
    initial = element.get("initial_" + key.removeprefix("selected_"))
    return {
        "type": element["type"],
        key: initial if initial is not None else [] if key.endswith("s") else None,
    }


def chosen_state(element: JSON, choice: Choice) -> JSON:
    """The state of an element after a choice; LookupError for an option that it does not have."""
    kind = element["type"]
    key = STATE_KEY[kind]
    value: Any = choice
    if key.endswith("s"):
        several = [choice] if isinstance(choice, str) else list(choice or [])  # type: ignore[arg-type]
        value = [_option(element, one) for one in several] if key == "selected_options" else several
        value = [{"id": one} for one in several] if key == "files" else value
    elif key == "selected_option" and choice is not None:
        value = _option(element, choice)
    return {"type": kind, key: value}


def interactive(blocks: Sequence[JSON]) -> Iterator[tuple[JSON, JSON]]:
    """Each block with each of its interactive elements."""
    for block in blocks:
        for _, element in elements_of(block):
            yield block, element


def state_values(blocks: Sequence[JSON], chosen: Mapping[str, Any]) -> JSON:
    """The `state.values` of a message or form: what was chosen, else what stood there from the start."""
    values: JSON = {}
    for block, element in interactive(blocks):
        if element["type"] not in STATELESS:
            state = chosen.get(block["block_id"], {}).get(element["action_id"]) or initial_state(element)
            values.setdefault(block["block_id"], {})[element["action_id"]] = state
    return values


def find_element(blocks: Sequence[JSON], action_id: str, block_id: str | None = None) -> tuple[JSON, JSON]:
    """The block and the element that a person acts on; LookupError if there is none or more than one."""
    found = [
        (block, element)
        for block, element in interactive(blocks)
        if element["action_id"] == action_id and block_id in (None, block["block_id"])
    ]
    if not found:
        known = [element["action_id"] for _, element in interactive(blocks)]
        raise LookupError(f"no element {action_id!r}; there are {known}")
    if len(found) > 1:
        raise LookupError(f"{action_id!r} occurs {len(found)} times: name its block")
    return found[0]


def action_json(block: JSON, element: JSON, choice: Choice, action_ts: str) -> JSON:
    """One entry of `actions` in a `block_actions` payload."""
    action: JSON = {
        "type": element["type"],
        "action_id": element["action_id"],
        "block_id": block["block_id"],
        "action_ts": action_ts,
    }
    if element["type"] == "button":
        return action | {key: element[key] for key in ("text", "value", "style", "url") if key in element}
    return action | chosen_state(element, choice)


def keep_choice(inputs: JSON, block: JSON, element: JSON, choice: Choice) -> None:
    """Remember a choice, so that later payloads report it; LookupError where a choice alone sends nothing."""
    if block["type"] == "input" and not block.get("dispatch_action"):
        raise LookupError(f"{element['action_id']!r} sends nothing until its form is submitted")
    if element["type"] not in STATELESS:
        state = chosen_state(element, choice)
        inputs.setdefault(block["block_id"], {})[element["action_id"]] = state


def escape(typed: str) -> str:
    """What a person typed, as Slack passes it on: `&`, `<` and `>` escaped, mentions left alone."""
    words = typed.replace("&", "&amp;").replace("<", "&lt;").replace(">", "&gt;")
    return re.sub(r"&lt;([@#!][^&\s]+)&gt;", r"<\1>", words)


def escaped(value: Any) -> Any:  # noqa: ANN401 - any JSON value
    """A message as the payload of a click shows it: its plain texts come back escaped."""
    if isinstance(value, list):
        return [escaped(item) for item in value]
    if not isinstance(value, dict):
        return value
    shown = {key: escaped(item) for key, item in value.items()}
    if shown.get("type") == "plain_text":
        shown["text"] = escape(shown["text"])
    return shown


def form_values(blocks: Sequence[JSON], given: Mapping[str, Choice], before: Mapping[str, Any]) -> JSON:
    """What a form sends, `given` by block id or action id; ValueError where Slack would not let it go."""
    values = state_values(blocks, before)
    unused = set(given)
    for block, element in interactive(blocks):
        for name in (block["block_id"], element["action_id"]):
            if name in given and element["type"] not in STATELESS:
                values[block["block_id"]][element["action_id"]] = chosen_state(element, given[name])
                unused.discard(name)
        if block["type"] == "input":
            _check_field(block, element, values[block["block_id"]][element["action_id"]])
    if unused:
        raise LookupError(f"the form has no fields {sorted(unused)}")
    return values


def _check_field(block: JSON, element: JSON, state: JSON) -> None:
    """A field that is not optional must be filled, and a text be neither too short nor too long."""
    value = state[STATE_KEY[element["type"]]]
    if not value and not block.get("optional"):
        raise ValueError(f"{block['label']['text']!r} must be filled in")
    shortest, longest = element.get("min_length", 0), element.get("max_length", 3000)
    if value and element["type"] == "plain_text_input" and not shortest <= len(value) <= longest:
        raise ValueError(f"{block['label']['text']!r} is too short or too long")
