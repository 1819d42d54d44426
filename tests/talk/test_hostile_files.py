"""What tries to get out of its place comes in by a file of each format, and by its name."""

from __future__ import annotations

import json
import re
from html import escape
from pathlib import Path

import pytest

from bot.__main__ import main
from bot.core.plain_text import clean
from tests.documents.reading.files import pdf, sheet_xml, workbook
from tests.documents.reading.plans import as_word
from tests.hostile import INVISIBLE, TEXTS, escaped_from
from tests.talk.stage import APOLOGY, MEMBER, SECRETARIAT, Stage
from tests.talk.test_imports import dropped

# What a line, or a cell, of a document can hold.
LINES = [" ".join(text.replace("\0", "").split())[:1500] for text in (*TEXTS.values(), *INVISIBLE)]
NOT_IN_XML = re.compile("[\x00-\x08\x0b\x0c\x0e-\x1f\x7f-\x84\x86-\x9f]")
CONTROL = re.compile("[\x00-\x08\x0b-\x1f\x7f-\x9f\u2028\u2029\u202a-\u202e\u2066-\u2069]")


def _quoted(text: str) -> str:
    return '"' + text.replace('"', '""') + '"'


def _table(row: str, head: str, end: str = "") -> str:
    return head + "".join(row.format(day=n % 28 + 1, text=text) for n, text in enumerate(LINES)) + end


def _calendar() -> str:
    text = "BEGIN:VEVENT\r\nUID:{day}@x\r\nDTSTART:201806{day:02}T100000Z\r\nSUMMARY:{text}\r\nEND:VEVENT\r\n"
    return _table(text, "BEGIN:VCALENDAR\r\nVERSION:2.0\r\nPRODID:-//x//EN\r\n", "END:VCALENDAR\r\n")


def _bare(text: str) -> str:
    """Without what the makers of these files take for markup of their own."""
    return re.sub(r"[()\\]|<(?=/?[a-z]+>)", "", NOT_IN_XML.sub("", text))


def documents() -> dict[str, bytes]:
    """A document of each format, with all the texts in it."""
    rows = [["Date", "What"], *([f"{n % 28 + 1} June 2018", text] for n, text in enumerate(LINES))]
    no_escapes = [
        (day, NOT_IN_XML.sub("", text).encode("ascii", "ignore").decode()) for day, text in rows[1:]
    ]
    in_xml = [[escape(NOT_IN_XML.sub("", cell)) for cell in row] for row in rows]
    typed = "JUNE 2018\n" + "\n".join(f"{n % 28 + 1} June 2018: {text}" for n, text in enumerate(LINES))
    quoted = "\n".join(f"{day};{_quoted(text)}" for day, text in rows)
    cells = "".join(f"<tr><td>{day}</td><td>{text}</td></tr>" for day, text in in_xml)
    when = {"precision": "month", "start": "2018-06"}
    own = {"kind": "deliverable", "streams": ["WS1"], "when": when, "depends_on": [], "ordinal": 1}
    in_json = [{**own, "key": f"WS1-D{n}", "title": text} for n, text in enumerate(LINES, 1)]
    return {
        "txt": typed.encode(),
        "csv": quoted.encode(),
        "md": "\n".join(f"| {day} | {text} |" for day, text in (rows[0], ("---", "---"), *rows[1:])).encode(),
        "html": f"<table>{cells}</table>".encode(),
        "json": json.dumps({"items": in_json}).encode(),
        "yaml": "\n".join(f"- date: {day}\n  title: {json.dumps(text)}" for day, text in no_escapes).encode(),
        "ics": _calendar().encode(),
        "docx": as_word("\n".join(["Plan", *(f"{day}\t{_bare(text)}" for day, text in rows[1:])])),
        "xlsx": workbook(("Plan", sheet_xml(in_xml))),
        "pdf": pdf(
            [_bare(line)[:90] for line in typed.encode("latin-1", "ignore").decode("latin-1").split("\n")]
        ),
    }


NAMES = (
    "<!channel> \u202etxt.exe",
    "\x1b[31mred\x1b]0;t\x07",
    "=cmd|' /C calc'!A0",
    "..\\..\\etc\\passwd",
    "x" * 240,
)


@pytest.mark.parametrize("form", documents())
async def test_no_message_obeys_a_file(stage: Stage, form: str) -> None:
    mark = len(stage.life.server.journal)
    shown = await dropped(stage, documents()[form], f"plan.{form}")
    [button] = [one for one in shown.buttons if one.label.startswith("Import")]
    for one in shown.buttons:
        if one.label == "Answer the questions":
            await stage.press(shown, one)
            stage.slack.stacks.clear()
    [[last]] = stage.rows("select max(id) from items")
    assert APOLOGY not in (await stage.press(shown, button)).said.text
    titles = [title for (title,) in stage.rows(f"select title from items where id > {last}")]
    assert len(titles) >= len(TEXTS) and all(clean(title) == title != "" for title in titles)
    for user in (SECRETARIAT, MEMBER):
        for words in ("next", "plan", "status", "history"):
            assert APOLOGY not in (await stage.say(user, words)).text
        assert (await stage.client.app_home_opened(user)).status == 200
    await stage.deliver()
    entries = stage.life.server.journal.since(mark)
    assert [entry.method for entry in entries if escaped_from(entry.text, entry.blocks)] == []


@pytest.mark.parametrize("name", NAMES, ids=ascii)
async def test_no_message_obeys_the_name_of_a_file(stage: Stage, name: str) -> None:
    mark = len(stage.life.server.journal)
    for content in (b"", b"PK\x03\x04broken", documents()["csv"]):
        assert APOLOGY not in (await dropped(stage, content, f"{name}.csv")).text
    entries = stage.life.server.journal.since(mark)
    assert [entry.text for entry in entries if escaped_from(entry.text, entry.blocks)] == []


@pytest.mark.parametrize("form", documents())
@pytest.mark.parametrize("shown_as", ["table", "json"])
def test_no_terminal_obeys_a_file(
    tmp_path: Path, capsys: pytest.CaptureFixture[str], form: str, shown_as: str
) -> None:
    path = tmp_path / f"plan.{form}"
    path.write_bytes(documents()[form])
    assert main(["import", str(path), "--dry-run", "--format", shown_as]) in (0, 1)
    said = capsys.readouterr()
    assert "Traceback" not in said.err and not CONTROL.search(said.out + said.err)
