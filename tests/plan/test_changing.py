from __future__ import annotations

from datetime import timedelta

import pytest

from bot.core.edit import AlreadyDone
from bot.core.errors import UserError
from bot.dates.when import NO_DATE, Precision, When
from bot.delivery.tables import OutboxRow
from bot.plan.acts import AddItem, AnnounceNow, Cancel, SetStatus
from bot.plan.rules.items import Kind, Status
from bot.reminders.rules.notice_views import MeetingNotice
from tests.stage import CHANNEL, COORDINATOR, LEAD1, LEAD2, NOW, WS1, Stage, at, exact, month, on

TWO_MINUTES = timedelta(minutes=2)


def dates_told(stage: Stage, state: str = "pending") -> list[OutboxRow]:
    return [row for row in stage.notices(state) if row.kind == "date"]


def set_when(stage: Stage, key: str, when: When, user: str = COORDINATOR, *, after: int = 0) -> None:
    stage.set_date(user, key, when, now=NOW + timedelta(seconds=after))


def test_a_status_is_kept_with_its_note_and_history(stage: Stage) -> None:
    done = stage.set_status(LEAD1, "WS1-D1", Status.AT_RISK, "two late")
    item = stage.item("WS1-D1")
    assert (item.status, item.status_note) == (Status.AT_RISK, "two late")
    assert done.result.before.status is Status.PLANNED
    assert done.undo_until == NOW + timedelta(minutes=10)
    same = stage.set_status(LEAD1, "WS1-D1", Status.AT_RISK)
    assert (same.act_id, same.undo_until, same.result.is_same) == (None, None, True)
    assert same.result.already.who == f"<@{LEAD1}>"


@pytest.mark.parametrize(
    ("key", "said", "becomes"),
    [
        ("IMG-M6", Status.DONE, Status.HELD),
        ("IMG-M6", Status.DROPPED, Status.CANCELLED),
        ("IMG-M5", Status.CANCELLED, Status.CANCELLED),
        ("WS1-D1", Status.HELD, Status.DONE),
        ("WS1-D1", Status.CANCELLED, Status.DROPPED),
        ("IMG-M6", Status.POLLING, Status.POLLING),
        ("IMG-M6", Status.AT_RISK, None),
        ("WS1-D1", Status.POLLING, None),
        ("IMG-M5", Status.HELD, None),
        ("IMG-M6", Status.SCHEDULED, None),
    ],
)
def test_each_kind_has_its_own_statuses(lite: Stage, key: str, said: Status, becomes: Status | None) -> None:
    before = lite.item(key)
    if becomes is None:
        with pytest.raises(UserError):
            lite.set_status(COORDINATOR, key, said)
        assert lite.item(key) == before
    else:
        lite.set_status(COORDINATOR, key, said)
        assert lite.item(key).status is becomes


def test_a_dated_meeting_reopened_is_scheduled(lite: Stage) -> None:
    same = lite.set_status(COORDINATOR, "IMG-M5", Status.TO_SCHEDULE).result
    assert same.is_same
    lite.set_status(COORDINATOR, "IMG-M5", Status.HELD, now=at("2017-10-06"))
    lite.set_status(COORDINATOR, "IMG-M5", Status.TO_SCHEDULE, now=at("2017-10-06"))
    assert lite.item("IMG-M5").status is Status.SCHEDULED


def test_a_date_makes_a_meeting_scheduled_and_raises_its_version(stage: Stage) -> None:
    before = stage.item("WS1-M1")
    set_when(stage, "WS1-M1", exact("2017-11-20"), LEAD1)
    item = stage.item("WS1-M1")
    assert item.status is Status.SCHEDULED and item.schedule_version == before.schedule_version + 1
    assert item.baseline == month("2017-11")
    set_when(stage, "WS1-M1", month("2017-12"), LEAD1, after=1)
    assert stage.item("WS1-M1").status is Status.TO_SCHEDULE
    set_when(stage, "WS1-M1", NO_DATE, LEAD1, after=2)
    assert stage.item("WS1-M1").baseline == month("2017-11")


def test_the_first_date_keeps_its_own_zone(stage: Stage) -> None:
    first = stage.item("IMG-M5").when
    assert first.zone == "Europe/Zurich"
    set_when(stage, "IMG-M5", When(Precision.EXACT, "2017-11-16T14:00", "2017-11-16T16:30", "UTC"))
    assert stage.item("IMG-M5").baseline == first


def test_what_is_over_is_not_moved(lite: Stage) -> None:
    lite.set_status(LEAD1, "WS1-D1", Status.DONE)
    with pytest.raises(UserError, match="Reopen it first"):
        set_when(lite, "WS1-D1", month("2018-08"))


