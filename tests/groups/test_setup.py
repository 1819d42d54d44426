from __future__ import annotations

from dataclasses import replace
from datetime import timedelta

import pytest
from sqlalchemy import select, update

from bot.core.errors import UserError
from bot.core.notices import NewNotice
from bot.core.tables import AuditEntry, Group
from bot.delivery.store import outbox
from bot.delivery.tables import OutboxRow
from bot.groups.arrivals import Arrival, Arrived, arrive, make_known
from bot.groups.setup import Setup, set_up_group
from bot.groups.store.people import find_person
from bot.groups.tables import Channel
from tests.stage import CHANNEL, COORDINATOR, LEAD1, LEAD2, MEMBER, NOW, OBSERVER, SETUP, WS2, Stage

LATER = NOW + timedelta(days=1)


def count(stage: Stage) -> tuple[int, int, set[str]]:
    """The group's revision, its audit entries, and the channels that are taken."""
    with stage.database.reading() as session:
        return (
            session.get_one(Group, stage.group_id).revision,
            len(session.scalars(select(AuditEntry)).all()),
            set(session.scalars(select(Channel.channel_id))),
        )


def test_everybody_has_their_part(stage: Stage) -> None:
    coordinator = stage.as_(COORDINATOR)
    assert coordinator.standing.is_coordinator
    assert [c.user_id for c in coordinator.roster.leads["WS1"]] == [LEAD1, "U0CO1"]
    assert stage.as_(LEAD2).standing.lead_of == {"WS2"}
    assert stage.as_(MEMBER).standing.agency == "UNEP"
    assert stage.as_(OBSERVER).standing.is_observer
    assert coordinator.group.labels == ("WS1", "WS2")
    assert coordinator.group.channel_id == CHANNEL


def test_the_same_call_twice_changes_nothing(stage: Stage) -> None:
    before = count(stage)
    assert set_up_group(stage.work, SETUP, LATER) == []
    assert count(stage) == before


def test_it_adds_and_takes_away(stage: Stage) -> None:
    revision, _entries, _channels = count(stage)
    done = set_up_group(
        stage.work,
        Setup(
            team="T0",
            label="img",
            removed_leads=(("ws1", LEAD1),),
            removed_members=(MEMBER,),
            coordinators=(OBSERVER,),
            stream_channels=(("WS1", "C0NEW"),),
        ),
        LATER,
    )
    assert done == [
        "+ channel WS1=C0NEW",
        f"+ coordinator {OBSERVER}",
        f"- lead ws1={LEAD1}",
        f"- member {MEMBER}",
    ]
    assert count(stage)[0] == revision + 1
    assert count(stage)[2] == {CHANNEL, "C0NEW", WS2}, "a channel nobody speaks in is free again"
    roster = stage.as_(OBSERVER).roster
    assert [c.user_id for c in roster.coordinators] == [COORDINATOR, OBSERVER]
    assert [c.user_id for c in roster.leads["WS1"]] == ["U0CO1"]
    assert stage.as_(LEAD1).standing.lead_of == frozenset()


@pytest.mark.parametrize(
    ("wrong", "words"),
    [
        (replace(SETUP, label="ESM", name=None), "needs --name"),
        (replace(SETUP, label="ESM"), "one channel, one group"),
        (replace(SETUP, leads=(("WS7", LEAD1),)), "no stream WS7"),
        (replace(SETUP, holidays="XX"), "No holidays are known"),
    ],
    ids=["name", "channel", "stream", "holidays"],
)
def test_what_is_wrong_changes_nothing(stage: Stage, wrong: Setup, words: str) -> None:
    before = count(stage)
    with pytest.raises(UserError, match=words):
        set_up_group(stage.work, wrong, LATER)
    assert count(stage) == before


def test_a_second_group_has_its_own_channels_and_people(stage: Stage) -> None:
    other = Setup(team="T0", label="ESM", name="ESM IMG", channel="C0ESM", coordinators=(LEAD1,))
    assert set_up_group(stage.work, other, LATER)
    assert stage.as_(COORDINATOR, "C0ESM").group.label == "ESM"
    assert stage.as_(COORDINATOR, "C0ESM").standing.is_observer
    second = Stage(stage.work, 2)
    assert second.as_(LEAD1, None).standing.is_coordinator


def arrived(stage: Stage, arrival: Arrival, label: str | None = None) -> Arrived:
    with stage.database.reading() as session:
        return arrive(stage.work, session, arrival, label=label)


def labels(found: Arrived) -> list[str]:
    return [caller.group.label for caller in found.callers]


def test_elsewhere_a_person_of_several_groups_can_mean_any_of_them(stage: Stage) -> None:
    set_up_group(
        stage.work, Setup(team="T0", label="ESM", name="ESM", channel="C0ESM", coordinators=(LEAD1,)), LATER
    )
    direct = Arrival("T0", None, "T0", LEAD1)
    found = arrived(stage, direct)
    assert (labels(found), found.is_settled) == (["IMG", "ESM"], False)
    make_known(stage.work, direct, 2)
    found = arrived(stage, direct)
    assert (labels(found), found.is_settled) == (["ESM", "IMG"], True), "the one chosen last comes first"
    only = arrived(stage, Arrival("T0", None, "T0", LEAD2))
    assert (labels(only), only.is_settled) == (["IMG"], True)
    assert labels(arrived(stage, direct, label="img")) == ["IMG"]
    assert labels(arrived(stage, Arrival("T0", CHANNEL, "T0", LEAD1))) == ["IMG"], "a channel tells"
    with pytest.raises(UserError, match="no group nope"):
        arrived(stage, direct, label="nope")


def test_a_group_of_another_workspace_cannot_be_chosen(stage: Stage) -> None:
    set_up_group(
        stage.work, Setup(team="T9", label="ESM", name="ESM", channel="C9", coordinators=(LEAD1,)), LATER
    )
    make_known(stage.work, Arrival("T0", None, "T0", LEAD1), 2)
    with stage.database.reading() as session:
        person = find_person(session, "T0", LEAD1)
        assert person is not None and person.default_group_id is None


def test_the_command_line_starts_reminders_where_there_is_a_plan(bare: Stage) -> None:
    assert not bare.cli().group.reminders_on
    bare.import_plan()
    assert not bare.cli().group.reminders_on
    set_up_group(bare.work, Setup(team="T0", label="IMG", coordinators=(MEMBER,)), NOW)
    assert bare.cli().group.reminders_on and bare.notices()


def test_what_could_not_be_posted_follows_the_group_to_its_new_channel(stage: Stage) -> None:
    with stage.database.writing() as session:
        notices = [
            NewNotice("T0UN", f"dead:{channel}", "rung", channel, LATER, group_id=stage.group_id)
            for channel in (CHANNEL, WS2)
        ]
        outbox.add_notices(session, notices, now=NOW)
        session.execute(update(OutboxRow).where(OutboxRow.key.like("dead:%")).values(state="dead"))
    set_up_group(stage.work, replace(SETUP, channel="C0NEWONE"), LATER)
    with stage.database.reading() as session:
        found = session.scalars(select(OutboxRow).where(OutboxRow.state == "dead"))
        assert {row.key: row.recipient for row in found} == {
            f"dead:{CHANNEL}": "C0NEWONE",
            f"dead:{WS2}": WS2,
        }
