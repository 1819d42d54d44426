"""Block Kit's rules as tables: which keys each block and element has, how long each text may be, what fits where."""

from __future__ import annotations

import json
from collections.abc import Iterator
from typing import Any, Literal

from bot.sandbox.block_checks import (
    Check,
    Shape,
    anything,
    at,
    boolean,
    integer,
    listing,
    matching,
    one_of,
    string,
    text,
    typed,
)

Surface = Literal["message", "modal", "home"]
MOST_BLOCKS: dict[Surface, int] = {"message": 50, "modal": 100, "home": 100}

ANY_TEXT = ("plain_text", "mrkdwn")
ID = string(255)
DATE = matching(r"\d{4}-(0[1-9]|1[0-2])-(0[1-9]|[12]\d|3[01])", "a date like 2017-11-20")
TIME = matching(r"([01]\d|2[0-3]):[0-5]\d", "a time like 09:30")
USER = matching(r"[UW][A-Z0-9]{2,}", "a user id")
CHANNEL = matching(r"[CDG][A-Z0-9]{2,}", "a conversation id")

CONFIRM = Shape(
    {"title": text(100), "text": text(300, ANY_TEXT), "confirm": text(30), "deny": text(30)},
    {"style": one_of("primary", "danger")},
)
OPTION = Shape({"text": text(75, ANY_TEXT), "value": string(150)}, {"description": text(75, ANY_TEXT)})
MENU_OPTION = Shape({"text": text(75), "value": string(150)}, {"description": text(75), "url": string(3000)})
GROUP = Shape({"label": text(75), "options": listing(MENU_OPTION, 100)})
IMAGE = Shape(
    {"alt_text": string(2000)},
    {"image_url": string(3000), "slack_file": anything},
    one_of=("image_url", "slack_file"),
)

INTERACTIVE: dict[str, Check] = {"action_id": ID, "confirm": CONFIRM}
FOCUS: dict[str, Check] = {**INTERACTIVE, "focus_on_load": boolean}
MENU: dict[str, Check] = {**FOCUS, "placeholder": text(150)}
MANY: dict[str, Check] = {**MENU, "max_selected_items": integer(1, 1000)}
STATIC: dict[str, Check] = {"options": listing(MENU_OPTION, 100), "option_groups": listing(GROUP, 100)}
TYPED: dict[str, Check] = {
    "action_id": ID,
    "focus_on_load": boolean,
    "placeholder": text(150),
    "initial_value": string(3000, 0),
    "dispatch_action_config": anything,
}

ELEMENTS: dict[str, Shape] = {
    "button": Shape(
        {"text": text(75)},
        {
            **INTERACTIVE,
            "value": string(2000),
            "url": string(3000),
            "style": one_of("primary", "danger"),
            "accessibility_label": string(75),
        },
    ),
    "static_select": Shape({}, {**MENU, **STATIC, "initial_option": MENU_OPTION}, one_of=tuple(STATIC)),
    "multi_static_select": Shape(
        {}, {**MANY, **STATIC, "initial_options": listing(MENU_OPTION, 100)}, one_of=tuple(STATIC)
    ),
    "external_select": Shape(
        {}, {**MENU, "initial_option": MENU_OPTION, "min_query_length": integer(0, 100)}
    ),
    "users_select": Shape({}, {**MENU, "initial_user": USER}),
    "multi_users_select": Shape({}, {**MANY, "initial_users": listing(USER, 100)}),
    "channels_select": Shape({}, {**MENU, "initial_channel": CHANNEL, "response_url_enabled": boolean}),
    "conversations_select": Shape(
        {},
        {
            **MENU,
            "initial_conversation": CHANNEL,
            "default_to_current_conversation": boolean,
            "filter": anything,
            "response_url_enabled": boolean,
        },
    ),
    "overflow": Shape({"options": listing(MENU_OPTION, 5)}, INTERACTIVE),
    "datepicker": Shape({}, {**MENU, "initial_date": DATE}),
    "timepicker": Shape({}, {**MENU, "initial_time": TIME, "timezone": string(100)}),
    "datetimepicker": Shape({}, {**FOCUS, "initial_date_time": integer(0, 9_999_999_999)}),
    "checkboxes": Shape({"options": listing(OPTION, 10)}, {**FOCUS, "initial_options": listing(OPTION, 10)}),
    "radio_buttons": Shape({"options": listing(OPTION, 10)}, {**FOCUS, "initial_option": OPTION}),
    "plain_text_input": Shape(
        {}, {**TYPED, "multiline": boolean, "min_length": integer(0, 3000), "max_length": integer(1, 3000)}
    ),
    "email_text_input": Shape({}, TYPED),
    "url_text_input": Shape({}, TYPED),
    "number_input": Shape(
        {"is_decimal_allowed": boolean}, {**TYPED, "min_value": string(30), "max_value": string(30)}
    ),
    "image": IMAGE,
}
INPUT_ONLY = {"plain_text_input", "email_text_input", "url_text_input", "number_input"}
MENUS = {name for name in ELEMENTS if name not in INPUT_ONLY | {"button", "overflow", "image"}}


def elements(names: set[str]) -> Check:
    """A check that lets these elements pass and no others."""
    return typed({name: ELEMENTS[name] for name in names})


RICH = typed(
    {
        f"rich_text_{name}": lambda value, path: iter(())
        for name in ("section", "list", "preformatted", "quote")
    }
)
RICH_TEXT = Shape({"elements": listing(RICH, 1000)}, {"block_id": ID})
CELL = typed({"raw_text": Shape({"text": string(10_000)}), "rich_text": RICH_TEXT})

