"""*Share to channel*: the answer is made again and posted as a notice, without buttons."""

from __future__ import annotations

import pytest
from sqlalchemy import text

from tests.talk.stage import GROUP, MEMBER, OBSERVER, SECRETARIAT, WS1, WS1_LEAD, Shown, Stage


async def _share(stage: Stage, shown: Shown) -> list[Shown]:
    before = len(stage.posts(GROUP)) + len(stage.posts(WS1))
    said = (await stage.press(shown, "Share to channel")).said
    assert "✔ Shared to" in said.text
    assert len(stage.posts(GROUP)) + len(stage.posts(WS1)) == before, "posted past the outbox"
    return [one for one in await stage.deliver() if "Shared by" in one]


@pytest.mark.parametrize(
    "line", ["next", "plan", "plan ws2", "show ws1-m2", "status", "who", "next december"]
)
async def test_what_is_shared_has_no_buttons_and_says_who_shared_it(stage: Stage, line: str) -> None:
    shown = await stage.told(MEMBER, line)
    [posted] = await _share(stage, shown)
    assert posted.channel == GROUP
    assert not posted.buttons
    assert f"<@{MEMBER}>" in posted
    # In a channel people are named, not called, and slips are not told of.
    if line not in ("who", "next"):
        assert posted.text == (await stage.told(MEMBER, line)).text
    assert "<@" not in posted.text


async def test_it_goes_to_the_channel_one_is_in_and_from_a_message_to_the_groups(stage: Stage) -> None:
    [posted] = await _share(stage, await stage.told(WS1_LEAD, "next ws1", WS1))
    assert posted.channel == WS1
    direct = (await stage.write(WS1_LEAD, "next ws1")).said
    [posted] = await _share(stage, direct)
    assert posted.channel == GROUP


async def test_it_is_asked_again_when_it_is_shared(stage: Stage) -> None:
    shown = await stage.told(MEMBER, "next ws1")
    await stage.say(SECRETARIAT, "schedule ws1-m1 28 nov 2-5pm")
    [posted] = await _share(stage, shown)
    assert "Tue 28 Nov 2017, 14:00" in posted.text


async def test_an_observer_may_not_share(stage: Stage) -> None:
    shown = await stage.told(OBSERVER, "next")
    if "Share to channel" in shown.labels:
        said = (await stage.press(shown, "Share to channel")).said
        assert "on the roster" in said.text
    await stage.deliver()
    assert not [one for one in stage.posts(GROUP) if "Shared by" in one]


async def test_a_channel_sees_neither_notes_nor_slips(stage: Stage) -> None:
    await stage.say(SECRETARIAT, 'ws1-d1 red "the ministry blocks it"')
    for line in ("show ws1-d1", "status", "plan"):
        shown = await stage.told(SECRETARIAT, line)
        [posted] = await _share(stage, shown)
        assert "the ministry blocks it" not in posted
        assert "overdue" not in posted.all.lower() or line == "status"
    assert "the ministry blocks it" in await stage.told(SECRETARIAT, "status")


async def test_errors_stay_with_the_one_who_pressed(stage: Stage) -> None:
    shown = await stage.told(SECRETARIAT, "show ws1-d1")
    with stage.life.bot.database.writing() as session:
        session.execute(text("update items set removed = true where key = 'WS1-D1'"))
        session.execute(text("update groups set revision = revision + 1"))
    said = (await stage.press(shown, "Share to channel")).said
    assert "not in this plan any more" in said.text
    assert "Shared" not in said.text
    await stage.deliver()
    assert not [one for one in stage.posts(GROUP) if "Shared by" in one]
