"""Dates in words: a period is never shown as a day, and the reader's own time stands beside the group's."""

from __future__ import annotations

from collections.abc import Iterable
from datetime import date, datetime, time, timedelta
from functools import lru_cache

from babel import Locale
from babel.dates import format_date

from bot.core.i18n import _, language, ngettext
from bot.dates.kindness import span_of
from bot.dates.wall_time import local, to_utc
from bot.dates.when import Precision, When
from bot.dates.writing import PHRASES

# The city by which people know a zone, where it is not the one in the zone's name.
CITIES = {"UTC": "UTC", "Etc/UTC": "UTC", "Asia/Calcutta": "Kolkata"}
DASH = "–"
MOST_CITIES = 8


@lru_cache(maxsize=4096)
def _worded(day: date, pattern: str, locale: str) -> str:
    return format_date(day, pattern, locale=locale)


def day_words(day: date, *, with_year: bool = True) -> str:
    """``Thu 5 Oct 2017``, or without its year ``Thu 5 Oct``."""
    number = f"'{PHRASES[language()].first}'" if day.day == 1 else "d"
    return _worded(day, f"EEE {number} MMM y" if with_year else f"EEE {number} MMM", language())


def hour_words(at: time) -> str:
    """``15:30``; in French ``15 h 30``, and ``9 h`` on the hour."""
    text = _("{hour:02}:{minute:02}") if at.minute else _("{hour:02}:00")
    return text.format(hour=at.hour, minute=at.minute)


def month_words(month: date, *, with_year: bool = True) -> str:
    """``November 2017``, or without its year ``November``."""
    return _worded(month, "LLLL y" if with_year else "LLLL", language())


def short_month(month: date) -> str:
    """``Nov``, where there is little room."""
    return _worded(month, "LLL", language())


def city(zone: str) -> str:
    """How people call a zone in their language: Europe/Zurich is Geneva, Europe/Vienna Vienne in French."""
    if zone.startswith("UTC") and zone.endswith(":00"):
        return zone[:-3].replace("+0", "+").replace("-0", "-")
    if zone.startswith("Etc/GMT"):
        # These names count the other way round: Etc/GMT-3 is three hours ahead.
        return "UTC" + zone[7:].translate(str.maketrans("+-", "-+"))
    if zone == "Europe/Zurich":
        return _("Geneva")
    return _city(zone, language())


@lru_cache(maxsize=1024)
def _city(zone: str, locale: str) -> str:
    known = Locale.parse(locale).time_zones.get(zone, {}).get("city")
    return CITIES.get(zone) or known or zone.rpartition("/")[2].replace("_", " ")


def when_words(when: When, group_zone: str) -> str:
    """A date or period as the plan knows it: ``Thu 5 Oct 2017, 15:30–17:30 Geneva``, ``May 2018``."""
    return _when_words(when, group_zone, language())


@lru_cache(maxsize=4096)
def _when_words(when: When, group_zone: str, _language: str) -> str:
    if when.precision is Precision.RELATIVE:
        return _relative(when)
    first, last = when.first_day, when.last_day
    if first is None or last is None:
        return _("no date")
    if when.precision is Precision.EXACT:
        zone = when.zone or group_zone
        return f"{_hours(when, first, last, zone)} {city(zone)}"
    if when.precision is Precision.HALF_DAY:
        return _half_days(when, first, last)
    if when.is_dated:
        return day_words(first) if first == last else f"{day_words(first)} {DASH} {day_words(last)}"
    return _period(when, first, last)


def _hours(when: When, first: date, last: date, zone: str) -> str:
    start, end = _clock(when.start, zone), _clock(when.end, zone)
    if first != last:
        return f"{day_words(first)}, {start} {DASH} {day_words(last)}, {end}"
    return f"{day_words(first)}, {start}{DASH + end if end else ''}"


def _clock(value: str | None, zone: str) -> str:
    """The time that the clocks of a zone show: one that they leave out in spring lies after the gap."""
    if value is None:
        return ""
    typed = datetime.fromisoformat(value)
    return hour_words(local(to_utc(typed.date(), typed.time(), zone), zone).time())


