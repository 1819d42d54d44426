"""*Save to the minutes*, from the menu of a message to the minutes."""

from __future__ import annotations

from bot.sandbox.state import Message
from tests.talk.stage import GROUP, MEMBER, OBSERVER, SECRETARIAT, TEAM, Result, Stage

WORDS = "We will send the list by Friday"


def posted(stage: Stage) -> str:
    """A message that somebody wrote in the group's channel."""
    shown = stage.slack.workspaces[TEAM].channels[GROUP]
    ts = f"{stage.now.timestamp():.6f}"
    shown.messages[ts] = Message(ts=ts, user=MEMBER, text=WORDS, team=TEAM)
    return ts


async def saved(stage: Stage, user: str) -> Result:
    reply = await stage.client.message_shortcut(TEAM, user, GROUP, posted(stage), "save-to-minutes")
    assert reply.status == 200, reply.text
    return stage.result(reply, user)


async def begun(stage: Stage) -> None:
    """The sixth meeting began a quarter of an hour ago."""
    await stage.say(SECRETARIAT, "schedule img6 20 nov 2017 9:45-12:00")


async def test_a_message_becomes_an_action(stage: Stage) -> None:
    await begun(stage)
    opened = await saved(stage, SECRETARIAT)
    fields = {one["block_id"]: one["element"] for one in opened.view["blocks"] if one["type"] == "input"}
    assert fields["text"]["initial_value"] == WORDS
    done = await stage.submit(SECRETARIAT, opened.view_id, kind="action", owner=MEMBER, due="2017-11-24")
    assert done.said.text == f"✔ Action A1: “{WORDS}” · <@{MEMBER}> · by Fri 24 Nov 2017"
    assert stage.rows("select text, state from actions") == [(WORDS, "open")]


async def test_who_may_not_hears_it_and_nothing_is_written(stage: Stage) -> None:
    await begun(stage)
    refused = await saved(stage, OBSERVER)
    assert "on the roster" in refused.said.text
    opened = await saved(stage, MEMBER)
    done = await stage.submit(MEMBER, opened.view_id, kind="decision")
    assert "cannot change IMG-M6" in next(iter(done.reply.errors.values()))
    assert stage.rows("select count(*) from decisions") == [(0,)]
