"""VTIMEZONE components: the zones of a calendar, with each change of their clocks as it really is.

A rule that repeats for ever would be wrong in years in which a country did otherwise, as Morocco does each
year; and what the library writes begins summer time an hour late.
"""

from __future__ import annotations

from collections.abc import Iterator
from datetime import UTC, datetime, timedelta
from functools import lru_cache

from bot.calendar.lines import folded
from bot.dates.wall_time import zone_info

A_DAY, A_SECOND = timedelta(days=1), timedelta(seconds=1)


@lru_cache(maxsize=256)
def zone_lines(zone: str, first_year: int, last_year: int) -> bytes:
    """A zone with every change of its clocks from the year before `first_year` to the end of `last_year`."""
    start, end = datetime(first_year - 1, 1, 1, tzinfo=UTC), datetime(last_year + 1, 1, 1, tzinfo=UTC)
    info = zone_info(zone)
    first = start.astimezone(info)
    found = ["BEGIN:VTIMEZONE", f"TZID:{zone}"]
    # One block a change: some programs pass over the further dates of a block (RDATE).
    found += _block(
        "STANDARD", first.replace(tzinfo=None), _offset(first), _offset(first), first.tzname() or zone
    )
    for before, after in _changes(start, end, zone):
        wall = (after.astimezone(UTC) + (before.utcoffset() or timedelta())).replace(tzinfo=None)
        found += _block(_kind(before, after), wall, _offset(before), _offset(after), after.tzname() or zone)
    return folded([*found, "END:VTIMEZONE"])


def _block(kind: str, wall: datetime, was: str, now: str, name: str) -> list[str]:
    offsets = [f"TZOFFSETFROM:{was}", f"TZOFFSETTO:{now}"]
    return [f"BEGIN:{kind}", f"DTSTART:{wall:%Y%m%dT%H%M%S}", *offsets, f"TZNAME:{name}", f"END:{kind}"]


def _changes(start: datetime, end: datetime, zone: str) -> Iterator[tuple[datetime, datetime]]:
    """Each change of the clocks: the second before it, and that of it, on the clocks of the zone."""
    info = zone_info(zone)
    day = start
    while day < end:
        following = day + A_DAY
        if _state(day.astimezone(info)) != _state(following.astimezone(info)):
            low, high = day, following
            while high - low > A_SECOND:
                middle = low + (high - low) // 2
                middle = middle.replace(microsecond=0)
                is_before = _state(middle.astimezone(info)) == _state(day.astimezone(info))
                low, high = (middle, high) if is_before else (low, middle)
            yield low.astimezone(info), high.astimezone(info)
        day = following


def _state(there: datetime) -> tuple[timedelta | None, str | None]:
    return there.utcoffset(), there.tzname()


def _kind(before: datetime, after: datetime) -> str:
    """Summer time is what puts clocks forward: where law calls it the other way round, programs do not."""
    return (
        "DAYLIGHT" if (after.utcoffset() or timedelta()) > (before.utcoffset() or timedelta()) else "STANDARD"
    )


def _offset(there: datetime) -> str:
    seconds = int((there.utcoffset() or timedelta()).total_seconds())
    sign, minutes = ("-" if seconds < 0 else "+"), abs(seconds) // 60
    return f"{sign}{minutes // 60:02d}{minutes % 60:02d}"
