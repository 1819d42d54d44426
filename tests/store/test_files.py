"""The files of a database are for their owner alone, whatever the process's mask says."""

from __future__ import annotations

import os
from collections.abc import Iterator
from pathlib import Path

import pytest

from bot.store.backup import back_up
from bot.store.database import Database
from bot.store.migrate import upgrade


@pytest.fixture(autouse=True)
def open_mask() -> Iterator[None]:
    before = os.umask(0)
    yield
    os.umask(before)


def rights(folder: Path) -> dict[str, int]:
    return {path.name: path.stat().st_mode & 0o777 for path in folder.iterdir()}


def test_all_files_of_a_new_database_and_its_copy(tmp_path: Path) -> None:
    folder = tmp_path / "data"
    url = f"sqlite:///{folder}/img.db"
    database = Database(url)
    upgrade(database)
    with database.writing() as session:
        session.connection().exec_driver_sql("DELETE FROM received_events")
        assert rights(folder) == {"img.db": 0o600, "img.db-wal": 0o600, "img.db-shm": 0o600}
    assert folder.stat().st_mode & 0o777 == 0o700
    back_up(url, tmp_path / "copy.db")
    database.close()
    assert rights(tmp_path)["copy.db"] == 0o600


def test_the_rights_of_a_file_that_is_there_are_its_owners_business(tmp_path: Path) -> None:
    path = tmp_path / "img.db"
    path.touch(0o640)
    database = Database(f"sqlite:///{path}")
    upgrade(database)
    database.close()
    assert rights(tmp_path)["img.db"] == 0o640


@pytest.mark.parametrize("url", ["sqlite://", "sqlite:///:memory:"])
def test_a_database_in_memory_leaves_no_file(
    tmp_path: Path, monkeypatch: pytest.MonkeyPatch, url: str
) -> None:
    monkeypatch.chdir(tmp_path)
    database = Database(url)
    with database.reading() as session:
        assert session.connection().exec_driver_sql("SELECT 1").scalar() == 1
    database.close()
    assert rights(tmp_path) == {}
