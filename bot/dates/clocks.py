"""Times of day: what was written, and which hours it can mean."""

from __future__ import annotations

from collections.abc import Iterator
from dataclasses import dataclass, replace
from datetime import date, time, timedelta

from bot.core.i18n import _
from bot.dates.scene import Meaning, Meanings, Part, Scene, Unreadable, day_value, mixed, one_day
from bot.dates.understood import Cause, RemarkKind
from bot.dates.wall_time import local, to_utc
from bot.dates.when import Precision, When
from bot.dates.zones import Zones, city_of

_UNSURE = range(1, 7)
_DAY_MINUTES = 24 * 60


@dataclass(frozen=True, slots=True)
class Clock:
    """A time as written: `half` is "a" or "p"; a `sure` hour is one of 24; `padded` has a zero."""

    hour: int
    minute: int = 0
    half: str = ""
    sure: bool = False
    padded: bool = False

    def minutes(self) -> tuple[int, ...]:
        """The minutes after midnight that it can mean, likeliest first.

        Raises:
            Unreadable: no such time.
        """
        if self.minute > 59 or self.hour > 24 or (self.hour == 24 and self.minute):
            raise Unreadable(Cause.NO_SUCH_TIME)
        if self.half and (not self.hour or (self.half == "a" and self.hour > 12)):
            raise Unreadable(Cause.NO_SUCH_TIME)
        plain = self.hour * 60 + self.minute
        if self.half:
            return (
                plain if self.hour > 12 else self.hour % 12 * 60 + self.minute + 720 * (self.half == "p"),
            )
        return (plain + 720, plain) if self.is_unsure else (plain,)

    @property
    def is_unsure(self) -> bool:
        """Whether it can be in either half of the day: 1 to 6 without am, pm, "h" or a leading zero."""
        return not self.half and not self.sure and not self.padded and self.hour in _UNSURE


@dataclass(frozen=True, slots=True)
class Times:
    """A time, or a beginning with an end or a length in minutes; `also` is the same instant elsewhere."""

    first: Clock
    last: Clock | None = None
    length: int | None = None
    zone: Zones | None = None
    also: Times | None = None

    def spans(self) -> list[tuple[int, int | None]]:
        """Beginning and end, in minutes after midnight; an end past 24:00 is on the next day.

        Raises:
            Unreadable: no such time, or it ends before it begins.
        """
        if self.last is None:
            return [(start, start + self.length if self.length else None) for start in self.first.minutes()]
        starts = self.first.minutes()
        if self.last.half and not self.first.half:
            end = self.last.minutes()[0]
            same = replace(self.first, half=self.last.half) if self.first.hour <= 12 else self.first
            starts = (same.minutes()[0] if same.minutes()[0] < end else starts[-1],)
        found = [(start, self._end(start, self.last)) for start in starts]
        good: list[tuple[int, int | None]] = [(start, end) for start, end in found if start < end]
        if good:
            return good
        start, end = found[0]
        if start >= 17 * 60 and end <= 7 * 60:
            return [(start, end + _DAY_MINUTES)]
        raise Unreadable(Cause.ENDS_TOO_EARLY)

    def _end(self, start: int, last: Clock) -> int:
        """The end; unmarked, it is in the afternoon where only that comes after: "9-5", "2pm-5", "11-1"."""
        end = last.minutes()[-1]
        loose = (
            not last.half and last.hour < 12 and self.first.hour <= 12 and not last.padded and not last.sure
        )
        sure_start = not self.first.is_unsure or start >= 720
        marked = last.is_unsure or self.first.is_unsure or self.first.half == "p"
        return end + 720 if end <= start and loose and sure_start and marked else end


@dataclass(frozen=True, slots=True)
class HalfDay:
    """A morning or an afternoon, or a half-day that does not say which; `today` for "this afternoon"."""

    halves: tuple[str, ...]


@dataclass(frozen=True, slots=True)
class VagueTime:
    """An evening, midnight, lunchtime: the day is understood, the hour is asked."""


@dataclass(frozen=True, slots=True)
class SameTime:
    """The hours that the item has."""


Hours = Times | HalfDay | VagueTime | SameTime


@dataclass(frozen=True, slots=True)
class Moment(Part):
    """A day with hours; without a part, the item's day (or the heading's)."""

    hours: Hours
    part: Part | None = None
    is_today: bool = False

    @property
    def lacks_year(self) -> bool:
        """Whether the words leave the year open."""
        return self.part is not None and self.part.lacks_year

    def meanings(self, scene: Scene) -> Meanings:
        """Every day with every time in every zone that can be meant."""
        part = self.part
        if part is None:
            return self._alone(scene)
        found = part.meanings(scene)
        days = tuple(each for each in found if each.when.precision is Precision.DAY)
        if not days:
            raise Unreadable(Cause.ONE_DAY, found)
        return mixed(*(timed(self.hours, day, scene) for day in days))

    def _alone(self, scene: Scene) -> Meanings:
        if self.is_today:
            return timed(self.hours, Meaning(day_value(scene.today)), scene)
        base = scene.current or scene.context.within
        if base is None or isinstance(self.hours, SameTime) or base.first_day is None or not base.is_dated:
            raise Unreadable(Cause.NEEDS_DAY)
        if base.precision is Precision.DAYS:
            raise Unreadable(Cause.ONE_DAY, (Meaning(base),))
        remarks = (RemarkKind.DAY_KEPT,) if scene.current else ()
        return timed(self.hours, Meaning(day_value(base.first_day), remarks=remarks), scene)


