"""Files that are no plan, broken or hostile: one clear line, soon."""

from __future__ import annotations

import os
import subprocess
import sys
import time
import zipfile
from collections.abc import Callable
from io import BytesIO
from pathlib import Path

import pytest

from bot.core.errors import UserError
from bot.documents.reading import read_plan
from tests.documents.reading.plans import DEMO, as_word

ROOT = Path(__file__).parents[3]
HEAD = b"OCTOBER 2017\n"
WORD = as_word(DEMO.read_text())


def repacked(change: Callable[[str, bytes], bytes] = lambda _name, part: part, **more: bytes) -> bytes:
    """The Word plan with changed and added parts."""
    stream = BytesIO()
    with zipfile.ZipFile(BytesIO(WORD)) as old, zipfile.ZipFile(stream, "w", zipfile.ZIP_DEFLATED) as new:
        for name in old.namelist():
            new.writestr(name, change(name, old.read(name)))
        for name, part in more.items():
            new.writestr(name, part)
    return stream.getvalue()


def with_doctype(part_name: str, code: str) -> bytes:
    def change(name: str, part: bytes) -> bytes:
        return part.decode().replace("?>", "?><!DOCTYPE x>", 1).encode(code) if name == part_name else part

    return repacked(change)


def nested(name: str, part: bytes) -> bytes:
    return (
        part.replace(b"<w:body>", b"<w:body>" + b"<w:sdt>" * 100_000) if name == "word/document.xml" else part
    )


def many_paragraphs(name: str, part: bytes) -> bytes:
    many = b"<w:body>" + b"<w:p/>" * 30_000
    return part.replace(b"<w:body>", many) if name == "word/document.xml" else part


CASES: dict[str, tuple[bytes, str, str]] = {
    "empty": (b"", "plan.txt", "empty"),
    "blank": (b" \n\t\n", "plan.txt", "empty"),
    "latin-1": ("Réunion".encode("latin-1"), "plan.txt", "UTF-8"),
    "binary": (b"OCTOBER 2017\n\0\1", "plan.txt", "not a text"),
    "pdf": (b"%PDF-1.7", "plan.txt", ".docx"),
    "spreadsheet": (b"PK\x03\x04", "plan.xlsx", ".docx"),
    "prose": (b"We met in March 2018 and it went well.\n" * 20, "plan.txt", "no plan"),
    "headings only": (HEAD * 3, "plan.txt", "no plan"),
    "too big": (b"a" * (10 * 2**20 + 1), "plan.txt", "10 MB"),
    "too many lines": (HEAD + b"a\n" * 15_001, "plan.txt", "lines"),
    "hardly any dates": (HEAD + b"\tcall\n" * 14_000, "plan.txt", "hardly any dates"),
    "long paragraph": (HEAD + b"a" * 2_600, "plan.txt", "2,500"),
    "nested inline": (HEAD + b"<b>" * 100_000 + b"x", "plan.txt", "nested"),
    "nested blocks": (b"<table>" + b"<div>" * 100_000, "plan.html", "nested"),
    "open comments": (b"<!--" * 400_000, "plan.html", "markup"),
    "open tags": (HEAD + b"<" * 2_000_000, "plan.txt", "markup"),
    "brackets": (HEAD + b"(" * 2_000_000, "plan.txt", "2,500"),
    "emphasis": (HEAD + b"*a " * 500_000, "plan.md", "2,500"),
    "cut off": (WORD[: len(WORD) // 2], "plan.docx", "broken"),
    "no package": (b"hello", "plan.docx", "broken"),
    "locked": (b"\xd0\xcf\x11\xe0\xa1\xb1\x1a\xe1", "plan.docx", "password"),
    "much XML": (repacked(many_paragraphs), "plan.docx", "longer"),
    "no document": (repacked(lambda n, p: b"" if n == "word/document.xml" else p), "plan.docx", "broken"),
    "doctype": (with_doctype("word/document.xml", "utf-8"), "plan.docx", "document type"),
    "doctype elsewhere": (with_doctype("word/styles.xml", "utf-16"), "plan.docx", "document type"),
    "bomb": (repacked(bomb=b"\0" * (50 * 2**20)), "plan.docx", "50 MB"),
    "many parts": (repacked(lambda _n, p: p, **{f"{n}": b"" for n in range(1_000)}), "plan.docx", "1,000"),
    "deep": (repacked(nested), "plan.docx", "broken"),
}


@pytest.mark.parametrize("case", CASES)
def test_refused_in_one_line_and_at_once(case: str) -> None:
    data, name, word = CASES[case]
    begun = time.process_time()
    with pytest.raises(UserError) as caught:
        read_plan(data, name)
    assert word in caught.value.text and "\n" not in caught.value.text
    assert time.process_time() - begun < 2  # the goal is a second; the margin is for busy machines


@pytest.mark.parametrize("code", ["utf-8-sig", "utf-16"])
def test_marked_encodings_are_read(code: str) -> None:
    plan = read_plan("OCTOBER 2017\r\n\t5th meeting in a café\r\n".encode(code), "plan")
    assert [(item.title, item.lines) for item in plan.items] == [("5th meeting in a café", (2,))]


def test_a_refusal_waits_for_no_database_library(tmp_path: Path) -> None:
    """They take most of a second to load, and what is no plan is to be refused within one."""
    (tmp_path / "notes.txt").write_text("Nothing here is a plan.\n")
    program = (
        "import sys; from bot.__main__ import main; code = main(sys.argv[1:]);"
        " print(code, 'sqlalchemy' in sys.modules)"
    )
    done = subprocess.run(
        [sys.executable, "-c", program, "import", "notes.txt", "--dry-run"],
        cwd=tmp_path, env={"PATH": os.environ["PATH"], "PYTHONPATH": str(ROOT)},
        capture_output=True, text=True, check=True,
    )  # fmt: skip
    assert done.stdout.strip() == "1 False" and "no plan" in done.stderr
