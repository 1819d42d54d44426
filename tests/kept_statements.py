"""Engines of the tests share what they have compiled: each test has a database, and so an engine, of its own.

SQLAlchemy keeps a compiled statement for one engine and one dialect; without this a third of the time of many
tests goes into compiling the same statements once more.
"""

from __future__ import annotations

from typing import Any

from sqlalchemy import Engine
from sqlalchemy.dialects import registry
from sqlalchemy.dialects.postgresql.psycopg import PGDialect_psycopg
from sqlalchemy.dialects.sqlite.pysqlite import SQLiteDialect_pysqlite
from sqlalchemy.engine import Dialect

_compiled: dict[Any, Any] = {}
_dialects: dict[Any, Dialect] = {}


class _Shared(Dialect):
    """One instance for all engines that are made alike."""

    def __new__(cls, **given: Any) -> Any:  # noqa: ANN401 - what create_engine gives
        key = (cls, *sorted((name, value) for name, value in given.items() if name != "dbapi"))
        if key not in _dialects:
            _dialects[key] = super().__new__(cls)
        return _dialects[key]

    def __init__(self, **given: Any) -> None:  # noqa: ANN401 - what create_engine gives
        if "dbapi" not in self.__dict__:
            super().__init__(**given)

    @classmethod
    def engine_created(cls, engine: Engine) -> None:
        engine.update_execution_options(compiled_cache=_compiled)


class SharedSqlite(_Shared, SQLiteDialect_pysqlite):
    """SQLite's dialect."""

    supports_statement_cache = True


class SharedPostgres(_Shared, PGDialect_psycopg):
    """PostgreSQL's dialect."""

    supports_statement_cache = True


def share_compiled_statements() -> None:
    """Let every engine that is made from here on share; ask for it before the first one is made."""
    registry.register("sqlite", __name__, SharedSqlite.__name__)
    registry.register("postgresql.psycopg", __name__, SharedPostgres.__name__)
