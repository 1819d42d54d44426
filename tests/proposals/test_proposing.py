from __future__ import annotations

from datetime import UTC, datetime

import pytest
from sqlalchemy import update

from bot.core.errors import UserError
from bot.delivery.hooks import Later, Post
from bot.delivery.tables import OutboxRow
from bot.groups.tables import Group, Person
from bot.proposals import proposing
from bot.proposals.proposing import Proposed
from bot.reminders import notices
from bot.reminders.plan_hooks import PlanHooks
from tests.stage import CO_LEAD1, COORDINATOR, LEAD1, LEAD2, MEMBER, NOW, Stage, at


def sent(stage: Stage) -> list[tuple[str, datetime]]:
    return [(row.recipient, row.due_at) for row in stage.notices() if row.kind == "proposal"]


def propose(stage: Stage, key: str | None, words: str = "done WS1-D1") -> Proposed:
    return proposing.propose(stage.work, stage.as_(MEMBER), words, key, NOW)


def says(stage: Stage, row: OutboxRow) -> str | None:
    with stage.database.reading() as session:
        view = notices.notice_view(stage.work, session, row, NOW)
    return None if view is None else view.state  # type: ignore[union-attr]


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


@pytest.mark.parametrize("key", ["IMG-M6", None])
def test_what_belongs_to_the_group_goes_to_the_coordinator_alone(lite: Stage, key: str | None) -> None:
    propose(lite, key, "add deliverable Paper")
    assert sent(lite) == [(COORDINATOR, NOW)]


@pytest.mark.parametrize(("accept", "state"), [(True, "accepted"), (False, "declined")])
def test_it_is_decided_once_and_its_proposer_told(stage: Stage, accept: bool, state: str) -> None:
    proposal_id = propose(stage, "WS1-D1").proposal_id
    asked = [row for row in stage.notices() if row.kind == "proposal"]
    assert [says(stage, row) for row in asked] == ["open", "open"]
    decided = proposing.decide(stage.work, stage.as_(LEAD1), proposal_id, accept, at("2017-10-03"))
    assert (decided.state, decided.decided_by, decided.by) == (state, f"<@{LEAD1}>", f"<@{MEMBER}>")
    assert [says(stage, row) for row in asked] == [None, None], "nobody is asked about what is decided"
    outcome = stage.notice(f"proposal:{proposal_id}:outcome")
    assert (outcome.recipient, says(stage, outcome)) == (MEMBER, state)
    with pytest.raises(UserError, match=f"{state} already by"):
        proposing.decide(stage.work, stage.as_(COORDINATOR), proposal_id, not accept, at("2017-10-03"))
    assert proposing.open_proposal(stage.work, stage.as_(COORDINATOR), proposal_id).state == state


def test_there_is_no_such_proposal(lite: Stage) -> None:
    with pytest.raises(UserError, match="no such proposal"):
        proposing.decide(lite.work, lite.as_(COORDINATOR), 7, True, NOW)
