"""The guide for whoever works on the bot: the places that it names are there."""

from __future__ import annotations

import re
from pathlib import Path

ROOT = Path(__file__).resolve().parents[2]
GUIDE = (ROOT / "CONTRIBUTING.md").read_text()
_PATH = re.compile(r"`((?:bot|tests|docs|migrations|requirements)/[\w./-]*|[\w.-]+\.toml)`")


def rows() -> list[str]:
    """The rows of "Where is it?", without its head."""
    table = GUIDE.split("## Where is it?")[1].split("\n## ")[0]
    return [line for line in table.splitlines() if line.startswith("| ")][2:]


def test_twelve_questions_are_answered_with_a_path() -> None:
    assert len(rows()) == 12
    assert [row for row in rows() if not _PATH.search(row)] == []


def test_every_path_of_the_guide_is_there() -> None:
    named = _PATH.findall(GUIDE)
    assert len(named) > 20
    assert [path for path in named if not (ROOT / path).exists()] == []


def test_every_command_of_the_guide_is_in_the_makefile() -> None:
    targets = re.findall(r"^([a-z]+):", (ROOT / "Makefile").read_text(), re.MULTILINE)
    assert set(re.findall(r"`make ([a-z]+)", GUIDE)) <= set(targets)
