"""From the words a person types to a `When`; what can be read in two ways is asked, never guessed."""

from __future__ import annotations

import re
from dataclasses import dataclass, replace
from datetime import date
from difflib import get_close_matches

from bot.core.errors import UserError
from bot.core.i18n import _
from bot.dates.typed_days import DaysReading, read_days
from bot.dates.typed_text import (
    LONGEST_TYPED,
    MONTHS,
    QUOTES,
    WEEKDAYS,
    date_error,
    ends_too_early,
    fold,
    tidy,
)
from bot.dates.typed_times import TimesReading, names_odd_time, read_half, read_times
from bot.dates.typed_zones import read_zone
from bot.dates.when import Precision, When

_LEAD = re.compile(r"(?:(?:on|by|to(?! be)|for|until|till|due|from|le|du|date:|=)\s){0,3}")
_BEFORE_TIME = re.compile(r"t(?=\d\d:\d\d)|,?\s-\s|[,\s]{0,2}(?:\(\s?)?")
_BEFORE_DAY = re.compile(r",?\s(?:on\s|le\s)?")
_BETWEEN = re.compile(r"\s?(?:-|/|(?<=\s)(?:to|until|till|au)(?=\s))\s?")
_ALL_DAY = re.compile(r",?\s(?:all day|whole day|full day)(?![a-z])")
_CONTINUES = re.compile(r"\s?(?:(?:-|/|to|until|till|and|or|&|at)(?:\s|(?=\d)))?\s?")
_BEFORE = re.compile(r"^(?::[a-z0-9_+-]+:|[^\w+(\[\"'“”„«‹‟‘-])+")
_MODAL = re.compile(r"may (?:be|have|not|need|still|well|slip)(?![a-z])")
_NEAR_WORDS = ("today", "tomorrow", "quarter", "afternoon", "morning")
_NUMBERS_ONLY = re.compile(r"[^\w]*\d[\d\s:./h-]*$")


@dataclass(frozen=True, slots=True)
class WhenReading:
    """What the words at the start of a text mean.

    Either `when` is set and `choices` is empty, or `when` is None and `choices` holds the two or more
    meanings to ask about, likeliest first (``3/4``, a weekday that does not fit its date, ``2-5``
    without am or pm). Each `When` keeps the words it was read from in its `text`. `rest` is what
    follows the date, without the quotes around it: a reason, or empty.
    """

    when: When | None
    choices: tuple[When, ...] = ()
    rest: str = ""

    @property
    def meanings(self) -> tuple[When, ...]:
        """All meanings: one, or those to ask about."""
        return (self.when,) if self.when else self.choices


class NoDate(UserError):
    """There is nothing in the words that could be a date."""


def read_when(
    text: str,
    *,
    today: date,
    zone: str,
    default_year_from: date | None = None,
    day: date | None = None,
) -> WhenReading:
    """Read the longest date at the start of what a person typed.

    Args:
        text: the words; only a date in their first 300 characters is looked for.
        today: today in the group's zone, which "tomorrow" and "next Tuesday" count from.
        zone: the group's zone; a `When` in that zone has `zone` None, whether it was named or not.
        default_year_from: a missing year is the next such date from this day on (`today` if None).
        day: the day that is meant where only a time is typed, for example the item's present one.

    Raises:
        UserError: nothing there is a date, or it is one that does not exist, ends before it starts
            or is followed by more of a date that cannot be read.
    """
    text = _unquote(tidy(text))
    folded = fold(text)[:LONGEST_TYPED]
    reader = _Reader(folded, today, default_year_from or today, zone, day)
    lead = _LEAD.match(folded)
    start = lead.end() if lead else 0
    choices, end = reader.read_period(start)
    if not choices or _MODAL.match(folded, start):
        raise _no_date(text, folded)
    reader.refuse_more(text, start, end)
    typed = text[start:end]
    choices = tuple(replace(when, text=typed) for when in choices)
    rest = _strip_reason(text[end:])
    return WhenReading(choices[0], (), rest) if len(choices) == 1 else WhenReading(None, choices, rest)


_Found = tuple[tuple[When, ...], int]


