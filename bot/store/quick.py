"""Small queries without the cost of SQLAlchemy around them: SQLite's driver is asked directly.

Of a query that takes SQLite ten microseconds, SQLAlchemy makes a hundred and more. The statements, and how
their values are read and written, stay SQLAlchemy's.
"""

from __future__ import annotations

import sqlite3
from collections.abc import Callable, Iterable, Mapping, Sequence
from dataclasses import dataclass
from threading import Lock
from typing import Any, Protocol, cast

from sqlalchemy import Engine, Select
from sqlalchemy.engine import Dialect
from sqlalchemy.pool import PoolProxiedConnection
from sqlalchemy.sql.compiler import SQLCompiler

Query = Select[*tuple[Any, ...]]
Change = Callable[[Any], Any]


class Queries(Protocol):
    """What runs a query: a session, a connection, or SQLite's driver."""

    def execute(self, statement: Query, parameters: Mapping[str, Any]) -> Iterable[Sequence[Any]]:
        """The rows that the query finds."""
        ...


@dataclass(frozen=True, slots=True)
class _Prepared:
    """A statement as the driver takes it, and what makes its values those of Python."""

    sql: str
    values: Sequence[tuple[str, Any, Change | None]]
    columns: Sequence[tuple[int, Change]]

    def write(self, parameters: Mapping[str, Any]) -> list[Any]:
        """The values of the statement's parameters, in its order."""
        found = [(parameters.get(name, constant), change) for name, constant, change in self.values]
        return [change(value) if change else value for value, change in found]

    def read(self, row: Sequence[Any]) -> Sequence[Any]:
        """One row, with the values that the columns' types say."""
        if not self.columns:
            return row
        found = list(row)
        for index, change in self.columns:
            found[index] = change(found[index])
        return found


class QuickReader:
    """Asks over one connection of its own, one query at a time; only for queries that are soon done.

    Args:
        engine: of SQLite; it also answers where the driver cannot, and knows how to say why.
    """

    def __init__(self, engine: Engine) -> None:
        self._engine = engine
        self._prepared: dict[Query, _Prepared] = {}
        self._held: PoolProxiedConnection | None = None
        self._lock = Lock()

    def execute(self, statement: Query, parameters: Mapping[str, Any]) -> Iterable[Sequence[Any]]:
        """The rows that a query finds."""
        rows = self.ask(statement, parameters)
        if rows is None:
            with self._engine.connect() as connection:
                return connection.execute(statement, parameters).all()
        return rows

    def ask(
        self, statement: Query, parameters: Mapping[str, Any], *, wait: bool = True
    ) -> list[Sequence[Any]] | None:
        """The same; None where the driver cannot answer now, or (without `wait`) is busy otherwise."""
        if not self._lock.acquire(blocking=wait):
            return None
        try:
            if (prepared := self._prepared.get(statement)) is None:
                prepared = self._prepared[statement] = _prepare(statement, self._engine.dialect)
            if self._held is None:
                self._held = self._engine.raw_connection()
                _driver(self._held).execute("PRAGMA busy_timeout=0")
            rows = _driver(self._held).execute(prepared.sql, prepared.write(parameters)).fetchall()
        except sqlite3.Error:
            return None
        finally:
            self._lock.release()
        return [prepared.read(row) for row in rows]

    def close(self) -> None:
        """Give the connection back."""
        with self._lock:
            if self._held is not None:
                self._held.close()
                self._held = None


def _driver(connection: PoolProxiedConnection) -> sqlite3.Connection:
    return cast(sqlite3.Connection, connection.driver_connection)


def _prepare(statement: Query, dialect: Dialect) -> _Prepared:
    compiled = statement.compile(dialect=dialect)
    assert isinstance(compiled, SQLCompiler)
    types = [column.type.dialect_impl(dialect) for column in statement.selected_columns]
    changes = [type_.result_processor(dialect, None) for type_ in types]
    return _Prepared(
        sql=str(compiled),
        values=[
            (name, bind.value, bind.type.dialect_impl(dialect).bind_processor(dialect))
            for name in compiled.positiontup or ()
            for bind in (compiled.binds[name],)
        ],
        columns=[(index, change) for index, change in enumerate(changes) if change is not None],
    )
