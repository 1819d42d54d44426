"""A stream whose calls come again every second Tuesday."""

from __future__ import annotations

from bot.dates.when import Precision, When
from bot.meetings.series.rules import SeriesBook, SeriesView
from bot.plan.rules.items import Item
from tests.meetings.rig import Rig, Said
from tests.stage import COORDINATOR

CALLS = 'series WS1 "Team call" every second Tuesday 14:00-15:30 from 9 jan until 20 march'
CALL = When(Precision.EXACT, "2018-01-09T14:00", "2018-01-09T15:30")
RULE = "FREQ=WEEKLY;INTERVAL=2;BYDAY=TU;UNTIL=20180320T235959"


def made(rig: Rig) -> Said:
    return rig.press(COORDINATOR, rig.say(COORDINATOR, CALLS), "Make these")


def series(rig: Rig) -> tuple[SeriesView, ...]:
    with rig.stage.looking(rig.stage.cli(), rig.now) as looking:
        return looking.snapshot[SeriesBook].all


def meetings(rig: Rig, label: str = "WS1") -> list[Item]:
    """The dated meetings of a stream, in order."""
    items = rig.stage.items().values()
    found = [one for one in items if one.is_meeting and one.streams == (label,) and one.when.is_dated]
    return sorted(found, key=Item.sort_key)


def days(rig: Rig, label: str = "WS1") -> list[str]:
    return [str(one.when.first_day) for one in meetings(rig, label) if one.is_open]
