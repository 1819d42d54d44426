"""Short stories in which people, the clock and faults go on after each other, told through Slack."""

from __future__ import annotations

import re
from collections.abc import Callable
from contextlib import closing
from datetime import UTC, datetime

import pytest

from bot.core.registry import ActKind
from bot.plan.acts import SetStatus
from bot.reminders.acts import AnswerLost
from bot.sandbox.faults import error
from tests.talk.stage import (
    APOLOGY,
    GROUP,
    MEMBER,
    OBSERVER,
    SECRETARIAT,
    TEAM,
    WS1_LEAD,
    Shown,
    Stage,
    buttons_of,
)

STORED = "That is done and stored"


# A button that is pressed late.


async def test_a_stale_button_says_what_has_changed_and_offers_the_act_anew(stage: Stage) -> None:
    shown = await stage.told(SECRETARIAT, "show ws1-d1")
    await stage.told(WS1_LEAD, "ws1-d1 red blocked")
    asked = (await stage.press(shown, "Mark done")).said
    assert "WS1-D1" in asked.text and "has changed since that was shown" in asked.text
    assert "off track" in asked.text
    assert stage.stored("WS1-D1") == "off-track"
    await stage.press(asked, "done ws1-d1")
    assert stage.stored("WS1-D1") == "done"


# A fault after the commit.


async def test_a_fault_while_a_change_is_shown_never_says_that_nothing_was_changed(
    stage: Stage, complaints: Callable[[], list[str]], monkeypatch: pytest.MonkeyPatch
) -> None:
    def broken(*_: object) -> None:
        raise ZeroDivisionError

    registry = stage.life.bot.work.registry
    kind: ActKind[SetStatus] = registry.acts[SetStatus]
    opened = await stage.say(SECRETARIAT, "update ws1-d2")
    shown = await stage.told(SECRETARIAT, "show ws1-d3")
    monkeypatch.setattr(
        registry, "acts", {**registry.acts, SetStatus: ActKind(**{**vars(kind), "told": broken})}
    )
    typed = await stage.told(SECRETARIAT, "ws1-d1 amber")
    pressed = (await stage.press(shown, "Mark done")).said
    form = await stage.client.submit_view(SECRETARIAT, opened.view_id, {"status": "done"})
    assert STORED in typed.text and STORED in pressed.text and STORED in str(form.body)
    assert APOLOGY not in typed.text + pressed.text + str(form.body)
    assert [stage.stored(key) for key in ("WS1-D1", "WS1-D2", "WS1-D3")] == ["at-risk", "done", "done"]
    assert len(complaints()) == 3


@pytest.mark.parametrize("method", ["views.publish", "chat.update"])
async def test_a_card_or_tab_that_is_not_redrawn_does_not_deny_the_change(
    own_stage: Stage, complaints: Callable[[], list[str]], method: str
) -> None:
    stage = own_stage
    if method == "views.publish":
        await stage.client.app_home_opened(SECRETARIAT)
        view = stage.slack.homes[TEAM, SECRETARIAT]
        [button, *_] = [one for one in buttons_of(view.content["blocks"]) if one.label == "Mark done"]
        stage.life.server.faults.add(error("internal_error"), method=method)
        reply = await stage.client.click_view(
            SECRETARIAT,
            view.id,
            button.action_id,
            button.value if button.is_choice else None,
            block_id=button.block_id,
        )
        texts = [entry.text for entry in reply.entries]
    else:
        posted = await stage.go(datetime(2017, 11, 28, 12, tzinfo=UTC))
        card = [one for one in posted if one.user == SECRETARIAT and "Mark done" in one.labels][-1]
        stage.life.server.faults.add(error("internal_error"), method=method)
        texts = [one.text for one in (await stage.press(card, "Mark done")).shown]
    stage.life.server.faults.clear()
    assert stage.rows("select count(*) from items where status = 'done'") == [(1,)]
    assert texts and not any("nothing was changed" in text for text in texts)
    if method == "views.publish":
        assert complaints()
    else:
        assert "Mark done" in [button.label for button in stage.standing(card)]
        await stage.deliver()
        assert "Mark done" not in [button.label for button in stage.standing(card)], "it is tried again"


# Long texts.


async def test_a_long_note_is_kept_whole(stage: Stage) -> None:
    note = "ab " * 508 + "xy"
    assert len(note) == 1526
    await stage.told(SECRETARIAT, f"ws1-d1 amber {note}")
    assert stage.stored("WS1-D1", "status_note") == note


@pytest.mark.parametrize(
    "line", ["move ws1-m2 16 jan {} whatif", 'ws1-d1 amber "{}"', "ws1-d1 amber {}", "{}"], ids=range(4)
)
async def test_a_line_that_is_too_long_is_refused_with_its_length(stage: Stage, line: str) -> None:
    long = line.format("y" * (4500 - len(line) + 2))
    assert len(long) == 4500
    said = await stage.told(SECRETARIAT, long)
    assert "4500 characters" in said.text and "Nothing was changed" in said.text
    assert stage.changes() == 0


