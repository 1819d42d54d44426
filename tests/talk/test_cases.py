"""Lines as people type them, by kind, and what each is understood as; nothing is carried out here.

An expectation is the kind of meaning and its fields, as `python -m bot understand --format json` has them.
"""

from __future__ import annotations

import csv
from collections.abc import Iterator, Mapping
from typing import Any

import pytest

from bot.talk.explaining import as_json
from bot.talk.line import Meaning
from tests.conftest import ROOT
from tests.talk.stage import MEMBER, SECRETARIAT, WS1_LEAD, Stage

CASES = ROOT.parent / "shared" / "cases" / "talk.tsv"
PEOPLE = {"U0SEC": SECRETARIAT, "U0WS1": WS1_LEAD, "U0MEM": MEMBER}


def gist(stage: Stage, meaning: Meaning) -> str:
    """A meaning in a line: its kind, its name, and the fields that are set; offers behind a comma."""
    bot = stage.life.bot
    with bot.database.reading() as session:
        snapshot = bot.work.snapshot(session, 1)
    found = as_json(meaning, snapshot, bot.work.registry.label)
    return _line(found)


def _line(found: Mapping[str, Any]) -> str:
    kind = next(iter(found))
    if kind == "refusal":
        return "refused"
    if kind == "choice":
        return "asked: " + "; ".join(_line(one) for one in found["choice"])
    offered = "".join(f", {_line(one)}" for one in found.get("offers", ()))
    return " ".join([kind, *_leaves(found[kind])]) + offered


def _leaves(value: Any) -> Iterator[str]:  # noqa: ANN401 - any JSON value
    """What stands in a request: of a date its beginning and end, of anything else what is set."""
    if isinstance(value, dict) and "precision" in value:
        yield "/".join(filter(None, (value["start"] or "none", value["end"])))
    elif isinstance(value, dict):
        for part in value.values():
            yield from _leaves(part)
    elif isinstance(value, list | tuple):
        for part in value:
            yield from _leaves(part)
    elif value is not None and value is not False and value != "":
        yield str(value)


