"""What is asked again when a notice is about to be sent."""

from __future__ import annotations

from collections.abc import Sequence
from dataclasses import replace
from datetime import date, datetime, timedelta
from typing import Any

from sqlalchemy import update
from sqlalchemy.orm import Session

from bot.core import history
from bot.core.notices import NewNotice
from bot.core.tables import Group
from bot.delivery.store import outbox
from bot.delivery.tables import DIGEST, OutboxRow
from bot.groups import profiles
from bot.groups.setup import Setup, set_up_group
from bot.groups.store import groups
from bot.groups.tables import Person
from bot.plan.acts import AddItem
from bot.plan.rules.items import Kind, Status
from bot.reminders import personal_notes, reminding
from bot.reminders.materialise import note_notice
from bot.reminders.plan_hooks import quiet_until_of, reader_of
from bot.reminders.rules.notice_views import MonthAhead
from bot.reminders.views import MeetingNotice, PersonNote
from tests.stage import CHANNEL, COORDINATOR, LEAD1, LEAD2, NOW, OBSERVER, WS1, Stage, at, exact


def view(stage: Stage, key: str, now: datetime) -> Any:  # noqa: ANN401 - of any kind
    return stage.view(stage.notice(key), now)


def note_of(stage: Stage, user: str, day: datetime) -> PersonNote | None:
    person = stage.as_(user).person_id
    assert person is not None
    with stage.database.reading() as session:
        return personal_notes.person_note(stage.work, session, "T0", person, (day.date(),), day)


def test_a_rung_holds_only_for_the_date_it_was_made_for(stage: Stage) -> None:
    key = f"rung:{stage.item('IMG-M5').id}:hour-before:v1:{CHANNEL}"
    found = view(stage, key, at("2017-10-05", 12))
    assert isinstance(found, MeetingNotice) and found.rung == "hour-before"
    # Delivery has claimed it, so that no change of the plan takes it back.
    with stage.database.writing() as session:
        session.execute(update(OutboxRow).where(OutboxRow.key == key).values(state="unknown"))
    stage.set_date(COORDINATOR, "IMG-M5", exact("2017-10-12"))
    assert view(stage, key, at("2017-10-05", 12)) is None


def test_a_rung_of_what_is_over_does_not_hold(stage: Stage) -> None:
    key = f"rung:{stage.item('IMG-M5').id}:hour-before:v1:{CHANNEL}"
    stage.set_status(COORDINATOR, "IMG-M5", Status.CANCELLED)
    assert view(stage, key, NOW) is None


def test_the_month_ahead_shows_what_is_open_then(stage: Stage) -> None:
    reminding.sweep(stage.work, at("2017-10-28"))
    november = at("2017-11-01", 8)
    found = view(stage, f"month:1:2017-11:{CHANNEL}", november)
    assert isinstance(found, MonthAhead) and found.stream is None
    assert [item.key for item in found.this_month] == ["WS1-M1", "WS2-M1", "IMG-D1"]
    assert [item.key for item in found.next_month] == ["IMG-M6"]
    assert {key: [c.user_id for c in line] for key, line in found.asked.items()} == {
        "WS1-M1": [LEAD1], "WS2-M1": [LEAD2], "IMG-D1": [COORDINATOR], "IMG-M6": [COORDINATOR],
    }  # fmt: skip
    own = view(stage, f"month:1:2017-11:{WS1}", november)
    assert isinstance(own, MonthAhead) and own.stream == "WS1"
    assert [item.key for item in own.this_month] == ["WS1-M1", "IMG-D1"]
    for key in ("WS1-M1", "IMG-D1"):
        stage.set_status(COORDINATOR, key, Status.DROPPED, now=at("2017-10-30"))
    assert view(stage, f"month:1:2017-11:{WS1}", november) is None


