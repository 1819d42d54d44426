"""`run`: all in one process: Slack's traffic, the notices, the pages."""

from __future__ import annotations

import argparse

from bot.cli.starting import serve
from bot.core.i18n import N_

SUMMARY = N_("run the bot: Slack's traffic, the notices and the pages in one process")


def add_arguments(parser: argparse.ArgumentParser) -> None:
    """Take no options: the settings are in the environment."""


def run(options: argparse.Namespace) -> None:
    """Run until told to end."""
    serve(traffic=True, notices=True)
