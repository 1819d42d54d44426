"""The database goes away for a moment: no result is lost, nothing is said twice."""

from __future__ import annotations

import sqlite3
from datetime import timedelta

import pytest
from sqlalchemy import text
from sqlalchemy.exc import OperationalError

from bot.sandbox import faults
from bot.store import database as database_module
from tests.delivery.rig import build_rig


@pytest.fixture
def impatient(monkeypatch: pytest.MonkeyPatch) -> None:
    """Waiting 2 s for each lock would only make the test slow."""
    monkeypatch.setattr(database_module, "BUSY_TIMEOUT_MS", 50)


async def test_dropped_connections_are_replaced(postgres_url: str) -> None:
    async with build_rig(postgres_url) as rig:
        rig.add("a")
        await rig.delivery.tick()
        rig.add("b")
        with rig.database.engine.connect() as connection:
            connection.execute(
                text(
                    "SELECT pg_terminate_backend(pid) FROM pg_stat_activity"
                    " WHERE datname = current_database() AND pid <> pg_backend_pid()"
                )
            )
        await rig.run(timedelta(seconds=5))
        assert rig.texts() == ["a", "b"] and set(rig.states().values()) == {"sent"}


async def test_results_are_kept_while_another_process_locks_the_file(
    sqlite_url: str, impatient: None
) -> None:
    async with build_rig(sqlite_url) as rig:
        rig.server.faults.add(faults.slow(0.1), "chat.postMessage")
        rig.add("a", "b")
        await rig.delivery.pump()
        await rig.server.journal.wait(lambda entry: True)
        other = sqlite3.connect(sqlite_url.removeprefix("sqlite:///"), isolation_level=None)
        other.execute("BEGIN IMMEDIATE")
        with pytest.raises(OperationalError):
            await rig.delivery.tick()
        assert rig.states()["a"] == "sending"
        other.execute("ROLLBACK")
        other.close()
        await rig.run(timedelta(seconds=10))
        assert sorted(rig.texts()) == ["a", "b"] and set(rig.states().values()) == {"sent"}
