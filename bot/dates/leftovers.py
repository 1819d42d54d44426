"""What follows a date: a reason, or words that could belong to the date."""

from __future__ import annotations

import re

from bot.dates.lexicon import COMMON, PLAIN, Lexicon
from bot.dates.scanner import QUOTES, scan
from bot.dates.understood import Context

_OPENERS = "-–—:;,.(["
_CLOSERS = {"(": ")", "[": "]"}
_SINGLE_QUOTES = "'‘’"


def reason_in(rest: str, context: Context) -> str | None:
    """The reason that the words after a date give; None where they could say more about the date.

    A reason is in quotes, begins with a word that begins one, a dash or a bracket, or holds no word of the
    language of dates.
    """
    rest = rest.strip()
    plain = rest.lstrip(",;.:-–— ").strip()
    if len(plain) > 1 and plain[0] in QUOTES and plain[-1] in QUOTES:
        return plain[1:-1].strip()
    if len(plain) > 1 and plain[0] in _SINGLE_QUOTES and plain[-1] in _SINGLE_QUOTES:
        return plain[1:-1].strip()
    opening = rest[0]
    if opening in _CLOSERS and rest.endswith(_CLOSERS[opening]):
        plain = rest[1:-1].strip()
    pieces = scan(plain, 12)
    if not pieces:
        return None
    first = Lexicon(plain, pieces, context).at(0)
    if pieces[0].kind == "mark" or first.get("PLACE", [(0, None)])[-1][0] == len(pieces):
        return None
    if "BECAUSE" in first and not (len(pieces) > 1 and pieces[1].kind == "number"):
        return plain
    if opening in _OPENERS and pieces[0].kind == "word" and not _continues(first):
        return plain
    if opening in _OPENERS and pieces[0].kind == "number" and re.match(r"\d+(-\d+)? [a-z]{4,}", plain):
        return None if speaks_of_dates(re.sub(r"^[\d-]+ ", "", plain), context) else plain
    return None if _continues(first) or speaks_of_dates(plain, context) else plain


def _continues(first: dict[str, list[tuple[int, object]]]) -> bool:
    """Whether a word goes on with a date."""
    return bool(first.keys() & {
        "MONTH", "WEEKDAY", "ORDINAL", "OR", "AND", "AFTER", "BEFORE", "LATEST", "TO", "FROM", "NEXT", "PART",
        "END", "TODAY", "NOTBEFORE", "STARTING", "NUMBER", "WEEKOF", "WEEK", "VAGUETIME", "RECURRING", "ZONE",
        "IN", "AT",
    })  # fmt: skip


def speaks_of_dates(text: str, context: Context) -> bool:
    """Whether a text holds a word of the language of dates: then it is no mere reason."""
    pieces = scan(text, 400)
    lexicon = Lexicon(text, pieces, context)
    telling = {"OF", "AFTER", "BEFORE", "OR", "LATEST", "NOTBEFORE", "ORDINAL", "ZONE"}
    for place, piece in enumerate(pieces):
        if piece.kind == "number" or (piece.is_capitals and len(piece.text) <= 4):
            return True
        if piece.kind == "word":
            found = lexicon.at(place).keys() - PLAIN
            categories = {each for each in found if not each.startswith(("'", "@"))}
            if place and piece.written.islower():
                categories.discard("ZONE")  # "est" is a verb, too
            if categories & telling or categories - COMMON:
                return True
    return False
