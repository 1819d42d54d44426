"""Adding what may be there already, in one statement: two who add the same at once are both right."""

from __future__ import annotations

from collections.abc import Mapping
from functools import cache
from typing import Any

from sqlalchemy import Insert, Table
from sqlalchemy.dialects import postgresql, sqlite
from sqlalchemy.orm import Session

from bot.store.base import Base


def insert_new(session: Session, model: type[Base]) -> postgresql.Insert | sqlite.Insert:
    """An INSERT into a table that leaves the rows as they are whose key is stored."""
    return insert_or(session, model).on_conflict_do_nothing()


def insert_or(session: Session, model: type[Base]) -> postgresql.Insert | sqlite.Insert:
    """An INSERT that can say what happens to rows whose key is stored."""
    return insert_into(session.get_bind().dialect.name, model)


def insert_one(session: Session, model: type[Base], values: Mapping[str, Any]) -> bool:
    """Add a row unless its key is stored; returns whether it was added."""
    statement = _one_into(session.get_bind().dialect.name, model)
    return session.connection().execute(statement, dict(values)).first() is not None


@cache
def insert_into(dialect: str, model: type[Base] | Table) -> postgresql.Insert | sqlite.Insert:
    """The same for a kind of database."""
    return postgresql.insert(model) if dialect == "postgresql" else sqlite.insert(model)


@cache
def _one_into(dialect: str, model: type[Base]) -> Insert:
    """Built once, for what every request takes."""
    table = model.__table__
    assert isinstance(table, Table)
    return insert_into(dialect, table).on_conflict_do_nothing().returning(*table.primary_key)
