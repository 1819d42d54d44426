"""The building blocks of typed dates, with what the words leave open still open."""

from __future__ import annotations

import re
from dataclasses import dataclass, replace
from datetime import date

from bot.dates.typed_text import MONTHS, WEEKDAYS, alternation
from bot.dates.when import Precision, When

_WEEKDAY_AFTER = re.compile(
    rf"[\s,]{{1,2}}\(?(?P<weekday>{alternation(WEEKDAYS)})\b\.?\)?"
    rf"(?! (?:\d\d?(?:st|nd|rd|th)?[\s./-]?{alternation(MONTHS)}|{alternation(MONTHS)} \d))"
)


@dataclass(frozen=True, slots=True)
class DayPart:
    """A day, month, part of a month, quarter or year, of which year, month or day may be missing.

    `part` is early, mid or late; `month` of a quarter its first; `swapped` marks month-before-day
    where the order could be either; `fixed` is a finished value that cannot be part of a range.
    """

    precision: Precision
    year: int | None = None
    month: int | None = None
    day: int | None = None
    weekday: int | None = None
    part: str | None = None
    swapped: bool = False
    fixed: When | None = None

    @property
    def has_month(self) -> bool:
        """Whether the words named a month."""
        return self.month is not None

    @property
    def is_weekday(self) -> bool:
        """Whether nothing but a weekday was named."""
        return self.weekday is not None and self.day is None

    @property
    def is_possible(self) -> bool:
        """Whether such a day exists in some year."""
        if self.day is None or self.month is None:
            return True
        try:
            date(self.year or 2000, self.month, self.day)
        except ValueError:
            return False
        return True

    def pairs_with(self, other: DayPart) -> bool:
        """Whether both can be the ends of one period."""
        return self.fixed is None and other.fixed is None and self.precision is other.precision

    def borrow(self, other: DayPart) -> DayPart:
        """A bare day takes month and year from the other end of its range ("3-5 July")."""
        if self.day is None or self.month is not None or other.month is None:
            return self
        return replace(self, month=other.month, year=other.year)

    def in_year(self, year: int) -> When:
        """The value of a month, part of one, quarter or year."""
        if self.precision is Precision.YEAR:
            return When(Precision.YEAR, f"{year:04d}")
        month = self.month or 1
        if self.precision is Precision.QUARTER:
            return When(Precision.QUARTER, f"{year:04d}-Q{(month + 2) // 3}")
        tail = f"-{self.part}" if self.part else ""
        return When(self.precision, f"{year:04d}-{month:02d}{tail}")


def with_weekday_after(text: str, parts: tuple[DayPart, ...], end: int) -> tuple[tuple[DayPart, ...], int]:
    """Add the weekday that follows a date, as in "16 Jan (Tue)", to its `parts`, which end at `end`."""
    found = _WEEKDAY_AFTER.match(text, end)
    if not found or any(part.day is None or part.weekday is not None for part in parts):
        return parts, end
    weekday = WEEKDAYS[found["weekday"]]
    return tuple(replace(part, weekday=weekday) for part in parts), found.end()
