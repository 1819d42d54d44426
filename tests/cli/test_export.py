from __future__ import annotations

import json
import os
import subprocess
import sys
from pathlib import Path

import pytest

from bot.__main__ import main
from bot.core.undo_acts import Undo
from bot.documents.exporting import collect_plan
from bot.plan.rules.items import Status
from tests.stage import LEAD1, NOW, Stage, new_stage

ROOT = Path(__file__).resolve().parents[2]


@pytest.fixture
def here(tmp_path: Path, sqlite_url: str, monkeypatch: pytest.MonkeyPatch) -> Path:
    """An empty folder, and the settings of a database with the built-in plan."""
    stage = new_stage(sqlite_url)
    stage.import_plan()
    stage.database.close()
    folder = tmp_path / "here"
    folder.mkdir()
    monkeypatch.chdir(folder)
    monkeypatch.setenv("DATABASE_URL", sqlite_url)
    return folder


def test_to_standard_output_as_bytes(here: Path) -> None:
    command = [sys.executable, "-m", "bot", "export", "--group", "img", "--format", "json"]
    environment = {**os.environ, "PYTHONPATH": str(ROOT), "PYTHONIOENCODING": "ascii"}
    done = subprocess.run(command, capture_output=True, env=environment, check=False)
    assert (done.returncode, done.stderr) == (0, b"")
    assert len(json.loads(done.stdout)["items"]) == 16


@pytest.mark.parametrize("form", ["json", "csv", "md"])
def test_to_a_file_that_appears_whole(here: Path, form: str, capfd: pytest.CaptureFixture[str]) -> None:
    target = here / f"plan.{form}"
    target.write_text("old")
    target.chmod(0o640)
    assert main(["export", "--format", form, "-o", str(target)]) == 0
    assert "IMG-M6" in target.read_text() and target.stat().st_mode & 0o777 == 0o640
    assert capfd.readouterr().out == ""
    assert [path.name for path in here.iterdir()] == [target.name]


def test_a_link_stays_a_link(here: Path) -> None:
    (here / "link.md").symlink_to(here / "real.md")
    assert main(["export", "--format", "md", "-o", "link.md"]) == 0
    assert (here / "link.md").is_symlink() and "IMG-M6" in (here / "real.md").read_text()


def test_a_device_is_written_to(here: Path) -> None:
    assert main(["export", "--format", "md", "-o", "/dev/null"]) == 0
    assert not Path("/dev/null").is_file()


def test_where_nothing_can_be_written(here: Path, capsys: pytest.CaptureFixture[str]) -> None:
    assert main(["export", "--format", "md", "-o", "no/such/folder.md"]) == 1
    assert capsys.readouterr().err.count("\n") == 1
    (here / "folder").mkdir()
    assert main(["export", "--format", "md", "-o", "folder"]) == 1


@pytest.mark.parametrize("form", ["xls", "pdf", "JSON", ""])
def test_other_formats_are_wrong_use(here: Path, form: str, capsys: pytest.CaptureFixture[str]) -> None:
    with pytest.raises(SystemExit) as ended:
        main(["export", "--format", form])
    assert ended.value.code == 2
    assert "csv" in capsys.readouterr().err


def test_a_group_that_is_not_there(here: Path, capsys: pytest.CaptureFixture[str]) -> None:
    assert main(["export", "--format", "md", "--group", "ESM"]) == 1
    assert "no group ESM" in capsys.readouterr().err


def test_the_history_says_who(stage: Stage) -> None:
    stage.set_status(LEAD1, "WS1-D1", Status.AT_RISK, "late")
    stage.do(Undo(), stage.as_(LEAD1))
    plan = collect_plan(stage.work, stage.cli(), NOW)
    item = next(exported for exported in plan.items if exported.item.key == "WS1-D1")
    assert [(c.who, c.action, c.undone) for c in item.history] == [
        ("cli", "import", False), (LEAD1, "status", True), (LEAD1, "status", False),
    ]  # fmt: skip
    assert item.needs == (("WS1-M2", True), ("IMG-M7", True)) and item.item.agenda == ()
