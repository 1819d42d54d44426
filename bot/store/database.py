"""Engines and sessions for SQLite (one machine) and PostgreSQL (any number of processes)."""

from __future__ import annotations

import os
import sqlite3
from collections.abc import Iterator
from contextlib import contextmanager, suppress
from pathlib import Path
from threading import RLock
from typing import Any

from sqlalchemy import Connection, Engine, create_engine, event, make_url
from sqlalchemy.engine.interfaces import DBAPIConnection
from sqlalchemy.orm import Session as Session
from sqlalchemy.orm import sessionmaker
from sqlalchemy.pool import ConnectionPoolEntry

from bot.core.errors import UserError
from bot.core.i18n import _

BUSY_TIMEOUT_MS = 2000
IDLE_TIMEOUT_MS = 15_000
POOLED = "pooled"
"""In the address of a PostgreSQL: a pooler such as PgBouncer, in transaction mode, stands before it."""
# What begins a transaction on SQLite. A write transaction takes the lock at once, since a read lock upgraded
# later can fail as "busy".
BEGIN = "img_begin"
READER = {BEGIN: "BEGIN"}
# What is read together is of one moment.
SNAPSHOT = {"isolation_level": "REPEATABLE READ", "postgresql_readonly": True}


class Database:
    """Gives sessions: `reading()` for queries, `writing()` for one transaction that commits on success.

    Sessions expire nothing on commit, so what a service returns stays readable after it.
    """

    def __init__(self, url: str, *, pool_size: int = 8) -> None:
        self.url = make_url(url)
        self.is_sqlite = self.url.get_backend_name() == "sqlite"
        self.engine = _sqlite(url) if self.is_sqlite else _postgres(url, pool_size)
        reader = self.engine.execution_options(**READER if self.is_sqlite else SNAPSHOT)
        self._reading = sessionmaker(reader, expire_on_commit=False, autoflush=False)
        self._writing = sessionmaker(self.engine, expire_on_commit=False)
        self._turn = RLock()

    @contextmanager
    def reading(self) -> Iterator[Session]:
        """A session for queries only: all see the database as it was at one moment, and lock nothing."""
        with self._reading() as session:
            yield session

    @contextmanager
    def writing(self) -> Iterator[Session]:
        """One transaction: committed when the block ends, rolled back when it raises."""
        with self._turn_to_write(), self._writing.begin() as session:
            yield session

    @contextmanager
    def _turn_to_write(self) -> Iterator[None]:
        """Wait in line for the one writer of SQLite: its own waiting keeps no order, and some wait in vain.

        Whoever does not get their turn in time, as when another process writes for long, tries without it.
        """
        has_turn = self.is_sqlite and self._turn.acquire(timeout=BUSY_TIMEOUT_MS / 1000)
        try:
            yield
        finally:
            if has_turn:
                self._turn.release()

    def close(self) -> None:
        """Close all connections."""
        self.engine.dispose()


def _postgres(url: str, pool_size: int) -> Engine:
    where = make_url(url)
    connecting: dict[str, str | None]
    if where.query.get(POOLED) is not None:
        # Each transaction may be on another connection of the pooler's, which takes no options: what is
        # prepared on one is unknown on the next, and the time-out below is the pooler's to set.
        where, connecting = where.difference_update_query([POOLED]), {"prepare_threshold": None}
    else:
        # A process that is stopped inside a transaction would keep its row locks: the server ends it.
        connecting = {"options": f"-c idle_in_transaction_session_timeout={IDLE_TIMEOUT_MS}"}
    return create_engine(
        where,
        pool_size=pool_size,
        max_overflow=pool_size,
        connect_args={**connecting, "connect_timeout": 5},
        hide_parameters=True,  # they are what people wrote: it has no place in a log
    )


def _sqlite(url: str) -> Engine:
    path = make_url(url).database
    if path and path != ":memory:":
        try:
            Path(path).parent.mkdir(mode=0o700, parents=True, exist_ok=True)
        except OSError as error:
            text = _("The folder {folder} of the database cannot be made: {reason}.")
            raise UserError(text.format(folder=Path(path).parent, reason=error.strerror)) from error
    engine = create_engine(url, connect_args={"check_same_thread": False}, hide_parameters=True)
    event.listen(engine, "do_connect", _make_private)
    event.listen(engine, "connect", _prepare_connection)
    event.listen(engine, "begin", _begin)
    return engine


def _make_private(_dialect: object, _record: object, where: list[Any], _named: object) -> None:
    """Make the file, where there is none, for its owner only; its log and index get the same rights."""
    if where[0] == ":memory:":
        return
    with suppress(OSError):  # SQLite says in its own words what is wrong
        os.close(os.open(where[0], os.O_RDWR | os.O_CREAT | os.O_EXCL, 0o600))


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
