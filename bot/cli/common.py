"""What several commands need: settings, the database, and the group that is meant."""

from __future__ import annotations

import argparse
from collections.abc import Iterator
from contextlib import contextmanager
from pathlib import Path
from typing import TYPE_CHECKING

from bot.errors import UserError
from bot.i18n import _
from bot.settings import ENV_FILE, Settings, SettingsError

if TYPE_CHECKING:
    # The libraries of the database take half a second: whoever needs them imports them where it does.
    from bot.services.arrivals import Caller
    from bot.services.work import Work


def read_settings() -> Settings:
    """The settings of the environment and `.env`."""
    return Settings.read(env_file=ENV_FILE)


def read_slack_settings() -> Settings:
    """The settings of a command that talks with Slack.

    Raises:
        SettingsError: Slack's settings are missing, or they are for many workspaces.
    """
    settings = read_settings()
    require_slack(settings)
    return settings


def require_slack(settings: Settings) -> None:
    """Make sure that the bot can talk with Slack, in one workspace.

    Raises:
        SettingsError: Slack's settings are missing, or they are for many workspaces.
    """
    settings.require_slack()
    if settings.many_workspaces:
        raise SettingsError(
            _("SLACK_CLIENT_ID: installing into many workspaces comes later; use SLACK_BOT_TOKEN for one.")
        )


@contextmanager
def open_work(settings: Settings) -> Iterator[Work]:
    """The services' means over the configured database, whose schema is brought up to date on SQLite.

    Raises:
        UserError: the database cannot be reached, or its schema is old (PostgreSQL).
    """
    from sqlalchemy.exc import DBAPIError

    from bot.models.database import Database
    from bot.models.migrate import revisions, upgrade
    from bot.services.work import Work

    database = Database(settings.database_url)
    try:
        if database.is_sqlite:
            upgrade(database)
        else:
            current, newest = revisions(database)
            if current != newest:
                raise UserError(_("The database schema is old. Run `python -m bot migrate` first."))
        yield Work(database, settings.timing)
    except DBAPIError as error:
        reason = str(error.orig).splitlines()[0] if error.orig else type(error).__name__
        raise UserError(_("The database does not answer: {reason}").format(reason=reason)) from error
    finally:
        database.close()


def has_groups(database_url: str) -> bool:
    """Whether there is a database with a current schema and any group in it; creates nothing."""
    scheme, _colon, path = database_url.partition(":///")
    if scheme == "sqlite" and not Path(path.partition("?")[0]).is_file():
        return False
    from sqlalchemy.exc import DBAPIError

    from bot.models.database import Database
    from bot.models.migrate import revisions
    from bot.services.choosing import any_group
    from bot.services.work import Work

    database = Database(database_url)
    try:
        current, newest = revisions(database)
        return current == newest and any_group(Work(database))
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
    from bot.services.arrivals import command_line
    from bot.services.choosing import choose

    return command_line(work, choose(work, options.group, options.team))
