"""Which hours are kind to people elsewhere: a time is judged at its beginning and at its end."""

from __future__ import annotations

from collections.abc import Sequence
from datetime import datetime, timedelta

from bot.dates.wall_time import local
from bot.dates.when import Precision, When

EARLIEST, LATEST, NIGHT_ENDS, NIGHT_BEGINS = 8, 19, 6, 22
"""The hours of a day in which people work, and those in which they sleep."""


def span_of(when: When, group_zone: str) -> tuple[datetime, datetime] | None:
    """The instants of beginning and end, where the hours are known."""
    start, end = when.starts_at(group_zone), when.ends_at(group_zone)
    if start is None or end is None or when.precision not in (Precision.EXACT, Precision.HALF_DAY):
        return None
    return start, max(start, end)


def unkind_hours(when: When, group_zone: str, zone: str) -> int:
    """How hard a time is for somebody in a zone: 0 fine, 1 early, late or at a weekend, 3 at night."""
    span = span_of(when, group_zone)
    return 0 if span is None else max(_weight(local(span[0], zone), 0), _weight(local(span[1], zone), 1))


def kindest(whens: Sequence[When], group_zone: str, zones: Sequence[str]) -> list[When]:
    """Times in the order of how kind they are to all zones together; equal ones stay in theirs."""
    return sorted(whens, key=lambda when: sum(unkind_hours(when, group_zone, zone) for zone in zones))


def _weight(there: datetime, ends: int) -> int:
    # What ends at seven in the evening is over then.
    hour = (there - timedelta(minutes=ends)).hour if ends else there.hour
    if hour >= NIGHT_BEGINS or hour < NIGHT_ENDS:
        return 3
    return int(hour < EARLIEST or hour >= LATEST or there.weekday() >= 5)
