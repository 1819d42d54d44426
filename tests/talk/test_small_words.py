"""Words that were once misread, and how what is shown puts first what presses."""

from __future__ import annotations

from datetime import timedelta

import pytest

from bot.core.undo_acts import GroupHistory, Undo
from bot.plan.acts import AskAbout, ReturnItem, SetStatus
from bot.plan.looks import History
from bot.plan.rules.items import Status
from bot.proposals.acts import Accept, Decline
from bot.reminders.acts import Reminders
from bot.talk.line import Refusal
from tests.talk.stage import GROUP, MEMBER, SECRETARIAT, Stage


@pytest.mark.parametrize("line", ["undo -1", "undo -5 please", "undo #-1"])
def test_no_change_has_a_negative_number(stage: Stage, line: str) -> None:
    meant = stage.meaning(line)
    assert isinstance(meant, Refusal) and "There is no change" in meant.text


def test_undo_names_a_change_by_its_number(stage: Stage) -> None:
    assert (stage.meaning("undo"), stage.meaning("undo #7"), stage.meaning("undo 7")) == (
        Undo(),
        Undo(7),
        Undo(7),
    )


@pytest.mark.parametrize(
    ("line", "days"),
    [
        ("reminders", 30), ("reminders 5 days", 5), ("reminders 2 weeks", 14), ("reminders 3 months", 90),
        ("reminders 5 years", 120), ("reminders 10j", 10), ("reminders 30d", 30),
    ],
)  # fmt: skip
def test_how_far_ahead_is_read_with_its_unit(stage: Stage, line: str, days: int) -> None:
    assert stage.meaning(line) == Reminders(days)


def test_an_unknown_unit_is_asked_about(stage: Stage) -> None:
    meant = stage.meaning("reminders 5 fortnights")
    assert isinstance(meant, Refusal) and meant.offers == (Reminders(30),)


@pytest.mark.parametrize(
    ("line", "meant"),
    [
        ("reject 3 the room is taken", Decline(3, "the room is taken")),
        ("refuse 3", Decline(3)),
        ("approve 3", Accept(3)),
    ],
)
def test_other_words_decide_on_a_proposal(stage: Stage, line: str, meant: object) -> None:
    assert stage.meaning(line) == meant


def test_asking_is_taken_up_again_in_other_words(stage: Stage) -> None:
    for line in ("resume asking ws1-d1", "ask again about ws1-d1", "start asking ws1-d1"):
        meant = stage.meaning(line)
        assert isinstance(meant, AskAbout) and meant.asking


@pytest.mark.parametrize(
    "line",
    [
        "pourriez-vous marquer ws1-d1 comme terminé",
        "Pourriez-vous marquer ws1-d1 comme terminé ?",
        "marquer ws1-d1 fini",
    ],
)
def test_a_polite_order_in_french_is_an_order(stage: Stage, line: str) -> None:
    meant = stage.meaning(line)
    assert isinstance(meant, SetStatus) and meant.status is Status.DONE


async def test_an_item_whose_addition_was_taken_back_is_found_and_brought_back(stage: Stage) -> None:
    added = await stage.told(SECRETARIAT, 'add deliverable "Side paper" WS1 May 2018')
    key = added.text.split()[1]
    await stage.press(added, "Undo")
    assert isinstance(stage.meaning(f"history {key}"), History)
    assert "no longer in the plan" in (await stage.told(SECRETARIAT, f"history {key}")).all
    for line in (f"restore {key}", f"bring back {key}", f"bring {key} back"):
        assert isinstance(stage.meaning(line), ReturnItem), line
    back = await stage.told(SECRETARIAT, f"bring back {key}")
    assert f"{key} Side paper is back in the plan" in back.text
    assert stage.stored(key, "removed") == 0
    # Of an item that is in the plan the words show its history, which offers to restore.
    assert isinstance(stage.meaning("restore ws1-d1"), History)
    assert stage.meaning("history") == GroupHistory()


async def test_what_is_overdue_stands_first_in_next(stage: Stage) -> None:
    said = await stage.told(SECRETARIAT, "next")
    lines = [line.strip("*") for line in said.all.splitlines()]
    shown = [line for line in lines if line in ("Overdue", "Ahead") or line[:6] in ("IMG-M5", "WS1-M1")]
    assert [line[:7] for line in shown] == ["Overdue", "IMG-M5*", "Ahead", "WS1-M1*"]
    assert "IMG-M5" not in (await stage.told(SECRETARIAT, "next december")).all


async def test_nothing_is_said_to_be_over_while_something_is_overdue(own_stage: Stage) -> None:
    own_stage.life.clock.advance(timedelta(days=700))
    for user in (SECRETARIAT, MEMBER):
        said = await own_stage.told(user, "next")
        assert "every item is over" not in said.all and "Overdue" in said.all
        assert "Nothing else is ahead" in said.all


async def test_status_tells_what_has_become_of_each_item_once(stage: Stage) -> None:
    for words in (
        "ws1-d1 at risk",
        "ws1-d1 off track",
        "ws1-d1 on track",
        "ws2-d1 at risk",
        "ws2-d1 planned",
    ):
        await stage.say(SECRETARIAT, words)
    await stage.say(SECRETARIAT, "move ws1-d1 to June 2018")
    said = await stage.told(SECRETARIAT, "status")
    lines = [line for line in said.all.splitlines() if "→" in line]
    assert [line.split()[1] for line in lines] == ["*WS1-D1*"]
    assert "planned → 🟢 on track" in lines[0] and "June 2018" in lines[0] and "off track" not in lines[0]


async def test_what_is_most_pressing_stands_first_in_status(stage: Stage) -> None:
    await stage.say(SECRETARIAT, "ws2-d1 on track")
    await stage.say(SECRETARIAT, "ws1-d1 off track")
    await stage.say(SECRETARIAT, "ws1-d2 at risk")
    said = await stage.told(SECRETARIAT, "status")
    changed = [line.split()[1] for line in said.all.splitlines() if "→" in line]
    assert changed == ["*WS1-D1*", "*WS1-D2*", "*WS2-D1*"]
    await stage.press(said, "Share to channel")
    shared = next(one for one in await stage.deliver() if one.channel == GROUP and "Shared by" in one)
    assert [line.split()[1] for line in shared.all.splitlines() if "→" in line] == changed
    assert "Finalise the results" in shared.all
