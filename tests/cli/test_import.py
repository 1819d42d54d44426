"""`import` where there is nothing to read."""

from __future__ import annotations

import os
import stat
from pathlib import Path

import pytest

from bot.__main__ import main
from tests.documents.test_import_speed import long_plan


@pytest.fixture(autouse=True)
def here(tmp_path: Path, monkeypatch: pytest.MonkeyPatch) -> Path:
    """An empty folder without a database."""
    monkeypatch.chdir(tmp_path)
    monkeypatch.setenv("DATABASE_URL", f"sqlite:///{tmp_path / 'img.db'}")
    return tmp_path


def make_folder(path: Path) -> None:
    path.mkdir()


def make_link_to_nothing(path: Path) -> None:
    path.symlink_to(path.with_name("nowhere"))


def make_pipe(path: Path) -> None:
    os.mkfifo(path, stat.S_IRUSR | stat.S_IWUSR)


@pytest.mark.parametrize("make", [None, make_folder, make_link_to_nothing, make_pipe])
@pytest.mark.parametrize("more", [[], ["--dry-run"], ["--yes"]])
def test_what_is_no_file_is_said_first(
    here: Path, capsys: pytest.CaptureFixture[str], make: object, more: list[str]
) -> None:
    if callable(make):
        make(here / "plan.txt")
    assert main(["import", "plan.txt", *more]) == 1
    said = capsys.readouterr()
    assert said.out == "" and said.err.startswith("plan.txt ") and said.err.count("\n") == 1
    assert not (here / "img.db").exists()


def test_without_a_terminal_somebody_must_say_what_to_do(
    here: Path, capsys: pytest.CaptureFixture[str]
) -> None:
    (here / "plan.txt").write_text("MAY 2020\n3rd meeting\n")
    assert main(["import", "plan.txt"]) == 2
    assert "--yes" in capsys.readouterr().err


def test_of_a_very_long_plan_the_table_says_what_it_leaves_out(
    here: Path, capsys: pytest.CaptureFixture[str]
) -> None:
    (here / "plan.md").write_text(long_plan(502))
    assert main(["import", "plan.md", "--dry-run"]) == 0
    said = capsys.readouterr().out
    assert "report number 499 " in said and "report number 500 " not in said
    assert "and 2 more rows, which --format json lists" in said and "502 added" in said
