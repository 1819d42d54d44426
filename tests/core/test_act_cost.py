"""What an act asks of the database: few statements, as many for a large plan as for a small one."""

from __future__ import annotations

from collections.abc import Callable, Iterator
from contextlib import contextmanager

import pytest
from sqlalchemy import event, insert

from bot.core.edit import editing
from bot.core.errors import UserError
from bot.core.requests import Act
from bot.core.undo_acts import Undo
from bot.features import create_work
from bot.groups.arrivals import Arrival
from bot.groups.facts import read_facts
from bot.groups.rules.agencies import Agencies
from bot.groups.tables import Agency
from bot.plan.acts import AddItem, AskAbout, Cancel, EditItem, SetDate, SetNote, SetStatus
from bot.plan.rules.items import Kind, Status
from bot.plan.tables import Item
from bot.proposals.acts import Accept, Propose
from bot.reminders.acts import StartReminders
from bot.store.database import Database
from bot.talk.conversation import Conversation
from bot.talk.outcomes import Answer
from tests.stage import CHANNEL, COORDINATOR, LEAD1, MEMBER, NOW, TEAM, Stage, exact, month

MOST = 18
"""How many statements an act by words may take, with all that is read before it and follows from it."""
SMALL, LARGE = 100, 2000


@contextmanager
def statements_of(database: Database) -> Iterator[list[str]]:
    """All that is sent to the database, the begins of transactions left out."""
    sent: list[str] = []

    def note(_connection: object, _cursor: object, statement: str, *_rest: object) -> None:
        if not statement.startswith("BEGIN"):
            sent.append(statement)

    event.listen(database.engine, "before_cursor_execute", note)
    try:
        yield sent
    finally:
        event.remove(database.engine, "before_cursor_execute", note)


def fill(stage: Stage, count: int) -> None:
    """Let the plan have that many items."""
    missing = count - len(stage.items())
    rows = [
        {
            "group_id": stage.group_id, "key": f"IMG-D{number}", "kind": "activity", "title": "Item",
            "position": number, "precision": "month", "start": "2019-05", "sort_key": "2019-05-31",
            "status": "planned", "is_open": True, "streams": "", "created_at": NOW,
        }
        for number in range(10 * count, 10 * count + missing)
    ]  # fmt: skip
    with stage.database.writing() as session:
        session.execute(insert(Item), rows)


def say(stage: Stage, user: str, words: str) -> Callable[[], str]:
    conversation = Conversation(stage.work, "/img", lambda: NOW)
    arrival = Arrival(TEAM, CHANNEL, TEAM, user, f"Ev-{words}")

    def answer() -> str:
        outcome = conversation.answer(arrival, words)
        assert isinstance(outcome, Answer)
        return outcome.message.text

    return answer


@pytest.mark.parametrize("count", [SMALL, LARGE])
def test_a_status_takes_few_statements(stage: Stage, count: int) -> None:
    fill(stage, count)
    # Who they are in the history is settled at their first act.
    stage.set_status(LEAD1, "WS1-D1", Status.AT_RISK)
    act, caller = SetStatus.of(stage.item("WS1-D1"), Status.ON_TRACK), stage.as_(LEAD1)
    with statements_of(stage.database) as sent:
        assert stage.do(act, caller).act_id is not None
    # Six read the group, item, chain, proposals, notices and what was posted of it; six write.
    assert len(sent) == 12, "\n".join(sent)


@pytest.mark.parametrize(
    ("small", "large", "told"),
    [
        ("update WS1-D1 on track", "update WS1-D1 off track", "is now"),
        ("schedule WS1-M1 23 nov 2-5pm", "schedule WS1-M2 16 jan 2-5pm", "14:00"),
    ],
    ids=["status", "date"],
)
def test_words_right_after_a_change_cost_no_more_in_a_large_plan(
    stage: Stage, small: str, large: str, told: str
) -> None:
    found = []
    say(stage, LEAD1, "anchors")()
    for count, words in ((SMALL, small), (LARGE, large)):
        fill(stage, count)
        stage.set_status(LEAD1, "WS1-D1", Status.AT_RISK)
        answer = say(stage, LEAD1, words)
        with statements_of(stage.database) as sent:
            assert told in answer()
        found.append(sent)
    assert len(found[0]) == len(found[1]) <= MOST, "\n".join(found[1])


