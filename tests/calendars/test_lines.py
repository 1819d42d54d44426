from __future__ import annotations

from datetime import UTC, datetime, timedelta
from io import StringIO

import pytest
from dateutil.tz import tzical  # type: ignore[import-untyped]
from hypothesis import given
from hypothesis import strategies as st
from icalendar import Event

from bot.calendar import lines
from bot.calendar.zones import zone_lines
from bot.dates.wall_time import zone_info

ZONES = ["Europe/Zurich", "America/New_York", "Asia/Bangkok", "Africa/Casablanca", "Australia/Lord_Howe"]


@given(st.text(st.characters(codec="utf-8"), max_size=300))
def test_any_text_comes_back_from_short_lines(value: str) -> None:
    raw = lines.folded(["BEGIN:VEVENT", f"SUMMARY:{lines.text(value)}", "END:VEVENT"])
    assert all(len(line) <= lines.MOST_OCTETS for line in raw.split(b"\r\n"))
    assert b"\n" not in raw.replace(b"\r\n", b"")
    kept = lines._CONTROLS.sub(" ", value.replace("\r\n", "\n").replace("\r", "\n"))
    assert str(Event.from_ical(raw)["SUMMARY"]) == kept


def test_a_value_cannot_begin_a_line_or_a_parameter_of_its_own() -> None:
    assert lines.address("https://x.org/\r\nATTENDEE:mailto:a@b") == "https://x.org/ATTENDEE:mailto:a@b"
    assert lines.quoted('a";X=1\r\n') == "\"a';X=1''\""


@pytest.mark.parametrize("zone", ZONES)
def test_a_zone_tells_the_right_hour_all_year(zone: str) -> None:
    raw = b"BEGIN:VCALENDAR\r\n" + zone_lines(zone, 2017, 2018) + b"END:VCALENDAR\r\n"
    read = tzical(StringIO(raw.decode())).get()
    at, step = datetime(2017, 1, 2, tzinfo=UTC), timedelta(hours=5)
    while at < datetime(2018, 12, 30, tzinfo=UTC):
        ours = at.astimezone(zone_info(zone))
        assert read.utcoffset(ours.replace(tzinfo=None)) == ours.utcoffset(), (zone, ours)
        at += step


def test_a_fixed_offset_is_a_zone_too() -> None:
    assert b"TZOFFSETTO:-0330\r\n" in zone_lines("UTC-03:30", 2018, 2018)
