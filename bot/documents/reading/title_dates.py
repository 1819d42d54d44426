"""Dates in the words of a title: before it, behind it, below it, or in the midst of a sentence."""

from __future__ import annotations

import re
from dataclasses import dataclass, field, replace

from bot.dates.reading import Found
from bot.dates.when import Precision
from bot.documents.reading.date_signs import DUE
from bot.documents.reading.dating import Dates
from bot.documents.reading.facts import find_format, find_length, is_tentative, strip_facts
from bot.documents.reading.points import (
    strip_markers,
)  # fmt: skip
from bot.documents.reading.words import NO_TITLE

TRAILING = " \t:;.,–—-"


FOOTNOTE = re.compile(r"(?<=\S)\s?\[\d{1,3}\](?=[\s:.,;]|$)")


DEADLINE = re.compile(
    r"(?:date|day|time|when|deadline|due|échéance)(?:\s(?:and|&)\s(?:date|time)|\sdate)?\s*:?\s*", re.I
)


_BEFORE = re.compile(
    r"(?:^|[\s(])(?:by|on|in|before|due|at|from|until|le|du|au|en|avant|the)\s*$|[–—,;:(|-]\s*$",
    re.IGNORECASE,
)


_IS_DUE = re.compile(r" due\b", re.IGNORECASE)
_AFTER = re.compile(r"\s*[)\]]?\s*(?:[:–—|]\s*|-\s+|\.\s+|,\s+|$)")


_AFTER_DATE = re.compile(r"\s*[)\]]?(?:\s*[:–—|]\s+|\s-\s+|:(?!\d)|\s{2,})(?=\S)")


_COUNTED = re.compile(
    r"((?:week|month|day|sprint|semaine|mois|jour)\s+\d{1,3})\s*[:–—-]\s*(?=\S)", re.IGNORECASE
)


_FACT_THEN = re.compile(r"([^:–—]{2,60}?)(?::\s+|\s+[–—-]\s+)(?=\S)")


_PLACE = re.compile(
    r"(?:[,(]\s*|\b(?:in|at|à)\s+)([A-Z][\w'’.-]{1,30}(?:[ ,]{1,3}[A-Z][\w'’.-]{1,30}){0,3})\)?$"
)


_TAKES_PLACE = re.compile(
    r"\s*\b(?:(?:will|shall|to)\s+)?(?:take[sn]?\s+place|be\s+held|is\s+held|meets?|(?:is|are|will\s+be)\s+(?:scheduled|planned|due|held|expected)"
    r"|aura\s+lieu|se\s+tiendra)(?:\s+(?:for|on|at|in|by|le|en))?\s*$",
    re.IGNORECASE,
)


_THERE_IS = re.compile(
    r"^\s*,?\s*(?:there\s+(?:will\s+be|is|are)|we\s+(?:will\s+)?(?:have|hold|host)|il\s+y\s+aura)\s+", re.I
)


_PLACED = re.compile(r"\s*,?\s*(?:in|at|à|hosted|virtual|online|remote|en ligne)\b", re.IGNORECASE)
_BEFORE_TIME = re.compile(r",\s+|\s+[–—-]\s+|\s+(?:at|from|à|de)\s+")


@dataclass(frozen=True, slots=True)
class Title:
    """What a title says; `rest` is what came after it, `facts` what stood in its brackets.

    `date` is the date in it as written, `old` one that it calls superseded; `sure` says whether the words
    left make a title, rather than a sentence around a date.
    """

    text: str
    rest: str = ""
    facts: tuple[str, ...] = ()
    streams: dict[str, str] = field(default_factory=dict)
    ordinal: int | None = None
    date: str = ""
    old: str = ""
    times: str = ""
    actor: str | None = None
    owner: str | None = None
    tentative: bool = False
    all_streams: bool = False
    cancelled: bool = False
    postponed: bool = False
    sure: bool = True


