"""What is stored about oneself, asked for in Slack: by words, by buttons, and as a file."""

from __future__ import annotations

import json

from tests.talk.stage import MEMBER, OBSERVER, SECRETARIAT, TEAM, Stage


async def handed_over(stage: Stage, user: str) -> dict[str, list[object]]:
    """The file that arrives in somebody's own conversation with the bot."""
    await stage.life.bot.files.finish()
    [file] = [file for file in stage.slack.files.values() if file.completed]
    stage.slack.files.clear()
    place = stage.slack.workspaces[TEAM].channels[file.channels[0]]
    assert place.is_im and user in place.members and file.name == "my-data.json"
    assert file.content is not None
    stored: dict[str, list[object]] = json.loads(file.content)["stored"]
    return stored


async def test_the_file_comes_whichever_way_it_is_asked_for(own_stage: Stage) -> None:
    await own_stage.say(MEMBER, "ws1-d1 amber")
    told = await own_stage.told(MEMBER, "my data")
    assert "in our conversation" in told.text
    assert {"people", "members"} <= (await handed_over(own_stage, MEMBER)).keys()
    await own_stage.mention(MEMBER, "export me")
    assert "people" in await handed_over(own_stage, MEMBER)
    await own_stage.write(MEMBER, "my data")
    assert "people" in await handed_over(own_stage, MEMBER)
    me = await own_stage.told(MEMBER, "me")
    await own_stage.press(me, next(one for one in me.buttons if one.label == "Get it as a file"))
    assert "people" in await handed_over(own_stage, MEMBER)


async def test_a_request_reaches_the_coordinator_whose_card_follows_it(own_stage: Stage) -> None:
    me = await own_stage.told(MEMBER, "me")
    pressed = await own_stage.press(me, next(one for one in me.buttons if one.label == "Ask to erase it"))
    assert "The coordinators are told" in pressed.text
    got = await own_stage.deliver()
    [card] = [shown for shown in got if "asks that all" in shown.text]
    assert card.user == SECRETARIAT and f"<@{MEMBER}>" in card.text
    done = await own_stage.press(card, card.buttons[0])
    assert "within ten minutes" in done.text
    assert [one.label for one in own_stage.standing(card)] == ["Why do I get this?"]


async def test_a_request_that_was_taken_back_is_not_told(own_stage: Stage) -> None:
    await own_stage.say(OBSERVER, "erase my data")
    await own_stage.say(OBSERVER, "keep my data")
    assert [shown for shown in await own_stage.deliver() if "erased" in shown.text] == []
    assert "all stays as it is" in (await own_stage.told(OBSERVER, "keep my data")).text
