"""The schema: to its newest revision, and whether it is there. Alembic is imported only here."""

from __future__ import annotations

from pathlib import Path
from typing import TYPE_CHECKING

from sqlalchemy import Connection, inspect, text
from sqlalchemy.orm import Session

from bot.models.database import Database

if TYPE_CHECKING:
    from alembic.config import Config

MIGRATIONS = Path(__file__).resolve().parents[2] / "migrations"


def upgrade(database: Database) -> None:
    """Bring the schema to the newest revision; where it is there, Alembic is not even loaded.

    The change is one transaction (SQLite: with the write lock; PostgreSQL: with an advisory lock), so
    that two processes that start at once do not migrate twice.
    """
    current, newest = revisions(database)
    if current == newest:
        return
    from alembic import command

    with database.engine.begin() as connection:
        if not database.is_sqlite:
            connection.exec_driver_sql("SELECT pg_advisory_xact_lock(7160293)")
        config = _config()
        config.attributes["connection"] = connection
        command.upgrade(config, "head")


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


def newest_revision() -> str:
    """The newest revision there is, by the names of the files: they begin with its number."""
    return max(path.name.split("_")[0] for path in (MIGRATIONS / "versions").glob("[0-9]*.py"))