def _leading_end(text: str, found: Found) -> int:
    """Where the title behind a leading date begins; 0 where the date is no leading one."""
    if not is_definite(found):
        return 0
    after = _AFTER.match(text, found.end)
    if after and after.end() < len(text):
        return after.end()
    if re.match(r"\s+[A-ZÀ-Ý“\"'‘«(\[]", text[found.end :]) and len(text[found.end :].split()) > 1:
        return found.end + 1
    return 0


def is_definite(found: Found) -> bool:
    """Whether a date says more than a bare year or a time of day."""
    return bool(found.reading.choices) and any(
        choice.when.precision not in {Precision.YEAR, Precision.NONE} for choice in found.reading.choices
    )


def leading_date(text: str, dates: Dates) -> str:
    """The date that a line begins with, before a title; "" where there is none."""
    return take_leading(strip_markers(text), dates)[0]


def take_leading(text: str, dates: Dates) -> tuple[str, int]:
    """The date that a text begins with and where its title begins; the longest one before a colon or dash."""
    date, end = "", 0
    for cut in _AFTER_DATE.finditer(text, 2, 70):
        before = text[: cut.start()].strip(" ()[]*")
        if dates.is_period(before) and not ("-" in cut[0] and _goes_on(text, cut, dates)):
            date, end = before, cut.end()
    if date:
        return date, end
    found = _first(text, dates)
    if found is not None and (end := _leading_end(text, found)):
        return text[found.start : found.end], end
    return "", 0


def _first(text: str, dates: Dates) -> Found | None:
    """The date that stands at the very beginning of a text."""
    found = dates.find(text)
    return found[0] if found and not text[: found[0].start].strip(" *([") else None


def take_unnamed(title: Title, dates: Dates) -> Title:
    """``7-9 July in Brno``: a date and a place, and no title."""
    first = _first(title.text, dates)
    if first is None or not is_definite(first) or not _PLACED.match(title.text[first.end :]):
        return title
    rest = title.text[first.end :].strip(" ,")
    return replace(title, date=title.text[first.start : first.end], text=rest, sure=False)


def _goes_on(text: str, cut: re.Match[str], dates: Dates) -> bool:
    """Whether a dash stands in the midst of a date: *January 27 - 29, 2015*."""
    found = _first(text, dates)
    return found is not None and cut.start() < found.end and not is_no_title(text[cut.end() :])


def take_dates(title: Title, dates: Dates, *, with_month: bool) -> Title:
    """The title without the date before or behind it."""
    date, end = take_leading(title.text, dates)
    if not date:
        title = take_unnamed(title, dates)
    if date:
        comma = title.text[:end].rstrip().endswith(",")
        title = _take_fact(replace(title, date=date, text=title.text[end:]), places=comma)
        counted = _COUNTED.match(title.text)  # "3 March: Week 4 - Freeze"
        if counted:
            title = replace(title, text=title.text[counted.end() :], facts=(*title.facts, counted[1]))
    found = [f for f in dates.find(title.text) if is_definite(f)]
    title = _take_trailing(title, found[-1], with_month=with_month and not title.date) if found else title
    return _take_times(title, dates)


def _take_times(title: Title, dates: Dates) -> Title:
    """The title without the time of day behind it: *1st call, 3-4pm*."""
    for cut in _BEFORE_TIME.finditer(title.text, max(0, len(title.text) - 45)):
        if title.text.count("(", 0, cut.start()) <= title.text.count(")", 0, cut.start()) and dates.is_time(
            title.text[cut.end() :].strip(" .")
        ):
            return replace(title, text=title.text[: cut.start()], times=title.text[cut.end() :])
    return title


def _take_fact(title: Title, *, places: bool) -> Title:
    """``12 March, 10:00, online: Board meeting``: what stands between date and title is a fact."""
    between = _FACT_THEN.match(title.text)
    if between is None or len(between[1].split()) > 4:
        return title
    if not (is_fact(between[1]) or (places and between[1][0].isupper())):
        return title
    return replace(title, text=title.text[between.end() :], facts=(*title.facts, between[1].strip(" ,()")))


