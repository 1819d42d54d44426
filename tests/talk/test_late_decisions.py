"""Proposals that are decided later, twice, or after others have changed the plan."""

from __future__ import annotations

import asyncio
from datetime import UTC, datetime

from bot.proposals.acts import Accept, Decline
from tests.talk.stage import (
    MEMBER,
    SECRETARIAT,
    WS1_LEAD,
    Shown,
    Stage,
)


async def propose(stage: Stage, line: str) -> Shown:
    """What the lead gets when the member sends a line as a proposal."""
    await stage.press(await stage.told(MEMBER, line), "Send as proposal")
    cards = [one for one in await stage.deliver() if one.user == WS1_LEAD and "Accept" in one.labels]
    return cards[-1]


def states(stage: Stage) -> list[str]:
    return [state for (state,) in stage.rows("select state from proposals order by id")]


# A proposal keeps its meaning.


async def test_a_date_that_has_passed_since_it_was_proposed_is_asked_about(own_stage: Stage) -> None:
    stage = own_stage
    card = await propose(stage, "schedule ws1-m2 tomorrow 14:00")
    assert "Tue 21 Nov 2017, 14:00 Geneva" in card
    await stage.go(datetime(2017, 11, 29, 10, tzinfo=UTC))
    asked = (await stage.press(card, "Accept")).said
    assert "Tue 21 Nov 2017, 14:00 Geneva was proposed, and that is over by now" in asked.text
    assert asked.labels == ["Set a date for WS1-M2", "Accept proposal 1 all the same"]
    assert (stage.stored("WS1-M2", "start"), states(stage)) == ("2018-01", ["open"])
    await stage.press(asked, "Accept proposal 1 all the same")
    assert (stage.stored("WS1-M2", "start"), states(stage)) == ("2017-11-21T14:00", ["accepted"])


async def test_a_date_that_still_lies_ahead_is_accepted_days_later(own_stage: Stage) -> None:
    card = await propose(own_stage, "schedule ws1-m2 in 9 days")
    await own_stage.go(datetime(2017, 11, 29, 10, tzinfo=UTC))
    await own_stage.press(card, "Accept")
    assert (own_stage.stored("WS1-M2", "start"), states(own_stage)) == ("2017-11-29", ["accepted"])


async def test_a_proposal_stays_with_the_item_that_was_next_when_it_was_sent(stage: Stage) -> None:
    card = await propose(stage, "done next ws1")
    assert "WS1-M1" in card.text
    await stage.told(SECRETARIAT, "cancel ws1-m1 no room")
    said = (await stage.press(card, "Accept")).said
    assert "WS1-M1" in said.text and "✖ cancelled" in said.text
    assert (stage.stored("WS1-M1"), stage.stored("WS1-M2")) == ("cancelled", "to-schedule")


# Accepting closes the proposal with the act, once.


async def test_an_item_that_is_dropped_by_accepting_closes_its_proposal(stage: Stage) -> None:
    card = await propose(stage, "drop ws1-d1 not needed")
    await stage.press(card, "Accept")
    assert (stage.stored("WS1-D1"), states(stage)) == ("dropped", ["accepted"])
    assert stage.stored("WS1-D1", "status_note") == "not needed"


async def test_of_accept_and_decline_at_the_same_time_one_holds_and_both_are_told_it(stage: Stage) -> None:
    card = await propose(stage, "ws1-d1 amber late")
    told = await asyncio.gather(
        asyncio.to_thread(stage.do, WS1_LEAD, Accept(1)), asyncio.to_thread(stage.do, SECRETARIAT, Decline(1))
    )
    assert card.user == WS1_LEAD
    [state] = states(stage)
    assert (state, stage.stored("WS1-D1")) in [("accepted", "at-risk"), ("declined", "planned")]
    refused = told[1] if state == "accepted" else told[0]
    assert f"{state} already" in refused
    [outcome] = [one for one in await stage.deliver() if one.user == MEMBER]
    assert state in outcome.text
