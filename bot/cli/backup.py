"""`backup`: a consistent copy of the database while the bot runs."""

from __future__ import annotations

import argparse
from pathlib import Path

from bot.cli.common import read_settings
from bot.core.i18n import N_, _

SUMMARY = N_("write a consistent copy of the database to a new file, while the bot runs")


def add_arguments(parser: argparse.ArgumentParser) -> None:
    """The file."""
    parser.add_argument("file", metavar="FILE", type=Path, help=_("a new file; an existing one is kept"))


def run(options: argparse.Namespace) -> None:
    """Write the copy; it appears whole or not at all.

    Raises:
        UserError: the file exists or cannot be written, or the database cannot be read.
    """
    from bot.store.backup import back_up

    size = back_up(read_settings().database_url, options.file)
    print(_("{file} is written ({size} kB).").format(file=options.file, size=-(-size // 1024)))
