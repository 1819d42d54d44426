from __future__ import annotations

from dataclasses import replace

import pytest

from bot.dates.when import Precision, When
from bot.plan.rules.items import Item, Kind, Status
from bot.plan.rules.progress import drift_days

MARCH = When(Precision.MONTH, "2018-03")
MEETING = Item(1, "IMG-M7", Kind.MEETING, "7th meeting", MARCH, Status.TO_SCHEDULE, baseline=MARCH)


@pytest.mark.parametrize(
    ("when", "days"),
    [
        (When(Precision.DAY, "2018-03-01"), 0),
        (When(Precision.DAY, "2018-03-31"), 0),
        (When(Precision.DAY, "2018-04-03"), 3),
        (When(Precision.DAY, "2018-02-27"), -2),
        (When(Precision.MONTH, "2018-04"), 30),
        (When(Precision.NONE), None),
    ],
)
def test_a_day_within_the_period_first_planned_is_no_drift(when: When, days: int | None) -> None:
    assert drift_days(replace(MEETING, when=when)) == days
