"""Dates in words: precise where the plan is, and never more precise than that."""

from __future__ import annotations

from datetime import UTC, date, datetime, timedelta

import pytest
from hypothesis import strategies as st

from bot.core.i18n import speaking
from bot.dates.texts import (
    city,
    days_words,
    distance,
    drift_words,
    minutes_until,
    own_time,
    say_when,
    when_told,
    when_words,
)
from bot.dates.when import NO_DATE, Precision, When

ZONE = "Europe/Zurich"
NOW = datetime(2017, 10, 2, 8, 0, tzinfo=UTC)
P = Precision
FIFTH = When(P.EXACT, "2017-10-05T15:30", "2017-10-05T17:30")


@pytest.mark.parametrize(
    ("when", "words"),
    [
        (FIFTH, "Thu 5 Oct 2017, 15:30–17:30 Geneva"),
        (When(P.EXACT, "2017-10-05T15:30"), "Thu 5 Oct 2017, 15:30 Geneva"),
        (When(P.EXACT, "2017-10-05T15:30", zone="America/New_York"), "Thu 5 Oct 2017, 15:30 New York"),
        (
            When(P.EXACT, "2017-10-05T15:30", "2017-10-06T12:00"),
            "Thu 5 Oct 2017, 15:30 – Fri 6 Oct 2017, 12:00 Geneva",
        ),
        (When(P.HALF_DAY, "2017-10-05TAM"), "Thu 5 Oct 2017, morning"),
        (When(P.HALF_DAY, "2017-10-05TAM", "2017-10-05TPM"), "Thu 5 Oct 2017"),
        (
            When(P.HALF_DAY, "2017-10-05TPM", "2017-10-06TAM"),
            "Thu 5 Oct 2017, afternoon – Fri 6 Oct 2017, morning",
        ),
        (When(P.DAY, "2017-10-05"), "Thu 5 Oct 2017"),
        (When(P.DAYS, "2017-10-05", "2017-10-06"), "Thu 5 Oct 2017 – Fri 6 Oct 2017"),
        (When(P.PART_MONTH, "2018-03-early"), "early March 2018"),
        (When(P.PART_MONTH, "2018-03-mid", "2018-04-early"), "mid March 2018 – early April 2018"),
        (When(P.MONTH, "2018-05"), "May 2018"),
        (When(P.MONTHS, "2018-05", "2018-06"), "May – June 2018"),
        (When(P.MONTHS, "2018-12", "2019-01"), "December 2018 – January 2019"),
        (When(P.QUARTER, "2018-Q2"), "Q2 2018"),
        (When(P.YEAR, "2018"), "2018"),
        (When(P.RELATIVE, "+5m"), "5 months after the start"),
        (When(P.RELATIVE, "-1w"), "1 week before the start"),
        (When(P.RELATIVE), "counted from a start that is not known yet"),
        (NO_DATE, "no date"),
    ],
)
def test_a_date_in_words(when: When, words: str) -> None:
    assert when_words(when, ZONE) == words


def test_words_follow_the_language_of_the_reader() -> None:
    assert when_words(When(P.MONTH, "2018-05"), ZONE) == "May 2018"
    with speaking("fr-FR"):
        assert when_words(When(P.MONTH, "2018-05"), ZONE) == "mai 2018"
    assert when_words(When(P.MONTH, "2018-05"), ZONE) == "May 2018"


def test_the_whole_of_it_with_the_readers_own_time() -> None:
    assert say_when(FIFTH, NOW, ZONE, "Africa/Nairobi") == (
        "in 3 days · Thu 5 Oct 2017, 15:30–17:30 Geneva = 16:30 for you"
    )
    assert when_told(FIFTH, NOW, ZONE) == "Thu 5 Oct 2017, 15:30–17:30 Geneva (in 3 days)"
    assert say_when(When(P.MONTH, "2017-11"), NOW, ZONE, "Africa/Nairobi") == "November 2017"


@pytest.mark.parametrize(
    ("reader", "words"),
    [
        (None, ""),
        (ZONE, ""),
        ("Europe/Paris", ""),
        ("Asia/Tokyo", "= 22:30 for you"),
        ("Pacific/Auckland", "= Fri 6 Oct, 02:30 for you"),
    ],
)
def test_own_time_only_where_it_differs(reader: str | None, words: str) -> None:
    assert own_time(FIFTH, ZONE, reader) == words


@pytest.mark.parametrize(
    ("at", "words"),
    [
        ("2017-10-05T15:29", "today"),
        ("2017-10-04T23:00", "tomorrow"),
        ("2017-10-06T00:30", "yesterday"),
        ("2017-10-07T12:00", "2 days ago"),
        ("2017-09-05T12:00", "in 30 days"),
    ],
)
def test_distance_counts_days_of_the_calendar(at: str, words: str) -> None:
    now = datetime.fromisoformat(at).replace(tzinfo=UTC) - timedelta(hours=2)
    assert distance(FIFTH, now, ZONE) == words


def test_a_month_has_no_distance_in_days() -> None:
    assert distance(When(P.MONTH, "2017-11"), NOW, ZONE) == ""
    assert days_words(1) == "tomorrow"


@pytest.mark.parametrize(
    ("zone", "name"),
    [
        (ZONE, "Geneva"),
        ("America/New_York", "New York"),
        ("UTC", "UTC"),
        ("America/Argentina/Salta", "Salta"),
    ],
)
def test_a_zone_is_known_by_its_city(zone: str, name: str) -> None:
    assert city(zone) == name


@pytest.mark.parametrize(
    ("days", "words"),
    [
        (21, "3 weeks later than first planned"),
        (1, "1 day later than first planned"),
        (-7, "1 week earlier than first planned"),
        (61, "2 months later than first planned"),
        (0, "within what was first planned"),
    ],
)
def test_drift_is_told_in_the_unit_that_fits(days: int, words: str) -> None:
    assert drift_words(days) == words


def test_minutes_are_rounded_up() -> None:
    assert minutes_until(NOW + timedelta(seconds=61), NOW) == 2
    assert minutes_until(NOW, NOW) == 1


days = st.dates(date(2017, 10, 3), date(2026, 12, 31))
