"""What lies in the past: meetings that are presumed held, and what is settled at once."""

from __future__ import annotations

from datetime import datetime, timedelta

import pytest

from bot.core.undo_acts import Undo
from bot.plan.rules.items import Item, Status
from bot.reminders import reminding
from bot.reminders.acts import SettlePast
from tests.stage import COORDINATOR, Stage, at, exact


def past(stage: Stage, now: datetime) -> list[Item]:
    with stage.looking(stage.as_(COORDINATOR), now) as looking:
        return reminding.past_items(looking.session, looking.snapshot.facts.group, now)


@pytest.mark.parametrize(
    ("swept_at", "status"),
    [
        (at("2017-10-10", 22), Status.SCHEDULED),  # still 10 October: the third working day
        (at("2017-10-10", 22) + timedelta(minutes=1), Status.HELD),
    ],
)
def test_a_meeting_nobody_speaks_of_is_presumed_held(
    stage: Stage, swept_at: datetime, status: Status
) -> None:
    stage.asked("IMG-M5", at("2017-10-06"))
    reminding.sweep(stage.work, swept_at - timedelta(minutes=1))
    assert stage.item("IMG-M5").status is status
    if status is Status.HELD:
        assert stage.item("IMG-M5").status_note is None


@pytest.mark.parametrize(
    ("asked", "status"),
    [
        (None, Status.SCHEDULED),
        (at("2017-10-05", 7), Status.SCHEDULED),  # before it began: another question
        (at("2017-10-13"), Status.SCHEDULED),  # late: three working days from there
        (at("2017-10-12"), Status.HELD),
    ],
)
def test_a_meeting_of_which_nobody_was_asked_is_never_presumed_held(
    lite: Stage, asked: datetime | None, status: Status
) -> None:
    if asked is not None:
        lite.asked("IMG-M5", asked)
    reminding.sweep(lite.work, at("2017-10-17"))
    assert lite.item("IMG-M5").status is status


def test_a_meeting_that_was_moved_is_presumed_held_by_its_new_date_alone(lite: Stage) -> None:
    lite.asked("IMG-M5", at("2017-10-06"))
    lite.set_date(COORDINATOR, "IMG-M5", exact("2017-10-16"), now=at("2017-10-09"))
    reminding.sweep(lite.work, at("2017-11-20"))
    assert lite.item("IMG-M5").status is Status.SCHEDULED
    lite.asked("IMG-M5", at("2017-11-20"))
    reminding.sweep(lite.work, at("2017-11-23"))
    assert lite.item("IMG-M5").status is Status.HELD


def test_a_meeting_dated_into_the_past_by_a_slip_is_asked_about_and_not_presumed(lite: Stage) -> None:
    """On Monday the 9th somebody types last week's Wednesday; on Tuesday the coordinator is asked."""
    lite.set_date(COORDINATOR, "IMG-M5", exact("2017-10-04"), now=at("2017-10-09"))
    coordinator = lite.as_(COORDINATOR).person_id
    reminding.sweep(lite.work, at("2017-10-13"))
    assert lite.item("IMG-M5").status is Status.SCHEDULED
    row = lite.notice(f"note:T0:{coordinator}:2017-10-10")
    note = lite.view(row, at("2017-10-10", 8))
    assert [(ask.item.key, ask.about) for _group, ask in note.asks] == [("IMG-M5", "just-over")]


def test_an_answer_is_not_overruled_by_the_presumption(lite: Stage) -> None:
    lite.set_status(COORDINATOR, "IMG-M5", Status.CANCELLED, now=at("2017-10-06"))
    reminding.sweep(lite.work, at("2017-10-20"))
    assert lite.item("IMG-M5").status is Status.CANCELLED


def test_settling_the_past(stage: Stage) -> None:
    now = at("2017-12-04")
    assert [item.key for item in past(stage, now)][:2] == ["IMG-M5", "WS1-M1"]
    some = stage.do(SettlePast((stage.item("IMG-D1").id,)), stage.as_(COORDINATOR), now).result
    assert [item.key for item in some] == ["IMG-D1"] and stage.item("IMG-D1").status is Status.DONE
    everything = stage.do(SettlePast(), stage.as_(COORDINATOR), now)
    assert stage.item("WS1-M1").status is Status.HELD
    assert past(stage, now) == []
    stage.do(Undo(everything.act_id), stage.as_(COORDINATOR), now)
    assert [item.key for item in past(stage, now)][:2] == ["IMG-M5", "WS1-M1"], "taken back as one"
    assert stage.item("IMG-D1").status is Status.DONE
