"""The number that a meeting's title gives it."""

from __future__ import annotations

import re

from bot.dates.folding import ORDINALS, fold

_ORDINAL = re.compile(r"(\d{1,3})(?:st|nd|rd|th)\b")


def ordinal_in(title: str) -> int | None:
    """The number in a title: "3rd WS1 Team Meeting", "Third …"; None where there is none."""
    found = _ORDINAL.search(title.lower())
    if found:
        return int(found[1])
    first = fold(title.split()[0]) if title.split() else ""
    return ORDINALS.get(first)
