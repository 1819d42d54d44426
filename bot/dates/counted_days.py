"""Phrases that count to a day: from today, from the item's date or from another one."""

from __future__ import annotations

from calendar import monthrange
from dataclasses import dataclass, replace
from datetime import date, timedelta

from bot.core.i18n import _
from bot.dates.months import add_months
from bot.dates.scene import (
    Meaning,
    Meanings,
    Part,
    Scene,
    Unreadable,
    asked,
    day_value,
    from_today,
    mapped,
    one_day,
)
from bot.dates.understood import Cause
from bot.dates.weeks import week_of
from bot.dates.when import Precision, When
from bot.dates.working_days import WorkingDays

WEEK = timedelta(weeks=1)


@dataclass(frozen=True, slots=True)
class FromToday(Part):
    """``tomorrow``, ``in 3 days``, ``in 2 months``: of a month or year nobody counts the days."""

    count: int
    unit: str = "d"

    def meanings(self, scene: Scene) -> Meanings:
        """The day, month or year."""
        day = moved(scene.today, self.count, self.unit)
        whole = When(Precision.MONTH, f"{day:%Y-%m}") if self.unit in "mqy" else day_value(day)
        return from_today(whole, scene)


def moved(day: date, count: int, unit: str) -> date:
    """The day so many days, weeks, months or years later.

    Raises:
        Unreadable: the calendar ends before.
    """
    try:
        if unit in "dw":
            return day + timedelta(days=count * (7 if unit == "w" else 1))
        year, month = add_months(day, count * (12 if unit == "y" else 3 if unit == "q" else 1))
        return date(year, month, min(day.day, monthrange(year, month)[1]))
    except (OverflowError, ValueError):
        raise Unreadable(Cause.NO_SUCH_DATE) from None


@dataclass(frozen=True, slots=True)
class PresentDate(Part):
    """The date that the item has."""

    def meanings(self, scene: Scene) -> Meanings:
        """That date."""
        if scene.current is None or scene.current.first_day is None:
            raise Unreadable(Cause.NO_DATE_TO_SHIFT)
        return (Meaning(scene.current),)


@dataclass(frozen=True, slots=True)
class WorkingFrom(Part):
    """So many working days after (or before) a date; after today where there is none."""

    count: int
    base: Part | None = None

    def meanings(self, scene: Scene) -> Meanings:
        """The day, for each meaning of the other date."""
        calendar = WorkingDays(scene.context.is_holiday)
        found = self.base.meanings(scene) if self.base else (Meaning(day_value(scene.today)),)
        return tuple(replace(each, when=day_value(calendar.add(one_day(each), self.count))) for each in found)


@dataclass(frozen=True, slots=True)
class WeekdayOf(Part):
    """A weekday alone, or with a word for the week: `which` is "", "next", "this", "last" or "after-next"."""

    weekday: int
    which: str = ""
    add: int = 0

    def meanings(self, scene: Scene) -> Meanings:
        """The next such day; where people mean different weeks, both."""
        monday = scene.today - timedelta(days=scene.today.weekday())
        coming = scene.today + timedelta(days=(self.weekday - scene.today.weekday()) % 7)
        this_week = monday + timedelta(days=self.weekday)
        match self.which:
            case "next":
                days = [this_week, this_week + WEEK] if this_week > scene.today else [this_week + WEEK]
            case "after-next":
                days = (
                    [coming + WEEK, this_week + 2 * WEEK]
                    if coming < this_week + WEEK
                    else [this_week + WEEK, this_week + 2 * WEEK]
                )
            case "last":
                days = [this_week - WEEK, this_week] if this_week < scene.today else [this_week - WEEK]
            case "this":
                days = [this_week] if this_week >= scene.today else [this_week, coming]
            case _:
                return self._plain(scene, coming)
        return asked(Cause.WHICH_WEEK, [day_value(day) for day in days])

    def _plain(self, scene: Scene, coming: date) -> Meanings:
        """A bare weekday: of an item with a date that week's, or the next from today."""
        if self.add:
            coming = coming if coming > scene.today else coming + WEEK
            return (Meaning(day_value(coming + timedelta(days=self.add - (self.add % 7)))),)
        heading = scene.context.within
        if heading and heading.first_day and heading.last_day:
            first = heading.first_day + timedelta(days=(self.weekday - heading.first_day.weekday()) % 7)
            if first <= heading.last_day < first + WEEK:
                return (Meaning(day_value(first)),)
            raise Unreadable(Cause.NEEDS_DAY)
        if scene.since > scene.today:
            coming = scene.since + timedelta(days=(self.weekday - scene.since.weekday()) % 7)
        present = scene.current
        if scene.is_document and not present:
            raise Unreadable(Cause.NEEDS_DAY)
        if present is None or not present.is_dated or present.first_day is None or scene.since > scene.today:
            return (Meaning(day_value(coming)),)
        own = present.first_day + timedelta(days=self.weekday - present.first_day.weekday())
        return asked(
            Cause.WHICH_WEEK, [(day_value(own), _("in its week")), (day_value(coming), _("the next one"))]
        )


@dataclass(frozen=True, slots=True)
class WeekdayIn(Part):
    """A weekday of a week: ``Tuesday next week``, ``2018-W20-3``."""

    weekday: int
    week: Part

    @property
    def lacks_year(self) -> bool:
        """Whether the words leave the year open."""
        return self.week.lacks_year

    def meanings(self, scene: Scene) -> Meanings:
        """The day, in each week that can be meant."""
        return mapped(self.week, scene, self._of)

    def _of(self, first: date, last: date) -> When:
        return day_value(first + timedelta(days=self.weekday - first.weekday()))


@dataclass(frozen=True, slots=True)
class Near(Part):
    """The weekday after or before another date: ``friday after 15 nov``."""

    weekday: int
    sign: int
    base: Part

    @property
    def lacks_year(self) -> bool:
        """Whether the words leave the year open."""
        return self.base.lacks_year

    def meanings(self, scene: Scene) -> Meanings:
        """The day, for each meaning of the other date."""
        return mapped(self.base, scene, self._of)

    def _of(self, first: date, last: date) -> When:
        if self.sign > 0:
            return day_value(last + timedelta(days=(self.weekday - last.weekday()) % 7 or 7))
        return day_value(first - timedelta(days=(first.weekday() - self.weekday) % 7 or 7))


@dataclass(frozen=True, slots=True)
class Counted(Part):
    """``2 weeks after 15 nov``, ``a week from tomorrow``; `weekly` means the whole week after it."""

    count: int
    unit: str
    sign: int
    base: Part
    weekly: bool = False

    @property
    def lacks_year(self) -> bool:
        """Whether the words leave the year open."""
        return self.base.lacks_year

    def meanings(self, scene: Scene) -> Meanings:
        """The day (the week), for each meaning of the other date."""
        return mapped(self.base, scene, self._of)

    def _of(self, first: date, last: date) -> When:
        day = moved(last if self.sign > 0 else first, self.sign * self.count, self.unit)
        return week_of(day) if self.weekly else day_value(day)