@pytest.mark.parametrize(
    "act",
    [
        lambda s: SetDate.of(s.item("WS1-M1"), exact("2017-11-20")),
        lambda s: Cancel.of(s.item("WS1-M1"), "no room"),
        lambda s: EditItem.of(s.item("WS1-D1"), {"notes": "Room VII"}),
        lambda s: AddItem(Kind.MEETING, "Extra", ("WS1",), exact("2017-11-21")),
    ],
    ids=["date", "cancel", "edit", "add"],
)
def test_other_acts_cost_the_same_in_a_plan_of_any_size(lite: Stage, act: Callable[[Stage], Act]) -> None:
    found = []
    for count in (SMALL, LARGE):
        fill(lite, count)
        lite.set_status(LEAD1, "WS1-D2", Status.AT_RISK)
        caller = lite.as_(LEAD1)
        one = act(lite)
        with statements_of(lite.database) as sent:
            lite.do(one, caller)
        found.append(sent)
        lite.do(Undo(), lite.as_(LEAD1))
    assert len(found[0]) == len(found[1]) <= MOST, "\n".join(found[1])


def owner(stage: Stage) -> Act:
    return EditItem.of(stage.item("WS1-D2"), {"owner": f"<@{MEMBER}>"})


def proposal(stage: Stage) -> Act:
    proposed = SetStatus.of(stage.item("WS1-D1"), Status.DONE)
    return Accept(stage.do(Propose(proposed), stage.as_(MEMBER)).result.proposal_id)


@pytest.mark.parametrize(
    "act",
    [
        lambda s: SetStatus.of(s.item("WS1-D1"), Status.AT_RISK),
        lambda s: SetNote.of(s.item("WS1-D1"), "soon"),
        lambda s: SetDate.of(s.item("WS1-M1"), month("2017-12")),
        lambda s: Cancel.of(s.item("WS1-M1")),
        lambda s: AskAbout.of(s.item("WS1-M1")),
        lambda s: AddItem(Kind.MEETING, "Extra", ("WS1",), exact("2017-11-21")),
        owner,
        proposal,
    ],
    ids=["status", "note", "date", "cancel", "asking", "add", "owner", "accept"],
)
def test_what_is_kept_of_a_group_after_an_act_is_what_another_process_reads(
    lite: Stage, act: Callable[[Stage], Act]
) -> None:
    lite.do(act(lite), lite.as_(COORDINATOR))
    assert_facts(lite)
    lite.do(Undo(), lite.as_(COORDINATOR))
    assert_facts(lite)


def test_the_first_item_and_the_start_of_reminders_are_known_at_once(bare: Stage) -> None:
    for act in (AddItem(Kind.ACTIVITY, "First"), StartReminders()):
        bare.do(act, bare.as_(COORDINATOR))
        assert_facts(bare)


def assert_facts(stage: Stage) -> None:
    with stage.database.reading() as session:
        kept = stage.work.facts(session, stage.group_id)
        read = read_facts(session, stage.group_id)
    assert (kept.revision, kept.group, kept.roster, kept.standings) == (
        read.revision, read.group, read.roster, read.standings,
    )  # fmt: skip
    assert kept.rules.ladder == read.rules.ladder


def test_another_process_sees_whose_item_it_is_at_once(stage: Stage) -> None:
    here, there = stage, Stage(create_work(stage.database), stage.group_id, requests=1000)
    assert there.as_(MEMBER).standing.is_owner is False
    here.do(owner(here), here.as_(COORDINATOR))
    assert there.as_(MEMBER).standing.is_owner is True


def test_what_an_act_wrote_before_it_was_refused_is_not_kept(lite: Stage) -> None:
    with pytest.raises(UserError), editing(lite.work, lite.as_(COORDINATOR), NOW) as edit:
        edit.record("agency", 1, "new", "add", {}, {}, version=1)
        edit.session.add(Agency(group_id=lite.group_id, name="Never made"))
        edit.session.flush()
        assert edit.known(Agencies).find("Never made") is not None
        raise UserError("refused after all")
    with lite.database.reading() as session:
        assert lite.work.snapshot(session, lite.group_id)[Agencies].find("Never made") is None
