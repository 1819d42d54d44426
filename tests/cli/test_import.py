"""`import` where there is nothing to read."""

from __future__ import annotations

import os
import stat
from pathlib import Path

import pytest

from bot.__main__ import main


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
