"""Whole timelines: the group's own (where it is at hand), the built-in one, and invented ones."""

from __future__ import annotations

import csv
import json
import re
from collections.abc import Callable
from dataclasses import replace
from pathlib import Path

import pytest

from bot.documents.draft import DraftItem, DraftPlan
from bot.documents.reading import read_plan
from tests.documents.reading.plans import DEMO, FIXTURES, SEED, as_word, brief_plan

TIMELINES = sorted(path for path in FIXTURES.iterdir() if path.suffix != ".json")
FACTS = [  # key, line, kind, precision and start, streams: what is public about the group's year
    ("IMG-M5", 7, "meeting", "2017-10-05T15:30", []),
    ("IMG-D1", 9, "activity", "2017-11", ["WS1", "WS2"]),
    ("WS1-M1", 10, "meeting", "2017-11", ["WS1"]),
    ("WS2-M1", 11, "meeting", "2017-11", ["WS2"]),
    ("IMG-M6", 13, "meeting", "2017-12", []),
    ("WS1-M2", 16, "meeting", "2018-01", ["WS1"]),
    ("WS2-M2", 17, "meeting", "2018-01", ["WS2"]),
    ("IMG-M7", 19, "meeting", "2018-03", []),
    ("WS1-D1", 21, "deliverable", "2018-05", ["WS1"]),
    ("WS1-D2", 22, "deliverable", "2018-05", ["WS1"]),
    ("WS2-D1", 24, "activity", "2018-06", ["WS2"]),
    ("IMG-D2", 25, "submission", "2018-06", []),
    ("WS1-D3", 27, "submission", "2018-07", ["WS1"]),
    ("WS2-D2", 29, "submission", "2018-07", ["WS2"]),
    ("IMG-D3", 30, "submission", "2018-07", []),
    ("IMG-D4", 32, "closure", "2018-09", []),
]


def golden_row(item: DraftItem) -> dict[str, str]:
    """An item in the columns of the golden table."""
    stated = [f"{d.key} stated" for d in item.depends_on if not d.inferred]
    return {
        "key": item.key, "line": str(item.lines[0]), "kind": item.kind.value,
        "ordinal": str(item.ordinal or ""),
        "streams": ",".join(item.streams), "title": item.title, "precision": item.when.precision.value,
        "start": item.when.start or "", "end": item.when.end or "", "format": item.format or "",
        "length": item.length or "", "agenda": "|".join(item.agenda),
        "recommendations": "|".join(item.recommendations), "actor": item.actor or "",
        "recipient": item.recipient or "", "forum": item.forum or "", "depends_on": "|".join(stated),
    }  # fmt: skip


@pytest.mark.parametrize("name", ["e-waste-timeline.txt", "e-waste-timeline.docx"])
def test_the_groups_own_plan_agrees_with_the_golden_table(name: str) -> None:
    if not SEED.is_dir():
        pytest.skip("the group's own document is not beside this checkout")
    plan = read_plan((SEED / name).read_bytes(), name)
    with (SEED / "golden.tsv").open() as table:
        rows = list(csv.DictReader(table, delimiter="\t", quoting=csv.QUOTE_NONE))
    for row in rows:
        row["depends_on"] = "|".join(d for d in (row["depends_on"] or "").split("|") if d.endswith("stated"))
    columns = [column for column in golden_row(plan.items[0]) if column != "line" or name.endswith("txt")]
    assert [{c: golden_row(i)[c] for c in columns} for i in plan.items] == [
        {c: r[c] or "" for c in columns} for r in rows
    ]


def test_the_built_in_plan_has_the_groups_facts() -> None:
    plan = read_plan(DEMO.read_bytes(), DEMO.name)
    found = [(i.key, i.lines[0], i.kind.value, i.when.start, list(i.streams)) for i in plan.items]
    assert found == FACTS
    assert [len(item.agenda) for item in plan.items if item.agenda] == [3, 2, 2]
    assert not any(point[:2] in {"1)", "2)", "3)"} for item in plan.items for point in item.agenda)
    assert len(plan.items[-1].recommendations) == 3
    assert [item.format for item in plan.items if item.length == "half-day"] == ["hybrid"] * 4
    assert plan.items[0].when.end == "2017-10-05T17:30" and plan.items[0].when.zone == "Europe/Zurich"
    assert {item.forum for item in plan.items if item.forum} == {"24th Senior Officials’ Meeting"}
    assert all(item.tentative for item in plan.items) and not plan.unread
    assert [question.about for question in plan.questions] == ["zone", "dependency"]
    assert plan.questions[0].choices == ("Europe/Zurich",) and "come first" in plan.questions[1].text


