"""When something happens: a value that never pretends to know more than the plan says."""

from __future__ import annotations

import re
from calendar import monthrange
from dataclasses import dataclass, field
from datetime import date, datetime, time, timedelta
from enum import StrEnum
from functools import lru_cache

from bot.dates.wall_time import midnight, to_utc

MORNING, AFTERNOON = (time(9), time(13)), (time(14), time(18))
PARTS = {"early": (1, 10), "mid": (11, 20), "late": (21, 31)}


class Precision(StrEnum):
    """How much is known, finest first; the values are those of the JSON interface."""

    __hash__ = str.__hash__  # Enum's own is written in Python, and these are keys everywhere

    EXACT = "exact"
    HALF_DAY = "half-day"
    DAY = "day"
    DAYS = "days"
    PART_MONTH = "part-month"
    MONTH = "month"
    MONTHS = "months"
    QUARTER = "quarter"
    YEAR = "year"
    RELATIVE = "relative"
    NONE = "none"


_ORDER = {precision: index for index, precision in enumerate(Precision)}
DATED = frozenset({Precision.EXACT, Precision.HALF_DAY, Precision.DAY, Precision.DAYS})
_DAY = r"\d{4}-\d{2}-\d{2}"
_SHAPES = {
    Precision.EXACT: rf"{_DAY}T(?:[01]\d|2[0-3]):[0-5]\d",
    Precision.HALF_DAY: rf"{_DAY}T(AM|PM)",
    Precision.DAY: _DAY,
    Precision.DAYS: _DAY,
    Precision.PART_MONTH: r"\d{4}-\d{2}-(early|mid|late)",
    Precision.MONTH: r"\d{4}-\d{2}",
    Precision.MONTHS: r"\d{4}-\d{2}",
    Precision.QUARTER: r"\d{4}-Q[1-4]",
    Precision.YEAR: r"\d{4}",
    Precision.RELATIVE: r"[+-]\d+[dwmy]",
}


@dataclass(frozen=True, slots=True)
class When:
    """A point or period of the plan, in wall-clock terms.

    `start` and `end` are written as in the JSON interface, by precision: exact ``2017-10-05T15:30``;
    half-day ``2017-10-05TAM``; day, days ``2017-10-05``; part-month ``2018-03-early``; month, months
    ``2018-05``; quarter ``2018-Q2``; year ``2018``; relative ``+5m``; none None. `end` is None where it
    equals `start` (for exact: where no end is known). `zone` is an IANA name, ``UTC±HH:MM`` or None (the
    group's); `anchor` is the key of the item or anchor that a relative date counts from (None: the plan's
    start); `text` is the source's wording and does not count in comparisons.

    Raises:
        ValueError: a start or end that is not of the precision's shape, no such day, or an end before
            the start.
    """

    precision: Precision
    start: str | None = None
    end: str | None = None
    zone: str | None = None
    text: str | None = field(default=None, compare=False)
    anchor: str | None = None

    def __post_init__(self) -> None:
        if self.precision is Precision.NONE:
            if self.start or self.end:
                raise ValueError("no date has neither start nor end")
            return
        if self.anchor is not None and self.precision is not Precision.RELATIVE:
            raise ValueError("only a relative date counts from an anchor")
        shape = _SHAPES[self.precision]
        if self.precision is Precision.RELATIVE and self.start is None:
            return
        for value in (self.start, self.end):
            if value is not None and not re.fullmatch(shape, value):
                raise ValueError(f"{value!r} is no {self.precision.value}")
        if self.start is None:
            raise ValueError("an end without a start")
        if self.precision is Precision.RELATIVE:
            return
        first, last = self.first_day, self.last_day
        if first is None or last is None or last < first:
            raise ValueError(f"{self.end!r} lies before {self.start!r}")
        if self.precision is Precision.EXACT and self.end is not None and self.end < self.start:
            raise ValueError(f"{self.end!r} lies before {self.start!r}")

    @property
    def is_dated(self) -> bool:
        """Whether the day is known (exact, half-day, day, days)."""
        return self.precision in DATED

    def settles(self, before: When) -> bool:
        """Whether this is the day within a period (or without any) that had none: a date, not a move."""
        if not self.is_dated or before.is_dated:
            return False
        if before.first_day is None or before.last_day is None:
            return True
        assert self.first_day is not None and self.last_day is not None
        return before.first_day <= self.first_day and self.last_day <= before.last_day

    @property
    def is_relative(self) -> bool:
        """Whether it counts from an anchor that is not known yet."""
        return self.precision is Precision.RELATIVE

    @property
    def has_time(self) -> bool:
        """Whether the time of day is known to the minute."""
        return self.precision is Precision.EXACT

    @property
    def first_day(self) -> date | None:
        """The first day of the period; None for relative and none."""
        return None if self.start is None or self.is_relative else _bounds(self.precision, self.start)[0]

    @property
    def last_day(self) -> date | None:
        """The last day of the period; None for relative and none."""
        value = self.end or self.start
        return None if value is None or self.is_relative else _bounds(self.precision, value)[1]

    @property
    def start_time(self) -> time | None:
        """The wall-clock start: exact, or the nominal 09:00 / 14:00 of a half-day; else None."""
        if self.precision is Precision.EXACT and self.start:
            return time.fromisoformat(self.start[11:])
        if self.precision is Precision.HALF_DAY and self.start:
            return MORNING[0] if self.start.endswith("AM") else AFTERNOON[0]
        return None

    def starts_at(self, group_zone: str) -> datetime | None:
        """The instant (UTC) it begins: midnight of the first day where no time is known."""
        day = self.first_day
        if day is None:
            return None
        return to_utc(day, self.start_time or time(0), self.zone or group_zone)

    def ends_at(self, group_zone: str) -> datetime | None:
        """The instant (UTC) at which all of it has passed; only then can it be overdue."""
        zone, day = self.zone or group_zone, self.last_day
        if day is None:
            return None
        if self.precision is Precision.EXACT:
            value = self.end or self.start or ""
            return to_utc(day, time.fromisoformat(value[11:]), zone)
        if self.precision is Precision.HALF_DAY:
            morning = (self.end or self.start or "").endswith("AM")
            return to_utc(day, MORNING[1] if morning else AFTERNOON[1], zone)
        return midnight(day + timedelta(days=1), zone)

    def sort_key(self) -> str:
        """A text that sorts by date, with periods after the dates they contain, unknown last."""
        if self.precision is Precision.EXACT and self.start:
            return self.start
        day = self.first_day if self.is_dated else self.last_day
        rank = 24 + _ORDER[self.precision]
        return f"{day.isoformat() if day else '9999-12-31'}T{rank:02d}"


NO_DATE = When(Precision.NONE)


@lru_cache(maxsize=4096)
def _bounds(precision: Precision, value: str) -> tuple[date, date]:
    """First and last day of one start or end value."""
    if precision in DATED:
        day = date.fromisoformat(value[:10])
        return day, day
    year = int(value[:4])
    if precision is Precision.YEAR:
        return date(year, 1, 1), date(year, 12, 31)
    if precision is Precision.QUARTER:
        month = 3 * int(value[-1])
        return date(year, month - 2, 1), date(year, month, monthrange(year, month)[1])
    month = int(value[5:7])
    last = monthrange(year, month)[1]
    if precision is Precision.PART_MONTH:
        low, high = PARTS[value[8:]]
        return date(year, month, low), date(year, month, min(high, last))
    return date(year, month, 1), date(year, month, last)