@dataclass(frozen=True, slots=True)
class _Reader:
    """One reading of one folded text."""

    text: str
    today: date
    since: date
    zone: str
    day: date | None

    def read_period(self, start: int) -> _Found:
        """A moment, or from one moment with a time to another ("28 Feb am - 1 Mar pm")."""
        choices, end = self._read_moment(start)
        if len(choices) != 1 or choices[0].precision not in (Precision.EXACT, Precision.HALF_DAY):
            return choices, end
        first, between = choices[0], _BETWEEN.match(self.text, end)
        if not between or first.end:
            return choices, end
        since = first.first_day or self.since
        others, stop = replace(self, since=since)._read_moment(between.end())
        if len(others) != 1 or others[0].precision is not first.precision or others[0].end:
            return choices, end
        last = others[0]
        if (last.start or "") <= (first.start or ""):
            raise ends_too_early(self.text[start:stop])
        return (replace(first, end=last.start, zone=first.zone or last.zone),), stop

    def refuse_more(self, text: str, start: int, end: int) -> None:
        """Refuse what looks like more of the date, so that none of it is taken for a reason."""
        follows = _CONTINUES.match(self.text, end)
        at = follows.end() if follows else end
        if self.text[end : end + 1] in (",", ";") or at >= len(self.text):
            return
        times = read_times(self.text, at)
        more = read_days(self.text, at, self.today, self.since) or times
        zones, _end = read_zone(self.text, at)
        half = read_half(self.text, at)[0] or names_odd_time(self.text, at)
        if more or zones or half or _NUMBERS_ONLY.match(self.text, end):
            raise date_error(
                _("I can read “{typed}”, but not “{rest}” after it; a reason goes in quotes.").format(
                    typed=text[start:end], rest=text[end:].strip()[:60]
                )
            )

    def _read_moment(self, start: int) -> _Found:
        """A day with or without a time, in either order; or a longer period."""
        days = read_days(self.text, start, self.today, self.since)
        if days:
            return self._with_time(days)
        times = read_times(self.text, start)
        half, half_end = read_half(self.text, start)
        end = times.end if times else half_end
        if not times and not half:
            return (), start
        zones, end = read_zone(self.text, end) if times else ((), end)
        gap = _BEFORE_DAY.match(self.text, end)
        days = read_days(self.text, gap.end(), self.today, self.since) if gap else None
        if days is None and times and times.bare and not self._nothing_follows(end):
            return (), start
        if days is None:
            days = self._given_day(start, end)
        return self._combine(days, times, half, zones, max(end, days.end))

    def _given_day(self, start: int, end: int) -> DaysReading:
        """The day that a time alone belongs to."""
        if self.text[start:end].startswith("this "):
            return DaysReading((When(Precision.DAY, self.today.isoformat()),), end)
        if self.day is None:
            raise date_error(_("“{typed}” needs a day.").format(typed=self.text[start:end].strip()))
        return DaysReading((When(Precision.DAY, self.day.isoformat()),), end)

    def _with_time(self, days: DaysReading) -> _Found:
        """Add the time, half of the day and zone that follow a day."""
        whole = _ALL_DAY.match(self.text, days.end)
        if whole:
            return days.choices, whole.end()
        gap = _BEFORE_TIME.match(self.text, days.end)
        at = gap.end() if gap else days.end
        if at == days.end:
            return days.choices, days.end
        times = read_times(self.text, at)
        if times and (not times.bare or self._nothing_follows(times.end)):
            zones, end = read_zone(self.text, times.end)
            return self._combine(days, times, (), zones, self._closed(end))
        half, end = read_half(self.text, at)
        if half:
            return self._combine(days, None, half, (), self._closed(end))
        return days.choices, days.end

    def _closed(self, end: int) -> int:
        return end + 1 if self.text[end : end + 1] == ")" else end

    def _nothing_follows(self, end: int) -> bool:
        """Whether two plain numbers stand alone or before a zone, and so count nothing else."""
        zones, _end = read_zone(self.text, end)
        return bool(zones) or not re.match(r"\s?[^\s,;.)\"]", self.text[end:])

    def _combine(
        self,
        days: DaysReading,
        times: TimesReading | None,
        half: tuple[str, ...],
        zones: tuple[str, ...],
        end: int,
    ) -> _Found:
        """Every day with every time in every zone that can be meant."""
        if any(when.precision is not Precision.DAY for when in days.choices):
            raise date_error(_("A time of day needs one day, not a longer period."))
        starts = [when.start for when in days.choices]
        if times is None:
            return tuple(When(Precision.HALF_DAY, f"{day}T{part}") for day in starts for part in half), end
        found = [
            When(
                Precision.EXACT,
                f"{day}T{at:%H:%M}",
                f"{day}T{until:%H:%M}" if until else None,
                None if zone == self.zone else zone,
            )
            for day in starts
            for at, until in times.choices
            for zone in zones or (self.zone,)
        ]
        return tuple(dict.fromkeys(found)), end


def _unquote(text: str) -> str:
    """The text without quotes, brackets or markup around the date at its start."""
    text = _BEFORE.sub("", text)
    folded = fold(text[:LONGEST_TYPED])
    closing = folded.find({'"': '"', "(": ")"}.get(folded[:1], "\0"), 1)
    return f"{text[1:closing]} {text[closing + 1 :]}".strip() if closing > 0 else text


def _no_date(text: str, folded: str) -> NoDate:
    """The refusal of words without a date, with the calendar's word that was perhaps meant."""
    known = {word: word.capitalize() for word in (*MONTHS, *WEEKDAYS) if len(word) > 4}
    known.update({word: word for word in _NEAR_WORDS})
    for word in re.findall(r"[a-z]{4,12}", folded):
        near = get_close_matches(word, known, n=1, cutoff=0.82)
        if near and word not in known:
            return NoDate(
                date_error(
                    _("I see no date in “{text}”; did you mean {word}?").format(
                        text=text[:60], word=known[near[0]]
                    )
                ).text
            )
    return NoDate(date_error(_("I see no date in “{text}”.").format(text=text[:60])).text)


def _strip_reason(rest: str) -> str:
    """The reason without what separates it from the date and without the quotes around it."""
    if not any(character.isalnum() for character in rest) and rest.isascii():
        return ""
    rest = rest.strip().lstrip(",;:.-–— ").strip()
    quoted = len(rest) >= 2 and rest[0] in QUOTES + "'‘" and rest[-1] in QUOTES + "'’"
    return rest[1:-1].strip() if quoted else rest
