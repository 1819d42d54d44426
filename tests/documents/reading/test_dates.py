"""Dates as documents write them, read in their place."""

from __future__ import annotations

from datetime import date

import pytest

from bot.dates.when import When
from bot.documents.reading.dates import read_date
from bot.documents.reading.resolving import Step, resolve_dates
from bot.documents.reading.shapes import heading_date


def resolve(heading: str, side: str = "", *, years: tuple[int, ...] = (), start: date | None = None) -> When:
    steps = []
    if heading:
        written = read_date(heading)
        assert written is not None
        steps.append(Step(written, is_heading=True))
    if side:
        written = read_date(side, bare=True)
        assert written is not None
        steps.append(Step(written, is_heading=False))
    return resolve_dates(steps, years, "Europe/Zurich", start)[-1].when


@pytest.mark.parametrize(("text", "precision", "start", "end"), [
    ("Nov. 2018", "month", "2018-11", None),
    ("OCTOBER, 2017:", "month", "2017-10", None),
    ("Oct-17", "month", "2017-10", None),
    ("November–December 2018", "months", "2018-11", "2018-12"),
    ("Dec 2017 - Jan 2018", "months", "2017-12", "2018-01"),
    ("December - January 2018", "months", "2017-12", "2018-01"),
    ("Q2 2018", "quarter", "2018-Q2", None),
    ("third quarter of 2018", "quarter", "2018-Q3", None),
    ("Early March 2018", "part-month", "2018-03-early", None),
    ("end of June 2018", "part-month", "2018-06-late", None),
    ("2019", "year", "2019", None),
    ("12 March 2018, 14:00–16:00", "exact", "2018-03-12T14:00", "2018-03-12T16:00"),
    ("28 March - 2 April 2018", "days", "2018-03-28", "2018-04-02"),
    ("12.03.2018", "day", "2018-03-12", None),
    ("2018-03-12", "day", "2018-03-12", None),
    ("Tues 14 Nov 2017 (morning)", "half-day", "2017-11-14TAM", None),
    ("start + 5 months", "relative", "+5m", None),
    ("Months 4-6", "relative", "+3m", "+5m"),
    ("2018 - March", "month", "2018-03", None),
    ("2018 – MARCH", "month", "2018-03", None),
    ("Jan '18", "month", "2018-01", None),
    ("12 December 2017, 10-12", "exact", "2017-12-12T10:00", "2017-12-12T12:00"),
    ("5 Oct 2017, 9:00-10:30 am EST / 15:00-16:30 CET", "exact", "2017-10-05T09:00", "2017-10-05T10:30"),
    ("9 February 2016, 9:00 am New York / 15:00 Geneva", "exact", "2016-02-09T09:00", None),
    ("5 October 2017, 1500-1700 hrs", "exact", "2017-10-05T15:00", "2017-10-05T17:00"),
    ("18 Apr 2024, 4pm, 90 minutes", "exact", "2024-04-18T16:00", None),
    ("3 April 2019, a.m.", "half-day", "2019-04-03TAM", None),
    ("the 23rd session of September 2018", "month", "2018-09", None),
])  # fmt: skip
def test_dates_that_stand_alone(text: str, precision: str, start: str, end: str | None) -> None:
    when = resolve(text)
    assert (when.precision.value, when.start, when.end) == (precision, start, end)


@pytest.mark.parametrize(("side", "start", "end"), [
    ("Thursday 5th (From 3.30pm-5.30pm)", "2017-10-05T15:30", "2017-10-05T17:30"),
    ("5, 14h-17h30", "2017-10-05T14:00", "2017-10-05T17:30"),
    ("Thursday 5 - 3pm", "2017-10-05T15:00", None),
    ("5th, 10am - 12 noon", "2017-10-05T10:00", "2017-10-05T12:00"),
    ("5th, 11-1pm", "2017-10-05T11:00", "2017-10-05T13:00"),
    ("Mon 2 & Tue 3", "2017-10-02", "2017-10-03"),
    ("3-5", "2017-10-03", "2017-10-05"),
    ("early", "2017-10-early", None),
    ("Thu 05/10", "2017-10-05", None),
    ("5.10., 14:00", "2017-10-05T14:00", None),
    ("TBC", "2017-10", None),
    ("9am", "2017-10", None),
])  # fmt: skip
def test_dates_beneath_a_month(side: str, start: str, end: str | None) -> None:
    when = resolve("OCTOBER 2017", side)
    assert (when.start, when.end) == (start, end)


@pytest.mark.parametrize("text", [
    "24th Senior Officials’ Meeting", "draft Work Plan 2017/18 for all", "5th IMG E-waste meeting",
    "we may 3 times", "",
])  # fmt: skip
def test_what_is_no_date_heading(text: str) -> None:
    assert heading_date(text) is None


def test_years_follow_on_and_weekdays_choose() -> None:
    assert resolve("", "Thursday 5 October", years=(2016, 2017)).start == "2017-10-05"
    steps = [Step(d, is_heading=True) for text in ("November", "January") if (d := read_date(text))]
    assert [r.when.start for r in resolve_dates(steps, (2017,), "UTC", None)] == ["2017-11", "2018-01"]


def test_a_wrong_weekday_and_a_day_that_is_none_are_asked() -> None:
    texts = ("Friday 5 October 2017", "5 October 2017 (Friday)", "31 February 2018")
    steps = [Step(written, is_heading=False) for text in texts if (written := read_date(text))]
    found = resolve_dates(steps, (), "UTC", None)
    doubts = [[about for about, _text in r.doubts] for r in found]
    assert doubts == [["contradiction"], ["contradiction"], ["date"]]
    assert [r.when.start for r in found] == ["2017-10-05", "2017-10-05", "2018-02"]


def test_quarters_and_counted_months() -> None:
    steps = [Step(d, is_heading=True) for text in ("Q3 2018", "Q4", "Q1") if (d := read_date(text))]
    found = [r.when.start for r in resolve_dates(steps, (), "UTC", None)]
    assert found == ["2018-Q3", "2018-Q4", "2019-Q1"]
    counted = resolve("months 4 to 6", start=date(2018, 1, 15))
    assert (counted.precision.value, counted.start, counted.end) == ("months", "2018-04", "2018-06")


def test_relative_dates_count_from_the_start() -> None:
    assert resolve("Month 5", start=date(2018, 1, 15)).start == "2018-05"
    assert resolve("start + 5 months", start=date(2018, 1, 15)).start == "2018-06"
