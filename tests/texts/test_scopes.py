"""A part of the plan in words: the day it is read decides what is called today."""

from __future__ import annotations

from datetime import date

import pytest

from bot.plan.rules.upcoming import Scope
from bot.plan.texts.scopes import scope_words

MONDAY = date(2017, 10, 2)
SUNDAY = date(2017, 10, 8)


@pytest.mark.parametrize(
    ("scope", "words"),
    [
        (Scope(), ""),
        (Scope(stream="WS1"), "in WS1"),
        (Scope(plenary=True), "of the whole group"),
        (Scope(meetings_only=True), "among the meetings"),
        (Scope(plenary=True, meetings_only=True), "among the plenaries"),
        (Scope(person_id=2, lead_of=frozenset({"WS1"}), coordinates=True, agency="UNEP"), "for you"),
        (Scope(person_id=0), "for you"),
        (Scope(state="overdue"), "overdue"),
        (Scope(state="undated"), "without a date"),
        (Scope(first=MONDAY, last=MONDAY), "today"),
        (Scope(first=MONDAY), "today"),
        (Scope(first=date(2017, 10, 3), last=date(2017, 10, 3)), "tomorrow"),
        (Scope(first=date(2017, 10, 1), last=date(2017, 10, 1)), "on Sun 1 Oct 2017"),
        (Scope(first=MONDAY, last=SUNDAY), "this week"),
        (
            Scope(first=date(2017, 10, 9), last=date(2017, 10, 15)),
            "from Mon 9 Oct 2017 to Sun 15 Oct 2017",
        ),
        (Scope(first=date(2018, 5, 1), last=date(2018, 5, 31)), "in May 2018"),
        (Scope(first=date(2018, 2, 1), last=date(2018, 2, 28)), "in February 2018"),
        (
            Scope(first=date(2018, 5, 1), last=date(2018, 6, 30)),
            "from Tue 1 May 2018 to Sat 30 Jun 2018",
        ),
        (Scope(first=date(2018, 1, 1), last=date(2018, 12, 31)), "in 2018"),
        (Scope(stream="WS1", first=MONDAY, last=SUNDAY), "in WS1 this week"),
        (
            Scope(stream="WS2", state="overdue", meetings_only=True, person_id=2),
            "overdue among the meetings in WS2 for you",
        ),
    ],
)
def test_a_scope_in_words(scope: Scope, words: str) -> None:
    assert scope_words(scope, MONDAY) == words


def test_no_day_is_called_today_where_it_may_be_read_on_any_day() -> None:
    assert scope_words(Scope(first=MONDAY, last=MONDAY), None) == "on Mon 2 Oct 2017"
    assert scope_words(Scope(first=MONDAY, last=SUNDAY), None) == "from Mon 2 Oct 2017 to Sun 8 Oct 2017"
