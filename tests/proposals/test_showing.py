"""The list of proposals: what one may decide on, and one's own that wait."""

from __future__ import annotations

from sqlalchemy import update

from bot.core.requests import Act
from bot.plan.acts import AddItem, EditItem, SetStatus
from bot.plan.rules.items import Kind, Status
from bot.proposals.acts import Proposals, Propose
from bot.proposals.tables import Proposal
from tests.core.test_looks import buttons_of
from tests.stage import COORDINATOR, LEAD1, LEAD2, MEMBER, Stage, month

NOTHING = "No proposal waits for you."


def propose(stage: Stage, act: Act) -> None:
    stage.do(Propose(act), stage.as_(MEMBER))


def waiting(stage: Stage, user: str) -> tuple[str, int]:
    """What somebody is told that waits, and how many buttons they get."""
    shown = stage.look(Proposals(), stage.as_(user))
    return shown.text, buttons_of(shown.blocks)


def test_a_proposal_waits_for_the_leads_of_its_stream_and_the_coordinator(stage: Stage) -> None:
    propose(stage, SetStatus.of(stage.item("WS1-D1"), Status.DONE))
    for user in (LEAD1, COORDINATOR):
        told, buttons = waiting(stage, user)
        assert told.startswith("1 proposal waits: mark WS1-D1")
        assert buttons == 2
    assert waiting(stage, LEAD2)[0] == NOTHING


def test_whoever_sent_it_sees_that_it_waits_and_decides_nothing(stage: Stage) -> None:
    propose(stage, SetStatus.of(stage.item("WS1-D1"), Status.DONE))
    told, buttons = waiting(stage, MEMBER)
    assert told.startswith("1 proposal waits: mark WS1-D1")
    assert buttons == 0


def test_who_decides_follows_the_plan_as_it_is_now(stage: Stage) -> None:
    item = stage.item("WS1-D1")
    propose(stage, SetStatus.of(item, Status.DONE))
    stage.do(EditItem.of(item, {"streams": ["WS2"]}), stage.as_(COORDINATOR))
    assert waiting(stage, LEAD1)[0] == NOTHING
    assert waiting(stage, LEAD2)[1] == 2


def test_an_item_to_be_added_waits_for_the_leads_of_its_streams(stage: Stage) -> None:
    propose(stage, AddItem(Kind.MEETING, "Extra meeting", ("WS2",), month("2018-03")))
    assert waiting(stage, LEAD2)[1] == 2
    assert waiting(stage, LEAD1)[0] == NOTHING


def test_what_is_of_no_stream_waits_for_the_coordinator_and_hides_nothing_from_others(stage: Stage) -> None:
    propose(stage, AddItem(Kind.ACTIVITY, "A talk"))
    propose(stage, SetStatus.of(stage.item("WS1-D2"), Status.DONE))
    assert waiting(stage, COORDINATOR)[0].startswith("2 proposals wait: ")
    assert waiting(stage, LEAD1)[0].startswith("1 proposal waits: mark WS1-D2")


def test_a_proposal_of_an_older_version_is_left_out(stage: Stage) -> None:
    propose(stage, SetStatus.of(stage.item("WS1-D1"), Status.DONE))
    with stage.database.writing() as session:
        session.execute(update(Proposal).values(value='["set-status@0",1,[1,"done"]]'))
    assert waiting(stage, COORDINATOR)[0] == NOTHING
