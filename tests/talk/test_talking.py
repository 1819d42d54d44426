"""Mentions, threads, direct messages, strangers, several groups."""

from __future__ import annotations

import pytest
from sqlalchemy import text

from bot.demo import world
from bot.groups.setup import Setup, set_up_group
from tests.talk.stage import GROUP, MEMBER, OBSERVER, SECRETARIAT, TEAM, WS1_LEAD, Shown, Stage


@pytest.mark.parametrize("line", ["next", "ws1-d1 done", "show img6", "", "hlep", "who ws1"])
async def test_a_mention_answers_like_the_command(stage: Stage, line: str) -> None:
    mentioned = await stage.mention(WS1_LEAD, line)
    assert mentioned.kinds() == ["ephemeral"]
    assert mentioned.said.channel == GROUP
    if "done" not in line:
        assert mentioned.text == (await stage.told(WS1_LEAD, line)).text


async def test_a_mention_may_stand_in_a_thread_or_in_mid_sentence(stage: Stage) -> None:
    root = stage.slack.say(
        stage.slack.workspaces[TEAM], stage.slack.workspaces[TEAM].channels[GROUP], MEMBER, "Hm"
    )
    answered = await stage.mention(WS1_LEAD, "ws1-d1 done", thread_ts=root.ts)
    assert answered.entries[0].thread_ts == root.ts
    bot = stage.slack.workspaces[TEAM].bot.user_id
    answered = await stage.mention(WS1_LEAD, f"<@{bot}>: show ws1-m2")
    assert "WS1-M2" in answered.text
    answered = await stage.mention(WS1_LEAD, f"hello <@{bot}>, show ws1-m2")
    assert "WS1-M2" in answered.text


async def test_direct_messages(stage: Stage) -> None:
    for line in ("next", "Show ws1-m2", "ws1-d1 done"):
        answered = await stage.write(WS1_LEAD, line)
        assert answered.kinds() == ["message"]
        assert answered.said.channel.startswith("D")
    assert stage.stored("WS1-D1") == "done"


async def test_the_bot_answers_neither_itself_nor_edits_nor_other_bots(stage: Stage) -> None:
    answered = await stage.write(SECRETARIAT, "next")
    assert (await stage.client.echo(answered.entries[0])).entries == []
    channel = answered.said.channel
    base = {"type": "message", "channel": channel, "channel_type": "im", "ts": "1511168400.000900"}
    for event in (
        base | {"subtype": "message_changed", "message": {"user": SECRETARIAT, "text": "next"}},
        base | {"subtype": "message_deleted", "deleted_ts": "1511168400.000100"},
        base | {"user": SECRETARIAT, "text": "next", "bot_id": "B0OTHER"},
        base | {"user": SECRETARIAT, "text": "next", "channel_type": "channel", "channel": GROUP},
    ):
        reply = await stage.client.event(TEAM, event)
        assert (reply.status, reply.entries) == (200, []), event


async def test_somebody_of_another_workspace_in_a_shared_channel(own_stage: Stage) -> None:
    slack = own_stage.slack
    slack.add_workspace("UNEP", id="T0UNEP")
    stranger = slack.add_user("T0UNEP", "ada", "Ada of UNEP", id="U0STRANGER", tz="Africa/Nairobi").id
    here = slack.workspaces[TEAM].channels[GROUP]
    slack.workspaces["T0UNEP"].channels[GROUP] = here
    here.is_shared = True
    here.members.append(stranger)
    with pytest.raises(LookupError):
        await own_stage.client.command(TEAM, GROUP, stranger, "/img", "next")
    answered = await own_stage.mention(stranger, "next", team=TEAM)
    assert "WS1-M1" in answered.text
    assert "You cannot" in (await own_stage.mention(stranger, "ws1-d1 done", team=TEAM)).text
    details = (await own_stage.mention(stranger, "show ws1-m2", team=TEAM)).said
    pressed = await own_stage.press(details, "History")
    assert "History of WS1-M2" in pressed.text
    people = own_stage.rows("select team_id from people where user_id = 'U0STRANGER'")
    assert people == [("T0UNEP",)]


