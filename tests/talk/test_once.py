"""Whatever Slack delivers twice has its effect once."""

from __future__ import annotations

import asyncio
from collections.abc import Callable

import pytest

from bot.demo import world
from bot.sandbox.sender import Repeat
from tests.talk.stage import GROUP, SECRETARIAT, TEAM, WS1_LEAD, Stage

THREE = Repeat(copies=3)
LATER = Repeat(copies=0)


@pytest.mark.parametrize("times", ["one after the other", "at once"])
async def test_a_command(stage: Stage, times: str) -> None:
    repeat = THREE if times == "at once" else Repeat()
    reply = await stage.client.command(TEAM, GROUP, SECRETARIAT, "/img", 'add activity "Call"', repeat)
    for _ in range(2):
        await stage.client.redeliver(reply)
    assert {200} == set(reply.statuses)
    assert stage.rows("select count(*) from items where title = 'Call'") == [(1,)]
    assert stage.changes() == 1


@pytest.mark.parametrize("times", ["one after the other", "at once"])
@pytest.mark.parametrize("words", ["next", "ws1-d1 amber late"])
async def test_a_mention_is_answered_once(stage: Stage, times: str, words: str) -> None:
    mark = len(stage.life.server.journal)
    repeat = THREE if times == "at once" else Repeat()
    reply = await stage.client.mention(SECRETARIAT, GROUP, words, repeat)
    for _ in range(2):
        again = await stage.client.redeliver(reply)
        assert again.status == 200
    answers = [entry for entry in stage.life.server.journal.since(mark) if entry.kind == "ephemeral"]
    assert len(answers) == 1
    assert stage.changes() == (0 if words == "next" else 1)


async def test_a_direct_message_at_once(stage: Stage) -> None:
    mark = len(stage.life.server.journal)
    await stage.client.direct_message(SECRETARIAT, 'add activity "Call"', THREE)
    assert len(stage.life.server.journal.since(mark)) == 1
    assert stage.rows("select count(*) from items where title = 'Call'") == [(1,)]


async def test_a_button_at_once_and_again(stage: Stage) -> None:
    shown = await stage.told(SECRETARIAT, "show ws1-d1")
    button = shown.button("Mark done")
    press = (TEAM, SECRETARIAT, GROUP, shown.ts, button.action_id)
    reply = await stage.client.click(*press, block_id=button.block_id, repeat=THREE)
    await stage.client.redeliver(reply)
    assert stage.changes() == 1


async def test_a_form_at_once_and_again(stage: Stage) -> None:
    opened = await stage.say(SECRETARIAT, "add")
    values = {"title": "Call", "kind": "activity"}
    reply = await stage.client.submit_view(SECRETARIAT, opened.view_id, values, THREE)
    again = await stage.client.redeliver(reply)
    assert {200} == {*reply.statuses, again.status}
    assert stage.rows("select count(*) from items where title = 'Call'") == [(1,)]


async def test_a_form_button_delivered_twice_opens_one_form_and_says_nothing(
    stage: Stage, complaints: Callable[[], list[str]]
) -> None:
    shown = await stage.told(SECRETARIAT, "show ws1-d1")
    opened = await stage.press(shown, "Edit")
    again = await stage.client.redeliver(opened.reply)
    assert again.status == 200
    assert not again.entries


async def test_shares_at_once_are_one_post(stage: Stage) -> None:
    shown = await stage.told(SECRETARIAT, "next")
    button = shown.button("Share to channel")
    press = (TEAM, SECRETARIAT, GROUP, shown.ts, button.action_id)
    await stage.client.click(*press, block_id=button.block_id, repeat=THREE)
    await stage.deliver()
    assert stage.rows("select count(*) from outbox where kind = 'shared'") == [(1,)]


async def test_two_people_at_once_both_have_their_say(stage: Stage) -> None:
    await asyncio.gather(
        stage.client.command(TEAM, GROUP, SECRETARIAT, "/img", "ws1-d1 amber"),
        stage.client.command(TEAM, GROUP, WS1_LEAD, "/img", "ws1-d2 red"),
        stage.client.command(TEAM, GROUP, WS1_LEAD, "/img", "ws1-m2 16 jan"),
    )
    assert (stage.stored("WS1-D1"), stage.stored("WS1-D2")) == ("at-risk", "off-track")
    assert stage.stored("WS1-M2") == "scheduled"


async def test_late_and_reordered_deliveries(stage: Stage) -> None:
    first = await stage.client.direct_message(SECRETARIAT, "ws1-d1 amber", LATER)
    second = await stage.client.direct_message(SECRETARIAT, "ws1-d1 red")
    assert stage.stored("WS1-D1") == "off-track"
    for reply in (second, first, second, first):
        assert (await stage.client.redeliver(reply)).status == 200
    assert stage.changes() == 2


async def test_after_an_error_the_repetition_works(
    stage: Stage, complaints: Callable[[], list[str]], monkeypatch: pytest.MonkeyPatch
) -> None:
    lock = stage.lock()
    try:
        reply = await stage.client.mention(SECRETARIAT, GROUP, "ws1-d1 amber late")
        assert reply.status >= 500, "Slack must deliver it again"
    finally:
        lock.close()
    assert stage.changes() == 0
    again = await stage.client.redeliver(reply)
    assert again.status == 200
    assert stage.stored("WS1-D1") == "at-risk"
    assert [entry.user for entry in again.entries] == [SECRETARIAT]
    assert complaints()


async def test_events_that_concern_nobody_are_acknowledged(stage: Stage) -> None:
    event = {"type": "reaction_added", "user": SECRETARIAT, "reaction": "tada", "item": {}}
    assert (await stage.client.event(world.TEAM, event)).status in (200, 404)
