"""A feed over two editions of the time zone data: wall time stays, and the calendar tells what it means."""

from __future__ import annotations

from datetime import UTC, datetime

from bot.calendar import zones
from bot.links.rules import GROUP
from tests.calendars.reading import entries
from tests.calendars.test_feeds import body_of, token_of
from tests.plan.test_rederive import NewData, new_data
from tests.stage import COORDINATOR, Stage, exact

__all__ = ["new_data"]


def test_the_hours_stay_and_the_zone_goes_along(lite: Stage, new_data: NewData) -> None:
    lite.set_date(COORDINATOR, "WS1-M1", exact("2018-03-26", "15:00", "17:00"))
    token = token_of(lite, COORDINATOR, GROUP)
    before = body_of(lite, token)
    new_data()
    zones.zone_lines.cache_clear()  # as after a restart
    after = body_of(lite, token)
    first, second = (entries(body)["WS1-M1"] for body in (before, after))
    for name in ("UID", "DTSTART", "DTEND", "SEQUENCE", "SUMMARY"):
        assert first[name].to_ical() == second[name].to_ical(), name
    assert b"TZOFFSETTO:+0200" in before and b"TZOFFSETTO:+0100" in before
    zone = after[after.index(b"BEGIN:VTIMEZONE") : after.index(b"END:VTIMEZONE")]
    assert b"TZOFFSETTO:+0300" in zone and b"+0200" not in zone
    assert f"{second['DTSTART'].dt:%Y-%m-%d %H:%M}" == "2018-03-26 15:00"
    zones.zone_lines.cache_clear()


def test_five_zones_tell_their_own_hours(lite: Stage) -> None:
    """One instant in each client's words: what the calendar says of each zone is what its clocks show."""
    cases = {
        "WS1-M1": ("Asia/Bangkok", "2018-03-26T15:00", datetime(2018, 3, 26, 8, tzinfo=UTC)),
        "WS2-M1": ("America/New_York", "2018-03-12T09:00", datetime(2018, 3, 12, 13, tzinfo=UTC)),
        "IMG-M6": ("Africa/Nairobi", "2018-01-16T14:00", datetime(2018, 1, 16, 11, tzinfo=UTC)),
        "WS1-M2": ("Asia/Kathmandu", "2018-01-16T14:00", datetime(2018, 1, 16, 8, 15, tzinfo=UTC)),
        "WS2-M2": ("Australia/Lord_Howe", "2018-04-01T14:00", datetime(2018, 4, 1, 3, 30, tzinfo=UTC)),
    }
    for key, (zone, start, _instant) in cases.items():
        when = exact(start[:10], start[11:], None)
        lite.set_date(COORDINATOR, key, type(when)(when.precision, when.start, None, zone))
    found = entries(body_of(lite, token_of(lite)))
    for key, (_zone, _start, instant) in cases.items():
        assert found[key]["DTSTART"].dt.astimezone(UTC) == instant, key
