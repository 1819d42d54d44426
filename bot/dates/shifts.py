"""Phrases that count from the item's own date, or from another item's."""

from __future__ import annotations

from calendar import monthrange
from dataclasses import dataclass, replace
from datetime import date, datetime, timedelta

from bot.core.i18n import _
from bot.dates.months import add_months
from bot.dates.scene import Meaning, Meanings, Part, Scene, Unreadable, asked
from bot.dates.understood import Cause, RemarkKind
from bot.dates.when import Precision, When

_MONTHS = {"m": 1, "q": 3, "y": 12}
_DAYS = {"d": 1, "w": 7}


@dataclass(frozen=True, slots=True)
class Shift(Part):
    """``+1 week``, ``an hour later``; `signs` has both where the words do not say in which direction."""

    count: int
    unit: str
    signs: tuple[int, ...] = (1,)

    def meanings(self, scene: Scene) -> Meanings:
        """The item's date, moved; hours and zone stay.

        Raises:
            Unreadable: it has no date, or one that is coarser than the shift.
        """
        present = scene.current
        if present is None:
            raise Unreadable(Cause.NO_DATE_TO_SHIFT)
        cause = Cause.DIRECTION if len(self.signs) > 1 else None
        labels = {1: _("later"), -1: _("earlier")}
        return tuple(
            Meaning(
                when,
                cause,
                labels[sign] if cause else "",
                (RemarkKind.SHIFTED, *((RemarkKind.SHORTER_MONTH,) if shorter else ())),
                is_complete=True,
            )
            for sign in self.signs
            for when, shorter in [_shifted(present, sign * self.count, self.unit)]
        )


def _shifted(when: When, count: int, unit: str) -> tuple[When, bool]:
    """A date so much later, and whether its month was too short for its day."""
    if when.precision is Precision.RELATIVE:
        return replace(when, start=_added(when.start, count, unit), end=None, text=None), False
    try:
        start = _moved(when.start or "", when.precision, count, unit)
        end = _moved(when.end, when.precision, count, unit) if when.end else None
        moved = replace(when, start=start, end=end, text=None)
    except (OverflowError, ValueError):
        raise Unreadable(Cause.NO_SUCH_DATE) from None
    dated = when.is_dated and unit in _MONTHS
    return moved, dated and (moved.start or "")[8:10] != (when.start or "")[8:10]


def _moved(value: str, precision: Precision, count: int, unit: str) -> str:
    """One start or end, later by so many of a unit."""
    if unit == "min":
        if precision is not Precision.EXACT:
            raise Unreadable(Cause.SHIFT_TOO_FINE)
        return (datetime.fromisoformat(value) + timedelta(minutes=count)).isoformat(timespec="minutes")
    if precision in (Precision.EXACT, Precision.HALF_DAY, Precision.DAY, Precision.DAYS):
        return f"{_moved_day(date.fromisoformat(value[:10]), count, unit)}{value[10:]}"
    if unit not in _MONTHS:
        raise Unreadable(Cause.SHIFT_TOO_FINE)
    months = count * _MONTHS[unit]
    if precision is Precision.YEAR:
        return _checked(months, 12, f"{int(value) + months // 12:04d}")
    if precision is Precision.QUARTER:
        year, quarter = divmod(int(value[:4]) * 4 + int(value[-1]) - 1 + months // 3, 4)
        return _checked(months, 3, f"{year:04d}-Q{quarter + 1}")
    year, month = add_months(date(int(value[:4]), int(value[5:7]), 1), months)
    return f"{year:04d}-{month:02d}{value[7:]}"


def _checked(months: int, unit: int, value: str) -> str:
    if months % unit:
        raise Unreadable(Cause.SHIFT_TOO_FINE)
    return value


def _moved_day(day: date, count: int, unit: str) -> date:
    if unit in _DAYS:
        return day + timedelta(days=count * _DAYS[unit])
    year, month = add_months(day, count * _MONTHS[unit])
    return date(year, month, min(day.day, monthrange(year, month)[1]))


def _added(offset: str | None, count: int, unit: str) -> str:
    """An offset such as ``+5m``, later by so many of its own unit."""
    if offset is None or offset[-1] != unit:
        raise Unreadable(Cause.SHIFT_TOO_FINE)
    return f"{int(offset[:-1]) + count:+d}{unit}"


@dataclass(frozen=True, slots=True)
class SameNext(Part):
    """``same time next week``: a week after the item's date, or its weekday in the week after this one."""

    unit: str

    def meanings(self, scene: Scene) -> Meanings:
        """Both, where they differ."""
        present = scene.current
        if present is None or present.first_day is None:
            raise Unreadable(Cause.NO_DATE_TO_SHIFT)
        later = _shifted(present, 1, self.unit)[0]
        found = [(later, _("after its present date"))]
        if self.unit == "w":
            monday = present.first_day - timedelta(days=present.first_day.weekday())
            today = scene.today - timedelta(days=scene.today.weekday())
            units = (today - monday).days // 7 + 1
        elif self.unit in _MONTHS:
            here, there = scene.today, present.first_day
            units = (here.year - there.year) * 12 // _MONTHS[self.unit] + 1
            if self.unit == "m":
                units += here.month - there.month
        else:
            units = (scene.today - present.first_day).days + 1
        found.append((_shifted(present, units, self.unit)[0], _("after today")))
        return tuple(
            replace(each, is_complete=True, remarks=(RemarkKind.SHIFTED,))
            for each in asked(Cause.WHICH_WEEK, found)
        )


@dataclass(frozen=True, slots=True)
class Relative(Part):
    """``start + 5 months``, ``6 weeks after IMG-M7``; without an anchor from the plan's start."""

    offset: str
    anchor: str | None = None
    last: str | None = None

    def meanings(self, scene: Scene) -> Meanings:
        """The offset; it stays relative."""
        last = self.last if self.last != self.offset else None
        return (Meaning(When(Precision.RELATIVE, self.offset, last, anchor=self.anchor)),)
