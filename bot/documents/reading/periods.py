"""Periods of the calendar, for dates that are told by their place in a document or in the work."""

from __future__ import annotations

from calendar import monthrange
from datetime import date, timedelta

from bot.dates.when import Precision, When


def period_after(anchor: date, offset: str) -> When:
    """The day, week, month or year that lies so far after the anchor."""
    count, unit = int(offset[1:-1]), offset[-1]
    if unit in "dw":
        day = anchor + timedelta(days=min(count, 9999) * (7 if unit == "w" else 1))
        if unit == "d":
            return When(Precision.DAY, day.isoformat())
        return When(Precision.DAYS, day.isoformat(), (day + timedelta(days=6)).isoformat())
    if unit == "y":
        return When(Precision.YEAR, str(anchor.year + count))
    months = anchor.year * 12 + anchor.month - 1 + count
    return When(Precision.MONTH, f"{months // 12}-{months % 12 + 1:02d}")


def months_of(when: When) -> list[tuple[int, int]]:
    """The months of a heading, as (year, month); none where it is coarser than a quarter."""
    if when.first_day is None or when.last_day is None or when.precision is Precision.YEAR:
        return []
    first = when.first_day.year * 12 + when.first_day.month - 1
    last = when.last_day.year * 12 + when.last_day.month - 1
    return [(m // 12, m % 12 + 1) for m in range(first, min(last, first + 11) + 1)]


def weekday_of(year: int, month: int, day: int | None) -> int | None:
    """The weekday (Monday 0), or None where there is no such day."""
    return date(year, month, day).weekday() if day and day <= monthrange(year, month)[1] else None
