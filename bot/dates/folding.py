"""What all readers of typed text share: folding, the words of the calendar, and how to refuse."""

from __future__ import annotations

import re
import unicodedata
from collections.abc import Iterable
from functools import lru_cache

LONGEST_TYPED = 300
DASHES = "‐‑‒–—―−﹘﹣－"
OPENING_QUOTES, CLOSING_QUOTES = "“„‟«‹", "”“»›"
# Not among them: the joiners, which make words of some scripts and one emoji of several.
_INVISIBLE = re.compile("[\u00ad\u061c\u200b\u200e\u200f\u202a-\u202e\u2060-\u2064\u2066-\u206f\ufeff]")
QUOTES = '"' + OPENING_QUOTES + CLOSING_QUOTES

_MONTHS = (
    "january jan janvier janv", "february feb fevrier fevr fev", "march mar mars", "april apr avril avr",
    "may mai", "june jun juin", "july jul juillet juil", "august aug aout",
    "september sept sep septembre", "october oct octobre", "november nov novembre",
    "december dec decembre",
)  # fmt: skip
_WEEKDAYS = (
    "monday mon lundi lun", "tuesday tues tue mardi", "wednesday weds wed mercredi mer",
    "thursday thurs thur thu jeudi jeu", "friday fri vendredi ven", "saturday sat samedi sam",
    "sunday sun dimanche dim",
)  # fmt: skip
MONTHS = {word: number for number, words in enumerate(_MONTHS, 1) for word in words.split()}
WEEKDAYS = {word: number for number, words in enumerate(_WEEKDAYS) for word in words.split()}
COUNTS = {
    word: number
    for number, words in enumerate(
        ("a an one", "two", "three", "four", "five", "six", "seven", "eight", "nine", "ten"), 1
    )
    for word in words.split()
}
# fmt: off
ORDINALS = {
    word: number
    for number, word in enumerate(
        (
            "first", "second", "third", "fourth", "fifth", "sixth",
            "seventh", "eighth", "ninth", "tenth", "eleventh", "twelfth",
        ),
        1,
    )
}
# fmt: on


def visible(text: str) -> str:
    """The text without the marks of direction and width that come along when something is pasted."""
    return _INVISIBLE.sub("", text)


def tidy(text: str) -> str:
    """One line with single spaces; accents composed, so that `fold` keeps every position."""
    return " ".join(unicodedata.normalize("NFC", visible(text)).split())


def fold(text: str) -> str:
    """The text in lower case without accents, full-width forms and typographic dashes and quotes.

    Character by character, so that positions in the result are positions in `text`.
    """
    return "".join(map(_fold_character, text))


@lru_cache(maxsize=4096)
def _fold_character(character: str) -> str:
    if character.isdecimal():
        return str(unicodedata.decimal(character))
    if character in DASHES:
        return "-"
    if character in "’‘ʼ´`′":
        return "'"
    if character in QUOTES:
        return '"'
    base = "".join(c for c in unicodedata.normalize("NFKD", character) if not unicodedata.combining(c))
    folded = base.lower()
    return folded if len(folded) == 1 else character


def alternation(words: Iterable[str]) -> str:
    """A regular expression of any of the (plain) words, longer ones first."""
    return "(?:" + "|".join(sorted(words, key=lambda word: (-len(word), word))) + ")"
