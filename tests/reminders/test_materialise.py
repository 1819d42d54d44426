"""From the plan to the outbox: which notices come to be, and when they go."""

from __future__ import annotations

import shutil
from datetime import UTC, datetime, timedelta

import pytest

from bot.core.errors import UserError
from bot.core.tables import Group
from bot.core.undo_acts import Undo
from bot.groups import profiles
from bot.plan.acts import AddItem
from bot.plan.rules.items import Item, Kind, Status
from bot.plan.rules.views import PlannedNotice
from bot.reminders import materialise, reminding
from bot.reminders.acts import SettlePast, SkipNotice, StartReminders
from bot.reminders.forecast import forecast_of
from tests.stage import (
    CHANNEL,
    COORDINATOR,
    LEAD1,
    LEAD2,
    MEMBER,
    NOW,
    WS1,
    WS2,
    Stage,
    at,
    exact,
    month,
    new_stage,
    on,
)


def keys(stage: Stage, state: str = "pending", kind: str | None = None) -> set[str]:
    return {row.key for row in stage.notices(state) if kind in (None, row.kind)}


def live(stage: Stage, start: datetime, end: datetime) -> None:
    """Let the clock sweep day by day, mark nothing as sent."""
    now = start
    while now <= end:
        reminding.sweep(stage.work, now)
        now += timedelta(days=1)


def forecast(stage: Stage, days: int) -> tuple[PlannedNotice, ...]:
    with stage.looking(stage.as_(MEMBER)) as looking:
        return forecast_of(looking.registry, looking.snapshot, looking.session, days, NOW)


def past(stage: Stage, now: datetime) -> list[Item]:
    with stage.looking(stage.as_(COORDINATOR), now) as looking:
        return reminding.past_items(looking.session, looking.snapshot.facts.group, now)


def test_a_dated_meeting_has_its_rungs(stage: Stage) -> None:
    stage.set_date(LEAD1, "WS1-M1", exact("2017-11-20"))
    live(stage, NOW, at("2017-11-18"))
    meeting = stage.item("WS1-M1")
    rungs = {row.key: row for row in stage.notices() if row.kind == "rung" and row.item_id == meeting.id}
    # 13 November 09:00 and 20 November 14:00, in Geneva's winter time.
    assert {key: row.due_at for key, row in rungs.items()} == {
        f"rung:{meeting.id}:week-before:v2:{WS1}": at("2017-11-13", 8),
        f"rung:{meeting.id}:hour-before:v2:{WS1}": at("2017-11-20", 13),
    }
    assert {row.expires_at for row in rungs.values()} == {at("2017-11-20", 14)}


def test_the_horizon_bounds_what_is_stored(stage: Stage) -> None:
    assert all(row.due_at <= NOW + materialise.HORIZON for row in stage.notices())
    assert stage.notices()


def test_sweeping_again_adds_nothing(stage: Stage) -> None:
    before = keys(stage)
    reminding.sweep(stage.work, NOW)  # also brings the plan in line with this machine's zone data
    assert reminding.sweep(stage.work, NOW + timedelta(hours=1)) == 0
    assert keys(stage) == before


def test_a_move_takes_the_old_rungs_back_and_plans_new_ones(stage: Stage) -> None:
    stage.set_date(LEAD1, "WS1-M1", exact("2017-10-09"))
    meeting = stage.item("WS1-M1")
    assert f"rung:{meeting.id}:hour-before:v2:{WS1}" in keys(stage)
    stage.set_date(LEAD1, "WS1-M1", exact("2017-10-06"), now=NOW + timedelta(minutes=1))
    assert f"rung:{meeting.id}:hour-before:v2:{WS1}" in keys(stage, "cancelled")
    assert f"rung:{meeting.id}:hour-before:v3:{WS1}" in keys(stage)
    stage.set_date(LEAD1, "WS1-M1", month("2017-11"), now=NOW + timedelta(minutes=2))
    assert not any(key.startswith(f"rung:{meeting.id}:") for key in keys(stage))


def test_what_is_closed_has_no_rungs_and_reopened_has_them_again(stage: Stage) -> None:
    meeting = stage.item("IMG-M5")
    rung = f"rung:{meeting.id}:hour-before:v1:{CHANNEL}"
    assert rung in keys(stage)
    stage.set_status(COORDINATOR, "IMG-M5", Status.CANCELLED)
    assert rung in keys(stage, "cancelled")
    stage.set_status(COORDINATOR, "IMG-M5", Status.SCHEDULED, now=NOW + timedelta(minutes=1))
    assert rung in keys(stage)


