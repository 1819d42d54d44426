"""Alembic's entry: migrates the database whose connection or address it is given."""

from __future__ import annotations

from typing import Literal

from alembic import context
from alembic.autogenerate.api import AutogenContext
from sqlalchemy import JSON, Connection

from bot.store.base import UTCDateTime
from bot.store.database import Database
from bot.tables import Base


def _render(kind: str, value: object, context: AutogenContext) -> str | Literal[False]:
    """Write our own column types as what they are in the database, so that migrations stand alone."""
    if kind == "type" and isinstance(value, UTCDateTime):
        return "sa.DateTime(timezone=True)"
    if kind == "type" and isinstance(value, JSON):
        context.imports.add("from sqlalchemy.dialects import postgresql")
        return 'sa.JSON().with_variant(postgresql.JSONB(), "postgresql")'
    return False


def _migrate(connection: Connection) -> None:
    context.configure(
        connection=connection,
        target_metadata=Base.metadata,
        compare_type=True,
        render_item=_render,
        render_as_batch=connection.dialect.name == "sqlite",
    )
    with context.begin_transaction():
        context.run_migrations()


def run() -> None:
    """Migrate over the connection handed in by the program, or open the configured address."""
    connection = context.config.attributes.get("connection")
    if connection is not None:
        _migrate(connection)
        return
    database = Database(context.config.get_main_option("sqlalchemy.url") or "sqlite:///data/img.db")
    with database.engine.begin() as opened:
        _migrate(opened)
    database.close()


run()
