"""Proposed times: real working days within the period, near its middle."""

from __future__ import annotations

from dataclasses import replace
from datetime import date, timedelta
from itertools import pairwise

import pytest
from hypothesis import given
from hypothesis import strategies as st

from bot.dates.when import NO_DATE, Precision, When
from bot.dates.working_days import WorkingDays
from bot.plan.rules.items import Item, Kind, Status
from bot.plan.rules.slots import propose_slots

DAYS = WorkingDays()
MEETING = Item(
    id=1, key="WS1-M2", kind=Kind.MEETING, title="2nd WS1 Team Meeting",
    when=When(Precision.MONTH, "2018-01"), status=Status.TO_SCHEDULE, streams=("WS1",), length="half-day",
)  # fmt: skip
TODAY = date(2017, 11, 20)


def starts(
    item: Item = MEETING,
    today: date = TODAY,
    days: WorkingDays = DAYS,
    busy: frozenset[date] = frozenset(),
) -> list[str]:
    return [slot.start or "" for slot in propose_slots(item, today, days, busy)]


def test_january_is_proposed_around_its_middle() -> None:
    slots = propose_slots(MEETING, TODAY, DAYS)
    assert [(slot.start, slot.end) for slot in slots] == [
        ("2018-01-16T14:00", "2018-01-16T17:30"),
        ("2018-01-18T14:00", "2018-01-18T17:30"),
        ("2018-01-23T14:00", "2018-01-23T17:30"),
    ]


def test_busy_days_and_holidays_are_passed_over() -> None:
    assert starts(busy=frozenset({date(2018, 1, 16)}))[0] == "2018-01-17T14:00"
    holidays = WorkingDays(lambda day: day == date(2018, 1, 16))
    assert starts(days=holidays)[0] == "2018-01-17T14:00"


def test_late_in_the_month_what_is_left_is_proposed() -> None:
    assert starts(today=date(2018, 1, 24)) == ["2018-01-30T14:00"]
    assert starts(today=date(2018, 1, 31)) == []


def test_december_ends_before_the_holidays() -> None:
    december = replace(MEETING, when=When(Precision.MONTH, "2017-12"))
    assert starts(december) == ["2017-12-12T14:00", "2017-12-14T14:00", "2017-12-19T14:00"]


@pytest.mark.parametrize(
    ("length", "start", "end"),
    [
        ("full-day", "09:30", "17:00"),
        ("90", "14:00", "15:30"),
        (None, "14:00", "16:00"),
        ("99999999", "14:00", "22:00"),
    ],
)
def test_the_length_of_the_meeting_counts(length: str | None, start: str, end: str) -> None:
    slot = propose_slots(replace(MEETING, length=length), TODAY, DAYS)[0]
    assert (slot.start or "")[11:] == start and (slot.end or "")[11:] == end


def test_without_a_period_nothing_is_proposed() -> None:
    assert starts(replace(MEETING, when=NO_DATE)) == []


@given(
    st.dates(date(2017, 1, 1), date(2020, 1, 1)), st.frozensets(st.dates(date(2018, 1, 1), date(2018, 1, 31)))
)
def test_each_slot_is_within_the_month_ahead_free_and_apart(today: date, busy: frozenset[date]) -> None:
    found = [slot.first_day for slot in propose_slots(MEETING, today, DAYS, busy)]
    days = [day for day in found if day is not None]
    assert days == sorted(days) and len(days) <= 3
    for day in days:
        assert (day.year, day.month) == (2018, 1)
        assert day.weekday() in (1, 2, 3) and day > today and day not in busy
    assert all(b - a >= timedelta(days=2) for a, b in pairwise(days))
