from __future__ import annotations

from datetime import UTC, date, datetime, time, timedelta
from functools import cache
from zoneinfo import ZoneInfo, ZoneInfoNotFoundError, available_timezones

import pytest
from hypothesis import given
from hypothesis import strategies as st

from bot.dates.wall_time import is_zone, local, midnight, to_utc

ZONES = sorted(available_timezones())
FIRST, LAST = datetime(2020, 1, 1, tzinfo=UTC), datetime(2041, 1, 1, tzinfo=UTC)


@pytest.mark.parametrize(
    ("day", "at", "zone", "utc"),
    [
        ("2017-10-05", "15:30", "Europe/Zurich", "2017-10-05T13:30"),
        ("2018-01-16", "14:00", "Europe/Zurich", "2018-01-16T13:00"),
        ("2026-03-29", "01:59", "Europe/Zurich", "2026-03-29T00:59"),
        ("2026-03-29", "02:30", "Europe/Zurich", "2026-03-29T01:30"),  # in the gap: 03:30
        ("2026-03-29", "03:00", "Europe/Zurich", "2026-03-29T01:00"),
        ("2026-10-25", "02:30", "Europe/Zurich", "2026-10-25T00:30"),  # the first of two
        ("2026-10-25", "03:00", "Europe/Zurich", "2026-10-25T02:00"),
        ("2020-10-04", "02:15", "Australia/Lord_Howe", "2020-10-03T15:45"),  # a gap of half an hour
        ("2020-09-06", "00:30", "America/Santiago", "2020-09-06T04:30"),  # no midnight on that day
    ],
)
def test_gaps_and_folds(day: str, at: str, zone: str, utc: str) -> None:
    found = to_utc(date.fromisoformat(day), time.fromisoformat(at), zone)
    assert found == datetime.fromisoformat(utc).replace(tzinfo=UTC) and found.utcoffset() == timedelta(0)


def test_an_unknown_zone_is_an_error() -> None:
    with pytest.raises(ZoneInfoNotFoundError):
        to_utc(date(2020, 1, 1), time(9), "Europe/Geneva")


@cache
def changes_of(zone: str) -> tuple[datetime, ...]:
    """The instants, to the minute, at which a zone changes its offset in 2020-2040."""
    info, found = ZoneInfo(zone), []
    now, step = FIRST, timedelta(days=14)
    while now < LAST:
        low, high = now, now + step
        if low.astimezone(info).utcoffset() != high.astimezone(info).utcoffset():
            while high - low > timedelta(minutes=1):
                middle = low + (high - low) // 2
                same = middle.astimezone(info).utcoffset() == low.astimezone(info).utcoffset()
                low, high = (middle, high) if same else (low, middle)
            found.append(high)
        now += step
    return tuple(found)


@cache
def kinds_of_zones() -> tuple[str, ...]:
    """One zone of each set that share all offsets and changes; many names are of the same clock."""
    seen: dict[object, str] = {}
    probes = [FIRST + timedelta(days=step) for step in range(0, (LAST - FIRST).days, 10)]
    for zone in ZONES:
        info = ZoneInfo(zone)
        seen.setdefault(tuple(probe.astimezone(info).utcoffset() for probe in probes), zone)
    return tuple(seen.values())


def test_every_zone_over_twenty_years() -> None:
    """Each local date and time has one instant: the three hours around each change, and the days about it."""
    assert len(ZONES) > 400
    for zone in kinds_of_zones():
        info = ZoneInfo(zone)
        for change in changes_of(zone):
            shown = change.astimezone(info).replace(tzinfo=None, minute=0, second=0)
            days = [shown.date() + timedelta(days=step) for step in (-1, 0, 1, 2)]
            starts = [midnight(day, zone) for day in days]
            assert starts == sorted(set(starts)), (zone, days)
            for half_hours in range(-6, 7):
                _check(shown + timedelta(minutes=30 * half_hours), zone, info)


def _check(wall: datetime, zone: str, info: ZoneInfo) -> None:
    day, at = wall.date(), wall.time()
    found = to_utc(day, at, zone)
    shown = found.astimezone(info)
    after = shown.replace(tzinfo=None) - wall
    if after:
        # Only in a gap is another time shown, the later one, and the wished one does not exist.
        assert timedelta(0) < after <= timedelta(days=1), (zone, wall)
        assert not any(
            other.astimezone(info).replace(tzinfo=None) == wall
            for other in (found - after, found + after, found - 2 * after)
        ), (zone, wall)
    else:
        # No earlier instant shows the same.
        earlier = [found - timedelta(minutes=minutes) for minutes in (30, 60, 120, 180)]
        assert all(each.astimezone(info).replace(tzinfo=None) != wall for each in earlier), (zone, wall)


@given(st.dates(date(2020, 1, 1), date(2040, 12, 31)), st.times(timezones=st.none()), st.sampled_from(ZONES))
def test_a_wall_time_comes_back_unless_it_falls_into_a_gap(day: date, at: time, zone: str) -> None:
    wall = datetime.combine(day, at.replace(fold=0))
    shown = local(to_utc(day, at, zone), zone).replace(tzinfo=None, fold=0)
    assert shown == wall or timedelta(0) < shown - wall <= timedelta(days=1)
    assert to_utc(day, at.replace(fold=1), zone) == to_utc(day, at, zone)


@pytest.mark.parametrize(
    ("name", "known"),
    [("Africa/Nairobi", True), ("UTC", True), ("Europe", False), ("Mars/Olympus", False), ("", False)]
    + [(name, False) for name in ("../../etc/passwd", "/etc/passwd", "a\0b", "x" * 400)],
)
def test_what_is_a_zone(name: str, known: bool) -> None:
    assert is_zone(name) is known


@pytest.mark.parametrize(
    ("zone", "minutes"), [("UTC+05:30", 330), ("UTC-03:30", -210), ("UTC+00:00", 0), ("UTC+14:00", 840)]
)
def test_an_offset_from_utc_is_a_zone(zone: str, minutes: int) -> None:
    assert is_zone(zone)
    assert to_utc(date(2018, 7, 1), time(12), zone) == datetime(2018, 7, 1, 12, tzinfo=UTC) - timedelta(
        minutes=minutes
    )


@pytest.mark.parametrize("zone", ["UTC+5:30", "UTC+15:00", "UTC+05:60", "GMT+05:30", "UTC 05:30"])
def test_other_ways_to_write_an_offset_are_no_zones(zone: str) -> None:
    assert not is_zone(zone)
