"""Lines as people really type them: questions, what-ifs, pasted marks, several items at once."""

from __future__ import annotations

import pytest

from tests.talk.stage import MEMBER, SECRETARIAT, WS1_LEAD, Stage

QUESTIONS = [
    "is ws1-d1 done?",
    "is ws1-d1 done",
    "ws1-d1 done?",
    "is ws1-d1 late",
    "when is ws1-d1 due",
    "was ws1-d1 dropped?",
    "what is the status of ws1-d1",
    "who owns ws1-d1?",
    "who is responsible for ws1-d1",
    "next ws1-d1",
    "what about 16 jan for ws1-d1",
]


@pytest.mark.parametrize("line", QUESTIONS)
async def test_a_question_about_an_item_shows_it_and_changes_nothing(stage: Stage, line: str) -> None:
    said = await stage.told(WS1_LEAD, line)
    assert said.text.startswith("WS1-D1 Finalise the results of the programme analysis (May 2018")
    assert stage.changes() == 0


WHAT_IFS = [
    "move ws1-m1 16 jan what if",
    "move ws1-m1 16 jan what if?",
    "whatif move ws1-m1 16 jan",
    "what if ws1-m1 moves to 16 jan",
    "what if ws1-m1 is postponed to 16 jan?",
    "ws1-m1 what if 16 jan",
]


@pytest.mark.parametrize("line", WHAT_IFS)
async def test_what_if_only_looks_however_it_is_written(stage: Stage, line: str) -> None:
    said = await stage.told(WS1_LEAD, line)
    assert "If WS1-M1 1st WS1 Team Meeting moved to Tue 16 Jan 2018" in said.text
    assert stage.changes() == 0


@pytest.mark.parametrize(
    "line", ["what if ws1-d1 is dropped", "done ws1-d1 what if", "cancel ws1-m1 x whatif"]
)
async def test_what_if_looks_at_nothing_but_dates(stage: Stage, line: str) -> None:
    said = await stage.told(WS1_LEAD, line)
    assert "KEY WHEN whatif" in said.text
    assert stage.changes() == 0


SAID = [
    # the line, the key, its column, the value afterwards
    ("ws1-d1 is done", "WS1-D1", "status", "done"),
    ("can you set ws1-d1 to amber", "WS1-D1", "status", "at-risk"),
    ("please mark ws1-d1 late, thanks", "WS1-D1", "status", "at-risk"),
    ("ws1-m2 next monday", "WS1-M2", "start", "2017-11-27"),
    ("ws1-d1 late march", "WS1-D1", "start", "2018-03-late"),
    ("ws1-d1 has been delivered", "WS1-D1", "status", "done"),
    ("ws1-d1 it's late", "WS1-D1", "status", "at-risk"),
    ("✅ ws1-d1", "WS1-D1", "status", "done"),
    ("🟡 ws1-d1", "WS1-D1", "status", "at-risk"),
    ("*done* ws1-d1", "WS1-D1", "status", "done"),
    ("`done ws1-d1`", "WS1-D1", "status", "done"),
    ("/img done ws1-d1", "WS1-D1", "status", "done"),
    ("\u200bdone \u2068ws1-d1\u2069", "WS1-D1", "status", "done"),
    ("ws1-d1 do\u00adne", "WS1-D1", "status", "done"),
    ("ws1-m1 moved to 5 dec", "WS1-M1", "start", "2017-12-05"),
    ("ws1-m1 postponed to 5 dec", "WS1-M1", "start", "2017-12-05"),
    ("ws1-m1 scheduled 5 dec", "WS1-M1", "start", "2017-12-05"),
    ("ws1-m1 is confirmed for 5 dec 14:00", "WS1-M1", "start", "2017-12-05T14:00"),
    ("ws1-m1 is on 5 dec", "WS1-M1", "start", "2017-12-05"),
    ('schedule ws1-m1 "5 dec"', "WS1-M1", "start", "2017-12-05"),
    ("schedule ws1-m1 “5 dec 2-5pm” “room taken”", "WS1-M1", "start", "2017-12-05T14:00"),
    ("ws1-m1 “5 dec”", "WS1-M1", "start", "2017-12-05"),
    ("ws1-m1 5 \u200fdec", "WS1-M1", "start", "2017-12-05"),
    ("ws1-d1 :large_yellow_circle:", "WS1-D1", "status", "at-risk"),
    (":white_check_mark: ws1-d1", "WS1-D1", "status", "done"),
    ("ws1-m1 :tada: 5 dec", "WS1-M1", "start", "2017-12-05"),
    ("edit ws1-m1 length 3.5h", "WS1-M1", "length", "210"),
    ("edit ws1-m1 length 90", "WS1-M1", "length", "90"),
    ("edit ws1-m1 length 2 hours", "WS1-M1", "length", "120"),
    ("edit ws1-m1 length full day", "WS1-M1", "length", "full-day"),
]


