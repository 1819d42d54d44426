"""Dates in the words of a title: before it, behind it, or below a label."""

from __future__ import annotations

import re
from dataclasses import replace

from bot.documents.reading.dates import WrittenDate, begins_as_date, read_date, read_whole_date
from bot.documents.reading.facts import strip_facts

DATE_LABEL = re.compile(
    r"(?:date|day|time|when|deadline|due)(?:\s(?:and|&)\s(?:date|time)|\sdate)?\s*:", re.IGNORECASE
)
TRAILING = " \t:;.,–—-"
_AFTER_DATE = re.compile(r"(?:\s*[:–—|]\s+|\s-\s|:\s*|\s{2,})(?=\S)")
_BEFORE_DATE = re.compile(r"\s+[–—-]\s+|,\s+|:\s+|\s+(?:by|on|in|before|due|at|from)\s+")
_PLACE = re.compile(
    r",\s+([A-Z][\w'’.-]{1,30}(?:[ ,]{1,3}[A-Z][\w'’.-]{1,30}){0,3})$"
)  # "…, 12-14 October, Addis Ababa"
_MAX_DATE = 60
_DIGIT = re.compile(r"\d")


def leading_date(text: str) -> WrittenDate | None:
    """The date that a line begins with, before a colon or dash and a title."""
    return split_leading_date(text)[0]


def split_leading_date(text: str) -> tuple[WrittenDate | None, int]:
    """The longest date before a colon or dash, and where the title after it begins."""
    found, end = None, 0
    for cut in _AFTER_DATE.finditer(text, 2, _MAX_DATE):
        date = read_whole_date(text[: cut.start()].strip(" ()"))
        if date and date.says_when and is_definite(date):
            found, end = date, cut.end()
    return found, end


def is_definite(date: WrittenDate) -> bool:
    """Whether it says more than a bare year or a time of day."""
    return date.says_day or bool(
        date.first.month or date.quarter or date.relative or (date.part and date.first.year)
    )


def split_trailing_date(text: str, *, with_month: bool) -> tuple[str, WrittenDate | None, str]:
    """The text without the date behind it, that date, and the place behind the date ("" for none).

    Args:
        text: a title.
        with_month: whether a month or year without a day counts too.
    """
    for body, where in _with_and_without_place(text):
        if not _DIGIT.search(body, max(0, len(body) - _MAX_DATE)):
            continue
        for cut in _BEFORE_DATE.finditer(body, max(0, len(body) - _MAX_DATE - 5)):
            if body.count("(", 0, cut.start()) > body.count(")", 0, cut.start()):
                continue
            date = read_whole_date(body[cut.end() :].strip(" ."))
            if date and (date.says_day or date.times or (with_month and (date.first.year or date.quarter))):
                return body[: cut.start()], date, where
    return text, None, ""


def date_below(text: str) -> tuple[WrittenDate | None, str]:
    """The date that the text below a title begins with and is made of, and what else it says."""
    for body, where in _with_and_without_place(text) if begins_as_date(text) else ():
        date = read_date(body)
        if date and not strip_facts(date.rest) and is_definite(date):
            return date, ", ".join(filter(None, (date.rest, where)))
    return None, text


def _with_and_without_place(text: str) -> list[tuple[str, str]]:
    whole = text.strip(TRAILING)
    place = _PLACE.search(whole)
    return [(whole, ""), (whole[: place.start()], place[1])] if place else [(whole, "")]


def finer(written: WrittenDate | None, other: WrittenDate | None) -> WrittenDate | None:
    """Of two dates of one item the one that says more: a day, and a time with it."""
    if written is None or other is None:
        return written or other
    if not written.says_day and (other.says_day or (other.times and not written.times)):
        return other if other.says_day else replace(written, times=other.times)
    return replace(written, times=other.times) if other.times and not written.times else written
