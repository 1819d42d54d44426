"""The blocks that messages are made of: plain dicts that keep Slack's limits whatever text they are given."""

from __future__ import annotations

from collections.abc import Iterable, Sequence
from typing import Any

import orjson

from bot.core.codec import LONGEST_BUTTON, LONGEST_OPTION, Unsent, encode
from bot.core.i18n import _
from bot.core.requests import Look, Request
from bot.slack.escaping import clip, one_line, sentence

Block = dict[str, Any]
Element = dict[str, Any]
# Blocks that belong together: an item and its buttons are shown both or not at all.
Unit = list[Block]

SECTION_LIMIT, CONTEXT_LIMIT, HEADER_LIMIT, LABEL_LIMIT = 2900, 1900, 150, 75
# Slack refuses a message whose blocks are too long together, and tells no figure: 13,297 were seen to be.
MESSAGE_LETTERS, VIEW_LETTERS, BLOCK_LETTERS = 12_000, 20_000, 40
MOST_ELEMENTS, MOST_CHOICES = 25, 100


def plain(text: str, limit: int) -> dict[str, Any]:
    """A plain text object; it is never empty, for Slack refuses that."""
    return {"type": "plain_text", "text": one_line(text, limit) or "–", "emoji": True}


def mrkdwn(text: str, limit: int) -> dict[str, Any]:
    """A mrkdwn text object whose names, channels and links are not looked for."""
    return {"type": "mrkdwn", "text": clip(text, limit) or "–", "verbatim": True}


def header(text: str) -> Block:
    """A headline."""
    return {"type": "header", "text": plain(text, HEADER_LIMIT)}


def section(text: str, accessory: Element | None = None) -> Block:
    """A paragraph of finished mrkdwn, with a button or menu beside it."""
    block: Block = {"type": "section", "text": mrkdwn(text, SECTION_LIMIT)}
    if accessory is not None:
        block["accessory"] = accessory
    return block


def context(*texts: str) -> Block:
    """Small print; up to ten texts."""
    return {"type": "context", "elements": [mrkdwn(text, CONTEXT_LIMIT) for text in texts[:10]]}


def divider() -> Block:
    """A line across."""
    return {"type": "divider"}


def actions(elements: Iterable[Element]) -> list[Block]:
    """A row of buttons: one block, or none where there is no button."""
    row = list(elements)[:MOST_ELEMENTS]
    return [{"type": "actions", "elements": row}] if row else []


def value_of(group_id: int, request: Request, most: int = LONGEST_BUTTON) -> str | Unsent:
    """What a button or option carries; a request that is too long or private is carried by its id."""
    value = encode(request, group_id)
    return Unsent(group_id, request) if request.is_private or len(value) > most else value


def press(
    label: str,
    group_id: int,
    request: Request,
    *,
    style: str | None = None,
    confirm: dict[str, Any] | None = None,
) -> Element:
    """A button that does, shows or opens what its request says."""
    element: Element = {
        "type": "button",
        "text": plain(label, LABEL_LIMIT),
        "action_id": "do",
        "value": value_of(group_id, request),
    }
    if style:
        element["style"] = style
    if confirm:
        element["confirm"] = confirm
    return element


def offered(offers: Iterable[tuple[str, Request]], group_id: int) -> list[Block]:
    """Sentences and labels of requests as buttons: what is too long for a button stands beside one."""
    short: list[Element] = []
    long: list[Block] = []
    for label, request in offers:
        text = label[:1].upper() + label[1:]
        if len(text) <= LABEL_LIMIT:
            short.append(press(text, group_id, request))
        else:
            long.append(section(sentence(text), press(_("Do it"), group_id, request)))
    return [*long, *actions(short)]


SHARE = "share"
"""The action of a button that shows to a channel what only its reader sees."""


def share(label: str, group_id: int, look: Look) -> Element:
    """The button that shows an answer to the whole channel."""
    return {**press(label, group_id, look), "action_id": SHARE}


def asking_first(title: str, text: str, yes: str, no: str) -> dict[str, Any]:
    """The question before something that cannot be taken back or reaches many."""
    return {
        "title": plain(title, 100),
        "text": plain(text, 300),
        "confirm": plain(yes, 30),
        "deny": plain(no, 30),
    }


def option(label: str, value: str | Unsent) -> dict[str, Any]:
    """One choice of a menu."""
    return {"text": plain(label, LABEL_LIMIT), "value": value}


def menu(group_id: int, choices: Sequence[tuple[str, Request]]) -> Element | None:
    """The "⋯" menu beside an item: labels and what they do; at most five, None without any."""
    options = [option(label, value_of(group_id, request, LONGEST_OPTION)) for label, request in choices[:5]]
    return {"type": "overflow", "action_id": "do", "options": options} if options else None


def chooser(title: str, group_id: int, choices: Sequence[tuple[str, Request]]) -> list[Element]:
    """A menu of many things: labels and what each shows; one element, or none without choices."""
    options = [
        option(label, value_of(group_id, request, LONGEST_OPTION))
        for label, request in choices[:MOST_CHOICES]
    ]
    shown = {"placeholder": plain(title, 150), "options": options}
    return [{"type": "static_select", "action_id": "do", **shown}] if options else []


def number_actions(blocks: Iterable[Block]) -> None:
    """Make the action ids of a finished message unique: each ``do`` gets a number, as in ``do:1``.

    Ids that have a colon are those of a fixed protocol and stay.
    """
    count = 0
    for block in blocks:
        for element in (block.get("accessory"), *(block.get("elements") or ())):
            if element is not None and "action_id" in element and ":" not in element["action_id"]:
                count += 1
                element["action_id"] = f"{element['action_id']}:{count}"


def fit(units: Iterable[Unit], room: int, letters: int = MESSAGE_LETTERS - 2500) -> tuple[list[Block], int]:
    """As many whole units as `room` blocks and `letters` hold, and how many were left out.

    What a message says around them has to get by with the rest of its letters.
    """
    units = list(units)
    everything = [block for unit in units for block in unit]
    if len(everything) <= room and is_within(everything, letters):
        return everything, 0
    found: list[Block] = []
    left = used = 0
    for unit in units:
        size = letters_of(unit)
        if left or len(found) + len(unit) > room or used + size > letters:
            left += 1
        else:
            found += unit
            used += size
    return found, left


def letters_of(blocks: Iterable[Block]) -> int:
    """What blocks count for against `MESSAGE_LETTERS`: their texts, and a little for each block itself."""
    return sum(_letters(block) + BLOCK_LETTERS for block in blocks)


def is_within(blocks: Sequence[Block], letters: int) -> bool:
    """Whether blocks count for no more than that; their JSON, quicker to make, is longer than their texts."""
    quick = len(orjson.dumps(blocks, default=str)) + BLOCK_LETTERS * len(blocks)
    return quick <= letters or letters_of(blocks) <= letters


def _letters(value: dict[str, Any] | list[Any]) -> int:
    """How many letters stand in texts; plain loops, for this is asked of each message and page."""
    count = 0
    for name, part in value.items() if isinstance(value, dict) else (("", part) for part in value):
        if isinstance(part, str):
            count += len(part) if name == "text" else 0
        elif isinstance(part, (dict, list)):
            count += _letters(part)
    return count


def paragraphs(lines: Iterable[str], limit: int = SECTION_LIMIT) -> list[str]:
    """Lines joined into as few texts as the limit of a section allows."""
    texts: list[str] = []
    for line in lines:
        line = clip(line, limit)
        if texts and len(texts[-1]) + 1 + len(line) <= limit:
            texts[-1] += "\n" + line
        else:
            texts.append(line)
    return texts
