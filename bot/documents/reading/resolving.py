"""What written dates mean in their place: the month from the heading, the year from what came before."""

from __future__ import annotations

from calendar import day_name, monthrange
from collections.abc import Sequence
from dataclasses import dataclass, replace
from datetime import date, timedelta

from bot.core.i18n import _
from bot.dates.when import NO_DATE, Precision, When
from bot.documents.reading.dates import DayMonth, WrittenDate
from bot.documents.reading.periods import months_of, period_after, weekday_of


@dataclass(frozen=True, slots=True)
class Step:
    """A written date in document order; headings hold for all that follows."""

    written: WrittenDate
    is_heading: bool


@dataclass(frozen=True, slots=True)
class Resolved:
    """What it means, and the doubts about it as (about, text)."""

    when: When
    doubts: tuple[tuple[str, str], ...] = ()
    lacks_year: bool = False
    lacks_zone: bool = False


def resolve_dates(
    steps: Sequence[Step], years: Sequence[int], zone: str, start: date | None
) -> list[Resolved]:
    """The meaning of each step.

    Args:
        steps: all written dates in document order.
        years: the years that the document or the person names; the first month without a year is in the
            one that contradicts fewest weekdays, later months follow on.
        zone: IANA zone of times whose zone is not written.
        start: day that relative dates count from.
    """
    bases: list[int | None] = [*years] or [None]
    results = [_Calendar(year, years, zone, start).read(steps) for year in bases]
    return min(
        results, key=lambda found: sum(about == "contradiction" for r in found for about, _text in r.doubts)
    )


def years_before(steps: Sequence[Step]) -> list[int]:
    """The year of the first month, told by the first year written further down; empty where there is none."""
    turns, month = 0, 0
    for step in steps:
        first = step.written.first
        if first.month is not None and (step.is_heading or not month):
            turns += first.month < month
            month = first.month
        if first.year is not None:
            return [first.year - turns] if first.month else [first.year]
    return []


