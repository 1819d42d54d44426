"""Phrases that name one day of a month."""

from __future__ import annotations

from calendar import monthrange
from dataclasses import dataclass, replace
from datetime import date, timedelta

from bot.dates.months import MonthOf, add_months, in_month
from bot.dates.scene import (
    Meaning,
    Meanings,
    Part,
    Scene,
    Unreadable,
    asked,
    date_or_none,
    day_value,
    one_day,
)
from bot.dates.understood import Cause
from bot.dates.when import When
from bot.dates.working_days import WorkingDays


@dataclass(frozen=True, slots=True)
class DayOf(Part):
    """A day of a month, of which month or year may be missing; `weekday` is what the words call it."""

    day: int
    month: int | None = None
    year: int | None = None
    weekday: int | None = None

    @property
    def lacks_year(self) -> bool:
        """Whether the words leave the year open."""
        return self.year is None

    def meanings(self, scene: Scene) -> Meanings:
        """The day; where its weekday does not fit, also the day that was perhaps meant."""
        if self.month is None:
            return self._without_month(scene)
        if not 1 <= self.month <= 12:
            raise Unreadable(Cause.NO_SUCH_DATE)
        found = scene.in_year(self._build, self.year)
        return tuple(
            each for meaning in self._fitting(found, scene) for each in self._checked(meaning, scene)
        )

    def _build(self, year: int) -> When | None:
        day = date_or_none(year, self.month or 0, self.day)
        return day_value(day) if day else None

    def _fitting(self, found: Meanings, scene: Scene) -> Meanings:
        """Of several years those whose weekday fits, if any does; a document's year is told by it."""
        if self.weekday is None or self.year is not None:
            return found
        fits = [each for each in found if one_day(each).weekday() == self.weekday]
        if len(found) > 1 and len(fits) == 1:
            return (replace(fits[0], cause=None),)
        return tuple(fits) or found

    def _checked(self, meaning: Meaning, scene: Scene) -> Meanings:
        day = one_day(meaning)
        if self.weekday is not None and day.weekday() != self.weekday:
            near = day_value(_nearest(day, self.weekday))
            both = sorted((meaning.when, near), key=When.sort_key)
            return tuple(Meaning(when, Cause.WEEKDAY) for when in both)
        is_leap = (day.month, day.day) == (2, 29) and self.year is None and not scene.is_document
        if is_leap and day > scene.today + timedelta(days=366):
            return (replace(meaning, cause=Cause.LEAP),)
        return (meaning,)

    def _without_month(self, scene: Scene) -> Meanings:
        heading = scene.context.within
        if heading and heading.first_day and heading.last_day:
            return self._beneath(heading)
        months = [add_months(scene.since, ahead) for ahead in range(25)]
        days = [day for year, month in months if (day := date_or_none(year, month, self.day))]
        ahead = [day for day in days if day >= scene.since]
        if not ahead:
            raise Unreadable(Cause.NO_SUCH_DATE)
        fits = [day for day in ahead if self.weekday in (None, day.weekday())]
        if fits and fits[0] == ahead[0]:
            return (Meaning(day_value(ahead[0])),)
        return asked(Cause.WEEKDAY, [day_value(day) for day in sorted({ahead[0], *fits[:1]})])

    def _beneath(self, heading: When) -> Meanings:
        """A day beneath a heading that gives its month, or several from which the weekday chooses."""
        assert heading.first_day and heading.last_day
        count = (heading.last_day.year - heading.first_day.year) * 12
        count += heading.last_day.month - heading.first_day.month
        months = [add_months(heading.first_day, ahead) for ahead in range(min(count, 23) + 1)]
        days = [day for year, month in months if (day := date_or_none(year, month, self.day))]
        if not days:
            raise Unreadable(Cause.NO_SUCH_DATE)
        fits = [day for day in days if self.weekday in (None, day.weekday())]
        if not fits:
            near = _nearest(days[0], self.weekday or 0)
            return asked(Cause.WEEKDAY, [day_value(day) for day in sorted({days[0], near})])
        return asked(Cause.WHICH_MONTH, [day_value(day) for day in fits])


def with_weekday(day: DayOf, weekday: int) -> DayOf:
    """A day that is followed by its weekday: ``16 Jan (Tue)``."""
    return replace(day, weekday=weekday)


def _nearest(day: date, weekday: int) -> date:
    ahead = (weekday - day.weekday()) % 7
    return day + timedelta(days=ahead if ahead <= 3 else ahead - 7)


@dataclass(frozen=True, slots=True)
class DayIn(Part):
    """A day of a month that is named by its distance: ``15th of next month``."""

    day: int
    month: MonthOf

    def meanings(self, scene: Scene) -> Meanings:
        """The day."""
        return in_month(self.month, scene, self._of)

    def _of(self, first: date) -> When:
        day = date_or_none(first.year, first.month, self.day)
        if day is None:
            raise Unreadable(Cause.NO_SUCH_DATE)
        return day_value(day)


@dataclass(frozen=True, slots=True)
class NthWeekday(Part):
    """``second Tuesday of June``, ``last Friday in April``; without a weekday the nth (working) day."""

    nth: int
    month: MonthOf
    weekday: int | None = None
    working: bool = False

    @property
    def lacks_year(self) -> bool:
        """Whether the words leave the year open."""
        return self.month.lacks_year

    def meanings(self, scene: Scene) -> Meanings:
        """The day."""
        calendar = WorkingDays(scene.context.is_holiday)

        def nth_of(first: date) -> When:
            last = monthrange(first.year, first.month)[1]
            days = [first.replace(day=number) for number in range(1, last + 1)]
            days = [day for day in days if self.weekday in (None, day.weekday())]
            days = [day for day in days if not self.working or calendar.works(day)]
            if self.nth > len(days):
                raise Unreadable(Cause.NO_SUCH_DATE)
            return day_value(days[self.nth - 1 if self.nth > 0 else -1])

        return in_month(self.month, scene, nth_of)
