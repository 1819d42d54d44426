"""Erasing: nothing that was stored of a person, a group or a workspace can be found again; the rest stays."""

from __future__ import annotations

import json
from dataclasses import replace
from datetime import timedelta
from typing import Any

import pytest
from sqlalchemy import select, update

from bot.core.errors import UserError
from bot.core.group import NO_GROUP
from bot.core.history import broken_audit_entry
from bot.core.people import is_erased
from bot.core.undo_acts import Restore
from bot.delivery.tables import DirectChannel, OutboxRow
from bot.groups.setup import Setup, set_up_group
from bot.groups.tables import Person
from bot.plan.acts import AddItem, SetStatus
from bot.plan.looks import History, WholePlan
from bot.plan.rules.items import Kind, Status
from bot.privacy import carrying_out
from bot.privacy.acts import AgreeToErase, AskToErase, KeepMyData, MyData
from bot.privacy.reach import tables
from bot.privacy.rules import ERASED_WITHIN
from bot.privacy.tables import Erasure
from bot.proposals.acts import Accept, Propose
from bot.reports.looks import Me
from bot.slack.message import Message
from bot.tables import Base
from tests.stage import COORDINATOR, LEAD1, MEMBER, NOW, OBSERVER, SETUP, TEAM, Stage, at

LATER = NOW + ERASED_WITHIN
OTHER_TEAM = replace(SETUP, team="T0OTHER", label="OTH", name="Elsewhere")


def everything(stage: Stage) -> str:
    """All rows of all tables, as one text."""
    with stage.database.reading() as session:
        rows = {table.name: [list(row) for row in session.execute(select(table))] for table in tables()}
    return json.dumps(rows, default=str, ensure_ascii=False)


def person(stage: Stage, user: str = MEMBER, team: str = TEAM) -> Person | None:
    with stage.database.reading() as session:
        return session.scalar(select(Person).where(Person.user_id == user, Person.team_id == team))


@pytest.fixture
def busy(stage: Stage) -> Stage:
    """The member has done, got and said all that one can."""
    set_up_group(stage.work, OTHER_TEAM, NOW)  # the same people's ids, in another workspace
    stage.give("WS2-D1", MEMBER)
    stage.give("WS2-D2", MEMBER)
    stage.edit(COORDINATOR, "WS1-D2", {"owner": f"<@{MEMBER}>"})
    stage.edit(COORDINATOR, "WS1-D2", {"owner": f"<@{LEAD1}>"})
    stage.set_status(MEMBER, "WS2-D1", Status.AT_RISK, f"<@{MEMBER}> is late")
    sent = stage.do(Propose(SetStatus.of(stage.item("WS1-D1"), Status.AT_RISK)), stage.as_(MEMBER)).result
    stage.do(Accept(sent.proposal_id), stage.as_(LEAD1))
    with stage.database.writing() as session:
        known = session.scalars(select(Person).where(Person.user_id == MEMBER, Person.team_id == TEAM)).one()
        known.name, known.zone, known.locale = "Amina Otieno", "Africa/Nairobi", "fr-FR"
        session.add(DirectChannel(team_id=TEAM, user_id=MEMBER, channel_id="D0MEM"))
        session.execute(update(OutboxRow).where(OutboxRow.recipient == MEMBER).values(channel_id="D0MEM"))
    return stage


def ask(stage: Stage, user: str = MEMBER) -> int:
    stage.do(AskToErase(), stage.as_(user))
    with stage.database.reading() as session:
        return session.scalars(select(Erasure.id)).one()


def chains(stage: Stage) -> list[int | None]:
    with stage.database.reading() as session:
        return [broken_audit_entry(session, group_id) for group_id in (1, 2)]


