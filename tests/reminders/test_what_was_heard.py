"""Channels hear of dates by what they last heard: nothing twice, nothing that is as they know it."""

from __future__ import annotations

from datetime import datetime, timedelta

from bot.core import history
from bot.core.undo_acts import Restore, Undo
from bot.delivery.tables import OutboxRow
from bot.plan.rules.items import Status
from bot.reminders.rules.notice_views import MeetingNotice
from bot.reminders.texts.announcements import build_meeting
from tests.stage import COORDINATOR, LEAD1, NOW, Stage, at, exact, month

MINUTES = timedelta(minutes=1)


def waiting(stage: Stage) -> list[OutboxRow]:
    return [row for row in stage.notices() if row.kind == "date"]


def post(stage: Stage, now: datetime) -> list[str]:
    """Post what waits; what the channels heard."""
    told = []
    for row in waiting(stage):
        view = stage.view(row, now)
        if isinstance(view, MeetingNotice):
            told.append(build_meeting(view).text)
        with stage.database.writing() as session:
            stored = session.get_one(OutboxRow, row.id)
            stored.state, stored.sent_at = ("sent", now) if view else ("cancelled", None)
    return told


def test_a_cancellation_that_was_told_and_taken_back_takes_place_after_all(stage: Stage) -> None:
    stage.set_status(COORDINATOR, "IMG-M5", Status.CANCELLED, "strike")
    assert len(post(stage, NOW + 2 * MINUTES)) == 1
    stage.set_status(COORDINATOR, "IMG-M5", Status.SCHEDULED, now=NOW + 60 * MINUTES)
    [told] = post(stage, NOW + 62 * MINUTES)
    assert "takes place after all: Thu 5 Oct 2017, 15:30" in told


def test_a_restored_cancellation_with_another_date_names_it(lite: Stage) -> None:
    lite.set_status(COORDINATOR, "IMG-M5", Status.CANCELLED)
    post(lite, NOW + 2 * MINUTES)
    lite.set_status(COORDINATOR, "IMG-M5", Status.SCHEDULED, now=NOW + 3 * MINUTES)
    lite.set_date(COORDINATOR, "IMG-M5", exact("2017-10-12"), now=NOW + 4 * MINUTES)
    [told] = post(lite, NOW + 6 * MINUTES)
    assert "takes place after all: Thu 12 Oct 2017" in told


def test_a_cancellation_that_nobody_heard_of_is_taken_back_in_silence(lite: Stage) -> None:
    lite.set_status(COORDINATOR, "IMG-M5", Status.CANCELLED)
    lite.do(Undo(), lite.as_(COORDINATOR), NOW + MINUTES)
    assert waiting(lite) == []


def test_a_move_that_nobody_heard_of_is_taken_back_in_silence(lite: Stage) -> None:
    lite.set_date(COORDINATOR, "IMG-M5", exact("2017-10-12"))
    lite.do(Undo(), lite.as_(COORDINATOR), NOW + MINUTES)
    assert waiting(lite) == []


def test_a_move_that_was_told_is_corrected_once(stage: Stage) -> None:
    stage.set_date(COORDINATOR, "IMG-M5", exact("2017-10-12"))
    assert len(post(stage, NOW + 2 * MINUTES)) == 1
    stage.do(Undo(), stage.as_(COORDINATOR), NOW + 5 * MINUTES)
    [told] = post(stage, NOW + 7 * MINUTES)
    assert "has moved: was Thu 12 Oct 2017" in told and "5 Oct 2017" in told


def test_a_move_that_was_told_is_corrected_also_to_a_day_that_is_over(lite: Stage) -> None:
    lite.set_date(COORDINATOR, "IMG-M5", exact("2017-10-26"), now=at("2017-10-04"))
    assert len(post(lite, at("2017-10-04", 9))) == 1
    with lite.database.reading() as session:
        change = history.changes_of(session, "item", lite.item("IMG-M5").id)[0].id
    lite.do(Restore(change), lite.as_(COORDINATOR), at("2017-10-10"))
    [told] = post(lite, at("2017-10-10", 9))
    assert "has moved: was Thu 26 Oct 2017" in told
    # Set for the record: what channels know is over as well, and nobody can come any more.
    lite.set_date(COORDINATOR, "IMG-M5", exact("2017-10-06"), now=at("2017-10-10", 10))
    assert waiting(lite) == []


def test_several_moves_tell_the_whole_way_from_what_was_heard(lite: Stage) -> None:
    lite.set_date(LEAD1, "WS1-M1", exact("2017-11-20"))
    assert len(post(lite, NOW + 2 * MINUTES)) == 1
    lite.set_date(LEAD1, "WS1-M1", exact("2017-11-21"), now=NOW + 10 * MINUTES)
    lite.set_date(LEAD1, "WS1-M1", exact("2017-11-22"), now=NOW + 11 * MINUTES)
    [told] = post(lite, NOW + 13 * MINUTES)
    assert "20 Nov" in told and "22 Nov" in told and "21 Nov" not in told
    lite.set_date(LEAD1, "WS1-M1", exact("2017-11-23"), now=NOW + 20 * MINUTES)
    lite.set_date(LEAD1, "WS1-M1", exact("2017-11-22"), now=NOW + 21 * MINUTES)
    assert post(lite, NOW + 30 * MINUTES) == []
    lite.set_date(LEAD1, "WS1-M1", month("2017-12"), now=NOW + 40 * MINUTES)
    [told] = post(lite, NOW + 50 * MINUTES)
    assert "22 Nov" in told and "December 2017" in told


def test_a_cancelled_meeting_that_gets_another_date_first_is_no_news(lite: Stage) -> None:
    lite.set_status(COORDINATOR, "IMG-M5", Status.CANCELLED)
    assert len(post(lite, NOW + 2 * MINUTES)) == 1
    lite.set_status(COORDINATOR, "IMG-M5", Status.CANCELLED, "another reason", now=NOW + 5 * MINUTES)
    assert waiting(lite) == []
