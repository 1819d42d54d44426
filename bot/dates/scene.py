"""In what circumstances words are read, and what one reading of them means."""

from __future__ import annotations

from abc import ABC, abstractmethod
from collections.abc import Callable, Sequence
from dataclasses import dataclass, replace
from datetime import date

from bot.dates.understood import Cause, Context, RemarkKind
from bot.dates.when import Precision, When

FARTHEST_YEAR, NEAREST_YEARS = 2199, 9


class Unreadable(Exception):
    """The words name a date that does not exist, or cannot be told; with the choices that remain, if any."""

    def __init__(self, cause: Cause, choices: Sequence[Meaning] = ()) -> None:
        super().__init__(cause)
        self.cause, self.choices = cause, tuple(choices)


@dataclass(frozen=True, slots=True)
class Meaning:
    """One complete date that words can mean.

    `cause` is why it is asked about, if it is; `label` sets it apart from other meanings; `names_zone` says
    that the words named a zone; `open_text` that no date holds what they say.
    """

    when: When
    cause: Cause | None = None
    label: str = ""
    remarks: tuple[RemarkKind, ...] = ()
    baseline: When | None = None
    open_text: bool = False
    is_complete: bool = False  # nothing is taken from the item's date
    names_zone: bool = False


Meanings = tuple[Meaning, ...]


class Part(ABC):
    """What a phrase names: a day, a period, a shift."""

    __slots__ = ()

    @property
    def lacks_year(self) -> bool:
        """Whether the words leave the year open."""
        return False

    @abstractmethod
    def meanings(self, scene: Scene) -> Meanings:
        """What it means here, likeliest first.

        Raises:
            Unreadable: no such date.
        """


@dataclass(frozen=True, slots=True)
class Scene:
    """The context, with the one today that is assumed, and where a date without a year may lie."""

    context: Context
    today: date
    since: date
    until: date | None = None

    @property
    def is_document(self) -> bool:
        """Whether a document is read."""
        return self.context.is_document

    @property
    def current(self) -> When | None:
        """The item's present date, where it has one."""
        current = self.context.current
        return None if current is None or current.precision is Precision.NONE else current

    def starting(self, day: date) -> Scene:
        """The same, for a date that does not lie before a day: the end of a range."""
        return replace(self, since=day, until=None)

    def ending(self, day: date) -> Scene:
        """The same, for a date that does not lie after a day: the start of a range whose end is known."""
        return replace(self, until=day)

    def in_year(self, build: Callable[[int], When | None], year: int | None) -> Meanings:
        """The date in its year; without one in the year that the circumstances tell.

        Args:
            build: makes the value in a year; None where that year has no such day.
            year: as written, or None.

        Raises:
            Unreadable: there is no such date in any of the years.
        """
        if year is not None:
            found = build(year)
            if found is None:
                raise Unreadable(Cause.NO_SUCH_DATE)
            return (Meaning(found),)
        candidates = [when for each in self._years() if (when := build(each))]
        if not candidates:
            raise Unreadable(Cause.NO_SUCH_DATE)
        return self._choose(candidates)

    def _years(self) -> list[int]:
        if self.until is not None:
            return list(range(self.until.year, self.until.year - NEAREST_YEARS, -1))
        heading = self.context.within
        if heading and heading.first_day and heading.last_day:
            near = range(heading.first_day.year, heading.last_day.year + 1)
            return [*near, *(year for year in (near[-1] + 1, near[0] - 1) if year not in near)]
        if self.is_document and self.context.years:
            return list(range(self.context.years[0], self.context.years[1] + 1))
        return list(range(self.since.year, min(self.since.year + NEAREST_YEARS, FARTHEST_YEAR + 1)))

    def _choose(self, candidates: list[When]) -> Meanings:
        heading = self.context.within
        if self.until is not None:
            until = self.until
            fits = [when for when in candidates if when.first_day and when.first_day <= until]
            return (Meaning((fits or candidates)[0]),)
        if heading and heading.first_day and heading.last_day:
            return (Meaning(min(candidates, key=lambda when: _distance(when, heading))),)
        ahead = [when for when in candidates if when.last_day and when.last_day >= self.since]
        if self.is_document and self.context.since is None and self.since == self.today:
            if not self.context.years:
                return (Meaning((ahead or candidates)[0], Cause.YEAR),)
            several = len(candidates) > 1
            return tuple(Meaning(when, Cause.YEAR if several else None) for when in candidates)
        if not ahead:
            return (Meaning(candidates[-1], Cause.YEAR if self.is_document else None),)
        return (Meaning(ahead[0]),)


def _distance(when: When, heading: When) -> int:
    """How many days a date lies outside of a period."""
    first, last = when.first_day, when.last_day
    if not (first and last and heading.first_day and heading.last_day):
        return 0
    return max(0, (heading.first_day - first).days, (last - heading.last_day).days)


def from_today(when: When, scene: Scene) -> Meanings:
    """A date that counts from today: of a document nobody knows from which day it counts."""
    return (Meaning(when, Cause.VAGUE if scene.is_document else None),)


def day_value(day: date) -> When:
    """One day."""
    return When(Precision.DAY, day.isoformat())


def days_value(first: date, last: date) -> When:
    """From a day to a day."""
    return When(Precision.DAYS, first.isoformat(), last.isoformat()) if first != last else day_value(first)


def date_or_none(year: int, month: int, day: int) -> date | None:
    """The date, where the calendar has it."""
    try:
        return date(year, month, day)
    except ValueError:
        return None


def one_day(meaning: Meaning) -> date:
    """The day of a meaning that must be one day.

    Raises:
        Unreadable: it is a longer period.
    """
    day = meaning.when.first_day
    if day is None or day != meaning.when.last_day:
        raise Unreadable(Cause.ONE_DAY)
    return day


def period(meaning: Meaning) -> tuple[date, date]:
    """The first and last day of a meaning.

    Raises:
        Unreadable: it is no date of the calendar.
    """
    first, last = meaning.when.first_day, meaning.when.last_day
    if first is None or last is None:
        raise Unreadable(Cause.NEEDS_DAY)
    return first, last


def mapped(part: Part, scene: Scene, change: Callable[[date, date], When]) -> Meanings:
    """Every meaning of a part, changed: from its first and last day to another value."""
    return tuple(replace(each, when=change(*period(each))) for each in part.meanings(scene))


def mixed(*groups: Meanings) -> Meanings:
    """All meanings of several, each value once."""
    found: dict[When, Meaning] = {}
    for meaning in (each for group in groups for each in group):
        found.setdefault(meaning.when, meaning)
    return tuple(found.values())


def asked(cause: Cause, whens: Sequence[When | tuple[When, str]]) -> Meanings:
    """Meanings to choose from; a single one is no question, as both ways lead to it."""
    pairs = [each if isinstance(each, tuple) else (each, "") for each in whens]
    unique = {when: label for when, label in reversed(pairs)}
    ordered = [(when, label) for when, label in dict(pairs).items() if when in unique]
    if len(ordered) == 1:
        return (Meaning(ordered[0][0]),)
    return tuple(Meaning(when, cause, label) for when, label in ordered)
