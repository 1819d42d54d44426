"""`doctor`: see whether all is well, one line each, with the cure where it is not."""

from __future__ import annotations

import argparse
from collections.abc import Iterator

from bot.cli.common import read_settings
from bot.cli.findings import Finding
from bot.i18n import N_, _
from bot.settings import Settings, SettingsError

SUMMARY = N_("check settings, token, scopes, database, clock, channels and delivery")


def add_arguments(parser: argparse.ArgumentParser) -> None:
    """Take no options: the settings are in the environment."""


def run(options: argparse.Namespace) -> int:
    """Look at everything, whatever is ill.

    Returns:
        1 where anything is ill.

    Raises:
        SettingsError: a setting is missing or malformed.
    """
    settings = read_settings()
    settings.require_slack()
    if settings.many_workspaces:
        raise SettingsError(
            _("SLACK_CLIENT_ID: installing into many workspaces comes later; use SLACK_BOT_TOKEN for one.")
        )
    is_well = True
    for finding in _findings(settings):
        is_well = is_well and finding.is_well
        print("✔" if finding.is_well else "✘", f"{finding.about}: {finding.text}", flush=True)
    return 0 if is_well else 1


def _findings(settings: Settings) -> Iterator[Finding]:
    from bot.cli.doctor_database import check_database
    from bot.cli.doctor_slack import SlackCheck

    way = _("by Socket Mode") if settings.socket_mode else _("at {url}").format(url=settings.base_url)
    text = _("Slack reaches {command} {way}").format(command=settings.slack_command, way=way)
    yield Finding(_("settings"), True, text)
    slack = SlackCheck(settings)
    yield from slack.findings()
    yield from check_database(settings, slack)