def test_the_month_ahead_of_a_channel_that_streams_share_shows_them_all(stage: Stage) -> None:
    with stage.database.writing() as session:
        for stream in groups.streams_of(session, stage.group_id):
            stream.channel_id = WS1
        history.lock_group(session, stage.group_id).revision += 1
    reminding.sweep(stage.work, at("2017-10-28"))
    november = at("2017-11-01", 8)
    found = view(stage, f"month:1:2017-11:{WS1}", november)
    assert isinstance(found, MonthAhead)
    assert [item.key for item in found.this_month] == ["WS1-M1", "WS2-M1", "IMG-D1"]


def test_a_note_gathers_what_one_person_is_asked(stage: Stage) -> None:
    monday = at("2017-11-20", 8)
    note = note_of(stage, LEAD1, monday)
    assert note is not None
    assert [(ask.item.key, ask.about) for _group, ask in note.asks] == [("WS1-M2", "needs-date")]
    assert note.slots[stage.item("WS1-M2").id] and note.zones[1][0] == "Europe/Zurich"
    stage.set_date(LEAD1, "WS1-M2", exact("2018-01-16"), now=monday)
    assert note_of(stage, LEAD1, monday) is None


def test_whoever_is_away_or_gone_is_not_asked(stage: Stage) -> None:
    monday = at("2017-11-20", 8)
    with stage.database.writing() as session:
        session.execute(update(Person).where(Person.user_id == LEAD1).values(away_until=monday.date()))
        session.execute(update(Group).values(revision=Group.revision + 1))
    assert note_of(stage, LEAD1, monday) is None
    assert note_of(stage, "U0CO1", monday) is not None
    with stage.database.writing() as session:
        session.execute(update(Person).where(Person.user_id == "U0CO1").values(is_gone=True))
        session.execute(update(Group).values(revision=Group.revision + 1))
    assert note_of(stage, "U0CO1", monday) is None
    assert note_of(stage, COORDINATOR, monday) is not None, "the next in line"


def test_a_closed_group_says_nothing(stage: Stage) -> None:
    month = f"month:1:2017-10:{CHANNEL}"
    assert view(stage, month, NOW) is not None
    with stage.database.writing() as session:
        session.execute(update(Group).values(closed_at=NOW, revision=Group.revision + 1))
    assert view(stage, month, NOW) is None


def gather(stage: Stage, rows: Sequence[OutboxRow], now: datetime) -> Any:  # noqa: ANN401 - of any kind
    """What the digest says that stands for these notices."""
    first = rows[0]
    with stage.database.writing() as session:
        digest = NewNotice(first.team_id, "late", DIGEST, first.recipient, now, group_id=first.group_id)
        outbox.add_notice(session, digest, now=now)
        late = outbox.find_by_keys(session, ["late"])["late"]
        ids = [row.id for row in rows]
        session.execute(
            update(OutboxRow).where(OutboxRow.id.in_(ids)).values(state="expired", digest_id=late.id)
        )
    return stage.view(stage.notice("late"), now)


def test_notes_that_were_missed_become_one(stage: Stage) -> None:
    days = (at("2017-11-20", 8), at("2017-12-04", 8))
    lead = stage.as_(LEAD1)
    contact = lead.roster.people[lead.person_id or 0]
    with stage.database.writing() as session:
        for day in days:
            outbox.add_notice(session, note_notice(lead.facts, contact, day.date()), now=NOW)
    rows = [stage.notice(f"note:T0:{contact.id}:{day.date().isoformat()}") for day in days]
    digest = gather(stage, rows, days[1] + timedelta(hours=3))
    assert isinstance(digest, PersonNote) and digest.late
    assert {ask.item.key for _group, ask in digest.asks} >= {"WS1-M2"}


def test_a_late_note_waits_for_the_day_of_the_group_where_the_person_has_no_zone(stage: Stage) -> None:
    lead = stage.as_(LEAD1)
    contact = lead.roster.people[lead.person_id or 0]
    assert contact.zone is None
    with stage.database.writing() as session:
        outbox.add_notice(session, note_notice(lead.facts, contact, date(2017, 11, 20)), now=NOW)
    row = stage.notice(f"note:T0:{contact.id}:2017-11-20")
    with stage.database.reading() as session:
        assert quiet(session, row, at("2017-11-20", 21)) == at("2017-11-21", 7)
        assert quiet(session, row, at("2017-11-20", 12)) is None
        row.kind, row.payload = "digest", {}
        assert quiet(session, row, at("2017-11-20", 21)) == at("2017-11-21", 7)


