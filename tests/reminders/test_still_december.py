"""A meeting stays in its month: nobody is asked for its day for two weeks. Slots avoid holidays elsewhere."""

from __future__ import annotations

from dataclasses import replace
from datetime import date

import pytest

from bot.core.errors import UserError
from bot.core.group import Rules
from bot.dates.holidays import is_holiday_in
from bot.dates.when import Precision, When
from bot.dates.working_days import WorkingDays
from bot.plan.acts import KeepMonth
from bot.plan.rules.items import Kind
from bot.plan.rules.slots import propose_slots
from bot.reminders.rules.ladders import Ask, To, asks
from bot.reminders.texts.asks import AskView, ask_unit
from tests.meetings.rig import Rig
from tests.plan.samples import item
from tests.stage import COORDINATOR, LEAD1, MEMBER, NOW, Stage, at, exact, month
from tests.talk.shown import buttons_of


@pytest.fixture
def rig(lite: Stage) -> Rig:
    return Rig(lite, at("2017-12-01"))


@pytest.fixture
def both(stage: Stage) -> Rig:
    return Rig(stage, NOW)


RULES = Rules("Europe/Zurich")
MEETING = item(Kind.MEETING, "2018-01", key="WS1-M2", streams=("WS1",))
FIFTH = date(2017, 12, 5)


def asked(to: To, quiet_until: date | None = None) -> list[str]:
    found = asks(replace(MEETING, quiet_until=quiet_until), RULES, date(2018, 2, 1))
    return [f"{ask.day:%m-%d}" for ask in found if ask.to is to and ask.about == "needs-date"]


def test_for_two_weeks_nobody_is_asked_and_decisions_are() -> None:
    assert asked(To.OWNER) == ["11-20", "12-04", "12-18", "01-01", "01-15"]
    assert asked(To.OWNER, date(2017, 12, 19)) == ["01-01", "01-15"]
    assert asked(To.COORDINATOR) == ["12-18", "01-15"]
    # What the coordinator has to decide on is asked all the same.
    assert asked(To.COORDINATOR, date(2018, 1, 20)) == ["01-15"]


def test_the_nudge_offers_it_beside_the_dates(lite: Stage) -> None:
    group = lite.cli().group
    ask = Ask(lite.item("WS1-M2"), "needs-date", date(2017, 12, 4), To.OWNER)
    slots = (exact("2018-01-16"), exact("2018-01-18"))
    shown = ask_unit(AskView(group, ask, date(2017, 12, 4), slots=slots))
    labels = [button.label for button in buttons_of(shown)]
    assert labels[-3:] == ["Still January", "Move to February", "Not needed"]


def test_by_words_or_by_the_button_and_undo_asks_again(both: Rig) -> None:
    both.now = at("2017-12-05")
    said = both.say(LEAD1, "still WS1-M2")
    expected = "✔ WS1-M2 2nd WS1 Team Meeting stays in January 2018."
    assert said.text == f"{expected} Nobody is asked for its day until Tue 19 Dec 2017."
    assert both.stage.item("WS1-M2").quiet_until == date(2017, 12, 19)
    both.press(LEAD1, said, "Undo")
    assert both.stage.item("WS1-M2").quiet_until is None
    act = KeepMonth.of(both.stage.item("WS1-M2"))
    both.stage.do(act, both.stage.as_(COORDINATOR), both.now)
    assert both.stage.do(act, both.stage.as_(COORDINATOR), both.now).result.is_same
    assert both.stage.item("WS1-M2").when == month("2018-01")


def test_the_month_may_be_said_and_another_month_is_a_move(rig: Rig) -> None:
    assert "stays in January 2018" in rig.told(LEAD1, "still WS1-M2 January 2018")
    assert "is moved: January 2018 → February 2018" in rig.told(LEAD1, "still WS1-M2 February 2018")
    assert "What about WS1-M2?" in rig.told(LEAD1, "still no date for WS1-M2")


def test_what_has_a_day_is_not_kept_in_its_month(rig: Rig) -> None:
    old = KeepMonth.of(rig.stage.item("WS1-M2"))
    rig.say(LEAD1, "move WS1-M2 16 jan 2018 2-5pm")
    assert "has no month that could stay" in rig.told(LEAD1, "still WS1-M2")
    with pytest.raises(UserError, match="has changed since that was shown"):
        rig.stage.do(old, rig.stage.as_(LEAD1), rig.now)


def test_those_who_may_not_set_a_date_may_not_keep_the_month(rig: Rig) -> None:
    said = rig.say(MEMBER, "still WS1-M2")
    assert "You cannot change" in said.text and said.labels == ["Send as proposal"]


def test_it_holds_on_both_sides_of_the_note(rig: Rig) -> None:
    rig.say(LEAD1, "still WS1-M2")
    said = rig.say(LEAD1, "show WS1-M2")
    assert "not asked for its date until" in said.all


def test_slots_avoid_holidays_where_people_are() -> None:
    december = replace(MEETING, when=When(Precision.MONTH, "2017-12"))
    free = WorkingDays()
    # Jamhuri Day is on 12 December in Kenya.
    assert is_holiday_in(("Africa/Nairobi",), FIFTH.replace(day=12)) and not is_holiday_in(("UTC",), FIFTH)
    today = date(2017, 11, 20)
    alone = propose_slots(december, today, free, zones=("Europe/Zurich",), group_zone="Europe/Zurich")
    zones = ("Europe/Zurich", "Africa/Nairobi")
    together = propose_slots(december, today, free, zones=zones, group_zone="Europe/Zurich")
    assert FIFTH.replace(day=12) in [slot.first_day for slot in alone]
    assert len(together) == 3 and FIFTH.replace(day=12) not in [slot.first_day for slot in together]


def test_a_period_that_is_all_holiday_somewhere_still_gets_a_slot() -> None:
    one_day = replace(MEETING, when=When(Precision.DAYS, "2017-12-12", "2017-12-12"), length="half-day")
    zones = ("Europe/Zurich", "Africa/Nairobi")
    found = propose_slots(one_day, date(2017, 11, 20), WorkingDays(), zones=zones, group_zone="Europe/Zurich")
    assert [slot.first_day for slot in found] == [date(2017, 12, 12)]


def test_days_of_another_body_are_days_off_and_get_no_slot(rig: Rig) -> None:
    assert rig.told(COORDINATOR, 'holidays add "COP 24" 16-24 january 2018').startswith(
        "✔ Nothing is sent on"
    )
    with rig.stage.looking(rig.stage.cli(), rig.now) as looking:
        days = looking.snapshot.facts.rules.days
    assert not any(days.works(date(2018, 1, day)) for day in range(16, 25)) and days.works(date(2018, 1, 25))
    found = propose_slots(MEETING, date(2017, 11, 20), days)
    assert len(found) == 3
    assert all(slot.first_day is not None and days.works(slot.first_day) for slot in found)
