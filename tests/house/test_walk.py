"""The program that counts what an act walks through counts all of it."""

from __future__ import annotations

from sqlalchemy import create_engine, text

from tests.walk import STAND_INS, WALKS, Counter, measure, read_baseline


def test_every_walk_is_counted_and_has_a_baseline() -> None:
    walks = measure()
    assert [*walks] == [*WALKS]
    assert [*read_baseline()] == [name for name in WALKS if not name.endswith(", later")]
    for name, walk in walks.items():
        assert min(walk.counts.files, walk.counts.rooms, walk.counts.statements) > 0, name
        assert not walk.rooms & {*STAND_INS}, name


def test_statements_are_counted_once_with_and_past_sqlalchemy() -> None:
    counter, engine = Counter(), create_engine("sqlite://")
    with counter.watching(), engine.connect() as connection:
        connection.execute(text("SELECT 0"))
        with counter.counting() as walk:
            connection.execute(text("SELECT 1"))
            connection.exec_driver_sql("PRAGMA user_version")
            driver = connection.connection.driver_connection
            assert driver is not None
            driver.execute("SELECT 2")
    engine.dispose()
    assert walk.statements == ["SELECT 1", "SELECT 2"]
