"""Dates as they are pasted and as few write them, on Monday 20 November 2017 in Geneva."""

from __future__ import annotations

from datetime import date

import pytest

from bot.core.errors import UserError
from bot.dates.typed_when import read_when

TODAY = date(2017, 11, 20)


@pytest.mark.parametrize(
    ("typed", "day"),
    [
        ("01/16/2018", "2018-01-16"),
        ("12/25/2018", "2018-12-25"),
        ("lundi prochain", "2017-11-27"),
        ("🎉 16 Jan", "2018-01-16"),
        (":tada: 16 Jan", "2018-01-16"),
        ("16\u200b \u200eJan", "2018-01-16"),
    ],
)
def test_a_day(typed: str, day: str) -> None:
    found = read_when(typed, today=TODAY, zone="Europe/Zurich").when
    assert found is not None and found.start == day


@pytest.mark.parametrize("words", ["midnight", "in the evening", "half past two", "at two"])
def test_a_time_of_day_that_cannot_be_read_is_no_reason(words: str) -> None:
    with pytest.raises(UserError, match=f"not “{words}” after it"):
        read_when(f"16 Jan {words}", today=TODAY, zone="Europe/Zurich")