def test_a_request_is_carried_out_after_its_time_and_nobody_can_be_known(busy: Stage) -> None:
    ask(busy)
    assert carrying_out.erase_what_is_due(busy.work, LATER - timedelta(seconds=1)) == 0
    assert "Amina Otieno" in everything(busy)
    assert carrying_out.erase_what_is_due(busy.work, LATER) == 1
    left = everything(busy)
    for known in ("Amina Otieno", "Africa/Nairobi", "fr-FR", "D0MEM"):
        assert known not in left, known
    # The same id in another workspace is somebody else's.
    assert person(busy) is None and person(busy, team="T0OTHER") is not None
    with busy.database.reading() as session:
        gone = session.scalars(select(Person).where(Person.team_id == TEAM, Person.is_gone)).one()
    assert is_erased(gone.user_id)
    of_other = {"people", "outbox", "audit_entries"}
    with busy.database.reading() as session:
        for table in tables():
            if table.name not in of_other:
                assert MEMBER not in json.dumps(
                    [list(row) for row in session.execute(select(table))], default=str
                ), table.name
    assert chains(busy) == [None, None]
    assert carrying_out.erase_what_is_due(busy.work, LATER + timedelta(days=1)) == 0


def test_what_they_did_stays_without_their_name(busy: Stage) -> None:
    ask(busy)
    carrying_out.erase_what_is_due(busy.work, LATER)
    detail = busy.detail("WS2-D1", LATER)
    assert busy.item("WS2-D1").status is Status.AT_RISK and busy.item("WS2-D1").owner_id is None
    assert "a former member" in [change.who for change in detail.changes]
    shown = busy.look(History(busy.item("WS1-D2").id), busy.as_(COORDINATOR), LATER)
    assert "a former member" in str(shown.blocks) and "UERASED" not in str(shown.blocks)
    # Bringing the owner back brings nobody back.
    entry = busy.detail("WS1-D2", LATER).changes[0]
    busy.do(Restore(entry.id), busy.as_(COORDINATOR), LATER)
    assert "UERASED" not in str(busy.look(WholePlan(), busy.as_(COORDINATOR), LATER).blocks)


def test_whoever_comes_back_is_somebody_new(busy: Stage) -> None:
    ask(busy)
    carrying_out.erase_what_is_due(busy.work, LATER)
    caller = busy.as_(MEMBER)
    assert caller.standing.is_observer
    with pytest.raises(UserError):
        busy.set_status(MEMBER, "WS2-D1", Status.DONE)


def test_the_coordinator_is_told_and_can_have_it_done_at_once(busy: Stage) -> None:
    number = ask(busy)
    told = [row for row in busy.notices() if row.kind == "erasure"]
    assert [(row.recipient, row.payload) for row in told] == [(COORDINATOR, {"erasure": number})]
    with pytest.raises(UserError, match="cannot change"):
        busy.do(AgreeToErase(number), busy.as_(MEMBER))
    busy.do(AgreeToErase(number), busy.as_(COORDINATOR))
    assert busy.do(AgreeToErase(number), busy.as_(COORDINATOR)).result.is_same
    assert carrying_out.erase_what_is_due(busy.work, NOW) == 1


def test_coordinators_of_other_groups_reach_no_request(busy: Stage) -> None:
    number = ask(busy)
    elsewhere = replace(busy, group_id=2)
    with pytest.raises(UserError, match="not there any more"):
        elsewhere.do(AgreeToErase(number), elsewhere.cli())


def test_a_request_is_taken_back_while_it_waits(busy: Stage) -> None:
    number = ask(busy)
    assert busy.do(AskToErase(), busy.as_(MEMBER)).result.is_same
    busy.do(KeepMyData(), busy.as_(MEMBER))
    with pytest.raises(UserError, match="taken back"):
        busy.do(AgreeToErase(number), busy.as_(COORDINATOR))
    assert carrying_out.erase_what_is_due(busy.work, LATER) == 0
    assert person(busy) is not None
    with pytest.raises(UserError, match="all stays"):
        busy.do(KeepMyData(), busy.as_(MEMBER))


