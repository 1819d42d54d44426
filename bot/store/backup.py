"""A consistent copy of the whole database while the bot runs, and what has to be doubted after a restore."""

from __future__ import annotations

import os
import shutil
import sqlite3
import subprocess
import tempfile
from collections.abc import Iterator
from contextlib import closing, contextmanager
from pathlib import Path

from sqlalchemy import URL, make_url

from bot.core.errors import UserError
from bot.core.i18n import _
from bot.store.database import Database

_MARK = 0x1316
"""SQLite's `user_version` of a copy that no bot has run on: `confirm_restored` takes it away."""
_LOCK_SECONDS = 30


def back_up(database_url: str, target: Path) -> int:
    """Write a copy of the database, as of one moment, to a new file that only its owner may read.

    The file appears whole or not at all. SQLite's is a database again; PostgreSQL's is for `pg_restore`.

    Returns:
        The size in bytes.

    Raises:
        UserError: the file exists or cannot be written, or the database cannot be read whole.
    """
    url = make_url(database_url)
    if target.exists():
        raise UserError(_("{file} exists already: name a new file.").format(file=target))
    try:
        with _new_file(target) as draft:
            if url.get_backend_name() == "sqlite":
                _copy_sqlite(Path(url.database or ""), draft)
            else:
                _dump_postgres(url, draft)
        return target.stat().st_size
    except OSError as error:
        reason = error.strerror or type(error).__name__
        text = _("{file} cannot be written: {reason}.")
        raise UserError(text.format(file=target, reason=reason)) from error


@contextmanager
def _new_file(target: Path) -> Iterator[Path]:
    """A draft beside the target that takes its name, safely on the disk, when the block succeeds."""
    descriptor, name = tempfile.mkstemp(dir=target.parent, prefix=f".{target.name}-")
    draft = Path(name)
    try:
        yield draft
        os.fsync(descriptor)
        draft.replace(target)
    finally:
        os.close(descriptor)
        draft.unlink(missing_ok=True)
    folder = os.open(target.parent, os.O_RDONLY)
    try:
        os.fsync(folder)
    finally:
        os.close(folder)


def _copy_sqlite(source: Path, draft: Path) -> None:
    if not source.is_file():
        raise UserError(_("There is no database at {path}.").format(path=source))
    try:
        with (
            closing(sqlite3.connect(f"{source.resolve().as_uri()}?mode=rw", uri=True)) as running,
            closing(sqlite3.connect(draft, isolation_level=None)) as copy,
        ):
            running.execute(f"PRAGMA busy_timeout = {_LOCK_SECONDS * 1000}")
            running.backup(copy)  # all pages in one step: one moment, however much is written meanwhile
            copy.execute("PRAGMA journal_mode = DELETE")  # one file, without a log beside it
            copy.execute(f"PRAGMA user_version = {_MARK}")
            found = copy.execute("PRAGMA integrity_check").fetchone()[0]
    except sqlite3.Error as error:
        raise UserError(_("The database cannot be copied: {reason}.").format(reason=error)) from error
    if found != "ok":
        raise UserError(_("The database is damaged: {reason}. Nothing was written.").format(reason=found))


def _dump_postgres(url: URL, draft: Path) -> None:
    program = shutil.which("pg_dump")
    if program is None:
        raise UserError(
            _("pg_dump was not found. Install PostgreSQL's client programs of the server's version or newer.")
        )
    password, url = _without_password(url)
    with _password_file(password) as passfile:
        done = subprocess.run(
            [
                program,
                "--format=custom",
                "--no-password",
                f"--file={draft}",
                f"--dbname={_conninfo(url, passfile)}",
            ],
            capture_output=True,
            text=True,
            errors="replace",
            check=False,
        )
    if done.returncode:
        reason = (done.stderr.strip().splitlines() or [str(done.returncode)])[0].removeprefix("pg_dump: ")
        raise UserError(_("pg_dump failed: {reason}").format(reason=reason))


def _without_password(url: URL) -> tuple[str | None, URL]:
    """The password of an address, wherever it stands there, and the address without it."""
    named = url.query.get("password", url.password)
    password = named if isinstance(named, str | None) else named[-1]
    return password, url.set(password=None).difference_update_query(["password"])


@contextmanager
def _password_file(password: str | None) -> Iterator[str | None]:
    """The password in a file of ours (mode 0600): what stands in a command line, the whole machine sees."""
    if password is None:
        yield None
        return
    password = password.replace("\\", "\\\\").replace(":", "\\:")
    with tempfile.NamedTemporaryFile("w", prefix="img-bot-", encoding="utf-8") as file:
        file.write(f"*:*:*:*:{password}\n")
        file.flush()
        yield file.name


def _conninfo(url: URL, passfile: str | None) -> str:
    """The connection string of libpq for an address without a password."""
    from psycopg.conninfo import make_conninfo

    options = url.translate_connect_args(username="user", database="dbname")
    return make_conninfo(**{"passfile": passfile, **options, **url.query})


def is_fresh_copy(database: Database) -> bool:
    """Whether this is a copy that `back_up` made and nobody has confirmed as restored (SQLite only)."""
    if not database.is_sqlite:
        return False
    with database.engine.connect() as connection:
        return connection.exec_driver_sql("PRAGMA user_version").scalar() == _MARK


def confirm_restored(database: Database) -> None:
    """Take the mark of a copy away: the bot may run on it."""
    if database.is_sqlite:
        with database.engine.begin() as connection:
            connection.exec_driver_sql("PRAGMA user_version = 0")
