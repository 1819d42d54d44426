"""`erase`: it says what goes, asks, and removes it."""

from __future__ import annotations

import sys
from collections.abc import Callable

import pytest

from bot.__main__ import main
from bot.groups.setup import set_up_group
from bot.privacy.carrying_out import known_teams
from tests.stage import MEMBER, NOW, SETUP, Stage, new_stage

Run = Callable[..., tuple[int, str, str]]


@pytest.fixture
def stage(sqlite_url: str, monkeypatch: pytest.MonkeyPatch) -> Stage:
    monkeypatch.setenv("DATABASE_URL", sqlite_url)
    stage = new_stage(sqlite_url)
    stage.import_plan()
    return stage


@pytest.fixture
def run(stage: Stage, monkeypatch: pytest.MonkeyPatch, capsys: pytest.CaptureFixture[str]) -> Run:
    def erase(*arguments: str, answer: str | None = None) -> tuple[int, str, str]:
        if answer is not None:
            monkeypatch.setattr(sys.stdin, "isatty", lambda: True)
            monkeypatch.setattr("builtins.input", lambda asked: print(asked) or answer)
        code = main(["erase", *arguments])
        out, err = capsys.readouterr()
        return code, out, err

    return erase


def test_it_asks_first_and_without_a_terminal_wants_to_be_told(stage: Stage, run: Run) -> None:
    assert run()[0] == 2
    code, out, err = run(answer="no")
    assert (code, "The workspace T0 goes" in out, err) == (1, True, "Nothing was erased.\n")
    assert known_teams(stage.work) == ["T0"]
    assert run(answer="T0")[0] == 0
    assert known_teams(stage.work) == []
    assert run("--yes") == (1, "", "Nothing is stored.\n")


def test_a_person_a_group_and_a_workspace_are_named(stage: Stage, run: Run) -> None:
    set_up_group(stage.work, SETUP.__class__(team="T0TWO", label="TWO", name="Two", channel="C0TWO"), NOW)
    assert run("--user", "U0NOBODY", "--yes") == (1, "", "Nothing is stored about U0NOBODY.\n")
    code, out, _err = run("--user", MEMBER, "--yes")
    assert code == 0 and MEMBER in out and "Backups still hold it" in out
    assert run("--user", MEMBER, "--yes")[0] == 1
    assert run("--user", MEMBER, "--group", "IMG", "--yes")[0] == 2
    assert "Name one with --team" in run("--yes")[2]
    assert "Nothing is stored about the workspace T9" in run("--team", "T9", "--yes")[2]
    assert run("--group", "IMG", "--yes")[0] == 0
    assert "no group IMG" in run("--group", "IMG", "--yes")[2]
    assert run("--team", "T0TWO", "--yes")[0] == 0
    assert known_teams(stage.work) == ["T0"]
