"""The rules of series: read from words, kept as calendars write them, and the dates that follow."""

from __future__ import annotations

from dataclasses import replace
from datetime import date

import pytest

from bot.core.errors import UserError
from bot.core.i18n import speaking
from bot.dates.when import Precision, When
from bot.meetings.series.acts import MakeSeries
from bot.meetings.series.rule_words import rule_words
from bot.meetings.series.rules import MOST_MEETINGS, Pattern, dates_of, pattern_of
from bot.meetings.series.words import read_pattern
from tests.meetings.calling import CALL, RULE
from tests.meetings.rig import Rig
from tests.stage import COORDINATOR


@pytest.mark.parametrize(
    ("words", "rule"),
    [
        ("every tuesday", "FREQ=WEEKLY;BYDAY=TU"),
        ("every second tuesday", "FREQ=WEEKLY;INTERVAL=2;BYDAY=TU"),
        ("every other tue", "FREQ=WEEKLY;INTERVAL=2;BYDAY=TU"),
        ("every 3rd friday", "FREQ=WEEKLY;INTERVAL=3;BYDAY=FR"),
        ("every thursday and tuesday", "FREQ=WEEKLY;BYDAY=TU,TH"),
        ("every 4 weeks on monday", "FREQ=WEEKLY;INTERVAL=4;BYDAY=MO"),
        ("every fortnight on wednesday", "FREQ=WEEKLY;INTERVAL=2;BYDAY=WE"),
        ("weekly on mondays", "FREQ=WEEKLY;BYDAY=MO"),
        ("mondays", "FREQ=WEEKLY;BYDAY=MO"),
        ("first thursday of the month", "FREQ=MONTHLY;BYDAY=1TH"),
        ("every second tuesday of the month", "FREQ=MONTHLY;BYDAY=2TU"),
        ("the last friday of each month", "FREQ=MONTHLY;BYDAY=-1FR"),
        ("on the 15th of each month", "FREQ=MONTHLY;BYMONTHDAY=15"),
        ("every month on the 3rd", "FREQ=MONTHLY;BYMONTHDAY=3"),
        ("chaque mardi", "FREQ=WEEKLY;BYDAY=TU"),
        ("tous les mardis", "FREQ=WEEKLY;BYDAY=TU"),
        ("un mardi sur deux", "FREQ=WEEKLY;INTERVAL=2;BYDAY=TU"),
        ("toutes les 4 semaines le lundi", "FREQ=WEEKLY;INTERVAL=4;BYDAY=MO"),
        ("le premier jeudi du mois", "FREQ=MONTHLY;BYDAY=1TH"),
        ("le dernier vendredi de chaque mois", "FREQ=MONTHLY;BYDAY=-1FR"),
    ],
)
def test_a_rule_is_read_from_words_and_kept_as_a_calendar_writes_it(words: str, rule: str) -> None:
    said = read_pattern(words)
    assert said is not None and said.pattern.rule == rule
    assert pattern_of(rule) == said.pattern


@pytest.mark.parametrize(
    "words", ["tuesday", "every item", "the plan", "fifth monday of the month", "every 0 weeks"]
)
def test_what_is_no_rule_is_not_taken_for_one(words: str) -> None:
    assert read_pattern(words) is None


@pytest.mark.parametrize(
    "rule",
    [
        "FREQ=DAILY", "FREQ=WEEKLY", "FREQ=MONTHLY;BYDAY=TU", "FREQ=WEEKLY;BYDAY=1TU",
        "FREQ=WEEKLY;BYDAY=TU;COUNT=0", "FREQ=WEEKLY;BYDAY=TU;UNTIL=20181399T235959",
        "FREQ=SECONDLY;INTERVAL=1", "x" * 5000, "",
    ],
)  # fmt: skip
def test_a_rule_that_is_none_of_ours_is_refused(rig: Rig, rule: str) -> None:
    assert pattern_of(rule) is None
    with pytest.raises(UserError, match="How often do they meet"):
        rig.stage.do(MakeSeries(rule, CALL, ("WS1",), "Calls"), rig.stage.as_(COORDINATOR))


def test_a_rule_is_worded_in_the_language_of_the_reader() -> None:
    assert rule_words(RULE) == "every second Tuesday, until Tue 20 Mar 2018"
    assert rule_words("FREQ=MONTHLY;BYDAY=-1FR;COUNT=3") == "the last Friday of the month, 3 times"
    with speaking("fr"):
        assert rule_words("FREQ=WEEKLY;BYDAY=TU") == "chaque mardi"
        assert rule_words("FREQ=MONTHLY;BYDAY=1TH") == "le premier jeudi du mois"


def test_the_first_day_is_the_next_that_the_rule_names_and_weeks_are_counted_from_it() -> None:
    wednesday = When(Precision.EXACT, "2018-01-10T14:00", "2018-01-10T15:30")
    found = dates_of(Pattern(2, (1,), count=3), wednesday)
    assert [one.start for one in found] == ["2018-01-16T14:00", "2018-01-30T14:00", "2018-02-13T14:00"]


def test_a_series_without_an_end_reaches_a_year_and_none_is_endless() -> None:
    assert dates_of(Pattern(4, (1,)), CALL)[-1].first_day == date(2019, 1, 8)
    assert len(dates_of(Pattern(1, (0, 1, 2, 3, 4)), CALL)) == MOST_MEETINGS


def test_a_month_without_such_a_day_is_left_out() -> None:
    found = dates_of(Pattern(monthday=31, count=3), replace(CALL, start="2018-01-31T14:00", end=None))
    assert [one.start for one in found] == ["2018-01-31T14:00", "2018-03-31T14:00", "2018-05-31T14:00"]
