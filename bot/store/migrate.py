"""The schema: to its newest revision, and whether it is there. Alembic is imported only here."""

from __future__ import annotations

import re
from functools import lru_cache
from pathlib import Path
from typing import TYPE_CHECKING

from sqlalchemy import Connection, inspect, text
from sqlalchemy.orm import Session

from bot.core.errors import UserError
from bot.core.i18n import _
from bot.store.database import Database

if TYPE_CHECKING:
    from alembic.config import Config

MIGRATIONS = Path(__file__).resolve().parents[2] / "migrations"
_FOLLOWS = re.compile(r'^down_revision = "(\w+)"', re.MULTILINE)


def upgrade(database: Database) -> None:
    """Bring the schema to the newest revision; where it is there, Alembic is not even loaded.

    The change is one transaction (SQLite: with the write lock; PostgreSQL: with an advisory lock), so
    that two processes that start at once do not migrate twice.

    Raises:
        UserError: a newer version of the bot has migrated it.
    """
    current, newest = revisions(database)
    if current == newest:
        return
    refuse_unknown(current)
    from alembic import command

    with database.engine.begin() as connection:
        if not database.is_sqlite:
            connection.exec_driver_sql("SELECT pg_advisory_xact_lock(7160293)")
        config = _config()
        config.attributes["connection"] = connection
        command.upgrade(config, "head")


def require_current(database: Database) -> None:
    """Make sure of the newest revision, where several processes share a database: none migrates by itself.

    Raises:
        UserError: the schema is older, or a newer version of the bot has migrated it.
    """
    current, newest = revisions(database)
    if current != newest:
        refuse_unknown(current)
        raise UserError(_("The database schema is old. Run `python -m bot migrate` first."))


def refuse_unknown(revision: str | None) -> None:
    """Refuse a schema that this version does not know: schemas are not migrated downwards.

    Raises:
        UserError: there is no such revision.
    """
    if revision is not None and revision not in _known_revisions():
        text = _(
            "The database is at revision {revision}, which a newer version of the bot has made."
            " Install that version again, or restore a backup from before the upgrade."
        )
        raise UserError(text.format(revision=revision))


def revisions(database: Database) -> tuple[str | None, str]:
    """The revision the database is at (None: it has no schema), and the newest one there is."""
    with database.engine.connect() as connection:
        if not inspect(connection).has_table("alembic_version"):
            return None, newest_revision()
        return stored_revision(connection), newest_revision()


def _config() -> Config:
    from alembic.config import Config

    config = Config()
    config.set_main_option("script_location", str(MIGRATIONS))
    return config


def stored_revision(connection: Connection | Session) -> str | None:
    """The revision a database with a schema is at, read without Alembic."""
    stored: str | None = connection.scalar(text("SELECT version_num FROM alembic_version"))
    return stored


@lru_cache(maxsize=1)
def newest_revision() -> str:
    """The newest revision there is: the one that no other follows, read without Alembic."""
    files = [path.read_text(encoding="utf-8") for path in (MIGRATIONS / "versions").glob("[0-9]*.py")]
    followed = {found[1] for text in files if (found := _FOLLOWS.search(text))}
    [newest] = _known_revisions() - followed
    return newest


def _known_revisions() -> set[str]:
    """All revisions, by the names of the files: they begin with its number."""
    return {path.name.split("_")[0] for path in (MIGRATIONS / "versions").glob("[0-9]*.py")}
