"""`migrate`: bring the database schema to the newest revision."""

from __future__ import annotations

import argparse

from bot.cli.common import explained_faults, read_settings
from bot.core.i18n import N_, _

SUMMARY = N_("bring the database schema to the newest revision")


def add_arguments(parser: argparse.ArgumentParser) -> None:
    """Take no options."""


def run(options: argparse.Namespace) -> None:
    """Migrate; does nothing where the schema is new.

    Raises:
        UserError: the database cannot be used, or a newer version of the bot has migrated it.
    """
    from bot.store.database import Database
    from bot.store.migrate import revisions, upgrade

    database = Database(read_settings().database_url)
    try:
        with explained_faults():
            upgrade(database)
            current, _newest = revisions(database)
    finally:
        database.close()
    print(_("The schema is at revision {revision}.").format(revision=current))
