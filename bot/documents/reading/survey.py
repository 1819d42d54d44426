"""What a document shows about its dates as a whole: years, order of numbers, zone."""

from __future__ import annotations

import re
from collections.abc import Iterable
from dataclasses import dataclass

from bot.dates.reading import (
    AfterMonth,
    Context,
    Order,
    read,
)
from bot.documents.reading.blocks import Paragraph, Source, paragraphs_of
from bot.documents.reading.date_signs import NUMBERS, YEAR
from bot.documents.reading.dated import NEVER
from bot.documents.reading.setting import Setting

_YEARS = re.compile(r"\b((?:19|20)\d\d)(?:\s?(?:[-–—/]|to|au?)\s?((?:19|20)\d\d|\d\d)\b)?")


_AFTER_MONTH = re.compile(
    r"\b(?:jan|feb|mar|apr|may|jun|jul|aug|sep|oct|nov|dec)[a-z]{0,6}\.?[\s'’-]{1,2}(\d\d)(?!\d|[:.h]\d|[º°]|\s*(?:st|nd|rd|th|,?\s*(?:19|20)\d\d))\b",
    re.IGNORECASE,
)


_ZONE_SAID = re.compile(
    r"(?:times?|heures?)\s*(?:are|is|given|sont|:)?\s*(?:all\s*)?(?:in"
    r"|:)?\s*([A-Z][\w/+: -]{1,30}?)(?=\s*(?:unless|[().,;]|time\b|$))"
)


@dataclass(frozen=True, slots=True)
class Facts:
    """What a document shows about its dates as a whole."""

    years: tuple[int, int] | None = None
    named: bool = False  # whether the title or the caller names the years
    order: Order = Order.UNKNOWN
    after_month: AfterMonth = AfterMonth.UNKNOWN
    zone: str | None = None


_ELSEWHERE = ("Asia/Kathmandu", "Pacific/Marquesas")  # a group's own zone is not named in what is read


def survey(source: Source, setting: Setting) -> Facts:
    """What the document shows: its years, the order of numbers, a zone named for all of its times."""
    texts = [p.text for p in paragraphs_of(source.blocks) if p.aside in {"", "nav"}]
    first = [p.text for p in source.blocks[:12] if isinstance(p, Paragraph) and p.aside != "nav"][:8]
    named = next((years for text in first if (years := _years_in(text))), None)
    if setting.year is not None:
        named = (setting.year, setting.year)
    written = sorted({int(y) for text in texts if len(text) < 400 for y in YEAR.findall(text)})
    after = [int(n) for text in texts if len(text) < 400 for n in _AFTER_MONTH.findall(text)]
    years = named or ((written[0], written[0]) if written else None)
    zone = next((zone for text in [*first, *texts[-5:]] if (zone := _zone_said(text, setting.zone))), None)
    span = set(range(named[0] % 100, named[1] % 100 + 1)) if named and named[1] > named[0] else set()
    settled = AfterMonth.YEAR if len(after) > 1 and set(after) <= span else AfterMonth.UNKNOWN
    if any(n > 31 or n == 0 for n in after):
        settled = AfterMonth.YEAR
    return Facts(years, named is not None, _order_said(setting) or _order_of(texts), settled, zone)


def _order_said(setting: Setting) -> Order | None:
    """The order of numbers that a person told: the first choice has the day first."""
    said = setting.answers.get("order-shown", setting.answers.get("order"))
    return None if said is None else Order.DAY_FIRST if said == "0" else Order.MONTH_FIRST


def _years_in(text: str) -> tuple[int, int] | None:
    found = [m for m in _YEARS.finditer(text)]
    if not found:
        return None
    first = int(found[0][1])
    last = int(found[0][2] or found[-1][1])
    last += first // 100 * 100 if last < 100 else 0
    return (first, last) if first <= last <= first + 10 else (first, first)


def _order_of(texts: Iterable[str]) -> Order:
    pairs = [(int(m[1]), int(m[2])) for text in texts if len(text) < 400 for m in NUMBERS.finditer(text)]
    day_first = any(a > 12 >= b for a, b in pairs)
    month_first = any(b > 12 >= a for a, b in pairs)
    if day_first == month_first:
        return Order.UNKNOWN
    return Order.DAY_FIRST if day_first else Order.MONTH_FIRST


def _zone_said(text: str, group: str) -> str | None:
    """The zone that a text names for all times: *times in CET unless stated*."""
    said = _ZONE_SAID.search(text) if len(text) < 300 else None
    if said is None:
        return None
    context = Context(NEVER, _ELSEWHERE[group == _ELSEWHERE[0]], years=(2020, 2020), is_document=True)
    reading = read(f"2020-06-10 10:00 {said[1]}", context)
    return reading.when.zone if reading.when is not None and reading.when.zone else None
