from __future__ import annotations

from datetime import date, timedelta

from hypothesis import given
from hypothesis import strategies as st

from bot.dates.working_days import WorkingDays

HOLIDAYS = {date(2017, 12, 25), date(2017, 12, 26), date(2018, 1, 1), date(2018, 1, 2)}
DAYS = WorkingDays(lambda day: day in HOLIDAYS)
some_day = st.dates(date(2017, 1, 1), date(2019, 12, 31))


def test_weekends_and_holidays_are_passed_over() -> None:
    assert DAYS.on_or_before(date(2018, 1, 2)) == date(2017, 12, 29)
    assert DAYS.on_or_after(date(2017, 12, 23)) == date(2017, 12, 27)
    assert DAYS.add(date(2017, 12, 22), 1) == date(2017, 12, 27)
    assert DAYS.add(date(2017, 12, 27), -1) == date(2017, 12, 22)
    assert DAYS.add(date(2017, 12, 24), 0) == date(2017, 12, 24)
    assert DAYS.note_day(date(2018, 1, 5)) == date(2018, 1, 3)


@given(some_day, st.integers(1, 30))
def test_after_and_before_are_each_others_way_back(day: date, count: int) -> None:
    start = DAYS.on_or_after(day)
    assert DAYS.add(DAYS.add(start, count), -count) == start
    assert DAYS.works(DAYS.add(day, count)) and DAYS.add(day, count) > day


@given(some_day)
def test_notes_are_sent_on_working_days_of_their_week(day: date) -> None:
    note = DAYS.note_day(day)
    assert DAYS.works(note) and note - (day - timedelta(days=day.weekday())) < timedelta(days=7)


def test_without_any_working_day_every_day_counts() -> None:
    assert WorkingDays(lambda day: True).on_or_after(date(2018, 1, 3)) == date(2018, 1, 3)
