"""`export`: write a group's plan to a file, or to standard output."""

from __future__ import annotations

import argparse
import os
import sys
import tempfile
from datetime import UTC, datetime
from pathlib import Path

from bot.cli.common import add_group_arguments, group_caller, open_work, read_settings
from bot.core.errors import UserError
from bot.core.i18n import N_, _
from bot.core.shown import without_controls
from bot.exports.formats import BINARY, FORMATS

SUMMARY = N_("write the plan to a file, or to standard output")


def add_arguments(parser: argparse.ArgumentParser) -> None:
    """The group, the format and the file."""
    add_group_arguments(parser)
    parser.add_argument("--format", required=True, choices=tuple(FORMATS))
    parser.add_argument("-o", "--output", metavar="FILE", type=Path, help=_("instead of standard output"))


def run(options: argparse.Namespace) -> None:
    """Collect the plan and write it; a file appears whole or not at all.

    Raises:
        UserError: there is no such group, or the file cannot be written.
    """
    from bot.dates.texts import when_words
    from bot.documents.exporting import collect_plan
    from bot.documents.writing.plan import Wording
    from bot.plan.texts.naming import status_words

    with open_work(read_settings()) as work:
        plan = collect_plan(
            work, group_caller(work, options), datetime.now(UTC), with_original=options.format == "docx"
        )
    data = FORMATS[options.format](plan, Wording(when_words, status_words))
    if options.output is None and sys.stdout.isatty() and options.format in BINARY:
        raise UserError(_("That is nothing to read on a screen: name a file with -o."))
    if options.output is None and sys.stdout.isatty():
        print(without_controls(data.decode("utf-8-sig")))
        return
    if options.output is None:
        sys.stdout.buffer.write(data)
        sys.stdout.buffer.flush()
        return
    _write(options.output, data)
    print(_("{file} is written.").format(file=options.output), file=sys.stderr)


def _write(path: Path, data: bytes) -> None:
    """Put bytes beside the file and then in its place, with the rights that a new file gets."""
    try:
        if path.exists() and not path.is_file():  # a pipe or a device: nothing can take its place
            path.write_bytes(data)
            return
        target = path.resolve()  # a link keeps pointing where it does
        descriptor, name = tempfile.mkstemp(dir=target.parent, prefix=f".{target.name}-")
        try:
            with os.fdopen(descriptor, "wb") as file:
                file.write(data)
                file.flush()
                os.fsync(file.fileno())
            os.chmod(name, target.stat().st_mode & 0o777 if target.exists() else 0o666 & ~_umask())
            os.replace(name, target)
        except BaseException:  # also where it is interrupted: nothing half written is left behind
            os.unlink(name)
            raise
    except OSError as error:
        reason = error.strerror or type(error).__name__
        raise UserError(_("{file} cannot be written: {reason}.").format(file=path, reason=reason)) from error


def _umask() -> int:
    current = os.umask(0)
    os.umask(current)
    return current
