from __future__ import annotations

from collections.abc import Iterator

import pytest

from tests.services.stage import Stage, new_stage


@pytest.fixture
def stage(database_url: str) -> Iterator[Stage]:
    """The built-in plan in a group whose reminders are on, once on each kind of database."""
    stage = new_stage(database_url)
    stage.import_plan(start=True)
    yield stage
    stage.database.close()


@pytest.fixture
def bare(database_url: str) -> Iterator[Stage]:
    """A group with people and channels, but no plan."""
    stage = new_stage(database_url)
    yield stage
    stage.database.close()


@pytest.fixture
def lite(sqlite_url: str) -> Iterator[Stage]:
    """The built-in plan on SQLite alone, for tables of many cases."""
    stage = new_stage(sqlite_url)
    stage.import_plan(start=True)
    yield stage
    stage.database.close()
