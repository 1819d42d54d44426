"""Ranges and lists of dates, of which one end may leave its month or year to the other."""

from __future__ import annotations

from dataclasses import dataclass, replace
from datetime import timedelta
from itertools import pairwise

from bot.dates.clocks import Moment
from bot.dates.counted_days import WeekdayOf
from bot.dates.days import DayOf
from bot.dates.months import add_months
from bot.dates.scene import Meaning, Meanings, Part, Scene, Unreadable, asked, days_value
from bot.dates.shifts import Shift
from bot.dates.understood import Cause
from bot.dates.weeks import week_of
from bot.dates.when import Precision, When

LONGEST_WRAP = timedelta(days=120)
LONGEST_RANGE = timedelta(days=3700)
_BY_MONTHS = frozenset({Precision.MONTH, Precision.MONTHS, Precision.QUARTER, Precision.YEAR})
_WIDER = {Precision.DAY: Precision.DAYS, Precision.MONTH: Precision.MONTHS}
_ALIKE = frozenset({
    Precision.DAY, Precision.MONTH, Precision.PART_MONTH, Precision.QUARTER, Precision.YEAR,
    Precision.HALF_DAY,
})  # fmt: skip


def spanning(first: When, last: When) -> When:
    """From the beginning of one to the end of the other, as coarse as both are.

    Raises:
        Unreadable: the second begins before the first, or they cannot be joined.
    """
    begin, end = first.first_day, last.last_day
    timed = Precision.EXACT in (first.precision, last.precision)
    if (
        begin is None
        or end is None
        or last.first_day is None
        or (timed and first.precision != last.precision)
    ):
        raise Unreadable(Cause.ENDS_TOO_EARLY)
    if last.first_day < begin or (timed and (last.start or "") <= (first.start or "")):
        raise Unreadable(Cause.ENDS_TOO_EARLY)
    if first == last:
        return first
    if timed:
        return replace(first, end=last.end or last.start, zone=first.zone or last.zone)
    if first.precision is last.precision and first.precision in _ALIKE:
        precision = _WIDER.get(first.precision, first.precision)
        return When(precision, first.start, last.end or last.start)
    if first.precision in _BY_MONTHS and last.precision in _BY_MONTHS:
        return When(Precision.MONTHS, f"{begin:%Y-%m}", f"{end:%Y-%m}")
    return days_value(begin, end)


def borrowed(parts: tuple[Part, ...]) -> tuple[Part, ...]:
    """Days without a month take it from the next member that has one, else from the one before."""
    found = list(parts)
    for order in (range(len(found) - 2, -1, -1), range(1, len(found))):
        for at in order:
            this, other = found[at], _day_in(found[at + (1 if order.step < 0 else -1)])
            if isinstance(this, DayOf) and isinstance(other, DayOf) and not this.month and other.month:
                found[at] = replace(this, month=other.month, year=this.year or other.year)
    return tuple(found)


def _day_in(part: Part) -> Part:
    """The day of a moment."""
    return part.part if isinstance(part, Moment) and part.part else part


@dataclass(frozen=True, slots=True)
class RangeOf(Part):
    """From one date to another."""

    first: Part
    last: Part

    def meanings(self, scene: Scene) -> Meanings:
        """Every sensible pair of what both ends can mean."""
        first, last = borrowed((self.first, self.last))
        if isinstance(last, Moment) and last.part is not None and not isinstance(first, Moment):
            days = RangeOf(self.first, last.part).meanings(scene)
            raise Unreadable(Cause.ONE_DAY, days)
        pairs = _ends(first, last, scene)
        found: dict[When, Meaning] = {}
        for begin, end in pairs:
            try:
                when = spanning(begin.when, end.when)
            except Unreadable:
                continue
            found.setdefault(when, replace(begin, when=when, cause=begin.cause or end.cause))
        if not found:
            raise Unreadable(Cause.ENDS_TOO_EARLY)
        return _agreeing(tuple(found.values()), first, last)


def _agreeing(found: Meanings, first: Part, last: Part) -> Meanings:
    """Where a weekday does not fit: the days as numbered, or both moved; never only one end moved."""
    if len(found) < 3 or not all(each.cause is Cause.WEEKDAY for each in found):
        return found
    ordered = sorted(found, key=lambda each: each.when.sort_key())
    lengths = [(each.when.last_day or each.when.first_day) for each in ordered]
    numbered = isinstance(first, DayOf) and isinstance(last, DayOf) and last.day - first.day
    kept = [
        each
        for each, end in zip(ordered, lengths, strict=True)
        if end and each.when.first_day and (end - each.when.first_day).days == numbered
    ]
    return tuple(kept) or tuple(ordered)


def _ends(first: Part, last: Part, scene: Scene) -> list[tuple[Meaning, Meaning]]:
    """Meanings of both ends; a year that only one has counts for both, unless New Year lies between."""
    if first.lacks_year and not last.lacks_year and not isinstance(last, WeekdayOf):
        pairs = []
        for end in last.meanings(scene):
            day = end.when.first_day
            if day is None:
                raise Unreadable(Cause.ENDS_TOO_EARLY)
            for begin in first.meanings(scene.ending(day)):
                _check_wrap(begin, end)
                pairs.append((begin, end))
        return pairs
    return [
        (begin, end)
        for begin in first.meanings(scene)
        if begin.when.first_day
        for end in last.meanings(scene.starting(begin.when.first_day))
        if not last.lacks_year or isinstance(last, WeekdayOf) or _check_wrap(begin, end)
    ]


