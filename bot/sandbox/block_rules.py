"""Block Kit's rules for blocks, forms and the Home tab, and the check of whole messages and views."""

from __future__ import annotations

import json
from collections.abc import Iterator
from typing import Any, Literal

from bot.sandbox.block_checks import Check, Shape, anything, at, boolean, listing, string, text, typed
from bot.sandbox.elements import ANY_TEXT, ID, IMAGE, INPUT_ONLY, MENUS, elements

Surface = Literal["message", "modal", "home"]
MOST_BLOCKS: dict[Surface, int] = {"message": 50, "modal": 100, "home": 100}

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
            if _letters(block) > 10_000:
                yield at("the cells of a table must be less than 10001 characters together", here)
            tables += 1
            if tables > 1 or surface != "message":
                yield at("only one table allowed, and in messages only", here)


def problems(blocks: Any, surface: Surface = "message", path: str = "/blocks") -> list[str]:  # noqa: ANN401
    """All that Slack would refuse in these blocks, each with its place; [] if it would take them."""
    found = list(listing(typed(BLOCKS), MOST_BLOCKS[surface], 0)(blocks, path))
    if isinstance(blocks, list):
        found += _relations(blocks, surface, path)
    return found


def message_too_long(blocks: Any) -> bool:  # noqa: ANN401 - any JSON value
    """Whether the blocks of a message are too long together, each being short enough.

    Slack tells no figure; messages were refused from 13,297 characters on, and from fewer in many blocks.
    """
    return _letters(blocks) + 40 * len(blocks) > 13_000


def _letters(value: Any) -> int:  # noqa: ANN401 - any JSON value
    """How many characters the texts in there have."""
    if isinstance(value, list):
        return sum(map(_letters, value))
    if not isinstance(value, dict):
        return 0
    return sum(
        len(part) if name == "text" and isinstance(part, str) else _letters(part)
        for name, part in value.items()
    )


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