def timed(hours: Hours, day: Meaning, scene: Scene) -> Meanings:
    """A day with its hours."""
    start = one_day(day)
    if isinstance(hours, HalfDay):
        cause = Cause.HOUR if len(hours.halves) > 1 else day.cause
        return tuple(
            replace(day, when=When(Precision.HALF_DAY, f"{start}T{half}"), cause=cause)
            for half in hours.halves
        )
    if isinstance(hours, VagueTime):
        return (replace(day, cause=Cause.VAGUE, is_complete=True),)
    if isinstance(hours, SameTime):
        if scene.current is None or not (
            scene.current.has_time or scene.current.precision is Precision.HALF_DAY
        ):
            raise Unreadable(Cause.NO_DATE_TO_SHIFT, (day,))
        return (day,)  # a new day keeps the hours anyhow
    spans = hours.spans()
    cause = day.cause or (Cause.HOUR if len(spans) > 1 else None)
    day = replace(day, names_zone=hours.zone is not None)
    return tuple(
        replace(
            day,
            when=when,
            cause=why or (Cause.OVERNIGHT if _is_overnight(when, hours) else cause),
            label=label,
        )
        for begin, end in spans
        for when, why, label in _zoned(start, begin, end, hours, scene)
    )


def _is_overnight(when: When, hours: Times) -> bool:
    return (
        hours.last is not None
        and when.end is not None
        and when.end[:10] != (when.start or "")[:10]
        and (not when.end.endswith("T00:00"))
    )


def _zoned(
    day: date, begin: int, end: int | None, hours: Times, scene: Scene
) -> Iterator[tuple[When, Cause | None, str]]:
    """The time in each zone that it can be in, with the reason to ask about that zone."""
    start, until = _stamp(day, begin), _stamp(day, end) if end is not None else None
    zone, group = hours.zone, scene.context.zone
    if zone is None:
        yield When(Precision.EXACT, start, until), None, ""
        return
    if not zone.names:
        yield When(Precision.EXACT, start, until), Cause.UNKNOWN_ZONE, ""
        return
    if hours.also is not None and len(zone.names) == 1:
        yield from _elsewhere(day, begin, end, hours, scene)
        return
    several = Cause.ZONE if len(zone.names) > 1 else None
    for name in zone.names:
        label = city_of(name) if several else ""
        yield When(Precision.EXACT, start, until, None if name == group else name), several, label
    if zone.hours is not None and not several:
        shown = local(to_utc(day, _clock(begin), zone.names[0]), zone.names[0]).utcoffset()
        if shown != timedelta(hours=zone.hours):
            fixed = f"UTC{zone.hours:+03d}:00"
            label = _("the letters {zone}, as they are").format(zone=zone.written)
            yield When(Precision.EXACT, start, until, fixed), Cause.ZONE, label


def _elsewhere(
    day: date, begin: int, end: int | None, hours: Times, scene: Scene
) -> Iterator[tuple[When, Cause | None, str]]:
    """``14:00 Geneva / 08:00 New York``: the first, if both are one instant; else both are asked about."""
    also = hours.also
    assert also is not None and hours.zone is not None
    first, group = hours.zone.names[0], scene.context.zone
    zone = also.zone or Zones((group,))
    instant = to_utc(day, _clock(begin), first)
    pairs = [(start, name) for start, _end in also.spans() for name in zone.names]
    here = When(
        Precision.EXACT,
        _stamp(day, begin),
        _stamp(day, end) if end is not None else None,
        None if first == group else first,
    )
    if any(to_utc(day, _clock(start), name) == instant for start, name in pairs):
        yield here, None, ""
        return
    yield here, Cause.ZONES_DIFFER, ""
    for start, name in pairs:
        last = also.spans()[0][1]
        until = _stamp(day, last) if last is not None else None
        there = When(Precision.EXACT, _stamp(day, start), until, None if name == group else name)
        yield there, Cause.ZONES_DIFFER, ""


def _clock(minutes: int) -> time:
    return time(minutes // 60 % 24, minutes % 60)


def _stamp(day: date, minutes: int) -> str:
    days, rest = divmod(minutes, _DAY_MINUTES)
    try:
        return f"{day + timedelta(days=days)}T{rest // 60:02d}:{rest % 60:02d}"
    except OverflowError:
        raise Unreadable(Cause.NO_SUCH_DATE) from None