def _check_wrap(begin: Meaning, end: Meaning) -> bool:
    """Days that wrap over New Year with a borrowed year are few: "5 July - 3 July" is no year."""
    first, last = begin.when.first_day, end.when.last_day
    if first and last and first.year < last.year and begin.when.is_dated and last - first > LONGEST_WRAP:
        raise Unreadable(Cause.ENDS_TOO_EARLY)
    return True


@dataclass(frozen=True, slots=True)
class Following(Part):
    """``or the week after``: the period that follows the member before it in a list."""

    unit: str

    def after(self, when: When) -> Meaning:
        """The day, week or month after another date."""
        last, first = when.last_day, when.first_day
        if last is None or first is None:
            raise Unreadable(Cause.NO_SUCH_DATE)
        if self.unit == "w":
            return Meaning(week_of(last + timedelta(weeks=1)))
        if self.unit == "m":
            year, month = add_months(last, 1)
            return Meaning(When(Precision.MONTH, f"{year:04d}-{month:02d}"))
        return Meaning(days_value(last + timedelta(days=1), last + timedelta(days=1)))

    def meanings(self, scene: Scene) -> Meanings:
        """Alone it follows the item's date."""
        present = scene.current
        if present is None:
            raise Unreadable(Cause.NO_DATE_TO_SHIFT)
        period = self.after(present)
        if self.unit == "d" or not present.is_dated:
            return (period,)
        same = Shift(1, self.unit).meanings(scene)[0]
        return replace(same, cause=Cause.WHICH_WEEK), replace(period, cause=Cause.WHICH_WEEK)


@dataclass(frozen=True, slots=True)
class Listing(Part):
    """Several dates: ``joint`` is "or", "and", or "beside" where nothing stands between them."""

    members: tuple[Part, ...]
    joint: str = "and"

    def meanings(self, scene: Scene) -> Meanings:
        """One period where they follow each other; else each of them is asked about."""
        parts = borrowed(self.members)
        moments = [part for part in parts if isinstance(part, Moment)]
        if len(moments) == 1 and (parts[-1] in moments or parts[0] in moments):
            days = tuple(_day_in(part) for part in parts)
            return Moment(moments[0].hours, Listing(days, self.joint)).meanings(scene)
        each = _in_order(parts, scene)
        if self.joint == "or":
            return _or(each)
        if any(meaning.cause for group in each for meaning in group):
            return _rows(each) or _or(each)
        whens = [group[0].when for group in each]
        spans = _spans(whens)
        if spans and self.joint == "and" and _follow(whens):
            return (Meaning(spans),)
        several = asked(Cause.TWO_DATES, [*whens, *([spans] if spans else [])])
        return several if len(several) > 1 else each[0]


def _or(each: list[Meanings]) -> Meanings:
    cause = next((m.cause for group in each for m in group if m.cause), None) or Cause.TWO_DATES
    whens = [(meaning.when, meaning.label) for group in each for meaning in group]
    return asked(cause, whens)


def _rows(each: list[Meanings]) -> Meanings:
    """Days of which all may be meant as numbered or all as their weekdays say: "Monday 3 and Tuesday 4"."""
    if len({len(group) for group in each}) > 1:
        return ()
    rows = [[meaning.when for meaning in row] for row in zip(*each, strict=True)]
    spans = [_spans(row) for row in rows if _follow(row)]
    return asked(each[0][0].cause or Cause.WEEKDAY, [span for span in spans if span]) if all(spans) else ()


def _follow(whens: list[When]) -> bool:
    """Whether each begins on the day after the one before has ended."""
    day = timedelta(days=1)
    pairs = pairwise(whens)
    return all(
        first.last_day and last.first_day and first.last_day + day == last.first_day and not first.has_time
        for first, last in pairs
    )


def _spans(whens: list[When]) -> When | None:
    if len(whens) > 2 and not _follow(whens):
        return None
    try:
        return spanning(whens[0], whens[-1]) if not whens[0].has_time else None
    except Unreadable:
        return None


def _in_order(parts: tuple[Part, ...], scene: Scene) -> list[Meanings]:
    """What each member means: years come from the last member that has one, or follow on."""
    known = [at for at, part in enumerate(parts) if at and not part.lacks_year]
    later = known[-1] if known and not isinstance(parts[known[-1]], Following) else None
    if later is not None and all(part.lacks_year for part in parts[:later]):
        last = parts[later].meanings(scene)
        day = last[0].when.first_day
        before = scene.ending(day) if day else scene
        return [
            *(part.meanings(before) for part in parts[:later]),
            last,
            *(part.meanings(scene) for part in parts[later + 1 :]),
        ]
    found: list[Meanings] = []
    for part in parts:
        if isinstance(part, Following) and found:
            found.append((part.after(found[-1][-1].when),))
            continue
        found.append(part.meanings(scene))
        first = found[-1][0].when.first_day
        if first and part.lacks_year:
            scene = scene.starting(first)
    return found
