"""`migrate`: bring the database schema to the newest revision."""

from __future__ import annotations

import argparse

from bot.cli.common import read_settings
from bot.errors import UserError
from bot.i18n import N_, _

SUMMARY = N_("bring the database schema to the newest revision")


def add_arguments(parser: argparse.ArgumentParser) -> None:
    """Take no options."""


def run(options: argparse.Namespace) -> None:
    """Migrate; does nothing where the schema is new.

    Raises:
        UserError: the database does not answer.
    """
    from sqlalchemy.exc import DBAPIError

    from bot.models.database import Database
    from bot.models.migrate import revisions, upgrade

    database = Database(read_settings().database_url)
    try:
        upgrade(database)
        current, _newest = revisions(database)
    except DBAPIError as error:
        reason = str(error.orig).splitlines()[0]
        raise UserError(_("The database does not answer: {reason}").format(reason=reason)) from error
    finally:
        database.close()
    print(_("The schema is at revision {revision}.").format(revision=current))
