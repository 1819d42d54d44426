"""SQLite's driver, asked directly, answers as SQLAlchemy does, and leaves to it what it cannot answer."""

from __future__ import annotations

from collections.abc import Iterator
from contextlib import closing
from datetime import UTC, date, datetime

import pytest
from sqlalchemy import JSON, Boolean, Column, Date, Integer, MetaData, String, Table, bindparam, select
from sqlalchemy.exc import OperationalError

from bot.store.base import UTCDateTime
from bot.store.database import Database
from bot.store.quick import QuickReader

_things = Table(
    "things",
    MetaData(),
    Column("id", Integer, primary_key=True),
    Column("name", String),
    Column("is_new", Boolean),
    Column("day", Date),
    Column("at", UTCDateTime()),
    Column("parts", JSON),
)
ROWS = [
    (1, "first", True, date(2018, 2, 28), datetime(2018, 2, 28, 12, 30, tzinfo=UTC), ["a", "b"]),
    (2, None, False, None, None, []),
    (3, "third", None, date(2020, 2, 29), datetime(2020, 2, 29, tzinfo=UTC), {"c": 1}),
]
BEFORE = (
    select(_things)
    .where((_things.c.at < bindparam("moment")) | _things.c.at.is_(None), _things.c.id > 0)
    .order_by(_things.c.id)
    .limit(bindparam("most"))
)


@pytest.fixture
def database(sqlite_url: str) -> Iterator[Database]:
    with closing(Database(sqlite_url)) as database:
        with database.writing() as session:
            _things.create(session.connection())
            session.execute(_things.insert(), [dict(zip(_things.c.keys(), row, strict=True)) for row in ROWS])
        yield database


def asked(database: Database, moment: datetime, most: int) -> list[tuple[object, ...]]:
    assert isinstance(database.quick, QuickReader)
    rows = database.quick.ask(BEFORE, {"moment": moment, "most": most})
    assert rows is not None, "the driver did not answer"
    return [tuple(row) for row in rows]


@pytest.mark.parametrize(
    "moment", [datetime(2018, 2, 28, 12, 30, tzinfo=UTC), datetime(2019, 1, 1, tzinfo=UTC)]
)
@pytest.mark.parametrize("most", [1, 9])
def test_values_are_those_of_the_columns_types(database: Database, moment: datetime, most: int) -> None:
    with database.looking() as connection:
        wanted = connection.execute(BEFORE, {"moment": moment, "most": most}).all()
    assert asked(database, moment, most) == [tuple(row) for row in wanted]
    assert asked(database, datetime(2030, 1, 1, tzinfo=UTC), 9) == ROWS


def test_a_change_shows_at_once(database: Database) -> None:
    later = datetime(2030, 1, 1, tzinfo=UTC)
    assert len(asked(database, later, 9)) == 3
    with database.writing() as session:
        session.execute(_things.delete().where(_things.c.id == 2))
    assert [row[0] for row in asked(database, later, 9)] == [1, 3]


def test_what_the_driver_cannot_answer_is_told_by_sqlalchemy(database: Database) -> None:
    missing = select(Table("missing", MetaData(), Column("id", Integer)))
    assert database.glance(missing, {}) is None
    with database.quickly() as queries, pytest.raises(OperationalError, match="no such table"):
        list(queries.execute(missing, {}))
    assert len(asked(database, datetime(2030, 1, 1, tzinfo=UTC), 9)) == 3, "it goes on answering"
