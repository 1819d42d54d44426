"""Days and longer periods as people type them; times of day are in `typed_times`."""

from __future__ import annotations

import re
from collections.abc import Callable
from dataclasses import dataclass, replace
from datetime import date, timedelta

from bot.core.i18n import _
from bot.dates.typed_parts import DayPart, with_weekday_after
from bot.dates.typed_shapes import read_bare_day, read_part
from bot.dates.typed_text import date_error, ends_too_early, no_such_date
from bot.dates.when import Precision, When

NEAREST_YEARS = range(0, 9)
LONGEST_WRAP = timedelta(days=120)
_BETWEEN = re.compile(
    r"(?P<to>\s?(?:-|(?<=\s)(?:to|until|till|through|au)(?=\s))\s?)"
    r"|(?P<both>\s?(?:/|&|,|(?<=\s)(?:and|et)(?=\s))\s?)"
    r"|(?P<either>\s(?:or|ou)\s)"
)


@dataclass(frozen=True, slots=True)
class DaysReading:
    """The periods that the words up to `end` (a position) can mean, likeliest first."""

    choices: tuple[When, ...]
    end: int


def read_days(text: str, start: int, today: date, since: date) -> DaysReading | None:
    """Read the longest day or period that begins at `start` of a folded text.

    Args:
        text: as `typed_text.fold` makes it.
        start: a position in it.
        today: what "today", "next Tuesday" and "in 3 days" count from.
        since: the day from which the next such date is meant where the year or month is missing.

    Returns:
        None where no date begins there.

    Raises:
        UserError: a date that does not exist, or an end before its start.
    """
    first = read_part(text, start, today)
    bare = read_bare_day(text, start)
    readings = [_read_range(text, part, end, today, since) for part, end in (first, bare) if part]
    best = max((r for r in readings if r and r[1] > first[1]), key=lambda r: r[1], default=None)
    if best is None and not first[0]:
        return None
    end = best[1] if best else first[1]
    if best:
        return DaysReading(best[0](text[start:end]), end)
    parts, end = with_weekday_after(text, *first)
    return DaysReading(_resolve_all(parts, text[start:end], since), end)


_Resolve = Callable[[str], tuple[When, ...]]


def _read_range(
    text: str, first: tuple[DayPart, ...], end: int, today: date, since: date
) -> tuple[_Resolve, int] | None:
    """Two parts with a dash, "to", "and" or "or" between them; resolved only once it is the longest."""
    between = _BETWEEN.match(text, end)
    if not between or ("," in between.group() and first[0].has_month):
        return None
    second, stop = read_part(text, between.end(), today)
    if first[0].has_month and first[0].precision is Precision.DAY:
        bare, bare_stop = read_bare_day(text, between.end(), loosely=between.group() == "-")
        if bare and bare_stop > stop:
            second, stop = bare, bare_stop
    pairs = [(a, b) for a in first for b in second if a.pairs_with(b)]
    if not pairs:
        return None
    kind, pairs = between.lastgroup or "", _alike(pairs)

    def resolve(typed: str) -> tuple[When, ...]:
        if kind == "either":
            each = [(a.borrow(b), b.borrow(a)) for a, b in pairs]
            return _unique([w for pair in each for part in pair for w in _resolve(part, typed, since)])
        return _unique([when for a, b in pairs for when in _join(a, b, kind, typed, since)])

    return resolve, stop


def _alike(pairs: list[tuple[DayPart, DayPart]]) -> list[tuple[DayPart, DayPart]]:
    """Where both ends can be day/month or month/day, people write both in the same order."""
    alike = [(a, b) for a, b in pairs if a.swapped == b.swapped]
    valid = [(a, b) for a, b in alike if a.is_possible and b.is_possible]
    return valid or alike or pairs


def _resolve_all(parts: tuple[DayPart, ...], typed: str, today: date) -> tuple[When, ...]:
    """All meanings; those whose weekday agrees win over the rest."""
    possible = [part for part in parts if part.is_possible] or list(parts[:1])
    found: list[tuple[When, ...]] = [_resolve(part, typed, today) for part in possible]
    agreeing = [choices for choices in found if len(choices) < 2]
    if any(part.weekday is not None for part in parts) and agreeing:
        found = agreeing
    return _unique([choice for choices in found for choice in choices])


def _resolve(part: DayPart, typed: str, today: date) -> tuple[When, ...]:
    """What one part means; more than one where its weekday does not fit its date."""
    if part.fixed is not None:
        return (part.fixed,)
    if part.precision is not Precision.DAY:
        return (_coarse(part, typed, today),)
    if part.is_weekday:
        ahead = ((part.weekday or 0) - today.weekday()) % 7
        return (_day(today + timedelta(days=ahead)),)
    found = _next_day(part, typed, today)
    if part.weekday is None or found.weekday() == part.weekday:
        return (_day(found),)
    first, second = sorted((found, _nearest_weekday(part, found)))
    return _day(first), _day(second)


def _nearest_weekday(part: DayPart, found: date) -> date:
    """The day that was perhaps meant: "Tue 16th" the next such 16th, else the Tuesday nearest by."""
    if part.month is None:
        for months in range(1, 25):
            year, month = divmod(found.year * 12 + found.month - 1 + months, 12)
            day = _date_or_none(year, month + 1, found.day)
            if day and day.weekday() == part.weekday:
                return day
    ahead = ((part.weekday or 0) - found.weekday()) % 7
    return found + timedelta(days=ahead if ahead <= 3 else ahead - 7)


