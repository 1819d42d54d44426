"""The rules of series, as RFC 5545 writes them, and the dates that follow from them at wall time."""

from __future__ import annotations

import re
from collections.abc import Iterable, Sequence
from dataclasses import dataclass, replace
from datetime import date, datetime, timedelta
from itertools import islice
from typing import Any

from bot.dates.when import Precision, When

MOST_MEETINGS = 60
USUAL_SPAN = timedelta(days=365)
"""How far a series reaches of which nobody says when it ends."""
DAYS = ("MO", "TU", "WE", "TH", "FR", "SA", "SU")
_SHAPE = re.compile(
    r"FREQ=(?P<frequency>WEEKLY|MONTHLY)(?:;INTERVAL=(?P<interval>[1-9]\d?))?"
    r"(?:;BYDAY=(?P<days>(?:[1-4]|-1)?(?:MO|TU|WE|TH|FR|SA|SU)(?:,(?:MO|TU|WE|TH|FR|SA|SU))*))?"
    r"(?:;BYMONTHDAY=(?P<monthday>[1-9]|[12]\d|3[01]))?"
    r"(?:;UNTIL=(?P<until>\d{8})T235959|;COUNT=(?P<count>[1-9]\d{0,2}))?"
)


@dataclass(frozen=True, slots=True)
class Pattern:
    """How a series comes again.

    `weekdays` count from Monday (0); `nth` is which of them in a month (-1: the last), `monthday` a day of
    the month: with either it is monthly, else weekly. It ends on `until`, or after `count` times.
    """

    interval: int = 1
    weekdays: tuple[int, ...] = ()
    nth: int | None = None
    monthday: int | None = None
    until: date | None = None
    count: int | None = None

    @property
    def is_monthly(self) -> bool:
        """Whether it counts months, not weeks."""
        return self.nth is not None or self.monthday is not None

    @property
    def rule(self) -> str:
        """The value of an RRULE; times are on the clock of the first meeting."""
        parts = [f"FREQ={'MONTHLY' if self.is_monthly else 'WEEKLY'}"]
        if self.interval > 1:
            parts.append(f"INTERVAL={self.interval}")
        if self.weekdays:
            days = ",".join(DAYS[day] for day in self.weekdays)
            parts.append(f"BYDAY={self.nth if self.nth is not None else ''}{days}")
        if self.monthday is not None:
            parts.append(f"BYMONTHDAY={self.monthday}")
        if self.until is not None:
            parts.append(f"UNTIL={self.until:%Y%m%d}T235959")
        elif self.count is not None:
            parts.append(f"COUNT={self.count}")
        return ";".join(parts)


def pattern_of(rule: str) -> Pattern | None:
    """A rule of ours; None for anything else."""
    found = _SHAPE.fullmatch(rule)
    if found is None:
        return None
    days, nth = found["days"] or "", None
    if days[:1] in ("-", "1", "2", "3", "4"):
        cut = 2 if days.startswith("-") else 1
        nth, days = int(days[:cut]), days[cut:]
    weekdays = tuple(DAYS.index(day) for day in days.split(",") if day)
    monthday = int(found["monthday"]) if found["monthday"] else None
    is_monthly = found["frequency"] == "MONTHLY"
    if is_monthly != (nth is not None or monthday is not None) or (nth is not None and len(weekdays) != 1):
        return None
    if not is_monthly and not weekdays:
        return None
    try:
        until = date.fromisoformat(found["until"]) if found["until"] else None
    except ValueError:
        return None
    count = int(found["count"]) if found["count"] else None
    return Pattern(int(found["interval"] or 1), weekdays, nth, monthday, until, count)


def dates_of(pattern: Pattern, first: When) -> tuple[When, ...]:
    """The dates of a series from its first day on, each at the same wall time; at most `MOST_MEETINGS`.

    The first is the first day on or after that of `first` which the rule names: weeks and months are counted
    from it. Without an end they reach a year.
    """
    day = first.first_day
    if day is None:
        return ()
    begins = next(iter(_days(replace(pattern, interval=1, until=None, count=None), day)), None)
    if begins is None:
        return ()
    if pattern.until is None and pattern.count is None:
        pattern = replace(pattern, until=begins + USUAL_SPAN)
    return tuple(at_day(first, day) for day in islice(_days(pattern, begins), MOST_MEETINGS))


def _days(pattern: Pattern, begins: date) -> Iterable[date]:
    # Of use only where a series is made.
    from dateutil.rrule import rrulestr  # type: ignore[import-untyped]

    starts = datetime(begins.year, begins.month, begins.day)  # noqa: DTZ001 - rules are of wall time
    rule: Any = rrulestr(pattern.rule, dtstart=starts)
    return (moment.date() for moment in rule)


def at_day(first: When, day: date) -> When:
    """The hours of a date, on another day."""
    if first.precision is not Precision.EXACT or first.start is None or first.first_day is None:
        return replace(first, start=f"{day}{(first.start or '')[10:]}", end=None, text=None)
    end = None
    if first.end is not None:
        apart = date.fromisoformat(first.end[:10]) - first.first_day
        end = f"{day + apart}{first.end[10:]}"
    return replace(first, start=f"{day}{first.start[10:]}", end=end, text=None)


@dataclass(frozen=True, slots=True)
class SeriesView:
    """A series that was made: its rule, its first date, whose meetings they are.

    `planned` are the dates that its meetings were made for, by the item's id; `is_ended` that it was ended.
    """

    id: int
    rule: str
    first: When
    title: str
    streams: tuple[str, ...]
    planned: tuple[tuple[int, When], ...] = ()
    is_ended: bool = False
    version: int = 1


@dataclass(frozen=True)
class SeriesBook:
    """All series of a group, in the order in which they were made."""

    all: tuple[SeriesView, ...] = ()

    def by_id(self, series_id: int) -> SeriesView | None:
        """A series of the group."""
        return next((one for one in self.all if one.id == series_id), None)

    def of_item(self, item_id: int) -> SeriesView | None:
        """The series that a meeting was made by."""
        return next((one for one in self.all if any(item_id == made for made, _ in one.planned)), None)

    def running(self, streams: Sequence[str]) -> tuple[SeriesView, ...]:
        """The series of those streams that were not ended."""
        return tuple(one for one in self.all if not one.is_ended and one.streams == tuple(streams))
