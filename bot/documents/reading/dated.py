"""Dates as a document means them: values, and how they are joined, counted and doubted."""

from __future__ import annotations

from dataclasses import dataclass
from datetime import UTC, date, datetime, timedelta

from bot.core.i18n import N_, _
from bot.dates.when import NO_DATE, Precision, When

NEVER = datetime(2000, 1, 1, tzinfo=UTC)  # a document has no today


_WIDE = {Precision.DAY: Precision.DAYS, Precision.MONTH: Precision.MONTHS}


Series = tuple[int, ...]  # names a list of dates that follow on each other: a table, or a column of it


@dataclass(frozen=True, slots=True)
class Doubt:
    """Why a date is asked about: items with one cause are asked about together.

    `ids` are what the choices are kept as, once one was chosen.
    """

    cause: str
    about: str
    text: str
    choices: tuple[str, ...] = ()
    ids: tuple[str, ...] = ()


@dataclass(frozen=True, slots=True)
class Dated:
    """What a date means in its place; `rest` are words beside it that are no date."""

    when: When = NO_DATE
    baseline: When | None = None
    doubts: tuple[Doubt, ...] = ()
    tentative: bool = False
    rest: str = ""
    kept: str = ""
    says_none: bool = False

    @property
    def is_known(self) -> bool:
        """Whether it says anything about when."""
        return self.when.precision is not Precision.NONE


UNDATED = Dated()


@dataclass(slots=True)
class Scope:
    """A date heading: what it says holds for what stands below it. `series` tells which list it is in."""

    text: str
    parent: Scope | None = None
    series: Series = ()
    dated: Dated | None = None


NO_YEAR = Doubt("year", "date", N_("Which year is it? The plan gives months without one."))


def lacking(scope: Scope) -> tuple[Doubt, ...]:
    """The doubts of a heading without a date that is known: they hold for what stands below it."""
    above = scope
    while above.parent is not None and not (above.dated and above.dated.doubts):
        above = above.parent
    return above.dated.doubts if above.dated else ()


def outside(when: When, within: When | None, text: str) -> list[Doubt]:
    """A date that lies outside of the period it stands under is asked about."""
    if within is None or when.first_day is None or when.last_day is None:
        return []
    first, last = within.first_day, within.last_day
    if first is None or last is None or (when.first_day <= last and when.last_day >= first):
        return []
    words = _("“{text}” lies outside the period that it stands under, {period}. I took its own date.")
    return [Doubt("outside", "contradiction", words.format(text=text, period=within.text or within.start))]


def counted_from(start: date, when: When) -> When:
    """The period that a relative date means, where the day that it counts from is known."""
    first = _period_after(start, when.start or "+0d")
    return combined(first, _period_after(start, when.end)) if when.end else first


def _period_after(anchor: date, offset: str) -> When:
    """The day, week, month or year that lies so far after (or before) the anchor."""
    count, unit = max(-9_999, min(int(offset[:-1]), 9_999)), offset[-1]
    if unit in "dw":
        day = anchor + timedelta(days=count * (7 if unit == "w" else 1))
        if unit == "d":
            return When(Precision.DAY, day.isoformat())
        return When(Precision.DAYS, day.isoformat(), (day + timedelta(days=6)).isoformat())
    if unit == "y":
        return When(Precision.YEAR, str(anchor.year + count))
    months = anchor.year * 12 + anchor.month - 1 + count
    return When(Precision.MONTH, f"{months // 12}-{months % 12 + 1:02d}")


def combined(first: When, last: When) -> When:
    """From the start of one date to the end of another; the first alone where they make no span."""
    if first.first_day is None or last.last_day is None:
        return first if first.precision is not Precision.NONE else last
    try:
        if first.precision is last.precision and first.precision in {
            Precision.DAY, Precision.MONTH, Precision.QUARTER, Precision.YEAR, Precision.EXACT,
        }:  # fmt: skip
            end = last.start if last.start != first.start else None
            precision = _WIDE.get(first.precision, first.precision) if end else first.precision
            return When(precision, first.start, end, first.zone)
        return When(Precision.DAYS, first.first_day.isoformat(), last.last_day.isoformat())
    except ValueError:
        return first