def test_a_person_gets_all_that_is_stored_of_them_and_nothing_of_others(busy: Stage) -> None:
    shown = busy.look(MyData(), busy.as_(MEMBER))
    assert isinstance(shown, Message)
    [file] = shown.files
    content = file.make().decode()
    stored: dict[str, list[dict[str, Any]]] = json.loads(content)["stored"]
    assert stored["people"][0]["name"] == "Amina Otieno"
    assert {"people", "members", "items", "acts", "changes", "proposals", "direct_channels"} <= stored.keys()
    assert {row["key"] for row in stored["items"]} == {"WS2-D1", "WS2-D2"}
    assert [row["name"] for row in stored["acts"]] == ["set-status", "propose"]
    for other in (COORDINATOR, "nonce", "T0OTHER"):
        assert other not in content, other
    with pytest.raises(UserError, match="alone"):
        busy.look(MyData(), busy.as_(MEMBER), shared=True)


def test_me_tells_how_much_is_stored_and_what_can_be_done_about_it(busy: Stage) -> None:
    def me() -> str:
        return str(busy.look(Me(), busy.as_(MEMBER)).blocks)

    assert "rows are stored about you" in me() and "ask-to-erase@1" in me() and "my-data@1" in me()
    ask(busy)
    assert "will be erased on" in me() and "keep-my-data@1" in me() and "ask-to-erase@1" not in me()
    # Who was never seen has nothing stored, and is not asked about it.
    assert "stored about you" not in str(busy.look(Me(), busy.as_("U0NEVER")).blocks)


def test_a_workspace_goes_whole_and_the_other_stays(busy: Stage) -> None:
    elsewhere = replace(busy, group_id=2)
    elsewhere.do(AddItem(Kind.DELIVERABLE, "Stays"), elsewhere.cli())
    before = [item.title for item in elsewhere.items().values()]
    carrying_out.erase_team(busy.work, TEAM, NOW)
    assert [item.title for item in elsewhere.items().values()] == before == ["Stays"]
    left = everything(busy)
    assert f'"{TEAM}"' not in left and "E-waste" not in left and "Amina" not in left
    assert carrying_out.known_teams(busy.work) == ["T0OTHER"]
    assert busy.as_(COORDINATOR).group.id == NO_GROUP
    with busy.database.reading() as session:
        assert session.scalars(select(Person.team_id).distinct()).all() == ["T0OTHER"]
    # A group made afterwards takes no old number: no old button means it.
    set_up_group(busy.work, SETUP, NOW)
    with busy.database.reading() as session:
        numbers = session.scalars(select(Base.metadata.tables["groups"].c.id)).all()
    assert sorted(numbers) == [1, 2, 3]


def test_a_group_goes_with_the_people_whom_no_other_group_knows(busy: Stage) -> None:
    beside = Setup(team=TEAM, label="TWO", name="Beside", channel="C0TWO", coordinators=(LEAD1,))
    set_up_group(busy.work, beside, NOW)
    carrying_out.erase_one_group(busy.work, 1, NOW)
    assert person(busy, LEAD1) is not None and person(busy, MEMBER) is None
    assert "Amina" not in everything(busy)
    assert replace(busy, group_id=3).as_(LEAD1, "C0TWO").standing.is_coordinator


def test_people_are_erased_from_the_command_line_by_their_id(busy: Stage) -> None:
    with pytest.raises(UserError, match="several workspaces: T0, T0OTHER"):
        carrying_out.find_people(busy.work, [MEMBER], None)
    with pytest.raises(UserError, match="Nothing is stored"):
        carrying_out.find_people(busy.work, ["U0NOBODY"], None)
    found = carrying_out.find_people(busy.work, [MEMBER], TEAM)
    carrying_out.erase_people(busy.work, [one.id for one in found], NOW)
    assert person(busy) is None and "Amina" not in everything(busy)
    assert chains(busy) == [None, None]


def test_an_observer_who_only_looked_is_erased_too(busy: Stage) -> None:
    ask(busy, OBSERVER)
    carrying_out.erase_what_is_due(busy.work, LATER)
    assert person(busy, OBSERVER) is None


def test_a_notice_about_them_that_waits_is_not_sent(busy: Stage) -> None:
    ask(busy)
    carrying_out.erase_what_is_due(busy.work, at("2017-11-02"))
    assert [row for row in busy.notices() if row.recipient in (MEMBER,) and row.team_id == TEAM] == []
    assert all(not is_erased(row.recipient) for row in busy.notices())
