"""What the bot remembers of its answers never outlives a change, an hour, or the one who asked."""

from __future__ import annotations

from contextlib import closing
from datetime import timedelta

import pytest

from bot.core.work import Work
from bot.groups.arrivals import Arrival, command_line
from bot.groups.store.groups import groups
from bot.plan.changing import update_status
from bot.plan.rules.items import Status
from bot.store.database import Database
from bot.talk.line import Answer, Outcome
from tests.talk.stage import GROUP, SECRETARIAT, TEAM, WS2_LEAD, Stage


def update_elsewhere(stage: Stage, key: str, status: Status) -> None:
    """What another process on the same database does."""
    with closing(Database(f"sqlite:///{stage.path}")) as database:
        work = Work(database)
        with database.reading() as session:
            group = groups(session)[0]
        update_status(work, command_line(work, group.id), key, status, None, stage.now)


async def test_a_change_by_another_process_shows_at_once(stage: Stage) -> None:
    assert "IMG-D1" in await stage.told(SECRETARIAT, "next")
    update_elsewhere(stage, "IMG-D1", Status.DONE)
    assert "IMG-D1" not in await stage.told(SECRETARIAT, "next")


async def test_everybody_sees_their_own_buttons(stage: Stage) -> None:
    theirs = [button.words for button in (await stage.told(SECRETARIAT, "next")).buttons]
    assert "schedule WS1-M1" in theirs
    others = [button.words for button in (await stage.told(WS2_LEAD, "next")).buttons]
    assert "schedule WS1-M1" not in others


async def test_what_is_over_is_not_ahead(stage: Stage) -> None:
    await stage.told(SECRETARIAT, "schedule WS1-M1 2017-11-20 10:00-11:00")
    stage.life.clock.set(stage.now + timedelta(minutes=30))
    assert "today" in (await stage.told(SECRETARIAT, "next ws1")).all
    stage.life.clock.set(stage.now + timedelta(minutes=29, seconds=59))
    assert "WS1-M1" in await stage.told(SECRETARIAT, "next ws1")
    stage.life.clock.set(stage.now + timedelta(seconds=1))
    assert "WS1-M1" not in await stage.told(SECRETARIAT, "next ws1")


def recalled(stage: Stage, text: str, user: str = SECRETARIAT) -> Outcome | None:
    arrival = Arrival(TEAM, GROUP, TEAM, user, event_id=f"trigger:{text}")
    return stage.life.bot.conversation.recall(arrival, text)


async def test_memory_answers_what_was_read_already(stage: Stage) -> None:
    shown = await stage.told(SECRETARIAT, "next ws2")
    outcome = recalled(stage, "next ws2")
    assert isinstance(outcome, Answer) and outcome.message.text == shown.text
    update_elsewhere(stage, "WS2-D1", Status.DONE)
    assert recalled(stage, "next ws2") is None, "the plan has changed since"


@pytest.mark.parametrize(
    "text", ["done WS1-D1", "undo", "WS1-M1 16 jan 2pm", "show WS1-D1", "IMG/next", "plan"]
)
async def test_memory_alone_changes_and_guesses_nothing(stage: Stage, text: str) -> None:
    await stage.told(SECRETARIAT, "next")
    before = stage.changes()
    assert recalled(stage, text) is None
    assert stage.changes() == before


async def test_a_locked_database_is_no_reason_to_wait(stage: Stage) -> None:
    shown = await stage.told(SECRETARIAT, "next")
    with closing(stage.lock()):
        assert (await stage.told(SECRETARIAT, "next")).text == shown.text
