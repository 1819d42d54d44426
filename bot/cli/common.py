"""What several commands need: settings, the database, and the group that is meant."""

from __future__ import annotations

import argparse
import sqlite3
from collections.abc import Iterator
from contextlib import contextmanager
from pathlib import Path
from typing import TYPE_CHECKING

from bot.core.errors import UserError
from bot.core.i18n import _
from bot.core.settings import ENV_FILE, Settings

if TYPE_CHECKING:
    from sqlalchemy.exc import DBAPIError

    # The libraries of the database take half a second: whoever needs them imports them where it does.
    from bot.core.caller import Caller
    from bot.core.work import Work


PRIMARY_CODE = 0xFF
"""The part of a code of SQLite's that names the kind of fault."""


def read_settings() -> Settings:
    """The settings of the environment and `.env`."""
    return Settings.read(env_file=ENV_FILE)


def read_slack_settings() -> Settings:
    """The settings of a command that talks with Slack.

    Raises:
        SettingsError: Slack's settings are missing.
    """
    settings = read_settings()
    settings.require_slack()
    return settings


@contextmanager
def open_work(settings: Settings) -> Iterator[Work]:
    """The services' means over the configured database, whose schema is brought up to date on SQLite.

    Raises:
        UserError: the database cannot be used, its schema is old (PostgreSQL), or a newer version's.
    """
    from bot.features import create_work
    from bot.store.database import Database
    from bot.store.migrate import require_current, upgrade

    database = Database(settings.database_url)
    try:
        with explained_faults():
            if database.is_sqlite:
                upgrade(database)
            else:
                require_current(database)
            yield create_work(database, settings.timing)
    finally:
        database.close()


@contextmanager
def explained_faults() -> Iterator[None]:
    """Say in one line what is wrong with the database, and what to do.

    Raises:
        UserError: the database cannot be used.
    """
    from sqlalchemy.exc import DBAPIError

    try:
        yield
    except DBAPIError as error:
        raise UserError(
            _("The database does not answer: {fault}").format(fault=fault_words(error))
        ) from error


def fault_words(error: DBAPIError) -> str:
    """What the driver says, and what to do about it."""
    reason = (str(error.orig).splitlines() or [type(error.orig).__name__])[0].rstrip(".")
    return f"{reason}. {_cure(getattr(error.orig, 'sqlite_errorcode', sqlite3.SQLITE_OK) & PRIMARY_CODE)}"


def _cure(code: int) -> str:
    if code in (sqlite3.SQLITE_NOTADB, sqlite3.SQLITE_CORRUPT):
        return _("The file is damaged: keep it, and restore the last backup.")
    if code in (sqlite3.SQLITE_READONLY, sqlite3.SQLITE_CANTOPEN):
        return _("Who runs the bot has to be able to read and write that file and its folder.")
    if code in (sqlite3.SQLITE_BUSY, sqlite3.SQLITE_LOCKED):
        return _("Another program holds it: end that one, or try again.")
    if code in (sqlite3.SQLITE_FULL, sqlite3.SQLITE_IOERR):
        return _("Make room on the disk, or see what else is wrong with it.")
    return _("Check DATABASE_URL and that the database runs.")


def is_absent(path: str) -> bool:
    """Whether there is nothing of that name; what may not be looked at is not absent."""
    try:
        Path(path).stat()
    except FileNotFoundError:
        return True
    except OSError:
        return False
    return False


def has_groups(database_url: str) -> bool:
    """Whether there is a database with a current schema and any group in it; creates nothing."""
    scheme, _colon, path = database_url.partition(":///")
    if scheme == "sqlite" and is_absent(path.partition("?")[0]):
        return False
    from sqlalchemy.exc import DBAPIError

    from bot.features import create_work
    from bot.groups.choosing import any_group
    from bot.store.database import Database
    from bot.store.migrate import revisions

    database = Database(database_url)
    try:
        current, newest = revisions(database)
        return current == newest and any_group(create_work(database))
    except DBAPIError:
        return False
    finally:
        database.close()


def add_group_arguments(parser: argparse.ArgumentParser) -> None:
    """`--group` and `--team`, which pick the group where there are several."""
    parser.add_argument("--group", metavar="LABEL", help=_("the group's label, where there are several"))
    parser.add_argument("--team", metavar="T…", help=_("the workspace, where the database holds several"))


def group_caller(work: Work, options: argparse.Namespace) -> Caller:
    """The command line before the group that is meant.

    Raises:
        UserError: none, or several and none was named.
    """
    from bot.groups.arrivals import command_line
    from bot.groups.choosing import choose

    return command_line(work, choose(work, options.group, options.team))