class _Calendar:
    """Walks through the document, keeping the month and year it is in."""

    def __init__(self, first: int | None, years: Sequence[int], zone: str, start: date | None) -> None:
        self.first_year, self.zone, self.start = first, zone, start
        self.last_year = max(years) if len(years) > 1 else None
        self.year: int | None = None
        self.month: int | None = None
        self.heading, self.is_beside = NO_DATE, False
        self.doubts: list[tuple[str, str]] = []
        self.lacks_year = False

    def read(self, steps: Sequence[Step]) -> list[Resolved]:
        """All steps in turn."""
        found = []
        for step in steps:
            self.doubts, self.lacks_year = [], False
            written = step.written
            when = self._relative(written) if written.relative else self._when(written, step.is_heading)
            when = replace(when, text=written.text)
            if step.is_heading:
                self.heading, self.is_beside = when, written.beside
            lacks_zone = when.precision is Precision.EXACT and not (written.times and written.times.zone)
            found.append(Resolved(when, tuple(self.doubts), self.lacks_year, lacks_zone))
        return found

    def _when(self, written: WrittenDate, is_heading: bool) -> When:
        if written.ambiguous:
            self.doubts.append(
                (
                    "date",
                    _("Is {text} day first, or month first? I read the day first.").format(text=written.text),
                )
            )
        if written.several:
            self.doubts.append(
                (
                    "date",
                    _("“{text}” names several dates. I kept the first and the last; which holds?").format(
                        text=written.text
                    ),
                )
            )
        if is_heading and not written.says_when:
            return NO_DATE
        if written.quarter:
            if is_heading:
                self.heading = NO_DATE
            return self._quarter(written)
        first, last = written.first, written.last
        if first.month is None and first.day is None and first.year is not None:
            self.year, self.month = first.year, None
            return self._safe(Precision.YEAR, str(first.year), str(last.year) if last and last.year else None)
        if first.month is None:
            return self._beneath_heading(written)
        if is_heading:
            self.heading = NO_DATE
        year = first.year or self._year_of(first.month)
        if year is None:
            self.lacks_year = True
            return NO_DATE
        self._check_month(first.month, year)
        last = self._end(last, year, first.month)
        self.year, self.month = year, first.month
        return self._dated(written, replace(first, year=year), last)

    def _end(self, last: DayMonth | None, year: int, month: int) -> DayMonth | None:
        if last is None or last.month is None:
            return None
        return replace(last, year=last.year or (year + 1 if last.month < month else year))

    def _year_of(self, month: int) -> int | None:
        """The year of a month that comes without one: the next such month, or the one nearest a heading."""
        if self.heading.precision is Precision.YEAR and self.heading.first_day and self.heading.end is None:
            return self.heading.first_day.year
        if self.heading.first_day and self.heading.precision is not Precision.YEAR:
            near = self.heading.first_day
            return min(
                (near.year - 1, near.year, near.year + 1),
                key=lambda y: abs((y - near.year) * 12 + month - near.month),
            )
        if self.year is None:
            return self.first_year
        later = self.month is not None and month < self.month
        return self.year + 1 if later and self.year + 1 <= (self.last_year or 9999) else self.year

    def _check_month(self, month: int, year: int) -> None:
        first, last = self.heading.first_day, self.heading.last_day
        if self.is_beside:
            return  # the next date in the same column needs not lie within
        if first and last and not (first.year, first.month) <= (year, month) <= (last.year, last.month):
            self.doubts.append(
                (
                    "contradiction",
                    _("It is dated outside the period it stands under, {text}. I took its own date.").format(
                        text=self.heading.text
                    ),
                )
            )

    def _beneath_heading(self, written: WrittenDate) -> When:
        """A day, part or time that needs the month of its heading."""
        months = months_of(self.heading)
        if written.says_day and months:
            day, weekday = written.first.day, written.first.weekday
            fits = [m for m in months if weekday is None or weekday_of(m[0], m[1], day) == weekday]
            if len(months) > 1 and len(fits) != 1:
                self.doubts.append(
                    (
                        "date",
                        _("Which month is {text} in? The heading names several.").format(text=written.text),
                    )
                )
                return self.heading
            year, month = (fits or months)[0]
            last = written.last and replace(written.last, year=year, month=month)
            return self._dated(written, replace(written.first, year=year, month=month), last)
        if written.part and len(months) == 1:
            return self._safe(Precision.PART_MONTH, f"{months[0][0]}-{months[0][1]:02d}-{written.part}", None)
        above = self.heading.first_day
        if self.heading.precision is Precision.DAY and above and (written.times or written.half):
            return self._dated(written, DayMonth(above.day, above.month, above.year), None)
        if written.times or written.says_day:
            self.doubts.append(
                (
                    "date",
                    _("“{text}” alone names no day that I could tell. Which day is it?").format(
                        text=written.text
                    ),
                )
            )
        return self.heading

    def _dated(self, written: WrittenDate, first: DayMonth, last: DayMonth | None) -> When:
        if first.day is None:
            start = f"{first.year}-{first.month:02d}"
            if written.part and last is None:
                return self._safe(Precision.PART_MONTH, f"{start}-{written.part}", None)
            end = f"{last.year}-{last.month:02d}" if last else None
            return self._safe(Precision.MONTHS if end and end != start else Precision.MONTH, start, end)
        begin, finish = self._day(first), self._day(last) if last and last.day else None
        if begin is None:
            month = f"{first.year}-{first.month:02d}"
            return self._safe(Precision.MONTH, month, None)
        if written.times:
            return self._timed(written, begin, finish)
        if written.half and finish is None:
            return self._safe(Precision.HALF_DAY, f"{begin}T{written.half}", None, self.zone)
        if written.week:
            finish = begin + timedelta(days=4 - begin.weekday()) if begin.weekday() < 4 else None
        days = finish is not None and finish != begin
        return self._safe(
            Precision.DAYS if days else Precision.DAY, f"{begin}", f"{finish}" if days else None
        )

    def _timed(self, written: WrittenDate, begin: date, finish: date | None) -> When:
        times = written.times
        if times is None:
            raise ValueError("no times")
        end = f"{finish or begin}T{times.end}" if times.end else None
        return self._safe(Precision.EXACT, f"{begin}T{times.start}", end, times.zone or self.zone)

    def _day(self, part: DayMonth) -> date | None:
        """The day, checked against its weekday."""
        year, month, day = part.year or 0, part.month or 0, part.day or 0
        if not 1 <= day <= monthrange(year, month)[1]:
            self.doubts.append(
                ("date", _("There is no day {day} in that month. Which day is meant?").format(day=day))
            )
            return None
        found = date(year, month, day)
        if part.weekday is not None and part.weekday != found.weekday():
            self.doubts.append(
                (
                    "contradiction",
                    _("{date} is a {actual}, but the plan says {written}. Which is right?").format(
                        date=found.isoformat(),
                        actual=_(day_name[found.weekday()]),
                        written=_(day_name[part.weekday]),
                    ),
                )
            )
        return found

    def _quarter(self, written: WrittenDate) -> When:
        month = (written.quarter or 1) * 3 - 2
        year = written.first.year or self._year_of(month)
        if year is None:
            self.lacks_year = True
            return NO_DATE
        self.year, self.month = year, month
        end = f"{year}-Q{written.last_quarter}" if written.last_quarter else None
        return self._safe(Precision.QUARTER, f"{year}-Q{written.quarter}", end)

    def _relative(self, written: WrittenDate) -> When:
        """The offsets as they are, or the period they mean where the start is known."""
        if self.start is None or written.relative is None:
            return When(Precision.RELATIVE, written.relative, written.last_relative)
        when = period_after(self.start, written.relative)
        if written.last_relative is None:
            return when
        last = period_after(self.start, written.last_relative)
        precision = Precision.MONTHS if when.precision is Precision.MONTH else when.precision
        return self._safe(precision, when.start or "", last.end or last.start)

    def _safe(self, precision: Precision, start: str, end: str | None, zone: str | None = None) -> When:
        """The value, without its end where that lies before the start."""
        try:
            return When(precision, start, end, zone)
        except ValueError:
            self.doubts.append(("contradiction", _("It would end before it begins. I kept the beginning.")))
            return When(precision, start, None, zone)