def test_a_time_that_has_passed_is_not_posted(stage: Stage) -> None:
    """A week before lies behind when the date is set four days ahead."""
    stage.set_date(LEAD1, "WS1-M1", exact("2017-10-06"))
    meeting = stage.item("WS1-M1")
    rungs = {key for key in keys(stage) if key.startswith(f"rung:{meeting.id}:")}
    assert rungs == {f"rung:{meeting.id}:hour-before:v2:{WS1}"}


def test_the_month_ahead_goes_to_each_channel_with_open_items(stage: Stage) -> None:
    live(stage, NOW, at("2017-11-03"))
    assert keys(stage, kind="month-ahead") == {
        f"month:1:2017-10:{CHANNEL}",
        *(f"month:1:2017-11:{channel}" for channel in (CHANNEL, WS1, WS2)),
    }
    november = stage.notice(f"month:1:2017-11:{CHANNEL}")
    assert november.due_at == at("2017-11-01", 8)
    assert november.expires_at == datetime(2017, 11, 30, 23, tzinfo=UTC)


@pytest.mark.parametrize(
    ("started", "months"),
    [
        (at("2017-11-14"), {"2017-11"}),
        (at("2017-11-28"), {"2017-11", "2017-12"}),
        (at("2017-11-01", 6), {"2017-11"}),
    ],
    ids=["middle", "end", "first morning"],
)
def test_a_start_in_the_middle_of_a_month_still_tells_of_it(
    bare: Stage, started: datetime, months: set[str]
) -> None:
    bare.import_plan(now=started, start=True)
    found = [row for row in bare.notices() if row.kind == "month-ahead" and row.recipient == CHANNEL]
    assert {row.key.split(":")[2] for row in found} == months
    assert min(row.due_at for row in found) == max(started, at("2017-11-01", 8))


def test_a_month_without_anything_is_not_told(stage: Stage) -> None:
    live(stage, at("2018-01-25"), at("2018-02-10"))
    assert not any(":2018-02:" in key for key in keys(stage, kind="month-ahead"))


def test_after_downtime_nothing_between_is_missing(stage: Stage) -> None:
    twin_days = (at("2017-10-02"), at("2017-11-20"))
    reminding.sweep(stage.work, twin_days[1])
    at_once = keys(stage)
    with stage.database.writing() as session:
        assert session.get_one(Group, 1).materialised_until == twin_days[1] + materialise.HORIZON
    assert f"month:1:2017-11:{WS1}" in at_once
    assert any(row.kind == "note" and row.due_at < twin_days[1] for row in stage.notices())


def test_one_sweep_after_downtime_plans_what_daily_sweeps_do(sqlite_url: str) -> None:
    copy = sqlite_url.replace("img.db", "twin.db")
    shutil.copyfile(sqlite_url.removeprefix("sqlite:///"), copy.removeprefix("sqlite:///"))
    found = []
    for url, step in ((sqlite_url, 1), (copy, 60)):
        stage = new_stage(url)
        stage.import_plan(start=True)
        for days in range(0, 61, step):
            reminding.sweep(stage.work, NOW + timedelta(days=days))
        found.append(keys(stage))
        stage.database.close()
    # The daily one presumes the October meeting held, which wipes nothing but what is over by then.
    assert found[0] <= found[1] and found[1] - found[0] <= {f"rung:1:hour-before:v1:{CHANNEL}"}


def test_a_skip_survives_edits_and_moves_of_others(stage: Stage) -> None:
    meeting = stage.item("IMG-M5")
    rung = f"rung:{meeting.id}:hour-before:v1:{CHANNEL}"
    stage.do(SkipNotice(rung), stage.as_(COORDINATOR))
    stage.edit(COORDINATOR, "IMG-M5", {"venue": "Room VII"})
    reminding.sweep(stage.work, NOW + timedelta(hours=1))
    assert stage.notice(rung).state == "cancelled"
    shown = {n.key: n.skipped for n in forecast(stage, 30)}
    assert shown[rung] is True


