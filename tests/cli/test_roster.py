"""`roster`: it shows what a file would change, and writes it when told to."""

from __future__ import annotations

from collections.abc import Callable
from pathlib import Path

import pytest

from bot.__main__ import main
from tests.stage import Stage, new_stage

Run = Callable[..., tuple[int, str, str]]
ROWS = (
    "Agency;Name;E-mail;Slack;Role;Zone;Language\n"
    "UNU;Ms A. Otieno;otieno@example.org;;focal point;Africa/Nairobi;fr\n"
    "UNEP;;;U0MEMBER01;alternate;;\n"
    "WHO;Mr B;not an address;;;;\n"
)
MAILS = "select name, zone, language from people where mail = 'otieno@example.org'"


@pytest.fixture
def stage(sqlite_url: str, monkeypatch: pytest.MonkeyPatch) -> Stage:
    monkeypatch.setenv("DATABASE_URL", sqlite_url)
    return new_stage(sqlite_url)


@pytest.fixture
def run(
    stage: Stage, tmp_path: Path, capsys: pytest.CaptureFixture[str], monkeypatch: pytest.MonkeyPatch
) -> Run:
    monkeypatch.chdir(tmp_path)

    def roster(content: str, *arguments: str) -> tuple[int, str, str]:
        Path("people.csv").write_text(content, encoding="utf-8")
        code = main(["roster", "people.csv", *arguments])
        out, err = capsys.readouterr()
        return code, out, err

    return roster


def stored(stage: Stage) -> list[tuple[object, ...]]:
    with stage.database.reading() as session:
        return [tuple(row) for row in session.connection().exec_driver_sql(MAILS)]


def test_it_shows_the_difference_and_writes_nothing(stage: Stage, run: Run) -> None:
    code, out, err = run(ROWS)
    assert (code, err) == (0, "")
    assert "Ms A. Otieno: on the roster; UNU; otieno@example.org" in out
    assert "Not read:\nRow 4: “not an address” is no mail address.\n" in out
    assert out.endswith("Nothing is written yet: say --yes.\n")
    assert stored(stage) == []


def test_it_writes_once_when_told_to(stage: Stage, run: Run) -> None:
    assert run(ROWS, "--yes")[1].endswith("The roster is changed.\n")
    assert stored(stage) == [("Ms A. Otieno", "Africa/Nairobi", "fr")]
    assert run(ROWS.replace("WHO;Mr B;not an address;;;;\n", ""), "--yes")[1].endswith(
        "Nothing changed: it is all like that already.\n"
    )


@pytest.mark.parametrize(
    ("content", "arguments", "code", "told"),
    [
        ("When;What\nMay;A meeting\n", ("--yes",), 1, "people.csv"),
        (ROWS, ("--yes", "--group", "NONE"), 1, "There is no group NONE"),
    ],
)
def test_what_cannot_be_read_or_written_is_said(
    stage: Stage, run: Run, content: str, arguments: tuple[str, ...], code: int, told: str
) -> None:
    found, out, err = run(content, *arguments)
    assert (found, out) == (code, "") and told in err
    assert stored(stage) == []


def test_a_file_that_is_not_there(stage: Stage, capsys: pytest.CaptureFixture[str]) -> None:
    assert main(["roster", "nowhere.csv"]) == 1
    assert "nowhere.csv" in capsys.readouterr().err
