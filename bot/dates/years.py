"""Phrases that name a quarter, a half-year, a season, a year, or roughly a part of one."""

from __future__ import annotations

from dataclasses import dataclass, replace
from datetime import date, timedelta

from bot.dates.months import add_months, months_value
from bot.dates.scene import (
    Meaning,
    Meanings,
    Part,
    Scene,
    Unreadable,
    asked,
    days_value,
    from_today,
    mapped,
    period,
)
from bot.dates.understood import Cause, RemarkKind
from bot.dates.when import Precision, When

SEASONS = {"spring": 3, "summer": 6, "autumn": 9, "winter": 12}
WEEK = timedelta(weeks=1)


@dataclass(frozen=True, slots=True)
class QuarterOf(Part):
    """A quarter by its number, or by how many quarters it is `ahead` of today's."""

    quarter: int = 0
    year: int | None = None
    ahead: int | None = None

    @property
    def lacks_year(self) -> bool:
        """Whether the words leave the year open."""
        return self.year is None and self.ahead is None

    def meanings(self, scene: Scene) -> Meanings:
        """The quarter."""
        if self.ahead is not None:
            year, month = add_months(scene.today, 3 * self.ahead)
            return from_today(When(Precision.QUARTER, f"{year:04d}-Q{(month + 2) // 3}"), scene)
        if self.quarter == -1:
            return replace(self, quarter=4).meanings(scene)
        return scene.in_year(self._build, self.year)

    def _build(self, year: int) -> When | None:
        return When(Precision.QUARTER, f"{year:04d}-Q{self.quarter}") if 1 <= self.quarter <= 4 else None


@dataclass(frozen=True, slots=True)
class YearOf(Part):
    """A year, or one by its distance; `last` is the end of ``2017/18``."""

    year: int | None = None
    ahead: int | None = None
    last: int | None = None

    def meanings(self, scene: Scene) -> Meanings:
        """The year or years."""
        year = self.year if self.year is not None else scene.today.year + (self.ahead or 0)
        last = self.last
        if last is not None and last < 100:
            last += year // 100 * 100
        if last is not None and last <= year:
            raise Unreadable(Cause.ENDS_TOO_EARLY)
        found = When(Precision.YEAR, f"{year:04d}", f"{last:04d}" if last else None)
        return (Meaning(found),) if self.year is not None else from_today(found, scene)


@dataclass(frozen=True, slots=True)
class HalfYear(Part):
    """The first or second half of a year, as months."""

    half: int
    year: YearOf | None = None

    @property
    def lacks_year(self) -> bool:
        """Whether the words leave the year open."""
        return self.year is None

    def meanings(self, scene: Scene) -> Meanings:
        """The six months."""
        if self.half not in (1, 2, -1):
            raise Unreadable(Cause.NO_SUCH_DATE)
        if self.year is None:
            return scene.in_year(self._build, None)
        return mapped(self.year, scene, lambda first, last: self._build(first.year))

    def _build(self, year: int) -> When:
        return months_value(year, 1 if self.half == 1 else 7, 6)


@dataclass(frozen=True, slots=True)
class SchoolYear(Part):
    """``school year 2017/18``: some mean the years, others the months of a school."""

    years: YearOf

    def meanings(self, scene: Scene) -> Meanings:
        """Both."""
        found = self.years.meanings(scene)[0]
        return asked(Cause.VAGUE, [months_value(period(found)[0].year, 9, 10), found.when])


@dataclass(frozen=True, slots=True)
class SeasonOf(Part):
    """A season: three months of the north; a winter of one year is asked about."""

    season: str
    year: YearOf | None = None

    @property
    def lacks_year(self) -> bool:
        """Whether the words leave the year open."""
        return self.year is None

    def meanings(self, scene: Scene) -> Meanings:
        """The months."""
        year = self.year.year if self.year else None
        if self.season == "winter" and self.year and year is not None:
            if self.year.last is not None:
                return (Meaning(months_value(year, 12, 3), remarks=(RemarkKind.SEASON,)),)
            return asked(Cause.SEASON, [months_value(year, 12, 3), months_value(year - 1, 12, 3)])
        found = scene.in_year(lambda each: months_value(each, SEASONS[self.season], 3), year)
        return tuple(replace(each, remarks=(RemarkKind.SEASON,)) for each in found)


@dataclass(frozen=True, slots=True)
class VagueIn(Part):
    """Early, mid or late in something longer than a month, or in a week: a person must say what is meant."""

    part: str
    base: Part

    def meanings(self, scene: Scene) -> Meanings:
        """What may be meant, the shorter period first."""
        found = []
        for meaning in self.base.meanings(scene):
            first, last = period(meaning)
            found += (
                [*self._within(first, last), meaning.when]
                if last - first < WEEK * 20
                else (self._within(first, last))
            )
        return asked(Cause.VAGUE, found)

    def _within(self, first: date, last: date) -> list[When]:
        if last - first < WEEK:
            cuts = {"early": (0, 1), "mid": (1, 3), "late": (3, 4)}[self.part]
            return [days_value(first + timedelta(days=cuts[0]), first + timedelta(days=cuts[1]))]
        year = first.year
        if last - first > WEEK * 40:
            quarter = {"early": 1, "mid": 0, "late": 4}[self.part]
            finer = {
                "early": months_value(year, 1, 2),
                "mid": months_value(year, 6, 2),
                "late": months_value(year, 11, 2),
            }[self.part]
            wider = When(Precision.QUARTER, f"{year:04d}-Q{quarter}") if quarter else months_value(year, 5, 4)
            return [wider, finer]
        month = {"early": first, "mid": first + (last - first) / 2, "late": last}[self.part]
        return [When(Precision.MONTH, f"{month.year:04d}-{month.month:02d}")]


@dataclass(frozen=True, slots=True)
class EndOfPeriod(Part):
    """``by the end of the week``: the period itself, due at its end."""

    base: Part

    def meanings(self, scene: Scene) -> Meanings:
        """The period."""
        return self.base.meanings(scene)
