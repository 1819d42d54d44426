"""`web`: Slack's traffic and the pages, one of several processes on PostgreSQL."""

from __future__ import annotations

import argparse

from bot.cli.starting import serve
from bot.core.i18n import N_

SUMMARY = N_("Slack's traffic and the pages alone (PostgreSQL; beside `worker`)")


def add_arguments(parser: argparse.ArgumentParser) -> None:
    """Take no options: the settings are in the environment."""


def run(options: argparse.Namespace) -> None:
    """Run until told to end."""
    serve(traffic=True, notices=False)
