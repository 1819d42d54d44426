"""What buttons and forms of older versions still name: the items whose keys stand in them, and no more."""

from __future__ import annotations

import json
import re
from collections.abc import Mapping, Sequence
from dataclasses import fields

from bot.core.requests import Request
from bot.plan.rules.items import Item
from bot.plan.rules.plan import Plan

_WORD = re.compile(r"[A-Za-z0-9][A-Za-z0-9-]{1,60}")
MOST_ITEMS = 3


def items_named(text: str, plan: Plan, types: Mapping[str, type[Request]]) -> Sequence[Item]:
    """The items that a value names: by their keys, in its order, or as what a request was about.

    Args:
        text: the value.
        plan: the items.
        types: the requests of today by their names, to which an older version of them is compared.
    """
    found = [plan.by_key[word] for word in _WORD.findall(text) if word in plan.by_key]
    found += [plan.by_id[item_id] for item_id in _ids(text, types) if item_id in plan.by_id]
    return list({item.id: item for item in found}.values())[:MOST_ITEMS]


def _ids(text: str, types: Mapping[str, type[Request]]) -> list[int]:
    """The id in a value of another version, where what it asks is about one item today."""
    try:
        value = json.loads(text)
    except (ValueError, RecursionError):
        return []
    match value:
        case [str(head), int(), [int(item_id), *_], *_]:
            kind = types.get(head.partition("@")[0])
            first = next(iter(one.name for one in fields(kind) if one.name != "basis"), "") if kind else ""
            return [item_id] if first == "item_id" else []
    return []