BLOCKS: dict[str, Shape] = {
    "section": Shape(
        {},
        {
            "text": text(3000, ANY_TEXT),
            "fields": listing(text(2000, ANY_TEXT), 10),
            "accessory": elements(MENUS | {"button", "overflow", "image"}),
            "expand": boolean,
            "block_id": ID,
        },
        any_of=("text", "fields"),
    ),
    "header": Shape({"text": text(150)}, {"block_id": ID}),
    "divider": Shape({}, {"block_id": ID}),
    "context": Shape(
        {
            "elements": listing(
                typed({"image": IMAGE, "plain_text": text(3000), "mrkdwn": text(3000, ANY_TEXT)}), 10
            )
        },
        {"block_id": ID},
    ),
    "actions": Shape(
        {"elements": listing(elements({n for n in MENUS if "multi" not in n} | {"button", "overflow"}), 25)},
        {"block_id": ID},
    ),
    "input": Shape(
        {"label": text(2000), "element": elements(MENUS | INPUT_ONLY)},
        {"hint": text(2000), "optional": boolean, "dispatch_action": boolean, "block_id": ID},
    ),
    "image": Shape(
        {"alt_text": string(2000)},
        {"image_url": string(3000), "slack_file": anything, "title": text(2000), "block_id": ID},
        one_of=("image_url", "slack_file"),
    ),
    "table": Shape(
        {"rows": listing(listing(CELL, 20), 100)}, {"column_settings": listing(anything, 20), "block_id": ID}
    ),
    "rich_text": RICH_TEXT,
}


def elements_of(block: dict[str, Any]) -> list[tuple[str, dict[str, Any]]]:
    """The interactive elements of a block with their place inside it."""
    found = [("/accessory", block.get("accessory")), ("/element", block.get("element"))]
    inner = block.get("elements")
    if block.get("type") == "actions" and isinstance(inner, list):
        found += [(f"/elements/{index}", element) for index, element in enumerate(inner)]
    return [(path, one) for path, one in found if isinstance(one, dict) and one.get("type") != "image"]


def _initial_problems(element: dict[str, Any], path: str) -> Iterator[str]:
    """An option chosen from the start must be one of the options, in every detail."""
    groups = element.get("option_groups") or []
    choices = list(element.get("options") or [])
    if isinstance(groups, list):
        choices += [one for group in groups if isinstance(group, dict) for one in group.get("options") or []]
    initial = element.get("initial_options") or []
    if "initial_option" in element:
        initial = [element["initial_option"]]
    if element.get("type") != "external_select" and isinstance(initial, list):
        for option in initial:
            if option not in choices:
                yield at("initial option is not among the options", path)


def _relations(blocks: list[Any], surface: Surface, path: str) -> Iterator[str]:
    """What concerns several blocks or several keys at once."""
    block_ids: set[str] = set()
    tables = 0
    for index, block in enumerate(blocks):
        if not isinstance(block, dict):
            continue
        here = f"{path}/{index}"
        block_id = block.get("block_id")
        if isinstance(block_id, str):
            if block_id in block_ids:
                yield at(f"block_id already exists: {block_id}", f"{here}/block_id")
            block_ids.add(block_id)
        action_ids: set[str] = set()
        for place, element in elements_of(block):
            action_id = element.get("action_id")
            if isinstance(action_id, str):
                if action_id in action_ids:
                    yield at(f"action_id already exists: {action_id}", f"{here}{place}/action_id")
                action_ids.add(action_id)
            yield from _initial_problems(element, here + place)
        if block.get("type") == "table":
            tables += 1
            if tables > 1 or surface != "message":
                yield at("only one table allowed, and in messages only", here)


def problems(blocks: Any, surface: Surface = "message", path: str = "/blocks") -> list[str]:  # noqa: ANN401
    """All that Slack would refuse in these blocks, each with its place; [] if it would take them."""
    found = list(listing(typed(BLOCKS), MOST_BLOCKS[surface], 0)(blocks, path))
    if isinstance(blocks, list):
        found += _relations(blocks, surface, path)
    return found


_VIEW_KEYS: dict[str, Check] = {
    "blocks": anything,
    "private_metadata": string(3000, 0),
    "callback_id": string(255, 0),
    "external_id": string(255, 0),
}
VIEWS: dict[str, Shape] = {
    "home": Shape({"blocks": anything}, _VIEW_KEYS),
    "modal": Shape(
        {"blocks": anything, "title": text(24)},
        {
            **_VIEW_KEYS,
            "submit": text(24),
            "close": text(24),
            "clear_on_close": boolean,
            "notify_on_close": boolean,
            "submit_disabled": boolean,
        },
    ),
}


def view_problems(view: Any) -> list[str]:  # noqa: ANN401 - any JSON value
    """All that Slack would refuse in a form or Home tab (its size aside)."""
    found = list(typed(VIEWS)(view, "/view"))
    if not isinstance(view, dict) or view.get("type") not in VIEWS:
        return found
    blocks = view.get("blocks")
    found += problems(blocks, view["type"], "/view/blocks")
    has_input = isinstance(blocks, list) and any(
        isinstance(b, dict) and b.get("type") == "input" for b in blocks
    )
    if view["type"] == "modal" and has_input and "submit" not in view:
        found.append(at("a view with input blocks must have a submit", "/view"))
    return found


def view_too_large(view: Any) -> bool:  # noqa: ANN401 - any JSON value
    """Whether a view exceeds the 250 kB that Slack takes."""
    return len(json.dumps(view)) > 250_000
