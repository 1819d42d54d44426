"""What a text shows of dates at a glance, before it is read: most titles hold none."""

from __future__ import annotations

import re
from functools import lru_cache

from bot.dates.reading import (
    DOCUMENTS,
)
from bot.dates.word_tables import words
from bot.documents.reading.words import fold

YEAR = re.compile(r"(?<![\d-])(?:19|20)\d\d(?!\d)")


NUMBERS = re.compile(r"(?<![\d./:-])(\d{1,2})[./-](\d{1,2})[./-](?:\d{4}|\d\d)(?![\d./:-])")


BARE = re.compile(r"\W*\d{1,3}\s?(?:st|nd|rd|th|er|e|è?me)?\W*")


_PERHAPS = re.compile(r"\d|[^\W\d_]{3}")


_MAY = re.compile(
    r"\b(?:\d{1,2}(?:st|nd|rd|th|er)?\s+(?:of\s+)?(?:may|mar|mars)|(?:may|mar|mars)\.?\s+\d{1,4})\b", re.I
)


WEEKDAY = re.compile(r"\b(?:mon|tue|wed|thu|fri|sat|sun|lun|mar|mer|jeu|ven|sam|dim)[a-z]*\.?,?\s+\d", re.I)


PERIOD = re.compile(r"\d{4}|[^\W\d_]{3}|\d[./]\d|[QTHSWM]\d|\d[QTHSWM]", re.I)


LENGTH = re.compile(
    r"[,;(]?\s*(?<![.:\d])\b(?:\d{1,3}|one|two|half an?)\s*(?:min(?:ute)?s?|hours?|hrs?|heures?)\b\)?", re.I
)


BESIDE = re.compile(
    r"\W*(?:(?:held|to be held|took place|in|at|room|salle|hosted|by|par|with|avec|en|au?|via|venue"
    r"|lieu|location|for)\b|\d+\s+days?\b)",
    re.IGNORECASE,
)


OF_MONTH = re.compile(
    r"^\s*(early|mid|middle|late|end|beginning|start)[\s-]+(?:(?:of|in)\s+)?(?:the\s+)?month$", re.IGNORECASE
)


BRACKETED = re.compile(r"(.*?)\s*\(([^()]+)\)\s*")


COUNTED = re.compile(r"\s*(?:mo|week|year|day|mois|sem|ann|jour|[mwytd]\W?\d)", re.IGNORECASE)


DUE = re.compile(r"\b(?:by|before|until|till|after|not|avant|apr[eè]s|d['’]ici|jusqu|pour)\b", re.IGNORECASE)


_UNITS = frozenset(
    [
        "h",
        "hr",
        "hrs",
        "am",
        "pm",
        "a",
        "p",
        "m",
        "o",
        "clock",
        "st",
        "nd",
        "rd",
        "th",
        "er",
        "e",
        "uhr",
        "heures",
        "hours",
        "z",
        "t",
        "q",
        "w",
    ]
)


_WORD = re.compile(r"[^\W\d_]+")


_FIGURES = re.compile(
    r"\d\s?[./:-]\s?\d|\b(?:19|20)\d\d|\b[QTWHMSY]\d|\d[QTWHMS]\b|\d\s?[ap]\.?m\b|\d\s?h\b|\b(?:KW|SEM|W)\s?\d",
    re.IGNORECASE,
)


# Words that dates have in them and other texts, too.
_COMMON = frozenset(
    [
        "the",
        "on",
        "in",
        "of",
        "at",
        "from",
        "to",
        "and",
        "or",
        "a",
        "le",
        "la",
        "les",
        "de",
        "du",
        "des",
        "en",
        "et",
        "ou",
        "au",
        "by",
        "for",
        "was",
        "now",
        "about",
        "may",
        "mar",
        "mars",
        "set",
        "out",
    ]
)


@lru_cache(maxsize=1)
def _vocabulary() -> frozenset[str]:
    """Every word that a date may have in it, beside the names of zones and places."""
    known = (word for entries in words(DOCUMENTS).values() for key, _c, _v in entries for word in key)
    return frozenset(known) | _UNITS


def may_be_date(text: str) -> bool:
    """Whether a text is perhaps a date and nothing else, seen by its words: most titles are not."""
    known, names = _vocabulary(), 0
    for word in _WORD.findall(text):
        if fold(word) in known:
            continue
        names += 1
        if names > 4 or word[0].islower():
            return False
    return _PERHAPS.search(text) is not None


_MONTH_ALONE = re.compile(r"\W*(?:may|mars?)\W*", re.IGNORECASE)  # a name or a verb elsewhere


def may_hold_date(text: str) -> bool:
    """Whether a text holds perhaps a date: figures as dates have them, or words of the calendar."""
    if _FIGURES.search(text) or _MONTH_ALONE.fullmatch(text):
        return True
    known = _vocabulary()
    return any(
        low in known and low not in _COMMON for low in map(fold, _WORD.findall(text)) if len(low) > 2
    ) or bool(_MAY.search(text))
