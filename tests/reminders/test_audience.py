"""Who is asked, who hears of it, and when: roles that come and go, what nobody wants to be asked, hours."""

from __future__ import annotations

from datetime import datetime, timedelta

import pytest
from sqlalchemy import update

from bot.core.i18n import _
from bot.delivery.hooks import Drop, Later, Post
from bot.delivery.store import outbox
from bot.delivery.tables import OutboxRow
from bot.groups import profiles
from bot.groups.tables import Person
from bot.plan.acts import AskAbout
from bot.plan.looks import WholePlan
from bot.plan.rules.upcoming import Scope
from bot.reminders import reminding
from bot.reminders.materialise import recipients_of
from bot.reminders.plan_hooks import PlanHooks
from bot.reminders.rules.ladders import To, asks
from bot.reminders.texts.decisions import build_dead_letter
from tests.stage import CHANNEL, COORDINATOR, LEAD1, LEAD2, MEMBER, NOW, Stage, at


def profile(stage: Stage, user: str, now: datetime = NOW, **told: object) -> None:
    person_id = stage.as_(user).person_id
    assert person_id is not None
    profiles.store_profile(stage.work, person_id, {"tz": "Europe/Zurich", **told}, now)


def asked(stage: Stage, key: str, to: To, day: datetime) -> list[str]:
    item = stage.item(key)
    return [one.user_id for one in recipients_of(to, item, stage.cli().roster, day.date())]


def decide(stage: Stage, key: str, now: datetime) -> object:
    row = stage.notice(key)
    with stage.database.reading() as session:
        return PlanHooks(stage.work, "/img").prepare(session, row, now)


def test_the_only_coordinator_is_gone(stage: Stage) -> None:
    """Leads and admins are told once; what the coordinator would be asked, the leads are."""
    profile(stage, MEMBER, is_admin=True)
    assert asked(stage, "WS1-M2", To.COORDINATOR, NOW) == [COORDINATOR]
    profile(stage, COORDINATOR, deleted=True)
    for _again in range(2):
        reminding.sweep(stage.work, NOW + timedelta(hours=7))
    told = [row for row in stage.notices() if row.kind == "no-coordinator"]
    assert {row.recipient for row in told} == {LEAD1, "U0CO1", LEAD2, MEMBER} and len(told) == 4
    view = stage.view(told[0], NOW)
    text = PlanHooks(stage.work, "/img")
    assert [one.user_id for one in view.gone] == [COORDINATOR] and text.questions
    assert asked(stage, "WS1-M2", To.COORDINATOR, NOW) == [LEAD1]
    assert asked(stage, "IMG-M6", To.OWNER, NOW) == [LEAD1, LEAD2]
    # Back again: roles and notes are theirs, and nobody is told any more.
    profile(stage, COORDINATOR)
    assert asked(stage, "IMG-M6", To.OWNER, NOW) == [COORDINATOR]
    assert stage.view(told[0], NOW) is None


def test_whoever_is_gone_is_looked_up_again_after_a_day(lite: Stage) -> None:
    for user in (LEAD1, LEAD2, COORDINATOR, MEMBER, "U0CO1"):
        profile(lite, user)
    profile(lite, LEAD1, deleted=True)
    assert LEAD1 not in [one.user_id for one in lite.cli().roster.people.values()]
    assert profiles.stale_profiles(lite.work, NOW + timedelta(hours=23)) == []
    due = profiles.stale_profiles(lite.work, NOW + timedelta(hours=25))
    assert LEAD1 in [one.user_id for one in due]
    profile(lite, LEAD1, NOW + timedelta(hours=25))
    assert asked(lite, "WS1-M2", To.OWNER, NOW) == [LEAD1]


def test_what_the_secretariat_does_is_asked_of_the_coordinator(lite: Stage) -> None:
    """The plan says of IMG-D1, which belongs to both streams, that the EMG Secretariat circulates it."""
    assert lite.item("IMG-D1").actor == "EMG Secretariat"
    assert asked(lite, "IMG-D1", To.OWNER, NOW) == [COORDINATOR]
    lite.give("IMG-D1", MEMBER)
    assert asked(lite, "IMG-D1", To.OWNER, NOW) == [MEMBER], "whom somebody named as its owner is asked"
    # A lead may still plan it: the right is the stream's.
    assert lite.set_date(LEAD1, "IMG-D1", lite.item("WS1-M1").when).act_id is None


