"""The number of a meeting in its series."""

from __future__ import annotations

import re

from bot.documents.reading.kinds import head_of

_NUMBERS = """
    first second third fourth fifth sixth seventh eighth ninth tenth eleventh twelfth thirteenth
    fourteenth fifteenth sixteenth seventeenth eighteenth nineteenth twentieth
"""
_WORDS = _NUMBERS.split()
ORDINAL = re.compile(
    rf"\b(?:(?P<digits>\d{{1,3}})\s?(?:st|nd|rd|th)|(?P<word>{'|'.join(_WORDS)})|(?P<roman>[IVX]{{1,5}})(?:st|nd|rd|th))\b"
    r"|\b(?:meeting|session|call|workshop|webinar|teleconference)\s+(?:no\.?\s*|number\s+|#\s*)?(?P<after>\d{1,3})\b",
    re.IGNORECASE,
)
_ROMAN = {"i": 1, "v": 5, "x": 10}


def find_ordinal(title: str) -> int | None:
    """The number of a meeting in its series, from ``5th``, ``Fifth``, ``Vth`` or ``Meeting 5``."""
    match = ORDINAL.search(head_of(title))
    if match is None:
        return None
    if match["word"]:
        return _WORDS.index(match["word"].lower()) + 1
    if match["roman"]:
        values = [_ROMAN[letter] for letter in match["roman"].lower()]
        return sum(-v if v < after else v for v, after in zip(values, [*values[1:], 0], strict=True))
    return int(match["digits"] or match["after"])
