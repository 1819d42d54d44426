"""Database work off the event loop: one transaction in a worker thread at a time of need."""

from __future__ import annotations

import asyncio
from collections.abc import Callable
from concurrent.futures import Executor
from typing import Concatenate, ParamSpec, TypeVar

from sqlalchemy.exc import DBAPIError, SQLAlchemyError
from sqlalchemy.orm import Session

from bot.store.database import Database

P = ParamSpec("P")
T = TypeVar("T")

Failpoint = Callable[[str], None]
"""Called with a place's name whenever the program gets there; tests end the process in it."""


def no_failpoint(_name: str) -> None:
    """What is called outside of tests."""


def reason_of(error: SQLAlchemyError) -> str:
    """Why the database did not do it, in one line for the log."""
    return str(getattr(error, "orig", None) or error).partition("\n")[0]


class Transactions:
    """Runs functions of a session in worker threads."""

    def __init__(self, database: Database, executor: Executor | None) -> None:
        self._database = database
        self._executor = executor

    async def write(self, work: Callable[Concatenate[Session, P], T], *args: P.args, **kwargs: P.kwargs) -> T:
        """Run one writing transaction; committed when this returns.

        A connection that the server has dropped is replaced once. The work may then take place twice,
        which all work of delivery bears: rows claimed by a lost commit go through their lease.
        """

        def transaction() -> T:
            with self._database.writing() as session:
                return work(session, *args, **kwargs)

        return await self._in_thread(transaction)

    async def read(self, work: Callable[Concatenate[Session, P], T], *args: P.args, **kwargs: P.kwargs) -> T:
        """Run queries only."""

        def query() -> T:
            with self._database.reading() as session:
                return work(session, *args, **kwargs)

        return await self._in_thread(query)

    async def _in_thread(self, work: Callable[[], T]) -> T:
        loop = asyncio.get_running_loop()
        try:
            return await loop.run_in_executor(self._executor, work)
        except DBAPIError as error:
            if not error.connection_invalidated:
                raise
            return await loop.run_in_executor(self._executor, work)
