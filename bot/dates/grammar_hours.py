"""The grammar of times of day and zones; the notation is described in `parser`."""

from __future__ import annotations

from bot.dates.clocks import Clock, HalfDay, SameTime, Times, VagueTime
from bot.dates.parser import Refused, Rule
from bot.dates.zones import Zones

LONGEST_LENGTH = 14 * 24 * 60  # minutes
LIKELY_YEARS = range(1980, 2060)


def _clock(hour: tuple[int, bool], minute: int = 0, half: str = "", sure: bool = False) -> Clock:
    return Clock(hour[0], minute, half, sure or bool(half), hour[1])


def _french_clock(hour: tuple[int, bool], minute: int = 0) -> Clock:
    """``14h30``, ``9h``: an hour of 24."""
    return _clock(hour, minute, sure=True)


def _four_digits(value: int, half: str = "") -> Clock:
    return Clock(value // 100, value % 100, half, sure=True, padded=True)


def _no_year(value: int) -> Clock:
    """``1400``; what could be a year is one."""
    if value in LIKELY_YEARS:
        raise Refused
    return _four_digits(value)


def _four_to_four(first: int, last: int, zone: Zones | None = None) -> Times:
    """``1000-1130``; ``2018-2019`` are years."""
    if first in LIKELY_YEARS and last in LIKELY_YEARS:
        raise Refused
    return Times(_four_digits(first), _four_digits(last), zone=zone)


def _times(
    first: Clock, last: Clock | None = None, length: int | None = None, zone: Zones | None = None
) -> Times:
    return Times(first, last, length, zone)


def _same_instant(times: Times, also: Times) -> Times:
    """The same time told for another place: one of both at least must name a zone."""
    if times.zone is None and also.zone is None:
        raise Refused
    return Times(times.first, times.last, times.length, times.zone, also)


def _length(count: int, unit: int = 60, more: int = 0, half: bool = False) -> int:
    found = count * unit + more + (30 if half else 0)
    if not 0 < found <= LONGEST_LENGTH:
        raise Refused
    return found


def _half_day(half: str) -> HalfDay:
    return HalfDay(("AM" if half == "a" else "PM",))


def _and_a_half(count: int) -> int:
    return _length(count, half=True)


def _noon(value: int) -> Clock:
    return Clock(value, sure=True)


def _unknown(written: str) -> Zones:
    return Zones((), written)


HOURS: tuple[Rule, ...] = (
    ("clock", "hour=H ~':' ~minute=MIN half=AMPM?", _clock),
    ("clock", "hour=H ~':' ~minute=MIN ~':' ~MIN half=AMPM?", _clock),
    ("clock", "hour=H ~':' ~minute=MIN ~':' ~MIN ~'.' ~N", _clock),
    ("clock", "hour=H ~':' ~minute=MIN HOURMARK", _clock),
    ("clock", "hour=H ~'.' ~minute=MIN half=AMPM? HOURMARK?", _clock),
    ("clock", "hour=H 'h' ~minute=MIN", _french_clock),
    ("clock", "hour=H 'h' minute=MIN @END", _french_clock),
    ("clock", "hour=H 'h' minute=MIN @bareend", _french_clock),
    ("clock", "hour=H HOURMARK", _french_clock),
    ("clock", "hour=H half=AMPM", _clock),
    ("clock", "hour=H OCLOCK", _clock),
    ("clock", "value=NOON", _noon),
    ("clock", "value=HHMM HOURMARK", _four_digits),
    ("clock", "value=HHMM half=AMPM", _four_digits),
    ("military", "value=HHMM", _no_year),
    ("hour", "hour=H", _clock),
    ("hours-to", "'-'|TO", None),
    ("zone-name", "^ZONE TIMEWORD?", None),
    ("zone-name", "^PLACE TIMEWORD?", None),
    ("zone-name", "TIMEOF THE? ^PLACE|ZONE", None),
    ("zone-name", "IN ^PLACE", None),
    ("zone-name", "^COLONOFFSET", None),
    ("zone-name", "written=ANYWORD TIMEWORD", _unknown),
    ("zone-name", "TIMEOF written=ANYWORD", _unknown),
    ("zone-name", "written=UNKNOWNZONE @END", _unknown),
    ("zone", "comma? ^zone-name", None),
    ("zone", "comma? '(' ^zone-name ')'", None),
    ("zone", "~^PLUSOFFSET", None),
    ("iso-times", "~first=clock ~zone=OFFSET", _times),
    ("length", "count=N unit=HOUR|MINUTE", _length),
    ("length", "count=N ~'h' ~more=MIN", _length),
    ("length", "count=N HOURMARK", _length),
    ("length", "count=N ~'.'|',' ~'5' HOUR", _and_a_half),
    ("length", "count=N ~'.'|',' ~'5' HOURMARK", _and_a_half),
    ("length", "count=NUMBER unit=HOUR|MINUTE", _length),
    ("length", "^HALFHOUR", None),
    ("length", "count=NUMBER|N unit=HOUR AND NUMBER? half=HALF", _length),
    ("length", "'1' HALF HOUR", lambda: 90),
    ("lasting", "LASTING ^length", None),
    ("lasting", "comma ^length", None),
    ("lasting", "'(' ^length ')'", None),
    ("times", "AT? first=clock zone=zone?", _times),
    ("times", "AT? first=clock length=lasting zone=zone?", _times),
    ("times", "AT first=hour length=lasting zone=zone?", _times),
    ("times", "AT first=hour @untimed zone=zone?", _times),
    ("times", "AT? first=clock hours-to AT? last=clock|hour|military @untimed zone=zone?", _times),
    ("times", "AT? first=clock zone=zone hours-to last=clock zone", _times),
    ("times", "AT? first=hour hours-to last=clock zone=zone?", _times),
    ("times", "AT first=hour hours-to last=hour @untimed zone=zone?", _times),
    ("times", "BETWEEN first=clock|hour AND last=clock|hour @untimed zone=zone?", _times),
    ("times", "first=HHMM hours-to last=HHMM HOURMARK? zone=zone?", _four_to_four),
    ("times", "AT? first=military zone=zone", _times),
    ("times", "AT first=military", _times),
    ("bare-times", "first=hour '-' last=hour @bareend zone=zone?", _times),
    ("bare-times", "first=hour '-' last=hour zone=zone", _times),
    ("bare-times", "first=hour '-' last=hour '.'|',' @END", _times),
    ("elsewhere", "'/'|'='|comma|'-' ^times", None),
    ("elsewhere", "'(' ^times ')'", None),
    ("equal", "times=times also=elsewhere", _same_instant),
    ("equal", "times=times also=elsewhere elsewhere", _same_instant),
    ("halfday", "ONDAY|IN|THE|AT? half=DAYPART", lambda half: HalfDay((half,))),
    ("halfday", "IN THE half=DAYPART", lambda half: HalfDay((half,))),
    ("halfday", "HALFDAY", lambda: HalfDay(("AM", "PM"))),
    ("halfday", "VAGUETIME", VagueTime),
    ("halfday", "SAMETIME", SameTime),
    ("half-after", "half=AMPM", _half_day),
    ("hours", "^times|equal|halfday", None),
    ("hours", "'(' ^times|equal|halfday ')'", None),
    ("after-day", "^hours|bare-times|half-after", None),
    ("after-day", "'(' ^half-after ')'", None),
    ("gap", "comma|':'|';'|'|'|'t'", None),
    ("gap", "@nodash '-'", None),
)  # fmt: skip
