"""Where answers stand: where the question was asked, be it a thread, Home or a channel."""

from __future__ import annotations

from collections.abc import Callable
from datetime import timedelta
from typing import Any

import pytest

from bot.plan.looks import EditForm
from bot.sandbox.faults import error
from bot.sandbox.sender import Reply
from tests.talk.stage import MEMBER, SECRETARIAT, TEAM, WS1, WS1_LEAD, Stage, buttons_of


def bot_of(stage: Stage) -> str:
    return stage.slack.workspaces[TEAM].bot.user_id


def home(stage: Stage, user: str) -> list[dict[str, Any]]:
    blocks: list[dict[str, Any]] = stage.slack.homes[TEAM, user].content["blocks"]
    return blocks


async def press_at_home(stage: Stage, user: str, label: str) -> Reply:
    """Press the first button of that label in somebody's Home."""
    button = next(one for one in buttons_of(home(stage, user)) if one.label == label)
    view = stage.slack.homes[TEAM, user]
    return await stage.client.click_view(user, view.id, button.action_id, block_id=button.block_id)


def drawn(stage: Stage, user: str) -> int:
    """How often somebody's Home was drawn since the beginning."""
    return sum(entry.kind == "view_publish" and entry.user == user for entry in stage.life.server.journal)


async def test_a_question_in_a_thread_is_answered_there(stage: Stage) -> None:
    first = (await stage.write(MEMBER, "next ws1")).reply.entries[0]
    answered = (await stage.write(MEMBER, "who", thread_ts=first.ts)).reply.entries
    assert [entry.thread_ts for entry in answered] == [first.ts]
    assert first.thread_ts is None


async def test_a_mention_in_a_thread_is_answered_there(stage: Stage) -> None:
    workspace = stage.slack.workspaces[TEAM]
    posted = stage.slack.say(workspace, workspace.channels[WS1], MEMBER, "Hello")
    answered = (await stage.mention(MEMBER, "next ws1", WS1, thread_ts=posted.ts)).reply.entries
    assert [entry.thread_ts for entry in answered] == [posted.ts]


@pytest.mark.parametrize("words", ["next ws1 {bot}", "{bot}: next ws1", "please {bot} next ws1"])
async def test_the_bot_is_called_anywhere_in_a_text(stage: Stage, words: str) -> None:
    said = await stage.mention(MEMBER, words.format(bot=f"<@{bot_of(stage)}>"), WS1)
    assert "WS1-M1" in said.said.text


async def test_mentions_of_others_are_arguments(stage: Stage) -> None:
    for said in (
        await stage.write(SECRETARIAT, f"edit ws1-d1 owner <@{MEMBER}>"),
        await stage.mention(SECRETARIAT, f"edit ws1-d1 owner <@{WS1_LEAD}> <@{bot_of(stage)}>", WS1),
    ):
        assert "is changed" in said.said.text
    [[owner]] = stage.rows(
        "select p.user_id from items i join people p on p.id = i.owner_id where i.key = 'WS1-D1'"
    )
    assert owner == WS1_LEAD


async def test_what_is_pressed_in_home_is_answered_in_home(stage: Stage) -> None:
    await stage.client.app_home_opened(SECRETARIAT)
    before = len(home(stage, SECRETARIAT))
    pressed = await press_at_home(stage, SECRETARIAT, "What is next")
    assert [entry.kind for entry in pressed.entries] == ["view_publish"]
    assert home(stage, SECRETARIAT)[0]["text"]["text"].startswith("*Next*")
    assert len(home(stage, SECRETARIAT)) > before
    await stage.client.app_home_opened(SECRETARIAT)
    assert len(home(stage, SECRETARIAT)) == before


async def test_home_is_drawn_again_once_for_many_changes(stage: Stage) -> None:
    await stage.client.app_home_opened(WS1_LEAD)
    for words in ("ws1-d1 at risk", "ws1-d1 off track", "ws1-d1 on track"):
        await stage.say(SECRETARIAT, words)
    before = drawn(stage, WS1_LEAD)
    await stage.life.bot.homes.refresh()
    await stage.life.bot.homes.refresh()
    assert drawn(stage, WS1_LEAD) == before + 1
    assert "on track" in str(home(stage, WS1_LEAD))


async def test_home_of_whoever_left_is_not_drawn_any_more(stage: Stage) -> None:
    await stage.client.app_home_opened(WS1_LEAD)
    await stage.say(SECRETARIAT, "ws1-d1 at risk")
    stage.life.clock.advance(timedelta(minutes=11))
    assert await stage.life.bot.homes.refresh() == 0


@pytest.mark.parametrize(
    ("code", "told"),
    [
        ("expired_trigger_id", "took too long"),
        ("ratelimited_here", "“ratelimited_here”"),
        ("internal_error", "could not be reached"),
        ("user_not_found", "say it in words"),
    ],
)
async def test_a_form_that_slack_refuses_says_what_slack_said(
    stage: Stage, complaints: Callable[[], list[str]], code: str, told: str
) -> None:
    stage.life.server.faults.add(error(code), method="views.open", times=1)
    refused = await stage.told(SECRETARIAT, "edit ws1-d1")
    assert told in refused.text
    assert any(code in line for line in complaints())
    assert stage.request(refused.buttons[0]) == EditForm(stage.meaning("edit ws1-d1").item_id)  # type: ignore[union-attr]


async def test_a_member_who_drops_without_a_reason_may_propose_it(stage: Stage) -> None:
    refused = await stage.told(MEMBER, "drop ws1-d1")
    assert "Send as proposal" in refused.labels
    sent = (await stage.press(refused, "Send as proposal")).said
    assert "drop WS1-D1" in sent.text
