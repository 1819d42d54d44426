"""Phrases that name a week: Monday to Sunday."""

from __future__ import annotations

from calendar import monthrange
from dataclasses import dataclass, replace
from datetime import date, timedelta

from bot.core.i18n import _
from bot.dates.months import MonthOf, in_month
from bot.dates.parser import Refused
from bot.dates.scene import (
    Meanings,
    Part,
    Scene,
    Unreadable,
    asked,
    days_value,
    from_today,
    mapped,
)
from bot.dates.understood import Cause
from bot.dates.when import Precision, When

SIX_DAYS, WEEK = timedelta(days=6), timedelta(weeks=1)


def week_of(day: date) -> When:
    """Monday to Sunday of the week of a day."""
    monday = day - timedelta(days=day.weekday())
    return days_value(monday, monday + SIX_DAYS)


@dataclass(frozen=True, slots=True)
class WeekNumber(Part):
    """A week by its ISO number."""

    week: int
    year: int | None = None

    @property
    def lacks_year(self) -> bool:
        """Whether the words leave the year open."""
        return self.year is None

    def meanings(self, scene: Scene) -> Meanings:
        """Monday to Sunday."""
        return scene.in_year(self._build, self.year)

    def _build(self, year: int) -> When | None:
        try:
            monday = date.fromisocalendar(year, self.week, 1)
        except ValueError:
            return None
        return days_value(monday, monday + SIX_DAYS)


def week_number(week: int, year: int | None = None) -> WeekNumber:
    """A week that some year has, for the grammar."""
    if not 1 <= week <= 53:
        raise Refused
    return WeekNumber(week, year)


@dataclass(frozen=True, slots=True)
class ProjectWeek(Part):
    """``Week 3`` of a document: of the calendar or of the work."""

    week: int

    def meanings(self, scene: Scene) -> Meanings:
        """Both."""
        of_work = When(Precision.RELATIVE, f"+{self.week - 1}w") if self.week else None
        of_year = [each.when for each in WeekNumber(self.week).meanings(scene)]
        return asked(Cause.WHICH_WEEK, [*of_year, *([(of_work, _("of the work"))] if of_work else [])])


@dataclass(frozen=True, slots=True)
class WeekAhead(Part):
    """This week, the next one and so on."""

    ahead: int

    def meanings(self, scene: Scene) -> Meanings:
        """Monday to Sunday."""
        return from_today(week_of(scene.today + self.ahead * WEEK), scene)


@dataclass(frozen=True, slots=True)
class WeekAround(Part):
    """``the week of 13 November``."""

    day: Part

    @property
    def lacks_year(self) -> bool:
        """Whether the words leave the year open."""
        return self.day.lacks_year

    def meanings(self, scene: Scene) -> Meanings:
        """The week that holds each meaning of the day."""
        return mapped(self.day, scene, lambda first, last: week_of(first))


@dataclass(frozen=True, slots=True)
class WeekTo(Part):
    """``week ending 17 November``: from Monday to that day."""

    day: Part

    @property
    def lacks_year(self) -> bool:
        """Whether the words leave the year open."""
        return self.day.lacks_year

    def meanings(self, scene: Scene) -> Meanings:
        """Those days, for each meaning of the last one."""
        return mapped(
            self.day, scene, lambda first, last: days_value(last - timedelta(days=last.weekday()), last)
        )


@dataclass(frozen=True, slots=True)
class NthWeek(Part):
    """``2nd week of November``; whether the week that holds the 1st counts is asked where it matters."""

    nth: int
    month: MonthOf

    @property
    def lacks_year(self) -> bool:
        """Whether the words leave the year open."""
        return self.month.lacks_year

    def meanings(self, scene: Scene) -> Meanings:
        """Monday to Sunday; two such weeks where the one at the edge of the month counts for some only."""
        options: dict[When, list[When]] = {}

        def last_option(first: date) -> When:
            weeks = self._weeks(first)
            options[weeks[-1]] = weeks
            return weeks[-1]

        found = in_month(self.month, scene, last_option)
        weeks = asked(Cause.WHICH_WEEK, [week for each in found for week in options[each.when]])
        return tuple(replace(week, cause=found[0].cause or week.cause) for week in weeks)

    def _weeks(self, first: date) -> list[When]:
        """The weeks of the month that begins on a day, which may be meant."""
        if self.nth == -1:
            last = first.replace(day=monthrange(first.year, first.month)[1])
            days = [last] if last.weekday() >= 4 else [last - WEEK, last]
        elif not 1 <= self.nth <= 5:
            raise Unreadable(Cause.NO_SUCH_DATE)
        else:
            skipped = {0: [0], 5: [1], 6: [1]}.get(first.weekday(), [0, 1])
            days = [first + (weeks + self.nth - 1) * WEEK for weeks in skipped]
        return [week_of(day) for day in days]
