"""`doctor`: see whether all is well, one line each, with the cure where it is not."""

from __future__ import annotations

import argparse
import sys
from collections.abc import Iterator

from bot.cli.common import read_settings
from bot.cli.findings import Finding
from bot.core.i18n import N_, _
from bot.core.settings import Settings, SettingsError

SUMMARY = N_("check settings, files, token, scopes, database, clock, channels, people and delivery")


def add_arguments(parser: argparse.ArgumentParser) -> None:
    """Take no options: the settings are in the environment."""


def run(options: argparse.Namespace) -> int:
    """Look at everything, whatever is ill.

    Returns:
        2 where a setting is missing, else 1 where anything is ill.

    Raises:
        SettingsError: a setting is malformed.
    """
    settings = read_settings()
    first = _settings(settings)
    print(first.line, file=sys.stdout if first.is_well else sys.stderr, flush=True)
    code = 0 if first.is_well else 2
    for finding in _findings(settings):
        print(finding.line, flush=True)
        code = code if finding.is_well else code or 1
    return code


def _settings(settings: Settings) -> Finding:
    try:
        settings.require_slack()
    except SettingsError as error:
        return Finding(_("settings"), False, error.text)
    if settings.socket_mode:
        text = _("Slack reaches {command} by Socket Mode")
    elif settings.public_url:
        text = _("Slack reaches {command} at {url}/slack/events")
    else:
        text = _(
            "{command} is awaited at {url}/slack/events, behind a proxy with HTTPS; PUBLIC_URL is not set"
        )
    words = text.format(command=settings.slack_command, url=settings.base_url)
    return Finding(_("settings"), True, words)


def _findings(settings: Settings) -> Iterator[Finding]:
    from bot.cli.doctor_database import check_database
    from bot.cli.doctor_files import check_files
    from bot.cli.doctor_slack import SlackCheck

    yield check_files(settings)
    slack = SlackCheck(settings)
    if not settings.many_workspaces:
        yield from slack.findings()
    yield from check_database(settings, slack)
