"""Forms: opened by words and by buttons, submitted with good and bad values, too late, from messages."""

from __future__ import annotations

from collections.abc import Callable
from datetime import timedelta
from typing import Any

import pytest

from bot.proposals.acts import Propose
from bot.sandbox.faults import Fault, error, truncated_json
from tests.talk.stage import GROUP, MEMBER, SECRETARIAT, WS1, WS1_LEAD, Stage

GOOD: list[tuple[str, dict[str, Any], str, str, Any]] = [
    # opened by, fields, the item, a column, its value afterwards
    ("update ws1-d1", {"status": "at-risk", "note": "two agencies late"}, "WS1-D1", "status", "at-risk"),
    ("update img-m5", {"status": "held"}, "IMG-M5", "status", "held"),
    ("schedule ws1-m2", {"day": "2018-01-16"}, "WS1-M2", "start", "2018-01-16"),
    (
        "schedule ws1-m2",
        {"day": "2018-01-16", "start": "14:00", "end": "17:30"},
        "WS1-M2",
        "end",
        "2018-01-16T17:30",
    ),
    (
        "schedule ws1-m2",
        {"day": "2018-01-16", "start": "14:00", "zone": "Africa/Nairobi"},
        "WS1-M2",
        "zone",
        "Africa/Nairobi",
    ),
    ("schedule ws1-m2", {"month": "2018-03"}, "WS1-M2", "precision", "month"),
    ("schedule ws1-m2", {"month": "TBC"}, "WS1-M2", "precision", "none"),
    ("move ws1-m2", {"day": "2018-01-16", "why": "room taken"}, "WS1-M2", "status", "scheduled"),
    ("drop ws1-d1", {"why": "not needed"}, "WS1-D1", "status", "dropped"),
    ("drop ws1-d1", {}, "WS1-D1", "status", "dropped"),
    ("cancel ws1-m2", {"why": "no room"}, "WS1-M2", "status", "cancelled"),
    (
        "add",
        {"kind": "deliverable", "title": "Annex", "streams": ["WS1"], "month": "2018-05"},
        "WS1-D4",
        "start",
        "2018-05",
    ),
    ("add activity", {"title": "Call for input"}, "IMG-D5", "kind", "activity"),
    ("edit ws1-m2", {"venue": "Room XI", "format": "hybrid"}, "WS1-M2", "venue", "Room XI"),
    ("edit ws1-m2", {"title": "Second meeting"}, "WS1-M2", "title", "Second meeting"),
    ("edit ws1-d1", {"tentative": []}, "WS1-D1", "tentative", 0),
    ("edit ws1-d1", {"needs": "WS1-M2, IMG-M7", "actor": "ITU"}, "WS1-D1", "actor", "ITU"),
    ("settle past", {"items_1": ["IMG-M5"]}, "IMG-M5", "status", "held"),
]


@pytest.mark.parametrize(("words", "fields", "key", "column", "value"), GOOD, ids=lambda v: str(v)[:30])
async def test_a_form_does_what_its_words_would_do(
    stage: Stage, words: str, fields: dict[str, Any], key: str, column: str, value: object
) -> None:
    opened = await stage.say(SECRETARIAT, words)
    if "items_1" in fields:  # its choices are items
        fields = {"items_1": [str(stage.stored(key, "id"))]}
    done = await stage.submit(SECRETARIAT, opened.view_id, **fields)
    assert not done.reply.errors
    assert stage.stored(key, column) == value
    assert key in done.said.text
    assert done.said.channel == GROUP
    assert stage.slack.stacks[SECRETARIAT] == []


BAD: list[tuple[str, dict[str, Any], str]] = [
    # opened by, fields, the field that complains
    ("schedule ws1-m2", {"month": None}, "day"),
    ("schedule ws1-m2", {"day": "2018-01-16", "end": "17:00"}, "start"),
    ("schedule ws1-m2", {"day": "2018-01-16", "start": "17:00", "end": "14:00"}, "end"),
    ("move ws1-m2", {"month": None, "why": "x"}, "day"),
    ("add", {"title": "   "}, "title"),
    ("add", {"title": "Annex", "end": "14:00"}, "day"),
    ("edit ws1-m2", {"title": "  "}, "title"),
    ("edit ws1-d1", {"title": "Annex", "needs": "WS9-D9"}, "needs"),
]