async def test_a_line_of_exactly_the_most_is_read_to_its_end(stage: Stage) -> None:
    head = "move ws1-m2 16 jan "
    line = f'{head}"{"y" * (1900)}" {" " * (4000 - len(head) - 1900 - 9)}whatif'
    assert len(line) == 4000
    assert "nothing has changed yet" in (await stage.told(SECRETARIAT, line)).text
    assert stage.changes() == 0


# Adding.


async def test_a_side_event_makes_no_plenary_and_undo_takes_it_out_of_the_plan(stage: Stage) -> None:
    next_plenary = (await stage.told(SECRETARIAT, "next plenary")).text
    added = await stage.told(SECRETARIAT, 'add meeting "Side event on reuse" WS1 30 jan 2018 14:00')
    assert "WS1-M3" in added.text
    assert (await stage.told(SECRETARIAT, "next plenary")).text == next_plenary
    undone = (await stage.press(added, "Undo")).said
    assert "no longer on the plan" in undone.text
    assert "Side event" not in await stage.told(SECRETARIAT, "plan")
    assert "no item" in (await stage.told(SECRETARIAT, "show ws1-m3")).text
    assert stage.rows("select count(*) from changes where action = 'add'") == [(2,)]
    stage.life.clock.set(datetime(2017, 11, 20, 9, 10, tzinfo=UTC))
    await stage.deliver()
    assert not [post for post in stage.posts(GROUP) if "Side event" in post]


async def test_the_key_of_what_was_taken_out_is_not_given_again(stage: Stage) -> None:
    await stage.told(SECRETARIAT, 'add deliverable "Annex" WS1 May')
    await stage.told(SECRETARIAT, "undo")
    assert "WS1-D5" in (await stage.told(SECRETARIAT, 'add deliverable "Annex" WS1 May')).text


# Home.


async def test_home_opens_while_another_process_holds_the_database(own_stage: Stage) -> None:
    await own_stage.told(SECRETARIAT, "next")
    with closing(own_stage.lock()):
        for user in (SECRETARIAT, WS1_LEAD, MEMBER, OBSERVER):
            opened = await own_stage.client.app_home_opened(user)
            assert (opened.status, [entry.kind for entry in opened.entries]) == (200, ["view_publish"])


# What is only for some.


async def test_reminders_look_at_most_120_days_ahead(stage: Stage) -> None:
    for line in ("reminders 120d", "reminders 121d", "reminders 400"):
        assert "in the next 120 days" in (await stage.told(SECRETARIAT, line)).text


@pytest.mark.parametrize("line", ["ws1-d1 done", "schedule ws1-m2 16 jan", "drop ws1-d1 not needed"])
async def test_an_observer_who_is_refused_is_not_asked_to_propose(stage: Stage, line: str) -> None:
    refused = await stage.told(OBSERVER, line)
    assert "You cannot" in refused.text
    assert refused.labels == []


async def test_only_coordinators_answer_for_a_message_whose_fate_is_unknown(
    own_stage: Stage, complaints: Callable[[], list[str]]
) -> None:
    stage = own_stage
    await stage.told(SECRETARIAT, "schedule ws1-m2 16 jan 2018 14:00")
    await stage.told(SECRETARIAT, "announce ws1-m2")
    stage.life.server.faults.add(error("is_archived"), method="chat.postMessage", times=1)
    await stage.deliver()
    [[row_id]] = stage.rows("select id from outbox where state = 'dead'")
    for user in (WS1_LEAD, MEMBER, OBSERVER):
        refused = stage.do(user, AnswerLost(row_id, posted=True))
        assert "You cannot" in refused, user
    assert stage.rows("select state from outbox where id = :id", id=row_id) == [("dead",)]
    stage.do(SECRETARIAT, AnswerLost(row_id, posted=True))
    assert stage.rows("select state from outbox where id = :id", id=row_id) == [("sent",)]
    assert complaints()


def status_of(shown: Shown) -> str:
    """What stands beside *Status:* in the answer about an item."""
    [told] = re.findall(r"\*Status:\* (.*)", shown.all)
    return str(told)


async def test_proposed_is_not_said_of_what_has_a_date_or_was_held(stage: Stage) -> None:
    assert "no date yet" in status_of(await stage.told(SECRETARIAT, "show ws1-m2"))
    for line in ("ws1-m2 16 jan 2018 14:00", "ws1-m2 held"):
        await stage.told(SECRETARIAT, line)
        assert "proposed" not in status_of(await stage.told(SECRETARIAT, "show ws1-m2"))