def test_the_same_plan_in_word_differs_in_lines_only() -> None:
    text = DEMO.read_text()
    plan, word = read_plan(text.encode(), "plan.txt"), read_plan(as_word(text), "plan.docx")

    def bare(plan: DraftPlan) -> list[DraftItem]:
        return [replace(item, lines=(), source_text="") for item in plan.items]

    assert bare(word) == bare(plan)
    assert [item.lines for item in word.items][:3] == [(3,), (5,), (6,)]
    assert word.headings[0].line == 0 and word.title == plan.title


@pytest.mark.parametrize("path", TIMELINES, ids=lambda path: path.name)
def test_invented_timelines(path: Path) -> None:
    expected = json.loads(path.with_name(path.name + ".json").read_text())
    assert json.loads(json.dumps(brief_plan(read_plan(path.read_bytes(), path.name)))) == expected


def test_what_the_caller_knows_fills_the_gaps() -> None:
    text = "MARCH\tx\nThursday 5th\t1st WS1 meeting\nMonth 2\tWS3: draft report\n".replace("\tx", "\t")
    unknown = read_plan(text.encode(), "plan.txt")
    assert unknown.items[0].when.precision == "none" and "date" in [q.about for q in unknown.questions]
    known = read_plan(
        text.encode(), "plan.txt", label="OCEAN", year=2020, zone="Africa/Nairobi", streams=["WS1", "WS2"]
    )
    assert known.items[0].when.start == "2020-03-05" and known.items[1].when.start == "+1m"
    [strange] = [q.text for q in known.questions if (q.key, q.about) == (None, "stream")]
    assert "no stream WS3 so far; it will be added" in strange and "setup --stream" in strange


def _without(*tags: str) -> Callable[[str], str]:
    return lambda text: re.sub(rf"</?(?:{'|'.join(tags)})\b[^>]*>", "", text)


def _rows(text: str) -> list[list[str]]:
    """The cells of the built-in plan's rows, below its title and its header."""
    return [
        [*line.split("\t"), ""][:2] for line in text.split("\n")[1:] if line.strip() and "Task" not in line
    ]


def _as_page(text: str) -> str:
    rows = "\n".join(f"<tr><td>{left}</td><td>{right}</td></tr>" for left, right in _rows(text))
    return f"<h1>{text.split(chr(10))[0].strip('# ')}</h1>\n<table>\n{rows}\n</table>"


def _as_bars(text: str) -> str:
    rows = "\n".join(f"| {left} | {right} |" for left, right in _rows(text))
    return f"{text.split(chr(10))[0]}\n| Comments | Task |\n|---|---|\n{rows}"


def _swapped(text: str) -> str:
    rows = (f"{right}\t{left}" if right else left for left, right in _rows(text))
    return "\n".join([text.split("\n")[0], "Task\tComments", *rows])


@pytest.mark.parametrize("change", [
    _without("b"), _without("u"), _without("i"), _without("b", "u"), _without("b", "u", "i", "sup"),
    _as_page, _as_bars, _swapped,
    lambda text: re.sub(r"\b([A-Z]{3,9}) (201\d)\b", r"\2 - \1", text),
    lambda text: re.sub(r"\b([A-Z])([A-Z]{2,8}) (201\d)\b", lambda m: f"{m[1]}{m[2].lower()} {m[3]}", text),
    lambda text: text.replace("\n", "\n\n"),
    lambda text: text.replace("\n", "\r\n"),
    lambda text: text.replace(" ", "\u00a0"),
], ids=[
    "no bold", "no underline", "no italics", "no bold or underline", "no styles", "page", "bars", "swapped",
    "year first", "small months", "blank lines", "CRLF", "no-break blanks",
])  # fmt: skip
def test_the_same_plan_in_other_markup_holds_the_same(change: Callable[[str], str]) -> None:
    text = DEMO.read_text().strip()
    plan, other = read_plan(text.encode(), "plan.txt"), read_plan(change(text).encode(), "plan.md")

    def bare(plan: DraftPlan) -> list[dict[str, str]]:
        return [golden_row(item) | {"line": ""} for item in plan.items]

    assert bare(other) == bare(plan) and not other.unread