def quiet(session: Session, row: OutboxRow, now: datetime) -> datetime | None:
    return quiet_until_of(session, row, reader_of(session, row), now)


def send_notes(stage: Stage, user: str, *days: date) -> None:
    """As if these notes had been posted."""
    person = stage.as_(user)
    contact = person.roster.people[person.person_id or 0]
    with stage.database.writing() as session:
        for day in days:
            outbox.add_notice(session, note_notice(person.facts, contact, day), now=NOW)
        keys = [f"note:T0:{contact.id}:{day.isoformat()}" for day in days]
        session.execute(update(OutboxRow).where(OutboxRow.key.in_(keys)).values(state="sent"))


def test_what_was_answered_makes_no_room_for_another_note_in_the_week(lite: Stage) -> None:
    """WS1's lead was asked on Monday and on Wednesday: a question of Friday waits, answered or not."""
    friday, monday = at("2017-11-24", 8), at("2017-11-27", 8)
    lite.give("IMG-D1", LEAD1)
    lite.set_date(LEAD1, "WS1-M1", exact("2017-11-23"))
    found = note_of(lite, LEAD1, friday)
    assert found is not None and [ask.item.key for _group, ask in found.asks] == ["WS1-M1"]
    send_notes(lite, LEAD1, date(2017, 11, 20), date(2017, 11, 22))
    assert note_of(lite, LEAD1, friday) is None
    found = note_of(lite, LEAD1, monday)
    assert found is not None and [ask.item.key for _group, ask in found.asks] == ["WS1-M1", "IMG-D1"]


def test_the_quota_of_a_week_is_for_all_groups_of_a_person(lite: Stage) -> None:
    """A lead of two groups gets two notes a week, not four."""
    lite.set_date(LEAD1, "WS1-M1", exact("2017-11-23"))
    other = Setup(
        team="T0", label="OTH", name="Another group", channel="C0OTH",
        stream_channels=(("S", "C0OTHS"),), coordinators=(COORDINATOR,), leads=(("S", LEAD1),),
    )  # fmt: skip
    set_up_group(lite.work, other, NOW)
    second = replace(lite, group_id=2)
    for title, when in (
        ("One", exact("2017-11-20")),
        ("Two", exact("2017-11-21")),
        ("Three", exact("2017-11-22")),
    ):
        lite.do(AddItem(Kind.MEETING, title, ("S",), when), second.cli())
    with lite.database.writing() as session:
        reminding.begin_reminders(lite.work, session, 2, NOW)
    found = {}
    for day in (at(f"2017-11-{day}", 8) for day in range(20, 25)):
        note = note_of(lite, LEAD1, day)
        if note is not None:
            found[day.day] = [ask.item.title for _group, ask in note.asks]
            send_notes(lite, LEAD1, day.date())
    assert found == {20: ["2nd WS1 Team Meeting"], 24: ["1st WS1 Team Meeting", "One", "Two", "Three"]}


def test_an_owner_who_is_not_on_the_roster_is_asked_too(lite: Stage) -> None:
    lite.give("WS1-M2", OBSERVER)
    monday = at("2017-11-20", 8)
    found = note_of(lite, OBSERVER, monday)
    assert found is not None and [ask.item.key for _group, ask in found.asks] == ["WS1-M2"]
    assert note_of(lite, LEAD1, monday) is None


def test_what_slack_tells_of_such_an_owner_counts_at_once(lite: Stage) -> None:
    lite.give("WS1-M2", OBSERVER)
    person_id = lite.as_(OBSERVER).person_id
    assert person_id is not None
    profiles.store_profile(lite.work, person_id, {"tz": "Asia/Bangkok"}, NOW)
    assert lite.as_(LEAD1).roster.people[person_id].zone == "Asia/Bangkok"
    profiles.store_profile(lite.work, person_id, {"deleted": True}, NOW)
    assert person_id not in lite.as_(LEAD1).roster.people