def test_what_lies_beyond_the_horizon_can_be_skipped_too(stage: Stage) -> None:
    far = f"month:1:2018-01:{CHANNEL}"
    stage.do(SkipNotice(far), stage.as_(COORDINATOR))
    live(stage, at("2017-12-28"), at("2018-01-03"))
    assert stage.notice(far).state == "cancelled"
    assert stage.notice(f"month:1:2018-01:{WS1}").state == "pending"


def test_who_may_skip(lite: Stage) -> None:
    channel_post = f"month:1:2017-11:{CHANNEL}"
    own = next(n.key for n in forecast(lite, 60) if n.recipient == LEAD2)
    for user, key in ((MEMBER, channel_post), (LEAD1, own)):
        with pytest.raises(UserError):
            lite.do(SkipNotice(key), lite.as_(user))
    lite.do(SkipNotice(own), lite.as_(LEAD2))
    with pytest.raises(UserError, match="not planned"):
        lite.do(SkipNotice("month:1:2031-01:C0IMG"), lite.as_(COORDINATOR))


def test_the_forecast_is_what_comes(stage: Stage) -> None:
    """What was foretold for 60 days is what is stored when the days have come, and nothing else."""
    foretold = {n.key for n in forecast(stage, 60)}
    assert {f"month:1:2017-11:{WS1}", f"month:1:2017-12:{CHANNEL}"} <= foretold
    # The coordinator settles the October meeting as soon as it is over.
    live(stage, NOW, at("2017-10-05"))
    stage.set_status(COORDINATOR, "IMG-M5", Status.HELD, now=at("2017-10-05", 16))
    live(stage, at("2017-10-06"), NOW + timedelta(days=60))
    stored = {r.key for r in stage.notices() if r.due_at <= NOW + timedelta(days=60)} | keys(
        stage, "cancelled"
    )
    assert foretold <= stored


def test_reminders_are_started_once_by_the_coordinator(bare: Stage) -> None:
    bare.import_plan()
    with pytest.raises(UserError):
        bare.do(StartReminders(), bare.as_(LEAD1))
    assert bare.do(StartReminders(), bare.as_(COORDINATOR)).result is True
    assert bare.do(StartReminders(), bare.as_(COORDINATOR)).result is False
    assert forecast(bare, 60)


def test_an_empty_plan_starts_nothing(bare: Stage) -> None:
    with pytest.raises(UserError, match="empty"):
        bare.do(StartReminders(), bare.as_(COORDINATOR))


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


def test_an_item_moved_back_to_a_date_it_had_gets_new_rungs(stage: Stage) -> None:
    stage.set_date(COORDINATOR, "IMG-M5", on("2017-10-07"))
    stage.set_date(COORDINATOR, "IMG-M5", exact("2017-10-05", "15:30", "17:30"))
    meeting = stage.item("IMG-M5")
    assert f"rung:{meeting.id}:hour-before:v3:{CHANNEL}" in keys(stage)


def test_an_item_added_late_in_a_month_is_in_the_next_month_ahead(stage: Stage) -> None:
    """The sweep comes a few times a day; a change just before the first of a month must not wait for it."""
    eve = at("2017-11-30", 22)
    reminding.sweep(stage.work, eve)
    for key in ("WS2-M2", "WS2-M1", "IMG-D1"):
        stage.set_status(COORDINATOR, key, Status.DROPPED, "no", now=eve)
    assert not [row for row in stage.notices() if row.key.endswith(f"2017-12:{WS2}")]
    new = AddItem(Kind.ACTIVITY, "Collect the answers", ("WS2",), month("2017-12"))
    stage.do(new, stage.as_(COORDINATOR), eve + timedelta(minutes=1))
    assert [row for row in stage.notices() if row.key.endswith(f"2017-12:{WS2}")]


def test_notes_follow_their_person_into_another_zone(stage: Stage) -> None:
    reminding.sweep(stage.work, at("2017-11-18"))
    person = stage.as_(LEAD1).person_id
    assert person is not None

    def due() -> set[datetime]:
        notes = [row.due_at for row in stage.notices() if (row.kind, row.recipient) == ("note", LEAD1)]
        return {due_at for due_at in notes if due_at > at("2017-11-18")}

    assert due() == {at("2017-11-20", 8)}
    profiles.store_profile(stage.work, person, {"tz": "America/New_York"}, at("2017-11-18"))
    assert due() == {at("2017-11-20", 14)}