def _half_days(when: When, first: date, last: date) -> str:
    names = {"AM": _("morning"), "PM": _("afternoon")}
    start, end = names[(when.start or "")[-2:]], names[(when.end or when.start or "")[-2:]]
    if first == last:
        return f"{day_words(first)}, {start}" if start == end else day_words(first)
    return f"{day_words(first)}, {start} {DASH} {day_words(last)}, {end}"


def _period(when: When, first: date, last: date) -> str:
    if when.precision is Precision.PART_MONTH:
        parts = {"early": _("early {month}"), "mid": _("mid {month}"), "late": _("late {month}")}
        ends = [when.start or ""] if when.end is None else [when.start or "", when.end]
        days = (first, last)
        return f" {DASH} ".join(
            parts[end[8:]].format(month=month_words(day)) for end, day in zip(ends, days, strict=False)
        )
    if when.precision is Precision.QUARTER:
        names = [_worded(day, "QQQ y", language()) for day in (first, last)]
    elif when.precision is Precision.YEAR:
        names = [str(day.year) for day in (first, last)]
    else:
        same_year = first.year == last.year
        names = [month_words(first, with_year=not same_year), month_words(last)]
        if (first.year, first.month) == (last.year, last.month):
            return names[1]
    return f" {DASH} ".join(names) if when.end is not None else names[0]


def _relative(when: When) -> str:
    if when.start is None:
        return _("counted from a start that is not known yet")
    before = when.start.startswith("-")
    if when.anchor is not None:
        words = _("{length} before {anchor}") if before else _("{length} after {anchor}")
        return words.format(length=length_of(when.start), anchor=when.anchor)
    words = _("{length} before the start") if before else _("{length} after the start")
    return words.format(length=length_of(when.start))


def length_of(offset: str) -> str:
    """How much an offset such as ``-6w`` is, without its direction: ``6 weeks``."""
    count = int(offset[1:-1])
    units = {
        "d": ngettext("{count} day", "{count} days", count),
        "w": ngettext("{count} week", "{count} weeks", count),
        "m": ngettext("{count} month", "{count} months", count),
        "y": ngettext("{count} year", "{count} years", count),
    }
    return units[offset[-1]].format(count=count)


def distance(when: When, now: datetime, group_zone: str) -> str:
    """``today``, ``in 3 days``, ``2 days ago``; empty for what has no day: a month says itself."""
    if not when.is_dated:
        return ""
    return _distance(when, local(now, when.zone or group_zone).date(), language())


@lru_cache(maxsize=4096)
def _distance(when: When, today: date, _language: str) -> str:
    first = when.first_day
    return days_words((first - today).days) if first is not None else ""


def days_words(days: int) -> str:
    """How far a day lies from today: ``tomorrow``, ``in 3 days``, ``5 days ago``."""
    if days in (-1, 0, 1):
        return (_("today"), _("tomorrow"), _("yesterday"))[days]
    if days > 0:
        return ngettext("in {count} day", "in {count} days", days).format(count=days)
    return ngettext("{count} day ago", "{count} days ago", -days).format(count=-days)


def own_time(when: When, group_zone: str, reader_zone: str | None) -> str:
    """``= 16:30 for you``, where the reader's clock shows another time; else empty."""
    if not when.has_time or not reader_zone or reader_zone == (when.zone or group_zone):
        return ""
    return _own_time(when, group_zone, reader_zone, language())


@lru_cache(maxsize=4096)
def _own_time(when: When, group_zone: str, reader_zone: str, _language: str) -> str:
    day, at = when.first_day, when.start_time
    assert day is not None and at is not None
    theirs = local(to_utc(day, at, when.zone or group_zone), reader_zone)
    if (theirs.date(), theirs.time()) == (day, at):
        return ""
    shown = hour_words(theirs.time())
    if theirs.date() != day:
        shown = f"{day_words(theirs.date(), with_year=False)}, {shown}"
    return _("= {time} for you").format(time=shown)