def test_stopping_is_told_to_the_coordinator_who_is_still_asked(stage: Stage) -> None:
    item_id = stage.item("WS1-M1").id
    stage.do(AskAbout(item_id), stage.as_(LEAD1))
    item = stage.item("WS1-M1")
    found = asks(item, stage.cli().rules, at("2018-03-01").date())
    assert {ask.to for ask in found} == {To.COORDINATOR}
    [row] = [row for row in stage.notices() if row.kind == "stopped-asking"]
    assert row.recipient == COORDINATOR and stage.view(row).item.key == "WS1-M1"
    shown = str(stage.look(WholePlan(Scope()), stage.as_(MEMBER)).blocks)
    assert shown.count(_("not asked about")) == 1
    # The coordinator says so too: then nobody is asked, and the question is settled.
    stage.do(AskAbout(item_id), stage.as_(COORDINATOR))
    assert asks(stage.item("WS1-M1"), stage.cli().rules, at("2018-03-01").date()) == []
    assert stage.view(row) is None
    stage.do(AskAbout(item_id, asking=True), stage.as_(LEAD1))
    again = asks(stage.item("WS1-M1"), stage.cli().rules, at("2018-03-01").date())
    assert {ask.to for ask in again} == {To.OWNER, To.COORDINATOR}


def test_a_coordinator_who_stops_asking_is_told_nothing(lite: Stage) -> None:
    lite.do(AskAbout(lite.item("WS1-M1").id), lite.as_(COORDINATOR))
    assert [row for row in lite.notices() if row.kind == "stopped-asking"] == []


@pytest.mark.parametrize(
    ("now", "later"),
    [
        (at("2017-11-01", 7), None),  # 08:00 in Geneva
        (at("2017-11-01", 16, 59), None),
        (at("2017-11-01", 17), at("2017-11-02", 8)),
        (at("2017-11-01", 2), at("2017-11-01", 8)),
        (at("2017-11-04", 10), at("2017-11-06", 8)),  # a Saturday
    ],
)
def test_the_month_ahead_keeps_to_working_hours(lite: Stage, now: datetime, later: datetime | None) -> None:
    reminding.sweep(lite.work, at("2017-10-28"))
    decision = decide(lite, f"month:1:2017-11:{CHANNEL}", now)
    assert isinstance(decision, Post) if later is None else decision == Later(later)


def test_the_hour_before_a_meeting_and_what_somebody_just_did_come_at_any_hour(lite: Stage) -> None:
    item = lite.item("IMG-M5")
    rung = f"rung:{item.id}:hour-before:v{item.schedule_version}:{CHANNEL}"
    assert isinstance(decide(lite, rung, at("2017-10-05", 3)), Post)
    lite.set_status(COORDINATOR, "IMG-M5", lite.item("WS1-D1").status.CANCELLED, now=at("2017-10-02", 20))
    [row] = [row for row in lite.notices() if row.kind == "date"]
    assert isinstance(decide(lite, row.key, at("2017-10-02", 20, 2)), Post)


def test_the_question_about_the_past_is_asked_however_late(stage: Stage) -> None:
    assert {"past-items", "proposal", "dead-letter", "late-digest"} <= set(
        PlanHooks(stage.work, "/img").questions
    )
    assert "rung" not in PlanHooks(stage.work, "/img").questions


def test_a_late_digest_leaves_out_what_no_longer_holds(lite: Stage) -> None:
    """The bot was away from 28 October to 15 November: of what is over, nothing."""
    reminding.sweep(lite.work, at("2017-10-28"))
    now = at("2017-11-15")
    with lite.database.writing() as session:
        session.execute(update(Person).values(zone="Europe/Zurich"))
        rows = outbox.pending_for_group(session, lite.group_id, at("2017-11-02"))
        mine = [row for row in rows if row.recipient == CHANNEL]
        assert {row.kind for row in mine} == {"rung", "month-ahead"}
        digest = OutboxRow(
            team_id="T0", group_id=1, key="late", kind="late-digest", recipient=CHANNEL, payload={},
            due_at=now, retry_at=now, nonce="n", created_at=now,
        )  # fmt: skip
        session.add(digest)
        session.flush()
        for row in mine:
            row.state, row.digest_id = "expired", digest.id
    view = lite.view(lite.notice("late"), now)
    assert [missed.called for missed in view.missed] == ["the month ahead"]
    # In December nothing of it matters any more.
    assert isinstance(decide(lite, "late", at("2017-12-04")), Drop)


def test_an_archived_channel_is_named_as_such() -> None:
    told = build_dead_letter(
        1, None, called="the month ahead", recipient=CHANNEL, due_at=NOW, zone="UTC", refusal="is_archived"
    ).text
    assert "is archived" in told and "unarchive it or choose another" in told and "invite" not in told
