"""`minutes`: write the minutes of a meeting as Word or markdown, keep an edited file, set the template."""

from __future__ import annotations

import argparse
import sys
from datetime import UTC, datetime
from pathlib import Path

from bot.cli.common import add_group_arguments, group_caller, open_work, read_settings
from bot.core.errors import UserError
from bot.core.i18n import N_, _

SUMMARY = N_("write the minutes of a meeting, or keep an edited file as their text")


def add_arguments(parser: argparse.ArgumentParser) -> None:
    """The meeting, and one of: a file to write, a file to keep, a template."""
    add_group_arguments(parser)
    parser.add_argument("key", nargs="?", help=_("the meeting, such as IMG-M6"))
    parser.add_argument("--format", choices=("docx", "md"), default="md")
    parser.add_argument("-o", "--output", metavar="FILE", type=Path, help=_("instead of standard output"))
    parser.add_argument("--keep", metavar="FILE", type=Path, help=_("keep this file as the text that counts"))
    parser.add_argument(
        "--addendum", action="store_true", help=_("keep it as an addendum of adopted minutes")
    )
    parser.add_argument("--template", metavar="FILE", type=Path, help=_("the group's own Word template"))
    parser.add_argument("--write-template", metavar="FILE", type=Path, help=_("write the one that ships"))


def run(options: argparse.Namespace) -> None:
    """Write, keep, or set.

    Raises:
        UserError: there is no such meeting, or a file cannot be read or written.
    """
    from bot.meetings.minutes.filing import keep_minutes, write_minutes
    from bot.meetings.minutes.word import build_template
    from bot.meetings.templates.performing import keep_template
    from bot.plan.rules.plan import Plan

    now = datetime.now(UTC)
    if options.write_template is not None:
        _write(options.write_template, build_template())
        return
    with open_work(read_settings()) as work:
        caller = group_caller(work, options)
        if options.template is not None:
            keep_template(work, caller, "minutes", options.template.name, _read(options.template), now)
            print(_("{file} is the template from now on.").format(file=options.template), file=sys.stderr)
            return
        with work.database.reading() as session:
            items = work.snapshot(session, caller.group.id)[Plan].by_key
        item = items.get((options.key or "").upper())
        if item is None or not item.is_meeting:
            raise UserError(_("Which meeting? Give its key, for example IMG-M6."))
        if options.keep is not None:
            data = _read(options.keep)
            keep_minutes(work, caller, item.id, options.keep.name, data, now, is_addendum=options.addendum)
            print(_("{file} is kept.").format(file=options.keep), file=sys.stderr)
            return
        _name, data = write_minutes(work, caller, item, options.format, now)
    if options.output is not None:
        _write(options.output, data)
    else:
        sys.stdout.buffer.write(data)
        sys.stdout.buffer.flush()


def _read(path: Path) -> bytes:
    try:
        return path.read_bytes()
    except OSError as error:
        reason = error.strerror or type(error).__name__
        raise UserError(_("{file} cannot be read: {reason}.").format(file=path, reason=reason)) from error


def _write(path: Path, data: bytes) -> None:
    try:
        path.write_bytes(data)
    except OSError as error:
        reason = error.strerror or type(error).__name__
        raise UserError(_("{file} cannot be written: {reason}.").format(file=path, reason=reason)) from error
    print(_("{file} is written.").format(file=path), file=sys.stderr)
