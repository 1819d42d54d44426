"""What buttons and forms of older versions still name: the items whose keys stand in them, and no more."""

from __future__ import annotations

import re
from collections.abc import Sequence

from bot.plan.rules.items import Item
from bot.plan.rules.plan import Plan

_WORD = re.compile(r"[A-Za-z0-9][A-Za-z0-9-]{1,60}")
MOST_ITEMS = 3


def items_named(text: str, plan: Plan) -> Sequence[Item]:
    """The items whose keys stand somewhere in a text, in its order."""
    found = [plan.by_key[word] for word in _WORD.findall(text) if word in plan.by_key]
    return list({item.id: item for item in found}.values())[:MOST_ITEMS]