def _next_day(part: DayPart, typed: str, today: date) -> date:
    """The date, or the next one where its year (or year and month) is missing."""
    day, candidates = part.day or 0, []
    if part.year is not None:
        candidates = [_date_or_none(part.year, part.month or 0, day)]
    elif part.month is not None:
        candidates = [_date_or_none(today.year + ahead, part.month, day) for ahead in NEAREST_YEARS]
        candidates = [found for found in candidates if found and found >= today]
    else:
        months = [divmod(today.year * 12 + today.month - 1 + ahead, 12) for ahead in range(13)]
        candidates = [_date_or_none(year, month + 1, day) for year, month in months]
        candidates = [found for found in candidates if found and found >= today]
    found = candidates[0] if candidates else None
    if found is None:
        raise no_such_date(typed)
    return found


def _coarse(part: DayPart, typed: str, today: date) -> When:
    """A month, part of one, quarter or year: the next that has not ended where its year is missing."""
    if part.month is not None and not 1 <= part.month <= 12:
        raise date_error(_("There is no such month as “{typed}”.").format(typed=typed.strip()))
    years = [part.year] if part.year is not None else [today.year, today.year + 1]
    for year in years:
        when = part.in_year(year)
        if part.year is not None or (when.last_day and when.last_day >= today):
            return when
    raise no_such_date(typed)


def _join(a: DayPart, b: DayPart, kind: str, typed: str, today: date) -> tuple[When, ...]:
    """From `a` to `b`, of which either may leave its month or year to the other.

    Where a weekday does not fit its date, both the dates as numbered and the nearest such weekdays.
    """
    a, b = a.borrow(b), b.borrow(a)
    plain_a, plain_b = (part if part.is_weekday else replace(part, weekday=None) for part in (a, b))
    first, last = _ends(plain_a, plain_b, typed, today)
    meanings = [_period(first, last, kind, typed)]
    shifted = [_on_weekday(part, when) for part, when in ((a, first), (b, last))]
    if shifted != [first, last] and (shifted[0].start or "") < (shifted[1].start or ""):
        meanings.insert(0, _period(shifted[0], shifted[1], "to", typed))
    elif shifted != [first, last]:
        raise date_error(_("A weekday in “{typed}” does not fit its date.").format(typed=typed.strip()))
    return tuple(sorted(meanings, key=When.sort_key))


def _on_weekday(part: DayPart, when: When) -> When:
    found = when.first_day
    if part.weekday is None or found is None or found.weekday() == part.weekday:
        return when
    return _day(_nearest_weekday(replace(part, month=found.month), found))


def _period(first: When, last: When, kind: str, typed: str) -> When:
    """One value from both ends, which must follow each other where they were joined by "and"."""
    start, end = first.first_day, last.first_day
    if start is None or end is None or end < start:
        raise ends_too_early(typed)
    if kind == "both" and first.last_day != end - timedelta(days=1):
        raise date_error(
            _("“{typed}” names two dates that do not follow each other; give one, or a period.").format(
                typed=typed.strip()
            )
        )
    if first == last:
        return first
    wider = {Precision.DAY: Precision.DAYS, Precision.MONTH: Precision.MONTHS}
    return replace(first, precision=wider.get(first.precision, first.precision), end=last.start)


def _ends(a: DayPart, b: DayPart, typed: str, today: date) -> tuple[When, When]:
    """Both ends; a year that only one of them has counts for both, unless New Year lies between."""
    if a.year is None and not b.is_weekday:
        last = _exactly(b, typed, today)
        return _same_or_year_before(a, last, typed, today), last
    first = _exactly(a, typed, today)
    start = first.first_day or today
    if b.is_weekday or b.year is not None:
        return first, _exactly(b, typed, start)
    later = b.month is not None and b.month < start.month
    return first, _exactly(replace(b, year=start.year + later), typed, start)


def _same_or_year_before(a: DayPart, last: When, typed: str, today: date) -> When:
    """The start of a range whose end is known: in the same year, or just before New Year."""
    day = last.first_day or today
    if a.is_weekday:
        return _exactly(a, typed, today)
    month = a.month or day.month
    wraps = month > day.month
    first = _exactly(replace(a, year=day.year - wraps, month=month), typed, today)
    if wraps and a.precision is Precision.DAY and day - (first.first_day or day) > LONGEST_WRAP:
        raise ends_too_early(typed)
    return first


def _exactly(part: DayPart, typed: str, today: date) -> When:
    """The one meaning of an end of a range; a weekday that does not fit is refused here."""
    choices = _resolve(part, typed, today)
    if len(choices) > 1:
        raise date_error(_("A weekday in “{typed}” does not fit its date.").format(typed=typed.strip()))
    return choices[0]


def _date_or_none(year: int, month: int, day: int) -> date | None:
    try:
        return date(year, month, day)
    except ValueError:
        return None


def _day(day: date) -> When:
    return When(Precision.DAY, day.isoformat())


def _unique(choices: list[When]) -> tuple[When, ...]:
    return tuple(dict.fromkeys(choices))
