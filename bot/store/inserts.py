"""Adding what may be there already, in one statement: two who add the same at once are both right."""

from __future__ import annotations

from sqlalchemy.dialects import postgresql, sqlite
from sqlalchemy.orm import Session

from bot.store.base import Base


def insert_new(session: Session, model: type[Base]) -> postgresql.Insert | sqlite.Insert:
    """An INSERT into a table that leaves the rows as they are whose key is stored."""
    return insert_or(session, model).on_conflict_do_nothing()


def insert_or(session: Session, model: type[Base]) -> postgresql.Insert | sqlite.Insert:
    """An INSERT that can say what happens to rows whose key is stored."""
    if session.get_bind().dialect.name == "postgresql":
        return postgresql.insert(model)
    return sqlite.insert(model)