@pytest.mark.parametrize(("words", "fields", "field"), BAD, ids=lambda value: str(value)[:40])
async def test_a_wrong_value_is_told_beside_its_field_and_changes_nothing(
    stage: Stage, words: str, fields: dict[str, Any], field: str
) -> None:
    opened = await stage.say(SECRETARIAT, words)
    view = opened.view_id
    refused = await stage.submit(SECRETARIAT, view, **fields)
    assert set(refused.reply.errors) == {field}
    assert not refused.shown
    assert stage.changes() == 0
    # The form is still open, and can be put right.
    fixed: dict[str, Any] = (
        {"title": "Annex"} if "title" in fields else {"day": "2018-01-16", "start": "14:00", "end": "17:00"}
    )
    fixed |= {"end": None} if words == "add" else {}
    fixed |= {"needs": None} if "needs" in fields else {}
    done = await stage.submit(SECRETARIAT, view, **fixed)
    assert not done.reply.errors
    assert stage.changes() == 1


async def test_a_form_shows_what_stands(stage: Stage) -> None:
    await stage.say(SECRETARIAT, "edit ws1-m2 venue Room XI")
    await stage.say(SECRETARIAT, "ws1-m2 16 jan 2-5pm")
    blocks = {
        block["block_id"]: block for block in (await stage.say(SECRETARIAT, "edit ws1-m2")).view["blocks"]
    }
    assert blocks["venue"]["element"]["initial_value"] == "Room XI"
    stage.slack.stacks.clear()
    opened = await stage.say(SECRETARIAT, "move ws1-m2")
    blocks = {block["block_id"]: block for block in opened.view["blocks"]}
    assert blocks["day"]["element"]["initial_date"] == "2018-01-16"
    assert blocks["start"]["element"]["initial_time"] == "14:00"
    # Saved as it stands, nothing changes.
    before = stage.changes()
    await stage.submit(SECRETARIAT, opened.view_id)
    assert stage.changes() == before


@pytest.mark.parametrize(
    ("line", "button"),
    [
        ("show ws1-m2", "Set a date"),
        ("show ws1-m2", "Edit"),
        ("show ws1-m2", "Cancel the meeting"),
        ("show ws1-d1", "Change status"),
        ("show ws1-d1", "Move"),
        ("next", "Set a date"),
    ],
)
async def test_buttons_open_forms(stage: Stage, line: str, button: str) -> None:
    shown = await stage.told(SECRETARIAT, line)
    opened = await stage.press(shown, button)
    assert opened.view["callback_id"].startswith("form:")
    assert not opened.shown


async def test_the_answer_to_a_form_comes_where_it_was_opened(stage: Stage) -> None:
    opened = await stage.say(WS1_LEAD, "update ws1-d1", WS1)
    done = await stage.submit(WS1_LEAD, opened.view_id, status="done")
    assert (done.said.channel, done.kinds()) == (WS1, ["ephemeral"])


@pytest.mark.parametrize("line", ["schedule ws1-m2", "add", "edit ws1-m2", "update ws1-d1", "cancel ws1-m2"])
async def test_a_message_gets_a_button_that_opens_the_form(stage: Stage, line: str) -> None:
    for asked in (await stage.write(SECRETARIAT, line), await stage.mention(SECRETARIAT, line)):
        assert len(asked.said.buttons) == 1
        opened = await stage.press(asked.said, asked.said.buttons[0])
        assert opened.view["callback_id"] == f"form:{stage.meaning(line).NAME}"  # type: ignore[union-attr]
        stage.slack.stacks.clear()