def test_the_same_date_changes_nothing(lite: Stage) -> None:
    version = lite.item("WS1-D1").schedule_version
    changed = lite.set_date(LEAD1, "WS1-D1", month("2018-05")).result
    assert changed.is_same and lite.item("WS1-D1").schedule_version == version


def told(stage: Stage, row: OutboxRow) -> MeetingNotice:
    view = stage.view(row, NOW + TWO_MINUTES)
    assert isinstance(view, MeetingNotice)
    return view


def test_the_channel_hears_of_a_date_after_two_minutes(stage: Stage) -> None:
    set_when(stage, "WS1-M1", exact("2017-11-20"), LEAD1)
    (row,) = dates_told(stage)
    assert (row.recipient, row.due_at) == (WS1, NOW + TWO_MINUTES)
    view = told(stage, row)
    assert (view.rung, view.was, view.by) == ("date-set", month("2017-11"), f"<@{LEAD1}>")


@pytest.mark.parametrize(
    ("key", "now", "rung"),
    [
        ("WS1-M1", month("2017-12"), "date-moved"),
        ("WS1-M1", exact("2017-12-20"), "date-moved"),
        ("WS1-D1", month("2018-07"), "date-moved"),
        ("WS1-D1", When(Precision.DAY, "2018-05-31"), "date-set"),
        ("IMG-M5", month("2017-11"), "date-moved"),
    ],
)
def test_another_period_is_a_move_and_a_day_within_it_a_date(
    lite: Stage, key: str, now: When, rung: str
) -> None:
    set_when(lite, key, now)
    assert told(lite, dates_told(lite)[0]).rung == rung


def test_changes_within_the_wait_are_told_once(stage: Stage) -> None:
    set_when(stage, "WS1-M1", exact("2017-11-20"), LEAD1)
    set_when(stage, "WS1-M1", exact("2017-11-21"), LEAD1, after=30)
    (row,) = dates_told(stage)
    assert row.due_at == NOW + timedelta(seconds=150)
    assert told(stage, row).was == month("2017-11")


def test_back_where_it_was_is_no_news(stage: Stage) -> None:
    set_when(stage, "WS1-M1", exact("2017-11-20"), LEAD1)
    set_when(stage, "WS1-M1", month("2017-11"), LEAD1, after=30)
    assert dates_told(stage) == []
    assert len(dates_told(stage, "cancelled")) == 1


def test_an_item_of_two_streams_is_told_in_both_channels(lite: Stage) -> None:
    set_when(lite, "IMG-D1", on("2017-11-14"), LEAD2)
    assert [row.recipient for row in dates_told(lite)] == ["C0WS1", "C0WS2"]


def test_announcing_now_does_not_wait(lite: Stage) -> None:
    set_when(lite, "WS1-M1", exact("2017-11-20"), LEAD1)
    act = AnnounceNow(lite.item("WS1-M1").id)
    _item, count = lite.do(act, lite.as_(LEAD1), NOW + timedelta(seconds=5)).result
    assert count == 1
    assert dates_told(lite)[0].retry_at == NOW + timedelta(seconds=5)
    with pytest.raises(UserError):
        lite.do(act, lite.as_(LEAD2))


def test_a_cancellation_is_told_and_a_reopening_after_it_too(stage: Stage) -> None:
    stage.set_status(COORDINATOR, "IMG-M5", Status.CANCELLED, "strike")
    (row,) = dates_told(stage)
    assert told(stage, row).rung == "cancelled" and row.recipient == CHANNEL
    stage.set_status(COORDINATOR, "IMG-M5", Status.SCHEDULED, now=NOW + timedelta(seconds=9))
    assert dates_told(stage) == []

    stage.set_status(COORDINATOR, "IMG-M5", Status.CANCELLED)
    with stage.database.writing() as session:
        for row in session.query(OutboxRow).filter_by(kind="date", state="pending"):
            row.state, row.sent_at = "sent", NOW + TWO_MINUTES
    stage.set_status(COORDINATOR, "IMG-M5", Status.SCHEDULED, now=NOW + timedelta(hours=1))
    (row,) = dates_told(stage)
    assert told(stage, row).rung == "on-again"


def test_nothing_is_told_before_reminders_start(bare: Stage) -> None:
    bare.import_plan()
    set_when(bare, "WS1-M1", exact("2017-11-20"), LEAD1)
    assert bare.notices() == []


