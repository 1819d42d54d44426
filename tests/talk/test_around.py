"""What changes around a group in Slack is noticed, and asked of whoever coordinates."""

from __future__ import annotations

from datetime import timedelta

import pytest

from bot.demo.world import TEAM
from tests.talk.stage import GROUP, MEMBER, OBSERVER, SECRETARIAT, WS1, WS1_LEAD, Shown, Stage


async def told(stage: Stage) -> list[Shown]:
    """What the coordinator is told of it, beside what the plan asks of them."""
    of_the_plan = ("Your week", "1 item lies in the past", "✔")
    posts = [one for one in await stage.deliver() if one.channel == f"D{SECRETARIAT[1:]}"]
    return [one for one in posts if not one.text.startswith(of_the_plan)]


async def test_an_archived_channel_is_named_and_another_can_be_chosen(own_stage: Stage) -> None:
    stage = own_stage
    await stage.client.channel_archive(TEAM, WS1)
    await stage.client.channel_archive(TEAM, WS1)
    [said] = await told(stage)
    assert said.text.startswith(f"<#{WS1}> is archived")
    form = await stage.press(said, "Choose another channel", SECRETARIAT)
    await stage.submit(SECRETARIAT, form.view_id, channel=GROUP)
    assert stage.rows("select channel_id from streams where label = 'WS1'") == [(GROUP,)]
    await stage.client.channel_unarchive(TEAM, WS1)
    assert await told(stage) == [], "it is no channel of the group any more"


async def test_a_channel_that_is_renamed_goes_on(own_stage: Stage) -> None:
    await own_stage.client.channel_rename(TEAM, GROUP, "img-waste")
    [said] = await told(own_stage)
    assert "is called #img-waste now" in said.text


async def test_the_bot_is_removed_from_a_channel_and_comes_back(own_stage: Stage) -> None:
    stage = own_stage
    await stage.client.channel_left(TEAM, GROUP)
    [said] = await told(stage)
    assert said.text.startswith(f"I was removed from <#{GROUP}>") and "Choose another channel" in said.labels
    bot = stage.slack.workspaces[TEAM].bot.user_id
    for _again in range(2):
        await stage.client.member_joined_channel(TEAM, GROUP, bot)
    posts = [
        one for one in await stage.deliver() if one.channel == GROUP and "I keep the workplan" in one.text
    ]
    assert [one.text for one in posts] == [
        "I keep the workplan of E-waste IMG. Mention me, and ask for example what is next."
    ]


async def test_somebody_else_who_joins_is_no_news(own_stage: Stage) -> None:
    await own_stage.client.member_joined_channel(TEAM, WS1, OBSERVER)
    assert [one for one in await own_stage.deliver() if "I keep" in one.text] == []


@pytest.mark.usefixtures("complaints")  # a note to whoever has left is refused by Slack
async def test_somebody_leaves_returns_and_becomes_a_member(own_stage: Stage) -> None:
    stage = own_stage
    person = stage.client.person(WS1_LEAD)
    person.deleted = True
    await stage.client.user_change(WS1_LEAD)
    [said] = await told(stage)
    assert said.text.startswith(f"<@{WS1_LEAD}> has left this workspace")
    assert said.labels[:2] == ["Hand over", "Take off the roster"]
    person.deleted = False
    await stage.client.user_change(WS1_LEAD)
    [back] = await told(stage)
    assert "is back in this workspace" in back.text
    guest = stage.client.person(MEMBER)
    guest.is_restricted = True
    await stage.client.user_change(MEMBER)
    assert await told(stage) == []
    guest.is_restricted = False
    await stage.client.user_change(MEMBER)
    [member] = await told(stage)
    assert f"<@{MEMBER}> was a guest here and is a member now" in member.text


async def test_strangers_who_change_are_nobodys_concern(own_stage: Stage) -> None:
    stage = own_stage
    known = stage.rows("select count(*) from people")
    stage.slack.add_user(TEAM, "new", "Somebody new", id="U0NEWBODY")
    await stage.client.user_change("U0NEWBODY")
    assert await told(stage) == [] and stage.rows("select count(*) from people") == known


async def test_somebody_new_hears_once_who_the_bot_is(own_stage: Stage) -> None:
    stage = own_stage
    stage.slack.add_user(TEAM, "new", "Somebody new", id="U0NEWBODY")
    first = (await stage.write("U0NEWBODY", "what is next?")).said
    assert "We have not met: I keep the workplan of E-waste IMG" in first.text
    assert f"decided by <@{SECRETARIAT}>" in first.text and first.labels == ["Help", "I represent …"]
    form = await stage.press(first, "I represent …")
    sent = await stage.submit("U0NEWBODY", form.view_id, other="UNITAR")
    assert sent.said.text.startswith(f"✔ Sent as a proposal to <@{SECRETARIAT}>")
    assert "We have not met" not in (await stage.write("U0NEWBODY", "what is next?")).said.text


async def test_a_channel_is_made_private_and_public_again(own_stage: Stage) -> None:
    stage = own_stage
    channel = stage.slack.workspaces[TEAM].channels[GROUP]
    assert await told(stage) == [], "as it was when the bot came"
    for is_private, begins in (
        (True, f"<#{GROUP}> is private now. I am still in it"),
        (False, f"<#{GROUP}> is public now: everybody in this workspace can read what E-waste IMG says"),
    ):
        channel.is_private = is_private
        await stage.life.bot.read_profiles(stage.now)
        assert await told(stage) == [], "asked once a day"
        stage.life.clock.advance(timedelta(days=1))
        await stage.life.bot.read_profiles(stage.now)
        await stage.life.bot.read_profiles(stage.now)
        [said] = await told(stage)
        assert said.text.startswith(begins) and "Choose another channel" in said.labels
    assert stage.rows("select is_private from channels where channel_id = :c", c=GROUP) == [(0,)]
