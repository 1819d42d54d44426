"""The fields of forms: a field's name is its `block_id`, the action id of its element is ``value``."""

from __future__ import annotations

import json
from collections.abc import Sequence
from typing import Any

from bot.core.i18n import _
from bot.slack.blocks import LABEL_LIMIT, Block, Element, plain
from bot.slack.message import MOST_BLOCKS_OF_VIEW

VALUE = "value"
TITLE_LIMIT, METADATA_LIMIT, TYPED_LIMIT = 24, 2900, 3000
MOST_OPTIONS, MOST_CHECKBOXES = 100, 10
Choice = tuple[str, str]


def form(
    name: str, title: str, blocks: Sequence[Block], metadata: dict[str, Any], submit: str
) -> dict[str, Any]:
    """A modal view; `metadata` comes back with its submission, in which ``do`` is the value of the form.

    What does not fit into Slack's limit is cut out of long texts, never out of that value.
    """
    packed = json.dumps(metadata, ensure_ascii=False, separators=(",", ":"))
    if len(packed) > METADATA_LIMIT:
        short = {k: v[:200] if isinstance(v, str) and k != "do" else v for k, v in metadata.items()}
        packed = json.dumps(short, ensure_ascii=False, separators=(",", ":"))
    return {
        "type": "modal",
        "callback_id": f"form:{name}",
        "title": plain(title, TITLE_LIMIT),
        "submit": plain(submit, TITLE_LIMIT),
        "close": plain(_("Cancel"), TITLE_LIMIT),
        "private_metadata": packed,
        "blocks": list(blocks[:MOST_BLOCKS_OF_VIEW]),
    }


def field(
    name: str, label: str, element: Element, *, optional: bool = False, hint: str | None = None
) -> Block:
    """An input with its label; whatever is not `optional` Slack itself insists on."""
    block: Block = {
        "type": "input",
        "block_id": name,
        "label": plain(label, 200),
        "element": {**element, "action_id": VALUE},
        "optional": optional,
    }
    if hint:
        block["hint"] = plain(hint, 500)
    return block


def text_input(
    initial: str | None = None,
    *,
    lines: bool = False,
    placeholder: str | None = None,
    most: int = TYPED_LIMIT,
) -> Element:
    """A field to type in; an initial text that is too long is cut, for Slack would refuse the form."""
    element: Element = {"type": "plain_text_input", "multiline": lines, "max_length": most}
    if initial:
        element["initial_value"] = initial[:most]
    if placeholder:
        element["placeholder"] = plain(placeholder, 150)
    return element


def select(choices: Sequence[Choice], initial: str | None = None, placeholder: str | None = None) -> Element:
    """A menu of (value, label); `initial` is a value, ignored where no choice has it."""
    options = [_option(choice) for choice in choices[:MOST_OPTIONS]]
    element: Element = {"type": "static_select", "options": options}
    _choose(element, options, initial)
    if placeholder:
        element["placeholder"] = plain(placeholder, 150)
    return element


def radio(choices: Sequence[Choice], initial: str | None = None) -> Element:
    """Few choices, all in view."""
    options = [_option(choice) for choice in choices[:MOST_CHECKBOXES]]
    element: Element = {"type": "radio_buttons", "options": options}
    _choose(element, options, initial)
    return element


def checkboxes(choices: Sequence[Choice], chosen: Sequence[str] = ()) -> Element:
    """Any number of at most ten choices."""
    options = [_option(choice) for choice in choices[:MOST_CHECKBOXES]]
    return _choose_many({"type": "checkboxes", "options": options}, chosen)


def multi_select(choices: Sequence[Choice], chosen: Sequence[str] = ()) -> Element:
    """Any number of many choices."""
    options = [_option(choice) for choice in choices[:MOST_OPTIONS]]
    return _choose_many({"type": "multi_static_select", "options": options}, chosen)


def date_input(initial: str | None = None) -> Element:
    """A calendar; `initial` as ``2018-01-16``."""
    element: Element = {"type": "datepicker"}
    return {**element, "initial_date": initial} if initial else element


def time_input(initial: str | None = None) -> Element:
    """A time of day; `initial` as ``14:00``."""
    element: Element = {"type": "timepicker"}
    return {**element, "initial_time": initial} if initial else element


def file_input(types: Sequence[str], most: int) -> Element:
    """Files of these kinds, up to ten."""
    return {"type": "file_input", "filetypes": list(types), "max_files": most}


def person_input(initial: str | None = None) -> Element:
    """A person of the workspace; `initial` is a user id."""
    element: Element = {"type": "users_select"}
    return {**element, "initial_user": initial} if initial else element


def channel_input(initial: str | None = None) -> Element:
    """A channel of the workspace, private ones of the person too; `initial` is a channel id."""
    element: Element = {
        "type": "conversations_select",
        "filter": {"include": ["public", "private"], "exclude_bot_users": True},
    }
    return {**element, "initial_conversation": initial} if initial else element


def _option(choice: Choice) -> dict[str, Any]:
    value, label = choice
    return {"text": plain(label, LABEL_LIMIT), "value": value[:150]}


def _choose(element: Element, options: list[dict[str, Any]], initial: str | None) -> None:
    chosen = next((one for one in options if one["value"] == initial), None)
    if chosen is not None:
        element["initial_option"] = chosen


def _choose_many(element: Element, chosen: Sequence[str]) -> Element:
    initial = [one for one in element["options"] if one["value"] in chosen]
    return {**element, "initial_options": initial} if initial else element
