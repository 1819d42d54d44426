"""Two groups in one workspace, and somebody who is in both."""

from __future__ import annotations

import pytest

from bot.groups.setup import Setup, set_up_group
from tests.talk.stage import (
    MEMBER,
    SECRETARIAT,
    TEAM,
    WS1_LEAD,
    Stage,
)

WATER, NEUTRAL = "C0WATER", "C0RANDOM"


@pytest.fixture
def two_groups(own_stage: Stage) -> Stage:
    """A second group in the workspace, and a channel that is neither's; the Secretariat is in both."""
    bot = own_stage.slack.workspaces[TEAM].bot.user_id
    own_stage.slack.add_channel(TEAM, name="img-water", id=WATER, members=[SECRETARIAT, WS1_LEAD, bot])
    own_stage.slack.add_channel(TEAM, name="random", id=NEUTRAL, members=[SECRETARIAT, WS1_LEAD, MEMBER, bot])
    setup = Setup(team=TEAM, label="WATER", name="Water IMG", channel=WATER, coordinators=(SECRETARIAT,))
    set_up_group(own_stage.life.bot.work, setup, own_stage.now)
    return own_stage


async def test_a_direct_message_finds_a_key_in_whichever_group_has_it_and_names_the_group(
    two_groups: Stage,
) -> None:
    stage = two_groups
    await stage.told(SECRETARIAT, 'add meeting "1st Water meeting" May', WATER)
    for line, group in [("show water-m1", "Water IMG"), ("show ws1-m2", "E-waste IMG")]:
        assert f"In {group}" in (await stage.write(SECRETARIAT, line)).said
    asked = (await stage.write(SECRETARIAT, "next")).said
    assert asked.labels == ["E-waste IMG", "Water IMG"]
    await stage.press(asked, "Water IMG")
    for line, group in [("next", "Water IMG"), ("ws1-d1 amber late", "E-waste IMG"), ("plan", "Water IMG")]:
        assert f"In {group}" in (await stage.write(SECRETARIAT, line)).said
    assert stage.stored("WS1-D1") == "at-risk"


async def test_undo_takes_back_ones_last_change_whichever_group_it_is_of(two_groups: Stage) -> None:
    stage = two_groups
    await stage.press((await stage.write(SECRETARIAT, "next")).said, "Water IMG")
    await stage.told(SECRETARIAT, 'add meeting "1st Water meeting" May', WATER)
    await stage.write(SECRETARIAT, "ws1-d1 amber late")
    assert "In E-waste IMG" in (await stage.write(SECRETARIAT, "undo")).said
    assert stage.stored("WS1-D1") == "planned"
    assert "WATER-M1" in (await stage.write(SECRETARIAT, "undo")).text


async def test_a_label_in_a_neutral_channel_is_the_group(two_groups: Stage) -> None:
    said = await two_groups.told(SECRETARIAT, "next img", NEUTRAL)
    assert "IMG-M6" in said.text and "In E-waste IMG" in said
    said = await two_groups.told(SECRETARIAT, "next water", NEUTRAL)
    assert "IMG-M6" not in said and "In Water IMG" in said
