from __future__ import annotations

from datetime import UTC, datetime

import pytest
from sqlalchemy import update

from bot.core.errors import UserError
from bot.core.requests import Act
from bot.core.tables import Group
from bot.core.undo_acts import Undo
from bot.delivery.hooks import Later, Post
from bot.delivery.tables import OutboxRow
from bot.groups.tables import Person
from bot.plan.acts import AddItem, SetStatus
from bot.plan.rules.items import Kind, Status
from bot.proposals.acts import Accept, Decline, Propose
from bot.proposals.performing.proposing import MOST_OPEN, Proposed
from bot.proposals.rules import ProposalNotice
from bot.reminders.plan_hooks import PlanHooks
from tests.stage import CO_LEAD1, COORDINATOR, LEAD1, LEAD2, MEMBER, NOW, Stage, at


def sent(stage: Stage) -> list[tuple[str, datetime]]:
    return [(row.recipient, row.due_at) for row in stage.notices() if row.kind == "proposal"]


def done(stage: Stage, key: str) -> SetStatus:
    return SetStatus(stage.item(key).id, Status.DONE)


def propose(stage: Stage, act: str | Act) -> Proposed:
    """A member proposes that an item is done, or another act."""
    act = done(stage, act) if isinstance(act, str) else act
    proposed = stage.do(Propose(act), stage.as_(MEMBER)).result
    assert isinstance(proposed, Proposed)
    return proposed


def says(stage: Stage, row: OutboxRow) -> str | None:
    view = stage.view(row)
    return None if view is None else view.state


def test_the_lead_is_asked_at_once_and_the_coordinator_after_two_working_days(stage: Stage) -> None:
    assert [contact.user_id for contact in propose(stage, "WS1-D1").to] == [LEAD1]
    # Monday 2 October; Wednesday 4, 09:00 in Geneva.
    assert sent(stage) == [(LEAD1, NOW), (COORDINATOR, datetime(2017, 10, 4, 7, tzinfo=UTC))]


def test_a_lead_who_is_away_is_passed_over(lite: Stage) -> None:
    with lite.database.writing() as session:
        session.execute(update(Person).where(Person.user_id == LEAD1).values(away_until=NOW.date()))
        session.execute(update(Group).values(revision=Group.revision + 1))
    assert [contact.user_id for contact in propose(lite, "WS1-D1").to] == [CO_LEAD1]


def test_what_comes_at_night_waits_for_the_morning(lite: Stage) -> None:
    """NOW is a Monday, 10:00 in Geneva."""
    propose(lite, "WS1-D1")
    row, hooks = next(row for row in lite.notices() if row.kind == "proposal"), PlanHooks(lite.work, "/img")
    with lite.database.reading() as session:
        assert isinstance(hooks.prepare(session, row, at("2017-10-02", 17, 59)), Post)
        assert hooks.prepare(session, row, at("2017-10-02", 18)) == Later(at("2017-10-03", 6))
        assert hooks.prepare(session, row, at("2017-10-07", 10)) == Later(at("2017-10-09", 6))


def test_every_stream_has_its_lead_asked(lite: Stage) -> None:
    propose(lite, "IMG-D1")
    assert [user for user, _due in sent(lite)] == [LEAD1, LEAD2, COORDINATOR]


@pytest.mark.parametrize("act", ["IMG-M6", AddItem(Kind.DELIVERABLE, "Paper")], ids=["plenary", "new"])
def test_what_belongs_to_the_group_goes_to_the_coordinator_alone(lite: Stage, act: str | Act) -> None:
    propose(lite, act)
    assert sent(lite) == [(COORDINATOR, NOW)]


def test_the_same_proposal_is_sent_once(lite: Stage) -> None:
    first, again = propose(lite, "WS1-D1"), propose(lite, "WS1-D1")
    assert (again.proposal_id, again.is_same) == (first.proposal_id, True)
    assert len(sent(lite)) == 2


def test_nobody_has_more_than_five_proposals_waiting(lite: Stage) -> None:
    for number in range(MOST_OPEN):
        propose(lite, AddItem(Kind.DELIVERABLE, f"Paper {number}"))
    with pytest.raises(UserError, match="5 of your proposals wait"):
        propose(lite, "WS1-D1")


@pytest.mark.parametrize(
    ("accept", "state", "status"), [(True, "accepted", Status.DONE), (False, "declined", Status.PLANNED)]
)
def test_it_is_decided_once_and_its_proposer_told(
    stage: Stage, accept: bool, state: str, status: Status
) -> None:
    proposal_id = propose(stage, "WS1-D1").proposal_id
    asked = [row for row in stage.notices() if row.kind == "proposal"]
    assert [says(stage, row) for row in asked] == ["open", "open"]
    deciding: Act = Accept(proposal_id) if accept else Decline(proposal_id, "not yet")
    decided = stage.do(deciding, stage.as_(LEAD1), at("2017-10-03")).result
    assert (decided.state, decided.by, decided.act) == (state, f"<@{MEMBER}>", done(stage, "WS1-D1"))
    assert stage.item("WS1-D1").status is status
    assert [says(stage, row) for row in asked] == [None, None], "nobody is asked about what is decided"
    outcome = stage.notice(f"proposal:{proposal_id}:outcome")
    assert (outcome.recipient, says(stage, outcome)) == (MEMBER, state)
    for other in (Accept(proposal_id), Decline(proposal_id)):
        with pytest.raises(UserError, match=f"{state} already by <@{LEAD1}>"):
            stage.do(other, stage.as_(COORDINATOR), at("2017-10-03"))
    assert stage.item("WS1-D1").status is status


def test_the_proposer_hears_why_it_was_declined(lite: Stage) -> None:
    proposal_id = propose(lite, "WS1-D1").proposal_id
    lite.do(Decline(proposal_id, "two agencies are late"), lite.as_(LEAD1))
    view = lite.view(lite.notice(f"proposal:{proposal_id}:outcome"))
    assert isinstance(view, ProposalNotice)
    assert (view.decided_by, view.why) == (f"<@{LEAD1}>", "two agencies are late")


def test_an_acceptance_whose_act_is_refused_leaves_the_proposal_open(lite: Stage) -> None:
    """What a member proposed of a meeting, before it was held, cannot be done: it lies ahead."""
    proposal_id = propose(lite, SetStatus(lite.item("IMG-M5").id, Status.HELD)).proposal_id
    with pytest.raises(UserError, match="has not begun"):
        lite.do(Accept(proposal_id), lite.as_(COORDINATOR))
    lite.do(Decline(proposal_id), lite.as_(COORDINATOR))


def test_an_accepted_act_is_the_deciders_and_theirs_to_take_back(stage: Stage) -> None:
    proposal_id = propose(stage, "WS1-D1").proposal_id
    accepted = stage.do(Accept(proposal_id), stage.as_(LEAD1))
    assert stage.detail("WS1-D1").changes[0].who == f"<@{LEAD1}>"
    stage.do(Undo(accepted.act_id), stage.as_(LEAD1))
    assert stage.item("WS1-D1").status is Status.PLANNED


@pytest.mark.parametrize("act", [Undo(), Accept(1), Propose(Undo())], ids=lambda act: act.NAME)
def test_what_concerns_oneself_is_no_proposal(lite: Stage, act: Act) -> None:
    with pytest.raises(UserError, match="You can propose changes of items"):
        propose(lite, act)


def test_there_is_no_such_proposal(lite: Stage) -> None:
    for proposal_id in (7, 0, -1, 2**40):
        with pytest.raises(UserError, match="no such proposal"):
            lite.do(Accept(proposal_id), lite.as_(COORDINATOR))
