"""Texts of files that would command a terminal, turn the reading around or be calculated."""

from __future__ import annotations

import csv
import json
from io import StringIO

import pytest

from bot.documents.draft import DraftPlan
from bot.documents.reading import read_plan
from bot.documents.writing.as_csv import _safe
from tests.documents.reading.files import sheet_xml, workbook
from tests.documents.reading.plans import as_word

UNSAFE = "\x1b[31mRed\x1b[0m \x1b]0title\x07\u202ereport\u202c \u200b\u2066one\u2069\x9b2J\x07\ufeff"
CLEAN = "Red report one"
TABLE = f"Date\tTask\n3 May 2027\t{UNSAFE}\n4 May 2027\tPrepare the paper\n"
FILES = {
    "plan.txt": f"Plan 2027\n\nMAY 2027\n- {UNSAFE}\n- Prepare the paper\n".encode(),
    "plan.md": f"# Plan 2027\n\n## May 2027\n- {UNSAFE}\n- Prepare the paper\n".encode(),
    "plan.html": f"<html><h1>May 2027</h1><ul><li>{UNSAFE}</li><li>Prepare the paper</li></ul>".encode(),
    "plan.tsv": TABLE.encode(),
    "plan.csv": TABLE.replace("\t", ";").encode(),
    "plan.json": json.dumps([{"date": "2027-05-03", "title": UNSAFE}]).encode(),
    "plan.yaml": f"- date: 2027-05-03\n  title: {json.dumps(UNSAFE)}\n".encode(),
    "plan.ics": (
        "BEGIN:VCALENDAR\r\nBEGIN:VEVENT\r\nUID:1\r\nDTSTART;VALUE=DATE:20270503\r\n"
        f"SUMMARY:{UNSAFE}\r\nEND:VEVENT\r\nEND:VCALENDAR\r\n"
    ).encode(),
    "plan.docx": as_word(
        "Plan 2027\nComments\tTask\nMAY 2027\n\tPrepare the paper\n\t\u202eRed\u202c report \u2066one\u2069\n"
    ),
    "plan.xlsx": workbook(
        ("Plan", sheet_xml([["Date", "Task"], ["3 May 2027", "\u202eRed\u202c report \u2066one\u2069"]]))
    ),
}  # fmt: skip


def texts_of(plan: DraftPlan) -> str:
    """All that people read of a draft."""
    told = [question.text for question in plan.questions]
    lines = [line.text for line in (*plan.unread, *plan.headings)]
    return "".join([*told, *lines, *(json.dumps(item.to_json(), ensure_ascii=False) for item in plan.items)])


@pytest.mark.parametrize("name", FILES)
def test_nothing_unseen_of_a_file_goes_onward(name: str) -> None:
    plan = read_plan(FILES[name], name)
    assert CLEAN in {item.title for item in plan.items}
    unseen = [letter for letter in texts_of(plan) if not letter.isprintable() and letter not in "\n\t"]
    assert unseen == []


@pytest.mark.parametrize("separator", [",", ";", "\t"])
@pytest.mark.parametrize(
    "text", ["=1+1", "+1", "-1+1", "@x", " =1", "\t=1", "a;=1", "a\t=1", "a; =1", "＝1", "a;\t-1", "a;b;@x"]
)
def test_no_cell_of_an_export_is_calculated_whatever_separates(text: str, separator: str) -> None:
    rows = StringIO(newline="")
    csv.writer(rows).writerow([_safe(text), "end"])
    for row in csv.reader(StringIO(rows.getvalue(), newline=""), delimiter=separator):
        for cell in row:
            assert cell.lstrip(' \t"')[:1] not in {"=", "+", "-", "@", "＝"}, row
