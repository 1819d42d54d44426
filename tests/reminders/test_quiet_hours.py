"""Nobody is written to in the evening, at night or at a weekend."""

from __future__ import annotations

from datetime import UTC, datetime, timedelta

import pytest
from hypothesis import given
from hypothesis import strategies as st

from bot.dates.wall_time import local
from bot.reminders.rules.quiet_hours import quiet_until

ZONES = ["Europe/Zurich", "Pacific/Apia", "America/St_Johns", "Asia/Kathmandu", "America/New_York"]


@pytest.mark.parametrize(
    ("now", "until"),
    [
        ("2017-11-07T08:00", None),
        ("2017-11-07T19:59", None),
        ("2017-11-07T20:00", "2017-11-08T08:00"),
        ("2017-11-08T07:59", "2017-11-08T08:00"),
        ("2017-11-10T21:00", "2017-11-13T08:00"),
        ("2017-11-11T12:00", "2017-11-13T08:00"),
        ("2017-11-12T23:00", "2017-11-13T08:00"),
    ],
)
def test_when_it_is_quiet(now: str, until: str | None) -> None:
    found = quiet_until(datetime.fromisoformat(f"{now}+00:00"), "UTC")
    assert (found and found.isoformat(timespec="minutes")[:16]) == until


@given(st.integers(0, 23 * 365 * 24 * 60), st.sampled_from(ZONES))
def test_quiet_hours_end_when_people_work(minutes: int, zone: str) -> None:
    now = datetime(2017, 1, 1, tzinfo=UTC) + timedelta(minutes=minutes)
    until = quiet_until(now, zone)
    there = local(until or now, zone)
    assert there.weekday() < 5 and 8 <= there.hour < 20
    assert until is None or until > now