def say_when(when: When, now: datetime, group_zone: str, reader_zone: str | None = None) -> str:
    """The whole of it: ``in 3 days · Thu 5 Oct 2017, 15:30–17:30 Geneva = 16:30 for you``."""
    far = distance(when, now, group_zone)
    words = when_words(when, group_zone)
    own = own_time(when, group_zone, reader_zone)
    return f"{far + ' · ' if far else ''}{words}{' ' + own if own else ''}"


def when_told(when: When, now: datetime, group_zone: str, reader_zone: str | None = None) -> str:
    """The same inside a sentence: ``Thu 5 Oct 2017, 15:30–17:30 Geneva = 16:30 for you (in 3 days)``."""
    parts = [when_words(when, group_zone), own_time(when, group_zone, reader_zone)]
    far = distance(when, now, group_zone)
    return " ".join(part for part in [*parts, f"({far})" if far else ""] if part)


def instant_words(at: datetime, zone: str) -> str:
    """An instant on the clocks of a zone: ``Thu 5 Oct 2017, 15:30 Geneva``."""
    return f"{day_words(local(at, zone).date())}, {clock_words(at, zone)}"


def clock_words(at: datetime, zone: str) -> str:
    """What the clocks of a zone show at an instant: ``15:30 Geneva``."""
    return f"{hour_words(local(at, zone).time())} {city(zone)}"


def hours_elsewhere(when: When, group_zone: str, zones: Iterable[str]) -> str:
    """The hours of a time on everybody's clocks, judged at beginning and end; empty where it has no hours.

    ``Geneva 14:00–17:30 · Bangkok 20:00–23:30 ⚠ night``
    """
    span = span_of(when, group_zone)
    if span is None:
        return ""
    shown = []
    for zone in list(dict.fromkeys(zones))[:MOST_CITIES]:
        start, end = (local(at, zone) for at in span)
        first, last = hour_words(start.time()), hour_words(end.time())
        hours = first if start == end else f"{first}{DASH}{last}"
        unkind = unkind_words(when, group_zone, zone)
        shown.append(f"{city(zone)} {hours}{' ⚠ ' + unkind if unkind else ''}")
    return " · ".join(shown)


def unkind_words(when: When, group_zone: str, zone: str) -> str:
    """What is unkind about a time in a zone, at its beginning or its end; empty where nothing is."""
    span = span_of(when, group_zone)
    if span is None:
        return ""
    start, end = local(span[0], zone), local(span[1], zone)
    # What ends at seven in the evening is over then; a night is worse than an evening.
    found = [_unkind(start), _unkind(end - timedelta(minutes=1)) if end > start else ""]
    return _("night") if _("night") in found else found[0] or found[1]


def _unkind(there: datetime) -> str:
    if there.weekday() >= 5:
        return _("weekend")
    if there.hour >= 22 or there.hour < 6:
        return _("night")
    if there.hour < 8:
        return _("early")
    return _("evening") if there.hour >= 19 else ""


def drift_words(days: int) -> str:
    """How far something has moved from its first date: ``3 weeks later than first planned``."""
    if days == 0:
        return _("within what was first planned")
    count, length = _length(abs(days))
    words = _("{length} later than first planned") if days > 0 else _("{length} earlier than first planned")
    return words.format(length=length.format(count=count))


def _length(days: int) -> tuple[int, str]:
    """A number of days in the largest unit that says it well."""
    if days >= 60:
        count = round(days / 30.4)
        return count, ngettext("{count} month", "{count} months", count)
    if days % 7 == 0:
        return days // 7, ngettext("{count} week", "{count} weeks", days // 7)
    return days, ngettext("{count} day", "{count} days", days)


def minutes_until(at: datetime, now: datetime) -> int:
    """Whole minutes from now, rounded up, at least one."""
    return max(1, -(-int((at - now) / timedelta(seconds=1)) // 60))
