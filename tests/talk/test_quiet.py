"""What people set for themselves: away, back, how much they hear, their language; and whom they represent."""

from __future__ import annotations

from datetime import UTC, datetime

from tests.talk.stage import MEMBER, OBSERVER, SECRETARIAT, WS2_LEAD, Stage

NEXT_MONDAY = datetime(2017, 11, 28, 12, tzinfo=UTC)
MINE = "select level, away_until, language from people where user_id = :user"


def own(stage: Stage, user: str) -> tuple[object, ...]:
    [row] = stage.rows(MINE, user=user)
    return tuple(row)


async def asked(stage: Stage) -> set[str]:
    """Who got a note until the Tuesday of the next week."""
    await stage.go(NEXT_MONDAY)
    rows = stage.rows("select recipient from outbox where kind = 'note' and state = 'sent'")
    return {recipient for (recipient,) in rows}


async def test_the_lead_is_asked_where_nothing_keeps_it_off(stage: Stage) -> None:
    assert WS2_LEAD in await asked(stage)


async def test_who_is_away_is_not_asked_and_the_next_in_line_is(stage: Stage) -> None:
    told = await stage.told(WS2_LEAD, "away until 15 January")
    assert told.text == "✔ Away until Mon 15 Jan 2018: what would be asked is asked of the next in line."
    assert own(stage, WS2_LEAD)[1] == "2018-01-15"
    by_others = await asked(stage)
    assert WS2_LEAD not in by_others
    assert by_others, "the next in line is asked instead"


async def test_back_again_and_undo(stage: Stage) -> None:
    await stage.told(WS2_LEAD, "away until 15 January")
    told = await stage.told(WS2_LEAD, "back")
    assert told.text == "✔ Welcome back: what is yours to do is asked of you again."
    assert own(stage, WS2_LEAD)[1] is None
    await stage.told(WS2_LEAD, "undo")
    assert own(stage, WS2_LEAD)[1] == "2018-01-15"
    assert (await stage.told(WS2_LEAD, "away until 1 November 2017")).text == "That day is over."


async def test_somebody_else_does_not_take_it_back(stage: Stage) -> None:
    await stage.told(WS2_LEAD, "level light")
    assert own(stage, WS2_LEAD)[0] == "light"
    refused = await stage.told(MEMBER, "undo")
    assert "nothing of yours" in refused.text
    assert own(stage, WS2_LEAD)[0] == "light"


async def test_who_wants_it_light_gets_no_note(stage: Stage) -> None:
    await stage.told(WS2_LEAD, "level light")
    assert WS2_LEAD not in await asked(stage)


async def test_own_settings_are_set_in_the_form(stage: Stage) -> None:
    opened = await stage.say(MEMBER, "level")
    await stage.submit(MEMBER, opened.view_id, level="active", away="2017-12-24", language="fr")
    assert own(stage, MEMBER) == ("active", "2017-12-24", "fr")
    opened = await stage.say(MEMBER, "away")
    await stage.submit(MEMBER, opened.view_id, away=None)
    assert own(stage, MEMBER) == ("active", None, "fr")


async def test_whoever_represents_an_agency_is_confirmed_by_the_coordinator(stage: Stage) -> None:
    told = await stage.told(OBSERVER, "I represent UNEP as alternate")
    assert told.text.startswith(f"✔ Sent as a proposal to <@{SECRETARIAT}>")
    assert "UNEP" in told.text
    again = await stage.told(OBSERVER, "I represent UNEP as alternate")
    assert "already" in again.text
    [[number]] = stage.rows("select id from proposals")
    refused = await stage.told(OBSERVER, f"accept {number}")
    assert SECRETARIAT in refused.text or "roster" in refused.text
    accepted = await stage.told(SECRETARIAT, f"accept {number}")
    assert accepted.text == f"✔ <@{OBSERVER}> is on the roster for UNEP, as alternate."
    assert "open to its members" not in (await stage.write(OBSERVER, "plan")).said.text
    opened = await stage.say(MEMBER, "I represent")
    sent = await stage.submit(MEMBER, opened.view_id, other="UNITAR")
    assert "UNITAR" in sent.said.text
