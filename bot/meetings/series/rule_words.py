"""How a series comes again, in words."""

from __future__ import annotations

from babel.dates import get_day_names

from bot.core.i18n import _, language, listing, ngettext
from bot.dates.texts import city, day_words
from bot.dates.when import Precision, When
from bot.meetings.series.rules import Pattern, pattern_of


def rule_words(rule: str) -> str:
    """``every second Tuesday``, ``the first Thursday of the month, until Tue 31 Jul 2018``."""
    pattern = pattern_of(rule)
    if pattern is None:
        return _("by a rule that is not known any more")
    words = _monthly(pattern) if pattern.is_monthly else _weekly(pattern)
    if pattern.until is not None:
        return _("{rule}, until {day}").format(rule=words, day=day_words(pattern.until))
    if pattern.count is not None:
        told = ngettext("{rule}, {count} time", "{rule}, {count} times", pattern.count)
        return told.format(rule=words, count=pattern.count)
    return words


def hours_words(first: When, zone: str) -> str:
    """``14:00–15:30 Geneva``; empty where the hours are not known."""
    if first.precision is not Precision.EXACT or first.start is None:
        return ""
    end = f"–{first.end[11:]}" if first.end else ""
    return f"{first.start[11:]}{end} {city(first.zone or zone)}"


def _days(pattern: Pattern) -> str:
    names = get_day_names("wide", locale=language())
    return listing([names[day] for day in pattern.weekdays])


def _weekly(pattern: Pattern) -> str:
    days = _days(pattern)
    if pattern.interval == 1:
        return _("every {weekday}").format(weekday=days)
    if pattern.interval == 2:
        return _("every second {weekday}").format(weekday=days)
    told = _("every {count} weeks on {weekday}")
    return told.format(count=pattern.interval, weekday=days)


def _monthly(pattern: Pattern) -> str:
    if pattern.nth is not None:
        which = {
            1: _("the first {weekday} of the month"),
            2: _("the second {weekday} of the month"),
            3: _("the third {weekday} of the month"),
            4: _("the fourth {weekday} of the month"),
            -1: _("the last {weekday} of the month"),
        }
        words = which[pattern.nth].format(weekday=_days(pattern))
    else:
        words = _("on day {number} of the month").format(number=pattern.monthday)
    if pattern.interval == 1:
        return words
    told = ngettext("{rule}, every {count} month", "{rule}, every {count} months", pattern.interval)
    return told.format(rule=words, count=pattern.interval)
