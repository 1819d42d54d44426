"""`demo`: the bot in this terminal, on a simulated clock and a stand-in Slack."""

from __future__ import annotations

import argparse
import logging
import sys
from pathlib import Path

from bot.cli.import_ import read_file
from bot.core.i18n import LANGUAGES, N_, _

SUMMARY = N_("live a year with the bot in this terminal, without Slack and without settings")


def add_arguments(parser: argparse.ArgumentParser) -> None:
    """A plan of one's own, and whether to play the tour."""
    parser.add_argument("file", metavar="FILE", type=Path, nargs="?", help=_("a plan of your own"))
    parser.add_argument(
        "--language", choices=LANGUAGES, default=LANGUAGES[0], help=_("what everybody there reads")
    )
    parser.add_argument("--script", action="store_true", help=_("play a tour in six scenes, and exit"))
    parser.add_argument("--all", action="store_true", help=_("with --script: the whole year"))


def run(options: argparse.Namespace) -> None:
    """Live the year by hand where there is a terminal, else play it.

    Raises:
        UserError: the file is no plan.
    """
    from bot.demo.playing import run_demo

    logging.basicConfig(level=logging.WARNING, format="%(levelname)s %(name)s: %(message)s")
    document = (read_file(options.file), options.file.name) if options.file else None
    by_hand = sys.stdin.isatty() and sys.stdout.isatty()
    run_demo(document, script=options.script or not by_hand, is_whole=options.all, language=options.language)
