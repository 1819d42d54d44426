"""Rules that hold for every typed date."""

from __future__ import annotations

from datetime import date, datetime, timedelta

import pytest
from hypothesis import given
from hypothesis import strategies as st

from bot.core.errors import UserError
from bot.dates.typed_when import read_when
from bot.dates.when import Precision, When

TODAY = date(2017, 11, 20)
DAYS = st.dates(date(2001, 1, 1), date(2098, 12, 31))
MINUTES = st.integers(0, 24 * 60 - 1)
DAY_STYLES = [
    "%Y-%m-%d", "%d %B %Y", "%a %d %b %Y", "%A, %d %B %Y", "%B %d, %Y", "%d.%m.%Y", "%d-%b-%Y",
    "the %dth of %B %Y",
]  # fmt: skip
TIME_STYLES = ["%H:%M", "%Hh%M", "%I:%M%p", "%I.%M %p"]
WORDS = [
    "16", "3", "31", "2018", "'18", "jan", "feb", "Mardi", "tue", "next", "in", "days", "week", "-", "–", "/",
    ".", ":", "am", "pm", "h", "at", "from", "to", "and", "or", "noon", "mid", "early", "end of", "q2",
    "quarter", "the", "th", "tbc", "utc", "+3", "geneva", "(", ")", ",", '"', "2018-02-30", "24:00", "00",
    "half-day", "for 2 hours", "0001-01-01", "9999-12-31", "2099-12-31",
]  # fmt: skip


def read_one(text: str) -> When | None:
    return read_when(text, today=TODAY, zone="Europe/Zurich").when


@given(DAYS, st.sampled_from(DAY_STYLES))
def test_a_day_reads_back_in_every_style(day: date, style: str) -> None:
    assert read_one(day.strftime(style)) == When(Precision.DAY, day.isoformat())


@given(DAYS, MINUTES, MINUTES, st.sampled_from(DAY_STYLES), st.sampled_from(TIME_STYLES))
def test_a_time_reads_back_in_every_style(day: date, a: int, b: int, style: str, clock: str) -> None:
    if a == b:
        return
    start, end = (datetime(day.year, day.month, day.day) + timedelta(minutes=m) for m in sorted((a, b)))  # noqa: DTZ001
    text = f"{day.strftime(style)} {start.strftime(clock)}-{end.strftime(clock)}"
    assert read_one(text) == When(
        Precision.EXACT, start.isoformat(timespec="minutes"), end.isoformat(timespec="minutes")
    )


@given(DAYS, st.integers(1, 200))
def test_a_period_of_days_reads_back(first: date, length: int) -> None:
    last = first + timedelta(days=length)
    expected = When(Precision.DAYS, first.isoformat(), last.isoformat())
    assert read_one(f"{first} - {last}") == expected
    assert read_one(f"{first:%d %b %Y} to {last:%d %b %Y}") == expected


@given(DAYS, st.sampled_from(["early", "mid", "late"]))
def test_longer_periods_read_back(day: date, part: str) -> None:
    month = f"{day:%Y-%m}"
    assert read_one(f"{day:%B %Y}") == read_one(f"{day:%b %Y}") == When(Precision.MONTH, month)
    assert read_one(f"{part} {day:%B %Y}") == When(Precision.PART_MONTH, f"{month}-{part}")
    quarter = (day.month + 2) // 3
    assert read_one(f"Q{quarter} {day.year}") == When(Precision.QUARTER, f"{day.year}-Q{quarter}")


@given(st.dates(date(2000, 1, 1), date(2099, 1, 1)), st.integers(1, 12), st.integers(1, 31))
def test_a_missing_year_is_the_next_such_date(today: date, month: int, day: int) -> None:
    name = date(2000, month, 1).strftime("%b")
    try:
        found = read_when(f"{day} {name}", today=today, zone="UTC").when
    except UserError:
        assert day > 28
        return
    assert found is not None
    assert found.first_day is not None
    assert found.first_day >= today
    assert (found.first_day.day, found.first_day.month) == (day, month)
    earlier = found.first_day.year - 1
    if not (day == 29 and month == 2):
        assert date(earlier, month, day) < today


def check_it_is_read_or_refused(text: str) -> None:
    try:
        reading = read_when(text, today=TODAY, zone="Europe/Zurich", day=TODAY)
    except UserError:
        return
    assert (reading.when is None) == (len(reading.choices) >= 2)
    assert len(set(reading.meanings)) == len(reading.meanings)
    for when in reading.meanings:
        assert when.precision in (Precision.NONE, Precision.RELATIVE) or when.first_day


@given(st.text(max_size=400))
def test_any_text_is_read_or_refused(text: str) -> None:
    check_it_is_read_or_refused(text)


@given(st.lists(st.sampled_from(WORDS), max_size=9), st.sampled_from(["", " "]))
def test_any_mixture_of_date_words_is_read_or_refused(words: list[str], between: str) -> None:
    check_it_is_read_or_refused(between.join(words))


@pytest.mark.parametrize("unit", ["1", "1 ", "jan ", "- ", "3/", "a ", "(", "the ", "\u0301", "16 jan - "])
def test_a_hostile_text_takes_no_time(unit: str) -> None:
    check_it_is_read_or_refused(unit * 20_000)