def _take_trailing(title: Title, found: Found, *, with_month: bool) -> Title:
    """The title without the date that ends it, and the place behind the date."""
    text, before, after = title.text, title.text[: found.start], title.text[found.end :]
    if before.count("(") > before.count(")"):
        return title
    if not before.strip(TRAILING):
        return _take_sentence(title, found, says_day=any(c.when.is_dated for c in found.reading.choices))
    aside = re.fullmatch(r"\s*\(([^()]*)\)\s*", after)
    if aside:
        after = ""
    elif after.strip(TRAILING) and not strip_facts(after):  # "10 March, online"
        title, after = replace(title, facts=(*title.facts, after.strip(TRAILING))), ""
    place = _PLACE.fullmatch(after.strip(" .")) if after.strip(" .)") else None
    says_day = any(choice.when.is_dated for choice in found.reading.choices)
    if (
        (after.strip(" .)") and place is None)
        or not (says_day or with_month)
        or (title.date and not says_day)
    ):
        return _take_sentence(title, found, says_day=says_day)
    lead, by = _BEFORE.search(before), DUE.match(text, found.start)
    if lead is None and by is None and (not says_day or found.reading.cause is not None):
        return title
    cut = before[: lead.start()] if lead else before
    label = re.search(rf"[\s,;–—-]*\b{DEADLINE.pattern}$", before, re.IGNORECASE)
    cut = before[: label.start()] if label and label.start() < len(cut) else cut
    due = _IS_DUE.match(text, len(cut.rstrip()))
    cut = text[: due.end()] if due and len(cut.split()) == 1 else cut  # "Comments due 3 March"
    told = _TAKES_PLACE.search(cut)
    cut = cut[: told.start()] if told else cut
    facts = (*title.facts, place[1]) if place else title.facts
    cut = f"{cut} ({aside[1]})" if aside else cut
    return replace(title, text=cut, date=title.date or text[found.start : found.end], facts=facts)


def _take_sentence(title: Title, found: Found, *, says_day: bool) -> Title:
    """A sentence with a date inside: its words are kept as the title, and asked about."""
    if title.date or not says_day:
        return title
    before, after = title.text[: found.start], title.text[found.end :]
    there = _THERE_IS.match(after) if before.strip().lower() in {"", "on", "in", "from", "le", "du"} else None
    text = after[there.end() :].rstrip(" .") if there else title.text
    return replace(title, text=text.strip(" ,"), date=title.text[found.start : found.end], sure=False)


def take_date_below(title: Title, dates: Dates, *, anywhere: bool) -> Title:
    """The date that the text below a title begins with and is made of, and what else it says."""
    rest = FOOTNOTE.sub("", title.rest).strip(TRAILING)
    found = dates.find(rest) if len(rest) < 300 else ()
    if not found or not is_definite(found[0]):
        return title
    if rest[: found[0].start].strip(" (by"):  # one day that the text below names
        days = [f for f in found if any(choice.when.is_dated for choice in f.reading.choices)]
        alone = anywhere and len(found) == 1 and bool(days) and not rest.endswith(".")
        return replace(title, date=rest[found[0].start : found[0].end]) if alone else title
    after = rest[found[0].end :].strip(" ,;.()")
    beside = strip_facts(after)
    if beside and not _PLACE.fullmatch(f", {beside}"):
        return title
    return replace(title, date=rest[found[0].start : found[0].end], rest=after)


def is_fact(text: str) -> bool:
    """Whether words are nothing but a format, a length or doubt."""
    return bool(find_format(text) or find_length(text) or is_tentative(text)) and not strip_facts(
        text.strip(TRAILING)
    )


def is_no_title(text: str) -> bool:
    """Whether words stand where a title would, and name none (``TBD``)."""
    return bool(NO_TITLE.fullmatch(text.strip(" .")))
