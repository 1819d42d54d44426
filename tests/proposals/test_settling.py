"""Proposals in the history: taken back, decided on again, and settled by acts that others did otherwise."""

from __future__ import annotations

from threading import Thread

import pytest
from sqlalchemy import update

from bot.core.errors import UserError
from bot.core.requests import Act
from bot.core.undo_acts import GroupHistory, Undo
from bot.delivery.tables import OutboxRow
from bot.plan.acts import Cancel, SetDate, SetStatus
from bot.plan.rules.items import Status
from bot.proposals.acts import Accept, Decline, Propose
from bot.proposals.store import proposal_of
from tests.stage import COORDINATOR, LEAD1, MEMBER, NOW, OBSERVER, Stage, at, month, on


def propose(stage: Stage, act: Act) -> int:
    number: int = stage.do(Propose(act), stage.as_(MEMBER)).result.proposal_id
    return number


def done(stage: Stage) -> SetStatus:
    return SetStatus.of(stage.item("WS1-D1"), Status.DONE)


def state(stage: Stage, number: int) -> str:
    with stage.database.reading() as session:
        found = proposal_of(session, stage.group_id, number)
        assert found is not None
        return found.state


def outcomes(stage: Stage) -> list[tuple[str, str]]:
    """What the proposer is told: the key of each notice, and the outcome it speaks of."""
    return [(row.key, row.payload["outcome"]) for row in stage.notices() if "outcome" in row.payload]


@pytest.mark.parametrize("decide", [Accept, lambda number: Decline(number, "not yet")])
def test_a_decision_taken_back_leaves_the_proposal_waiting(stage: Stage, decide: type[Accept]) -> None:
    number = propose(stage, done(stage))
    decided = stage.do(decide(number), stage.as_(LEAD1))
    assert outcomes(stage) == [(f"proposal:{number}:outcome", decided.result.state)]
    stage.do(Undo(decided.act_id), stage.as_(LEAD1))
    assert (state(stage, number), stage.item("WS1-D1").status) == ("open", Status.PLANNED)
    # The proposer had not heard of it yet, and hears nothing of what did not last.
    assert outcomes(stage) == []
    again = stage.do(Accept(number), stage.as_(LEAD1))
    assert outcomes(stage) == [(f"proposal:{number}:outcome:2", "accepted")]
    assert again.result.state == "accepted"


def test_who_had_heard_of_a_decision_hears_that_it_was_taken_back(lite: Stage) -> None:
    number = propose(lite, done(lite))
    decided = lite.do(Decline(number), lite.as_(LEAD1))
    with lite.database.writing() as session:
        session.execute(update(OutboxRow).where(OutboxRow.key.endswith("outcome")).values(state="sent"))
    lite.do(Undo(decided.act_id), lite.as_(LEAD1))
    assert outcomes(lite) == [(f"proposal:{number}:outcome:open", "open")]


def test_a_proposal_is_taken_back_by_whoever_sent_it(stage: Stage) -> None:
    sent = stage.do(Propose(done(stage)), stage.as_(MEMBER))
    stage.do(Undo(sent.act_id), stage.as_(MEMBER))
    assert state(stage, sent.result.proposal_id) == "withdrawn"
    with pytest.raises(UserError, match="taken back already"):
        stage.do(Accept(sent.result.proposal_id), stage.as_(LEAD1))