QUESTIONS = [
    ("should we move img6 to 16 jan 2pm?", "look show IMG-M6, act set-date IMG-M6 2018-01-16T14:00"),
    ("can img6 move to 18 jan 2pm?", "look show IMG-M6, act set-date IMG-M6 2018-01-18T14:00"),
    ("have we moved img6 to january?", "look show IMG-M6, act set-date IMG-M6 2018-01"),
    ("are we done with ws1-d1", "look show WS1-D1, act set-status WS1-D1 done"),
    ("have we finished ws1-d1", "look show WS1-D1, act set-status WS1-D1 done"),
    ("shall we cancel ws2-m1", "look show WS2-M1, act cancel WS2-M1"),
    ("is ws1-d1 late", "look show WS1-D1, act set-status WS1-D1 at-risk"),
    ("do we drop ws2-d1", "look show WS2-D1, act cancel WS2-D1"),
    ("was ws2-m1 held", "look show WS2-M1, act set-status WS2-M1 done"),
    ("faut-il déplacer img6 au 16 janvier ?", "look show IMG-M6, act set-date IMG-M6 2018-01-16"),
    ("peut-on annuler ws2-m1", "look show WS2-M1, act cancel WS2-M1"),
    ("est-ce que ws1-d1 est terminé", "look show WS1-D1, act set-status WS1-D1 done"),
]
HEDGES = [
    ("img6 might be cancelled", "look show IMG-M6, act cancel IMG-M6"),
    ("img6 cancelled or not", "look show IMG-M6, act cancel IMG-M6"),
    ("maybe move img6 to 16 jan", "look show IMG-M6, act set-date IMG-M6 2018-01-16"),
    ("ws2-m1 will probably be cancelled", "look show WS2-M1, act cancel WS2-M1"),
    ("i think ws1-d1 is late", "look show WS1-D1, act set-status WS1-D1 at-risk"),
    ("hopefully ws1-d1 is done", "look show WS1-D1, act set-status WS1-D1 done"),
    ("ws1-d1 will be done", "look show WS1-D1, act set-status WS1-D1 done"),
    ("peut-être déplacer img6 au 16 janvier", "look show IMG-M6, act set-date IMG-M6 2018-01-16"),
    ("je crois que ws1-d1 est terminé", "look show WS1-D1, act set-status WS1-D1 done"),
    ("ws2-m1 annulé ou pas", "look show WS2-M1, act cancel WS2-M1"),
]
NEGATIONS = [
    ("ws1-d1 is not done yet", "look show WS1-D1"),
    ("don't move img6", "look show IMG-M6"),
    ("do not cancel ws2-m1", "look show WS2-M1"),
    ("we won't move img6 to 16 jan", "look show IMG-M6"),
    ("ws2-m1 has not been held", "look show WS2-M1"),
    ("never drop ws2-d1", "look show WS2-D1"),
    ("ne pas déplacer img6", "look show IMG-M6"),
    ("ws1-d1 n'est pas terminé", "look show WS1-D1"),
    ("n'annulez pas ws2-m1", "look show WS2-M1"),
]
ORDERS = [
    ("can you move img6 to 16 jan 2pm please", "act set-date IMG-M6 2018-01-16T14:00"),
    ("peux-tu déplacer img6 au 16 janvier 14h", "act set-date IMG-M6 2018-01-16T14:00"),
    ("could you please mark ws1-d1 done", "act set-status WS1-D1 done"),
    ("merci de déplacer img6 au 16 janvier", "act set-date IMG-M6 2018-01-16"),
    ("pouvez-vous annuler ws2-m1", "form cancel-form WS2-M1"),
    ("please schedule the 1st WS1 team meeting for 22 November", "act set-date WS1-M1 2017-11-22"),
    ("please move the 2nd ws1 meeting to 23 january", "act set-date WS1-M2 2018-01-23"),
    ("ws1-d1 amber ITU might answer late", "act set-status WS1-D1 at-risk ITU might answer late"),
    ("ws1-d1 amber not all have answered", "act set-status WS1-D1 at-risk not all have answered"),
    ("note ws1-d1 the data came from ITU", "act note WS1-D1 the data came from ITU"),
    ('note img6 "bring the paper"', "act note IMG-M6 bring the paper"),
    ("note ws1-m1 room to be confirmed", "act note WS1-M1 room to be confirmed"),
    ("ws1-d1 delayed to june", "act set-date WS1-D1 2018-06"),
    ("ws1-d1 slipped to june", "act set-date WS1-D1 2018-06"),
    ("ws1-d1 delayed", "act set-status WS1-D1 at-risk"),
    ("img-d1 circulated", "act set-status IMG-D1 done"),
    ("img-d1 sent", "act set-status IMG-D1 done"),
    ("img-d1 submitted", "act set-status IMG-D1 done"),
    (
        "edit ws1-m1 agenda Adopt the mandate; Division of work",
        "act edit WS1-M1 Adopt the mandate Division of work",
    ),
    ("edit ws1-m1 agenda Welcome", "act edit WS1-M1 Welcome"),
    ("change owner ws1-d1 @ws1lead", f"act edit WS1-D1 <@{WS1_LEAD}>"),
    ("change owner ws1-d1 to @WS1-lead", f"act edit WS1-D1 <@{WS1_LEAD}>"),
    ("edit ws1-d1 owner to me", f"act edit WS1-D1 <@{SECRETARIAT}>"),
    ("start asking ws1-m1", "act ask-about WS1-M1 True"),
    ("stop asking ws1-m1", "act ask-about WS1-M1"),
    ('decline 3 "not now"', "act decline 3 not now"),
    ("decline 12", "act decline 12"),
    ("move ws1-m1 tomorrow", "act set-date WS1-M1 2017-11-21"),
    ("move ws1-m1 in two weeks", "act set-date WS1-M1 2017-12-04"),
    ("close all past", "form past-form"),
    ("close past", "form past-form"),
]
LOOKS = [
    ("next week", "look next 2017-11-27 2017-12-03"),
    ("next month", "look next 2017-12-01 2017-12-31"),
    ("this month", "look next 2017-11-01 2017-11-30"),
    ("next quarter", "look next 2018-01-01 2018-03-31"),
    ("deadlines", "look next deliverable submission activity closure"),
    ("next submission", "look next submission"),
    ("next activity", "look next activity"),
    ("what is overdue", "look plan overdue 1"),
    ("overdue", "look plan overdue 1"),
    ("plan deliverables", "look plan deliverable 1"),
    ("plan submissions", "look plan submission 1"),
    ("proposals", "look proposals"),
    ("my proposals", "look proposals"),
]
REFUSED = [
    ("undo 99999999999999999999", "refused"),
    ("undo 99999999999", "refused"),
    ("restore 99999999999999999999", "refused"),
    ("img6 starts at 15:00", "refused"),
    ("ws1-m1 at 9:30", "refused"),
    ("edit ws1-d1 owner @nobody-here", "refused"),
]
ADDED = [
    ("who is UNEP", "look who UNEP"),
    (
        "add a meeting on 21 november at 10 with ITU",
        "asked: act add meeting Meeting with ITU WS1 2017-11-21T10:00; "
        "act add meeting Meeting with ITU WS2 2017-11-21T10:00; "
        "act add meeting Meeting with ITU 2017-11-21T10:00",
    ),
]
LINES = (ROOT / "tests" / "fixtures" / "lines.tsv").read_text(encoding="utf-8").splitlines()[1:]
FRESH = [(said, meant) for said, _tab, meant in (line.partition("\t") for line in LINES)]
"""Lines that were written down, with what is right, before the code was looked at."""
SIBLINGS = QUESTIONS + HEDGES + NEGATIONS + ORDERS + LOOKS + REFUSED + ADDED + FRESH
KNOWN = dict(SIBLINGS)