async def test_a_form_from_a_direct_message_answers_there(stage: Stage) -> None:
    asked = await stage.write(SECRETARIAT, "update ws1-d1")
    opened = await stage.press(asked.said, asked.said.buttons[0])
    done = await stage.submit(SECRETARIAT, opened.view_id, status="done")
    assert done.said.channel.startswith("D")
    assert done.kinds() == ["message"]


@pytest.mark.parametrize("fault", [error("expired_trigger_id"), truncated_json()], ids=["late", "cut"])
async def test_a_form_that_did_not_open_becomes_a_message_with_a_button(
    stage: Stage, complaints: Callable[[], list[str]], fault: Fault
) -> None:
    stage.life.server.faults.add(fault, method="views.open", times=1)
    late = await stage.say(SECRETARIAT, "schedule ws1-m2")
    assert "open the form" in late.said.text
    assert any((fault.code or "http_200") in told for told in complaints())
    opened = await stage.press(late.said, late.said.buttons[0])
    assert opened.view["callback_id"] == "form:date-form"


async def test_who_may_not_gets_the_way_to_propose_it(stage: Stage) -> None:
    # They hear it before the form opens, not after they have filled it in.
    refused = await stage.say(MEMBER, "schedule ws1-m2")
    assert "You cannot" in refused.said.text
    assert "view_open" not in refused.kinds()
    proposed = await stage.told(MEMBER, "schedule ws1-m2 16 jan 14:00-17:00")
    assert stage.request(proposed.button("Send as proposal")) == Propose(
        stage.meaning("schedule ws1-m2 16 jan 14:00-17:00")  # type: ignore[arg-type]
    )
    assert stage.changes() == 0


async def test_a_form_outlives_the_change_of_its_item(stage: Stage) -> None:
    opened = await stage.say(SECRETARIAT, "schedule ws1-m2")
    await stage.say(WS1_LEAD, "cancel ws1-m2 no room")
    refused = await stage.submit(SECRETARIAT, opened.view_id, day="2018-01-16")
    assert "cancelled" in refused.said.text
    assert refused.said.buttons
    assert stage.stored("WS1-M2") == "cancelled"


async def test_long_after_it_was_opened_a_form_still_works(stage: Stage) -> None:
    opened = await stage.say(SECRETARIAT, "update ws1-d1")
    stage.life.clock.advance(timedelta(hours=5))
    await stage.submit(SECRETARIAT, opened.view_id, status="done")
    assert stage.stored("WS1-D1") == "done"


async def test_an_edit_leaves_what_somebody_else_changed_while_the_form_was_open(stage: Stage) -> None:
    opened = await stage.say(SECRETARIAT, "edit ws1-m2")
    await stage.say(WS1_LEAD, "edit ws1-m2 venue Palais")
    await stage.say(WS1_LEAD, f"edit ws1-m2 owner <@{MEMBER}>")
    await stage.submit(SECRETARIAT, opened.view_id, title="Second meeting")
    assert stage.stored("WS1-M2", "title") == "Second meeting"
    assert stage.stored("WS1-M2", "venue") == "Palais"
    assert stage.stored("WS1-M2", "owner_id") is not None


async def test_an_edit_form_that_is_saved_as_it_was_changes_nothing(stage: Stage) -> None:
    opened = await stage.say(SECRETARIAT, "edit ws1-m2")
    await stage.say(WS1_LEAD, "edit ws1-m2 title Other")
    before = stage.changes()
    done = await stage.submit(SECRETARIAT, opened.view_id)
    assert "WS1-M2" in done.said.text
    assert stage.changes() == before


async def test_several_days_survive_a_date_form_that_nobody_touched(stage: Stage) -> None:
    await stage.say(WS1_LEAD, "schedule ws1-m1 20-22 nov")
    opened = await stage.say(WS1_LEAD, "move ws1-m1")
    await stage.submit(WS1_LEAD, opened.view_id, why="only a word on why")
    assert stage.stored("WS1-M1", "precision") == "days"
    assert stage.stored("WS1-M1", "end") == "2017-11-22"