@pytest.mark.parametrize(("line", "key", "column", "value"), SAID, ids=lambda value: str(value)[:40])
async def test_changes_as_people_say_them(stage: Stage, line: str, key: str, column: str, value: str) -> None:
    said = await stage.told(WS1_LEAD, line)
    assert stage.stored(key, column) == value, said.text
    assert stage.changes() == 1


WRONG = [
    # the line, what the answer says, words of one of its buttons
    ("done ws1-d1 and ws1-d2", "one thing at a time", "done WS1-D2"),
    ("done ws1-d1, ws1-d2", "one thing at a time", "done WS1-D1"),
    ("done ws1-d1\ndone ws1-d2", "one thing at a time", "done WS1-D2"),
    ("move ws1-m1 and ws1-m2 16 jan", "one thing at a time", "move WS1-M2 16 jan"),
    ("ws1-d1 and ws1-d2 done", "one thing at a time", "WS1-D2 done"),
    ("ws1-d1, ws1-d2", "one thing at a time", "WS1-D1"),
    ("amber ws1-d1 and ws1-d2", "one thing at a time", "amber WS1-D2"),
    ("ws1-d9 done", "no item", "show WS1-D1"),
    ("nxt ws1", "Did you mean `next`", "next ws1"),
    ("statsu january", "Did you mean `status`", "status january"),
    ("ws1-m2 31 april", "no such date as “31 april”", None),
    ("ws1-m2 16 jan 17:00-14:00", "ends before it starts", None),
    ("next ws1 ws2", "one at a time", "next WS1"),
    ("who week", "`WS1` or `WS2`", "who"),
    ("edit ws1-m1 length foo", "minutes", None),
    ("edit ws1-d1 owner unpe", "Did you mean UNEP", "edit ws1-d1 owner UNEP"),
    ("update ws1-m1 at-risk", "cannot be at-risk", "update WS1-M1"),
]


@pytest.mark.parametrize(("line", "says", "button"), WRONG, ids=lambda value: str(value)[:40])
async def test_what_is_wrong_is_named(stage: Stage, line: str, says: str, button: str | None) -> None:
    said = await stage.told(WS1_LEAD, line)
    assert says in said.text
    assert button is None or stage.offers(said, button)
    assert stage.changes() == 0


@pytest.mark.parametrize(
    ("line", "says"),
    [
        ("tomorrow", "Next tomorrow: WS1-M1"),
        ("2018", "Next in 2018"),
        ("next january january", "Next in January 2018: "),
        ("who is the coordinator", "Who is who"),
        ("show me the plan", "Workplan, 16 items"),
        ("show status", "How it stands"),
        ("reminders 1d", "in the next day: "),
        ("reminders 366d", "in the next 120 days: "),
    ],
)
async def test_parts_of_the_plan(stage: Stage, line: str, says: str) -> None:
    assert says in (await stage.told(WS1_LEAD, line)).text


async def test_the_owner_can_be_oneself(stage: Stage) -> None:
    await stage.told(WS1_LEAD, "edit ws1-d1 owner me")
    assert f"*Owner:* <@{WS1_LEAD}>" in await stage.told(WS1_LEAD, "show ws1-d1")


@pytest.mark.parametrize(
    ("line", "told"),
    [
        ("edit ws1-m1 venue Room XI", "is changed: venue: Room XI"),
        ("edit ws1-d1 owner UNEP", "is changed: owner: UNEP"),
    ],
)
async def test_an_edit_is_echoed(stage: Stage, line: str, told: str) -> None:
    assert told in (await stage.told(WS1_LEAD, line)).text


async def test_a_time_that_the_clocks_leave_out_is_echoed_as_it_will_be(stage: Stage) -> None:
    said = await stage.told(WS1_LEAD, "ws1-m1 25 mar 2018 02:30")
    assert "03:30 Geneva = 04:30 for you" in said.text


async def test_a_mention_in_a_note_reads_as_a_name(stage: Stage) -> None:
    said = await stage.told(WS1_LEAD, f"ws1-d1 done <@{MEMBER}> delivered it")
    assert "“@Agency member delivered it”" in said.all


async def test_a_zone_by_its_offset_is_echoed_as_people_write_it(stage: Stage) -> None:
    assert "14:00 UTC+3" in (await stage.told(WS1_LEAD, "ws1-m1 5 dec 14:00 UTC+3")).text
    assert "14:00 UTC+1" in (await stage.told(WS1_LEAD, "ws1-m1 2017-12-05 14:00 +01:00")).text


async def test_what_does_not_lie_in_the_past_cannot_be_settled(stage: Stage) -> None:
    assert "None of these" in (await stage.told(SECRETARIAT, "settle past ws1-m1")).text
    assert stage.changes() == 0


async def test_the_closure_is_the_coordinators(stage: Stage) -> None:
    refused = await stage.told(WS1_LEAD, 'add closure "End of WS1" WS1')
    assert "You cannot" in refused.text or "whole group" in refused.text
    assert "whole group" in (await stage.told(SECRETARIAT, 'add closure "End of WS1" WS1')).text
    assert stage.changes() == 0