def test_new_items_take_free_keys_and_the_next_place(stage: Stage) -> None:
    coordinator = stage.as_(COORDINATOR)
    first = stage.do(AddItem(Kind.MEETING, "Extra  meeting", ("WS1",), ordinal=2), coordinator).result
    assert (first.item.key, first.item.title, first.taken_ordinal) == ("WS1-M3", "Extra meeting", 2)
    second = stage.do(
        AddItem(Kind.SUBMISSION, "Paper", ("WS1", "WS2"), on("2018-02-01")), stage.as_(COORDINATOR)
    ).result
    assert second.item.key == "IMG-D5" and second.item.baseline == on("2018-02-01")
    assert list(stage.items())[-2:] == ["WS1-M3", "IMG-D5"]
    stage.set_status(COORDINATOR, "IMG-D5", Status.DROPPED)
    third = stage.do(AddItem(Kind.ACTIVITY, "Talk"), stage.as_(COORDINATOR)).result
    assert third.item.key == "IMG-D6"


@pytest.mark.parametrize(
    "new", [AddItem(Kind.ACTIVITY, "  "), AddItem(Kind.ACTIVITY, "Talk", ("WS9",))], ids=["title", "stream"]
)
def test_what_cannot_be_added(lite: Stage, new: AddItem) -> None:
    with pytest.raises(UserError):
        lite.do(new, lite.as_(COORDINATOR))
    assert len(lite.items()) == 16


def test_details_change_and_an_agenda_is_a_change_like_any_other(stage: Stage) -> None:
    version = stage.item("IMG-M6").row_version
    stage.edit(COORDINATOR, "IMG-M6", {"agenda": ["Opening", "Any other business"]})
    item = stage.item("IMG-M6")
    assert item.agenda == ("Opening", "Any other business") and item.row_version > version
    with pytest.raises(UserError):
        stage.edit(COORDINATOR, "IMG-M6", {"title": " "})


def test_a_request_has_one_effect(stage: Stage) -> None:
    caller, item_id = stage.as_(LEAD1), stage.item("WS1-D1").id
    stage.do(SetStatus(item_id, Status.AT_RISK), caller)
    with pytest.raises(AlreadyDone):
        stage.do(SetStatus(item_id, Status.OFF_TRACK), caller)
    assert stage.item("WS1-D1").status is Status.AT_RISK
    stage.do(SetStatus(item_id, Status.OFF_TRACK), stage.as_(LEAD1))
    assert stage.item("WS1-D1").status is Status.OFF_TRACK


def test_what_was_decided_on_something_else_is_not_done_and_is_offered_anew(stage: Stage) -> None:
    """Somebody moved the meeting while its card, with a button to cancel it, was open."""
    seen = stage.item("WS1-M1")
    stage.set_date(COORDINATOR, "WS1-M1", exact("2017-11-20"))
    with pytest.raises(UserError, match="changed since that was shown") as caught:
        stage.do(Cancel.of(seen, "no room"), stage.as_(LEAD1))
    assert stage.item("WS1-M1").status is Status.SCHEDULED
    (anew,) = caught.value.offers
    assert isinstance(anew, Cancel) and anew.why == "no room"
    stage.do(anew, stage.as_(LEAD1))
    assert stage.item("WS1-M1").status is Status.CANCELLED


def test_a_change_names_what_shares_its_day_and_what_comes_too_early(lite: Stage) -> None:
    set_when(lite, "WS2-M1", exact("2017-11-20"))
    changed = lite.set_date(COORDINATOR, "WS1-M1", exact("2017-11-20", "09:00", "10:00")).result
    assert [item.key for item in changed.conflicts] == ["WS2-M1"]
    late = lite.set_date(COORDINATOR, "WS1-M1", month("2018-02")).result
    assert [item.key for item in late.late_dependents] == ["IMG-M6", "WS1-M2"]


def test_a_day_that_is_over_is_recorded_and_not_announced(lite: Stage) -> None:
    changed = lite.set_date(COORDINATOR, "WS1-M1", exact("2017-09-28"), "held already").result
    assert changed.item.when == exact("2017-09-28")
    assert changed.announce_at is None
    assert dates_told(lite) == []


def test_only_the_coordinator_gives_an_item_other_streams(lite: Stage) -> None:
    with pytest.raises(UserError):
        lite.edit(LEAD1, "WS1-D1", {"streams": ["WS1", "WS2"]})
    # The form of a lead sends the streams back as they were.
    lite.edit(LEAD1, "WS1-D1", {"streams": ["WS1"], "notes": "soon"})
    assert lite.item("WS1-D1").streams == ("WS1",)
    with pytest.raises(UserError):
        lite.edit(COORDINATOR, "WS1-D1", {"streams": ["WS9"]})
    lite.edit(COORDINATOR, "WS1-D1", {"streams": ["WS1", "WS2"]})
    assert lite.item("WS1-D1").streams == ("WS1", "WS2")
