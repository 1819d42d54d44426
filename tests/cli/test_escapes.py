"""A document cannot write to the terminal of whoever imports it."""

from __future__ import annotations

from pathlib import Path

import pytest

from bot.__main__ import main

PLAN = (
    "WS1 – \x1b[31mRed\x1b]0;title\x07 study\n1st meeting \x9b2J of WS1: 5 October 2017, 15:30\n\x1b[2Jwhat\n"
)


def test_import_shows_what_stands_there(tmp_path: Path, capsys: pytest.CaptureFixture[str]) -> None:
    path = tmp_path / "plan.txt"
    path.write_text(PLAN)
    assert main(["import", str(path), "--dry-run"]) == 0
    said = capsys.readouterr().out
    assert "Red study" in said and "\x1b" not in said and "\x9b" not in said


def test_an_error_names_a_file_as_it_is_called(capsys: pytest.CaptureFixture[str]) -> None:
    assert main(["import", "no\x1b[2J.txt", "--dry-run"]) == 1
    assert "\x1b" not in capsys.readouterr().err