@pytest.mark.parametrize(("line", "meant"), SIBLINGS, ids=lambda part: part[:40])
async def test_what_a_line_is_understood_as(stage: Stage, line: str, meant: str) -> None:
    assert gist(stage, stage.meaning(line)) == meant


async def test_every_kept_case_is_understood_as_somebody_careful_would(stage: Stage) -> None:
    if not CASES.is_file():
        pytest.skip("the kept cases (../shared/cases/talk.tsv) are not on this machine")
    with CASES.open(encoding="utf-8", newline="") as file:
        cases = [*csv.DictReader(file, delimiter="\t", quoting=csv.QUOTE_NONE)]
    assert len(cases) > 30
    found = {}
    for case in cases:
        meaning = stage.meaning(case["said"], PEOPLE[case["as"]])
        found[case["said"]] = gist(stage, meaning)
    assert found == {said: KNOWN.get(said, "no expectation is written down") for said in found}


async def test_an_hour_alone_is_of_the_items_day_and_asks_for_one_where_there_is_none(stage: Stage) -> None:
    asked = await stage.told(SECRETARIAT, "img6 starts at 15:00")
    assert stage.offers(asked, "schedule img6")
    assert stage.changes() == 0
    await stage.told(SECRETARIAT, "img6 14 dec")
    await stage.told(SECRETARIAT, "img6 starts at 15:00")
    assert stage.stored("IMG-M6", "start") == "2017-12-14T15:00"


async def test_a_question_offers_the_act_and_a_press_carries_it_out(stage: Stage) -> None:
    shown = await stage.told(SECRETARIAT, "should we move img6 to 16 jan 2pm?")
    assert stage.changes() == 0
    await stage.press(shown, "move img6 16 jan 2pm")
    assert stage.stored("IMG-M6", "start") == "2018-01-16T14:00"
