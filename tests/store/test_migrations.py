from __future__ import annotations

from datetime import UTC, datetime, timedelta, timezone

import pytest
from alembic import command
from alembic.autogenerate import compare_metadata
from alembic.runtime.migration import MigrationContext
from alembic.script import ScriptDirectory
from sqlalchemy import inspect, select
from sqlalchemy.exc import StatementError

from bot.core.tables import Group, ReceivedEvent
from bot.groups.tables import Workspace
from bot.plan.tables import Item
from bot.store.database import Database
from bot.store.migrate import _config, revisions, upgrade
from bot.tables import Base


def test_there_is_one_head() -> None:
    assert len(ScriptDirectory.from_config(_config()).get_heads()) == 1


def test_from_empty_to_head_and_back(bare_database_url: str) -> None:
    database = Database(bare_database_url)
    assert revisions(database)[0] is None
    upgrade(database)
    current, newest = revisions(database)
    assert current == newest is not None
    assert set(inspect(database.engine).get_table_names()) == {*Base.metadata.tables, "alembic_version"}
    upgrade(database)
    with database.engine.begin() as connection:
        config = _config()
        config.attributes["connection"] = connection
        command.downgrade(config, "base")
    assert set(inspect(database.engine).get_table_names()) <= {"alembic_version"}
    upgrade(database)
    assert revisions(database) == (current, newest)
    database.close()


def test_the_first_dates_that_are_stored_keep_the_zone_they_have(bare_database_url: str) -> None:
    database = Database(bare_database_url)
    upgrade(database)
    with database.writing() as session:
        session.add(Workspace(team_id="T1", created_at=datetime.now(UTC)))
        session.flush()
        group = Group(
            team_id="T1", label="IMG", name="IMG", zone="Europe/Zurich", created_at=datetime.now(UTC)
        )
        session.add(group)
        session.flush()
        for place, first in enumerate(("day", None)):
            session.add(
                Item(
                    group_id=group.id, key=f"IMG-M{place}", kind="meeting", title="Meeting", position=place,
                    precision="day", start="2018-01-16", zone="Africa/Nairobi", status="scheduled",
                    sort_key="2018-01-16", is_open=True, created_at=datetime.now(UTC),
                    baseline_precision=first, baseline_start="2018-01-16" if first else None,
                )
            )  # fmt: skip
    with database.engine.begin() as connection:
        config = _config()
        config.attributes["connection"] = connection
        command.downgrade(config, "0001")
    assert "baseline_zone" not in {column["name"] for column in inspect(database.engine).get_columns("items")}
    upgrade(database)
    with database.reading() as session:
        rows = session.execute(select(Item.key, Item.start, Item.baseline_zone).order_by(Item.position)).all()
    assert rows == [("IMG-M0", "2018-01-16", "Africa/Nairobi"), ("IMG-M1", "2018-01-16", None)]
    database.close()


def test_the_schema_is_that_of_the_models(database_url: str) -> None:
    """What `alembic check` does."""
    database = Database(database_url)
    with database.engine.connect() as connection:
        context = MigrationContext.configure(connection, opts={"compare_type": True})
        assert compare_metadata(context, Base.metadata) == []
    database.close()


def test_times_are_aware_and_come_back_in_utc(database_url: str) -> None:
    database = Database(database_url)
    nairobi = datetime(2018, 1, 16, 14, 0, 0, 123456, timezone(timedelta(hours=3)))
    with database.writing() as session:
        session.add(ReceivedEvent(id="Ev1", received_at=nairobi))
    with database.reading() as session:
        stored = session.scalars(select(ReceivedEvent.received_at)).one()
        assert stored == nairobi and stored.utcoffset() == timedelta(0)
        earlier = datetime(2018, 1, 16, 10, 59, tzinfo=UTC)
        assert session.scalars(select(ReceivedEvent).where(ReceivedEvent.received_at < earlier)).all() == []
    with pytest.raises(StatementError, match="naive"), database.writing() as session:
        session.add(ReceivedEvent(id="Ev2", received_at=datetime(2018, 1, 16)))  # noqa: DTZ001
    database.close()


def test_a_failed_block_leaves_nothing(database_url: str) -> None:
    database = Database(database_url)
    with pytest.raises(RuntimeError), database.writing() as session:
        session.add(ReceivedEvent(id="Ev1", received_at=datetime.now(UTC)))
        session.flush()
        raise RuntimeError
    with database.reading() as session:
        assert session.get(ReceivedEvent, "Ev1") is None
    database.close()