@pytest.mark.parametrize(
    ("act", "proposed", "becomes"),
    [
        (lambda s: done(s), lambda s: done(s), "accepted"),
        (
            lambda s: SetDate.of(s.item("WS1-M1"), on("2017-11-20")),
            lambda s: SetDate.of(s.item("WS1-M1"), on("2017-11-20")),
            "accepted",
        ),
        (
            lambda s: SetDate.of(s.item("WS1-M1"), on("2017-11-21")),
            lambda s: SetDate.of(s.item("WS1-M1"), on("2017-11-20")),
            "overtaken",
        ),
        (
            lambda s: Cancel.of(s.item("WS1-M1"), "no room"),
            lambda s: SetDate.of(s.item("WS1-M1"), on("2017-11-20")),
            "overtaken",
        ),
        (lambda s: SetDate.of(s.item("WS1-D1"), month("2018-08")), lambda s: done(s), "open"),
        (lambda s: SetStatus.of(s.item("WS1-D1"), Status.AT_RISK), lambda s: done(s), "open"),
    ],
    ids=["the same status", "the same date", "another date", "cancelled", "a date of it", "another status"],
)
def test_what_a_lead_does_otherwise_settles_the_proposal(lite: Stage, act, proposed, becomes: str) -> None:  # type: ignore[no-untyped-def] # noqa: ANN001
    number = propose(lite, proposed(lite))
    by_lead = lite.do(act(lite), lite.as_(LEAD1))
    assert state(lite, number) == becomes
    if becomes != "open":
        lite.do(Undo(by_lead.act_id), lite.as_(LEAD1))
        assert state(lite, number) == "open"


def test_an_acceptance_that_is_offered_anew_closes_the_proposal(lite: Stage) -> None:
    number = propose(lite, SetDate.of(lite.item("WS1-D1"), month("2018-08")))
    # The status does not settle it, and a move after it would; the basis of a date is its schedule version.
    lite.set_date(LEAD1, "WS1-D1", month("2018-07"))
    assert state(lite, number) == "overtaken"
    number = propose(lite, done(lite))
    lite.set_status(LEAD1, "WS1-D1", Status.AT_RISK)
    with pytest.raises(UserError, match=r"WS1-D1 .* has changed since") as refused:
        lite.do(Accept(number), lite.as_(LEAD1))
    assert state(lite, number) == "open"
    (offer,) = refused.value.offers
    lite.do(offer, lite.as_(LEAD1))  # type: ignore[arg-type]
    assert (state(lite, number), lite.item("WS1-D1").status) == ("accepted", Status.DONE)


def test_a_refused_acceptance_names_the_item(lite: Stage) -> None:
    number = propose(lite, done(lite))
    for deciding in (Accept(number), Decline(number)):
        with pytest.raises(UserError, match="WS1-D1 “Finalise"):
            lite.do(deciding, lite.as_(MEMBER))


def test_accepting_and_doing_the_same_at_once_come_to_one_outcome(stage: Stage) -> None:
    number = propose(stage, done(stage))
    accepts, does = stage.as_(LEAD1), stage.as_(COORDINATOR)
    refused: list[str] = []

    def attempt(act: Act, caller) -> None:  # type: ignore[no-untyped-def] # noqa: ANN001
        try:
            stage.do(act, caller)
        except UserError as error:
            refused.append(error.text)

    act = done(stage)
    threads = [Thread(target=attempt, args=pair) for pair in ((Accept(number), accepts), (act, does))]
    for thread in threads:
        thread.start()
    for thread in threads:
        thread.join()
    assert (state(stage, number), stage.item("WS1-D1").status) == ("accepted", Status.DONE)
    assert len(refused) <= 1 and len(outcomes(stage)) == 1
    assert all("accepted already" in text for text in refused)


def test_the_history_of_the_group_tells_of_proposals_and_items(lite: Stage) -> None:
    number = propose(lite, done(lite))
    lite.do(Decline(number, "not yet"), lite.as_(LEAD1), at("2017-10-03"))
    told = lite.look(GroupHistory(), lite.as_(MEMBER), NOW)
    lines = [block["text"]["text"] for block in told.blocks if block["type"] == "section"]
    assert lines[1].startswith(f"Proposal {number}, mark WS1-D1") and "declined" in lines[1]
    assert f"<@{LEAD1}>" in lines[1] and "sent" in lines[2]
    assert lines[3].endswith("and 15 more")
    with pytest.raises(UserError, match="roster"):
        lite.look(GroupHistory(), lite.as_(OBSERVER), NOW)
