"""Phrases that name a month, or a part of one."""

from __future__ import annotations

from calendar import monthrange
from collections.abc import Callable
from dataclasses import dataclass
from datetime import date

from bot.dates.scene import (
    Meaning,
    Meanings,
    Part,
    Scene,
    Unreadable,
    date_or_none,
    days_value,
    from_today,
    mapped,
)
from bot.dates.understood import Cause
from bot.dates.when import Precision, When


def add_months(day: date, count: int) -> tuple[int, int]:
    """Year and month so many months after that of a day."""
    year, month = divmod(day.year * 12 + day.month - 1 + count, 12)
    return year, month + 1


def months_value(year: int, month: int, count: int) -> When:
    """So many months from one on."""
    last_year, last = add_months(date(year, month, 1), count - 1)
    return When(Precision.MONTHS, f"{year:04d}-{month:02d}", f"{last_year:04d}-{last:02d}")


@dataclass(frozen=True, slots=True)
class MonthOf(Part):
    """A month by its name, or by how many months it is `ahead` of today's; else that of the heading."""

    month: int | None = None
    year: int | None = None
    ahead: int | None = None

    @property
    def lacks_year(self) -> bool:
        """Whether the words leave the year open."""
        return self.year is None and self.ahead is None

    def build(self, year: int) -> When | None:
        """The month in a year."""
        if not 1 <= (self.month or 0) <= 12:
            return None
        return When(Precision.MONTH, f"{year:04d}-{self.month:02d}")

    def meanings(self, scene: Scene) -> Meanings:
        """The month; without a year the next that has not ended."""
        heading = scene.context.within
        if not self.month and not self.ahead and heading and heading.precision is Precision.MONTH:
            return (Meaning(heading),)
        if self.ahead is not None:
            year, month = add_months(scene.today, self.ahead)
            return from_today(When(Precision.MONTH, f"{year:04d}-{month:02d}"), scene)
        if self.month is None:
            raise Unreadable(Cause.NEEDS_DAY)
        return scene.in_year(self.build, self.year)


def in_month(month: MonthOf, scene: Scene, build: Callable[[date], When]) -> Meanings:
    """What is made of the first day of a month, in the year in which that has not ended yet."""
    if month.month is None:
        return mapped(month, scene, lambda first, last: build(first))

    def in_year(year: int) -> When | None:
        first = date_or_none(year, month.month or 0, 1)
        try:
            return build(first) if first else None
        except Unreadable:
            return None

    return scene.in_year(in_year, month.year)


@dataclass(frozen=True, slots=True)
class PartOf(Part):
    """Early, mid or late in a month; without a month in that of the heading."""

    part: str
    month: MonthOf = MonthOf()

    @property
    def lacks_year(self) -> bool:
        """Whether the words leave the year open."""
        return self.month.lacks_year

    def meanings(self, scene: Scene) -> Meanings:
        """The part of the month."""
        return in_month(
            self.month, scene, lambda first: When(Precision.PART_MONTH, f"{first:%Y-%m}-{self.part}")
        )


@dataclass(frozen=True, slots=True)
class HalfMonth(Part):
    """The first or second half of a month, as days."""

    half: int
    month: MonthOf

    @property
    def lacks_year(self) -> bool:
        """Whether the words leave the year open."""
        return self.month.lacks_year

    def meanings(self, scene: Scene) -> Meanings:
        """The days."""
        if self.half not in (1, 2, -1):
            raise Unreadable(Cause.NO_SUCH_DATE)
        return in_month(self.month, scene, self._of)

    def _of(self, first: date) -> When:
        if self.half == 1:
            return days_value(first, first.replace(day=15))
        last = monthrange(first.year, first.month)[1]
        return days_value(first.replace(day=16), first.replace(day=last))
