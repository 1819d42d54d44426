"""Engines and sessions for SQLite (one machine) and PostgreSQL (any number of processes)."""

from __future__ import annotations

import sqlite3
from collections.abc import Iterator, Mapping, Sequence
from contextlib import contextmanager
from pathlib import Path
from threading import Lock
from typing import Any, cast

from sqlalchemy import Connection, Engine, Select, create_engine, event, make_url
from sqlalchemy.engine.interfaces import DBAPIConnection
from sqlalchemy.orm import Session, sessionmaker
from sqlalchemy.pool import ConnectionPoolEntry, PoolProxiedConnection
from sqlalchemy.sql.compiler import SQLCompiler

from bot.errors import UserError
from bot.i18n import _

BUSY_TIMEOUT_MS = 2000
IDLE_TIMEOUT_MS = 15_000
# What begins a transaction on SQLite. A write transaction takes the lock at once, since a read lock upgraded
# later can fail as "busy"; a single query is consistent without any.
BEGIN = "img_begin"
READER, LOOKER = {BEGIN: "BEGIN"}, {BEGIN: ""}
AUTOCOMMIT = {"isolation_level": "AUTOCOMMIT"}
Query = Select[*tuple[Any, ...]]


class Database:
    """Gives sessions: `reading()` for queries, `writing()` for one transaction that commits on success.

    Sessions expire nothing on commit, so what a service returns stays readable after it.
    """

    def __init__(self, url: str, *, pool_size: int = 8) -> None:
        self.url = make_url(url)
        self.is_sqlite = self.url.get_backend_name() == "sqlite"
        self.engine = _sqlite(url) if self.is_sqlite else _postgres(url, pool_size)
        reader = self.engine.execution_options(**READER if self.is_sqlite else AUTOCOMMIT)
        self._looking = self.engine.execution_options(**LOOKER if self.is_sqlite else AUTOCOMMIT)
        self._reading = sessionmaker(reader, expire_on_commit=False, autoflush=False)
        self._writing = sessionmaker(self.engine, expire_on_commit=False)
        self._compiled: dict[Query, SQLCompiler] = {}
        self._asked: PoolProxiedConnection | None = None
        self._asking = Lock()

    @contextmanager
    def reading(self) -> Iterator[Session]:
        """A session for queries only: no write lock (SQLite), no transaction (PostgreSQL)."""
        with self._reading() as session:
            yield session

    def looking(self) -> Connection:
        """A connection for single queries, without the cost of a session and of a transaction."""
        return self._looking.connect()

    def look_up(self, statement: Query, parameters: Mapping[str, Any]) -> Sequence[Any] | None:
        """The first row of a query that every request makes; its columns as the driver gives them.

        SQLite needs a tenth of the time that SQLAlchemy takes around such a query: it is asked directly.
        """
        rows = self._ask_driver(statement, parameters, wait=True)
        if rows is None:
            # SQLAlchemy meets the same fault, and knows how to say it.
            with self.looking() as connection:
                return connection.execute(statement, parameters).first()
        return rows[0] if rows else None

    def glance(self, statement: Query, parameters: Mapping[str, Any]) -> Sequence[Any] | None:
        """The same row where it is to be had without waiting for a server, a lock or a thread; else None.

        It takes some ten microseconds, and so may be called from the event loop.
        """
        rows = self._ask_driver(statement, parameters, wait=False)
        return rows[0] if rows else None

    def _ask_driver(
        self, statement: Query, parameters: Mapping[str, Any], *, wait: bool
    ) -> list[Sequence[Any]] | None:
        """No or one row; None where SQLite's driver cannot tell."""
        if not self.is_sqlite or not self._asking.acquire(blocking=wait):
            return None
        try:
            if (compiled := self._compiled.get(statement)) is None:
                compiled = self._compiled[statement] = statement.compile(self.engine)
            if self._asked is None:
                self._asked = self.engine.raw_connection()
                self._driver().execute("PRAGMA busy_timeout=0")
            values = [parameters[name] for name in compiled.positiontup or ()]
            return self._driver().execute(compiled.string, values).fetchmany(1)
        except sqlite3.Error:
            return None
        finally:
            self._asking.release()

    def _driver(self) -> sqlite3.Connection:
        assert self._asked is not None
        return cast(sqlite3.Connection, self._asked.driver_connection)

    @contextmanager
    def writing(self) -> Iterator[Session]:
        """One transaction: committed when the block ends, rolled back when it raises."""
        with self._writing.begin() as session:
            yield session

    def close(self) -> None:
        """Close all connections."""
        with self._asking:
            if self._asked is not None:
                self._asked.close()
                self._asked = None
        self.engine.dispose()


def _postgres(url: str, pool_size: int) -> Engine:
    # A process that is stopped inside a transaction would keep its row locks: the server ends it.
    options = f"-c idle_in_transaction_session_timeout={IDLE_TIMEOUT_MS}"
    return create_engine(
        url,
        pool_size=pool_size,
        max_overflow=pool_size,
        connect_args={"options": options, "connect_timeout": 5},
        hide_parameters=True,  # they are what people wrote: it has no place in a log
    )


def _sqlite(url: str) -> Engine:
    path = make_url(url).database
    if path and path != ":memory:":
        try:
            Path(path).parent.mkdir(parents=True, exist_ok=True)
        except OSError as error:
            text = _("The folder {folder} of the database cannot be made: {reason}.")
            raise UserError(text.format(folder=Path(path).parent, reason=error.strerror)) from error
    engine = create_engine(url, connect_args={"check_same_thread": False}, hide_parameters=True)
    event.listen(engine, "connect", _prepare_connection)
    event.listen(engine, "begin", _begin)
    return engine


def _prepare_connection(connection: DBAPIConnection, _record: ConnectionPoolEntry) -> None:
    assert isinstance(connection, sqlite3.Connection)
    # The driver's own transaction handling locks nothing before the first write: we emit BEGIN ourselves.
    connection.isolation_level = None
    for pragma in (
        "journal_mode=WAL",
        "synchronous=FULL",
        "foreign_keys=ON",
        f"busy_timeout={BUSY_TIMEOUT_MS}",
    ):
        connection.execute(f"PRAGMA {pragma}")


def _begin(connection: Connection) -> None:
    if begin := connection.get_execution_options().get(BEGIN, "BEGIN IMMEDIATE"):
        connection.exec_driver_sql(begin)