async def test_a_guest_is_an_observer_until_on_the_roster(stage: Stage) -> None:
    assert "You cannot" in (await stage.mention(OBSERVER, "ws1-d1 done")).text
    setup = Setup(team=TEAM, label="IMG", name="E-waste IMG", channel=GROUP, leads=(("WS1", OBSERVER),))
    set_up_group(stage.life.bot.work, setup, stage.now)
    assert "is done" in (await stage.mention(OBSERVER, "ws1-d1 done")).text


async def _second_group(stage: Stage) -> None:
    bot = stage.slack.workspaces[TEAM].bot.user_id
    stage.slack.add_channel(TEAM, name="img-water", id="C0WATER", members=[SECRETARIAT, WS1_LEAD, bot])
    stage.slack.add_channel(TEAM, name="random", id="C0RANDOM", members=[SECRETARIAT, WS1_LEAD, MEMBER, bot])
    setup = Setup(team=TEAM, label="WATER", name="Water IMG", channel="C0WATER", coordinators=(SECRETARIAT,))
    set_up_group(stage.life.bot.work, setup, stage.now)


async def test_several_groups_ask_once_and_remember(own_stage: Stage) -> None:
    stage = own_stage
    await _second_group(stage)
    assert "WS1-M1" in await stage.told(SECRETARIAT, "next", GROUP)
    assert "still empty" in await stage.told(SECRETARIAT, "next", "C0WATER")
    asked = await stage.told(SECRETARIAT, "next", "C0RANDOM")
    assert asked.labels == ["E-waste IMG", "Water IMG"]
    answered = await stage.press(asked, "Water IMG")
    assert "still empty" in answered.text
    assert "still empty" in await stage.told(SECRETARIAT, "next", "C0RANDOM")
    assert "still empty" in (await stage.write(SECRETARIAT, "next")).text
    # A label settles it anywhere; whoever is in one group only is not asked.
    assert "WS1-M2" in await stage.told(SECRETARIAT, "show IMG/ws1-m2", "C0RANDOM")
    assert "WS1-M2" in await stage.told(SECRETARIAT, "img/ws1-m2", "C0WATER")
    assert "WS1-M1" in await stage.told(WS1_LEAD, "next", "C0RANDOM")


async def test_keys_of_one_group_do_not_open_another(own_stage: Stage) -> None:
    stage = own_stage
    await _second_group(stage)
    await stage.say(SECRETARIAT, 'add meeting "1st Water meeting" May', "C0WATER")
    refused = (await stage.write(MEMBER, "WATER/next")).said
    assert "open to its members" in refused.text
    refused = await stage.told(MEMBER, "show WATER/water-m1")
    assert "1st Water" not in refused
    assert "1st Water" not in await stage.told(SECRETARIAT, "plan", GROUP)


async def test_an_empty_plan_offers_what_can_be_done(own_stage: Stage) -> None:
    stage = own_stage
    await _second_group(stage)
    said: Shown = await stage.told(SECRETARIAT, "next", "C0WATER")
    opened = await stage.press(said, "Add a meeting")
    assert opened.view["callback_id"] == "form:add-form"
    for line in ("plan", "status", "who", "me", "reminders", "overdue", "show x", "history", "undo"):
        assert (await stage.say(SECRETARIAT, line, "C0WATER")).said.text


async def test_a_workspace_without_a_group_says_how_to_make_one(own_stage: Stage) -> None:
    own_stage.slack.add_workspace("Elsewhere", id="T0ELSE")
    with own_stage.life.bot.database.writing() as session:
        session.execute(text("delete from channels"))
        session.execute(
            text("insert into workspaces select 'T0ELSE', name, created_at from workspaces limit 1")
        )
        session.execute(text("update groups set team_id = 'T0ELSE'"))
    for line in ("", "next", "ws1-d1 done"):
        said = await own_stage.told(world.SECRETARIAT, line)
        assert "There is no group here yet" in said.text and "Begin" in said.labels, line
