from __future__ import annotations

from datetime import UTC, datetime

import pytest
from hypothesis import given
from hypothesis import strategies as st

from bot.dates.when import NO_DATE, Precision, When

P = Precision
ZONE = "Europe/Zurich"


@pytest.mark.parametrize(
    ("when", "first", "last", "ends"),
    [
        (
            When(P.EXACT, "2017-10-05T15:30", "2017-10-05T17:30"),
            "2017-10-05",
            "2017-10-05",
            "2017-10-05T15:30",
        ),
        (When(P.EXACT, "2017-10-05T15:30"), "2017-10-05", "2017-10-05", "2017-10-05T13:30"),
        (
            When(P.EXACT, "2017-10-05T15:30", zone="Asia/Bangkok"),
            "2017-10-05",
            "2017-10-05",
            "2017-10-05T08:30",
        ),
        (When(P.HALF_DAY, "2018-01-16TAM"), "2018-01-16", "2018-01-16", "2018-01-16T12:00"),
        (When(P.HALF_DAY, "2018-01-16TPM"), "2018-01-16", "2018-01-16", "2018-01-16T17:00"),
        (When(P.DAY, "2018-01-16"), "2018-01-16", "2018-01-16", "2018-01-16T23:00"),
        (When(P.DAYS, "2018-01-16", "2018-01-18"), "2018-01-16", "2018-01-18", "2018-01-18T23:00"),
        (When(P.PART_MONTH, "2018-02-late"), "2018-02-21", "2018-02-28", "2018-02-28T23:00"),
        (When(P.MONTH, "2018-05"), "2018-05-01", "2018-05-31", "2018-05-31T22:00"),
        (When(P.MONTHS, "2018-05", "2018-06"), "2018-05-01", "2018-06-30", "2018-06-30T22:00"),
        (When(P.QUARTER, "2018-Q1"), "2018-01-01", "2018-03-31", "2018-03-31T22:00"),
        (When(P.YEAR, "2018"), "2018-01-01", "2018-12-31", "2018-12-31T23:00"),
    ],
)
def test_a_period_is_over_when_all_of_it_is(when: When, first: str, last: str, ends: str) -> None:
    assert (str(when.first_day), str(when.last_day)) == (first, last)
    assert when.ends_at(ZONE) == datetime.fromisoformat(ends).replace(tzinfo=UTC)


@pytest.mark.parametrize("when", [NO_DATE, When(P.RELATIVE, "+5m"), When(P.RELATIVE)])
def test_what_is_not_known_has_no_day(when: When) -> None:
    assert (when.first_day, when.last_day, when.starts_at(ZONE), when.ends_at(ZONE)) == (None,) * 4
    assert not when.is_dated


@pytest.mark.parametrize(
    ("precision", "start", "end"),
    [
        (P.DAY, "2018-02-30", None),
        (P.DAY, "2018-05", None),
        (P.MONTH, "2018-13", None),
        (P.MONTHS, "2018-06", "2018-05"),
        (P.EXACT, "2018-05-03T15:00", "2018-05-03T14:00"),
        (P.EXACT, "2018-05-03T25:00", None),
        (P.QUARTER, "2018-Q5", None),
        (P.PART_MONTH, "2018-05-middle", None),
        (P.RELATIVE, "5m", None),
        (P.MONTH, None, "2018-05"),
        (P.MONTH, None, None),
        (P.NONE, "2018", None),
    ],
)
def test_what_is_no_date_is_refused(precision: Precision, start: str | None, end: str | None) -> None:
    with pytest.raises(ValueError):
        When(precision, start, end)


def test_the_wording_makes_no_difference() -> None:
    assert When(P.MONTH, "2018-05", text="MAY") == When(P.MONTH, "2018-05", text="May 2018")


def test_periods_come_after_the_dates_they_contain() -> None:
    order = [
        When(P.EXACT, "2018-05-03T09:00"),
        When(P.EXACT, "2018-05-03T15:00"),
        When(P.DAY, "2018-05-03"),
        When(P.PART_MONTH, "2018-05-mid"),
        When(P.DAY, "2018-05-31"),
        When(P.MONTH, "2018-05"),
        When(P.QUARTER, "2018-Q2"),
        When(P.YEAR, "2018"),
        NO_DATE,
    ]
    assert sorted(reversed(order), key=When.sort_key) == order


@given(st.dates(), st.sampled_from(["UTC", ZONE, "America/New_York", "Pacific/Kiritimati"]))
def test_a_day_begins_before_it_ends(day: object, zone: str) -> None:
    when = When(P.DAY, str(day))
    if "0001" < str(day)[:4] < "9999":
        starts, ends = when.starts_at(zone), when.ends_at(zone)
        assert starts is not None and ends is not None and starts < ends
