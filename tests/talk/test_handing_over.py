"""Handing over: roles, items, actions, proposals pass on; links end; whoever takes over gets a page."""

from __future__ import annotations

from tests.talk.stage import MEMBER, OBSERVER, SECRETARIAT, WS2_LEAD, Stage

HANDOVER = f"handover <@{WS2_LEAD}> to <@{MEMBER}>"
LINKS = """select count(*) from secret_links where ended_at is null
    and person_id = (select id from people where user_id = :u)"""


async def test_all_that_somebody_does_passes_on_with_a_page(stage: Stage) -> None:
    await stage.told(SECRETARIAT, f"owner WS1-D1 <@{WS2_LEAD}>")
    await stage.told(SECRETARIAT, f"action ws2-m1 <@{WS2_LEAD}> Write to the agencies by 1 December 2017")
    await stage.told(WS2_LEAD, "calendar mine")
    assert stage.rows(LINKS, u=WS2_LEAD) == [(1,)]
    sent = await stage.told(MEMBER, "propose WS2-D1 at risk")
    assert f"<@{WS2_LEAD}>" in sent.text
    told = await stage.told(SECRETARIAT, HANDOVER)
    assert told.text.startswith(f"✔ <@{MEMBER}> takes over from <@{WS2_LEAD}>.")
    posts = [*await stage.deliver(), *await stage.deliver(), *await stage.deliver()]
    [page] = [one for one in posts if "has handed over to you" in one.text]
    assert page.channel == f"D{MEMBER[1:]}"
    for part in ("leads WS2", "WS1-D1", "Write to the agencies", "Proposal", "Their secret links have ended"):
        assert part in page.all, part
    assert stage.rows(LINKS, u=WS2_LEAD) == [(0,)]
    [[owner]] = stage.rows("select user_id from actions join people on people.id = owner_id")
    assert owner == MEMBER
    waiting = stage.rows("select recipient, state from outbox where kind = 'proposal' order by id")
    assert (WS2_LEAD, "pending") not in [tuple(row) for row in waiting]
    assert MEMBER in [recipient for recipient, _state in waiting]


async def test_it_is_taken_back_whole(stage: Stage) -> None:
    await stage.told(SECRETARIAT, f"action ws2-m1 <@{WS2_LEAD}> Write to the agencies by 1 December 2017")
    told = await stage.told(SECRETARIAT, HANDOVER)
    await stage.press(told, "Undo")
    [[owner]] = stage.rows("select user_id from actions join people on people.id = owner_id")
    assert owner == WS2_LEAD
    assert (await stage.told(SECRETARIAT, HANDOVER)).text.startswith("✔")


async def test_who_has_nothing_hands_nothing_over_and_nobody_hands_over_for_others(stage: Stage) -> None:
    assert "nothing to hand over" in (await stage.told(MEMBER, f"handover <@{WS2_LEAD}>")).text or (
        SECRETARIAT in (await stage.told(MEMBER, f"handover <@{WS2_LEAD}>")).text
    )
    refused = await stage.told(MEMBER, f"handover <@{WS2_LEAD}> to <@{OBSERVER}>")
    assert SECRETARIAT in refused.text
