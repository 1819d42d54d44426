"""`worker`: the notices and the timed work, one of several processes on PostgreSQL; opens no port."""

from __future__ import annotations

import argparse

from bot.cli.starting import serve
from bot.core.i18n import N_

SUMMARY = N_("the notices and timed work alone (PostgreSQL; beside `web`)")


def add_arguments(parser: argparse.ArgumentParser) -> None:
    """Take no options: the settings are in the environment."""


def run(options: argparse.Namespace) -> None:
    """Run until told to end."""
    serve(traffic=False, notices=True)
