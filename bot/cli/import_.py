"""`import`: read a plan from a file, show the difference, write it when told to."""

from __future__ import annotations

import argparse
import gc
import json
import sys
from collections.abc import Iterator, Sequence
from contextlib import contextmanager
from datetime import UTC, date, datetime
from pathlib import Path

from bot.cli.common import add_group_arguments, group_caller, has_groups, open_work, read_settings
from bot.cli.import_table import print_import
from bot.core.errors import UserError
from bot.core.i18n import N_, _
from bot.dates.wall_time import is_zone
from bot.documents.answers import ZONE
from bot.documents.drafting import ImportResult, read_draft

SUMMARY = N_("read a plan from a document, a table or a calendar file into a group")
MOST_BYTES = 10 * 1024 * 1024


def add_arguments(parser: argparse.ArgumentParser) -> None:
    """The file, how to read it, and whether to write."""
    parser.add_argument("file", metavar="FILE", type=Path)
    add_group_arguments(parser)
    parser.add_argument("--dry-run", action="store_true", help=_("only show what would change"))
    parser.add_argument("--format", choices=("table", "json"), default="table")
    parser.add_argument("--year", type=int, metavar="YYYY", help=_("of dates without a year"))
    parser.add_argument("--zone", type=_zone, metavar="ZONE", help=_("of clock times; else the group's"))
    parser.add_argument(
        "--start", type=date.fromisoformat, metavar="DATE", help=_("what relative dates count from")
    )
    parser.add_argument(
        "--replace", action="store_true", help=_("also where it is another plan: what it lacks is taken away")
    )
    parser.add_argument("--yes", action="store_true", help=_("write without asking, and start the reminders"))


def _zone(text: str) -> str:
    if not is_zone(text):
        raise argparse.ArgumentTypeError(_("{text!r} is no time zone").format(text=text))
    return text


def run(options: argparse.Namespace) -> int:
    """Read, compare, ask, write.

    Returns:
        2 where nobody can be asked and neither `--yes` nor `--dry-run` was given.

    Raises:
        UserError: the file is no plan, or there is no group to write to.
    """
    data = read_file(options.file)
    with _collecting_later():
        return _import(options, data)


def _import(options: argparse.Namespace, data: bytes) -> int:
    if not (options.dry_run or options.yes or sys.stdin.isatty()):
        print(_("Without a terminal, say --dry-run or --yes."), file=sys.stderr)
        return 2
    settings = read_settings()
    if options.dry_run and not has_groups(settings.database_url):
        result = _read_draft(options, data, options.group or "IMG", settings.timezone)
        _print(result, options.format)
        return 0
    # Here: what is no plan is refused without waiting for the database's libraries.
    from bot.documents.importing import preview_import
    from bot.documents.performing import import_document, refusal_of

    with open_work(settings) as work:
        caller = group_caller(work, options)
        result = _read_draft(
            options, data, caller.group.label, caller.group.zone, streams=caller.group.labels
        )
        result = preview_import(work, caller, result)
        _print(result, options.format)
        if options.dry_run:
            return 0
        if result.takes_away_much and not options.replace:
            raise UserError(f"{refusal_of(result)} " + _("To replace the plan, say --replace."))
        if not result.changes_anything:
            # The file may still be new (other lines, other wording): remembered, but nothing to ask.
            print(_("Nothing changes."), file=sys.stderr)
        elif not options.yes and not _agreed(caller.group.name):
            print(_("Nothing was written."), file=sys.stderr)
            return 0
        import_document(
            work,
            caller,
            result,
            data,
            options.file.name,
            datetime.now(UTC),
            start_reminders=options.yes,
            replaces=options.replace,
        )
        if result.changes_anything:
            print(_("Written to {group}.").format(group=caller.group.name), file=sys.stderr)
        if not options.yes:
            print(_("Nothing is sent before someone says `start reminders` in Slack."), file=sys.stderr)
    return 0


@contextmanager
def _collecting_later() -> Iterator[None]:
    """Leave cyclic garbage for later: a plan of 10,000 items is many objects, few of them in cycles."""
    was_on = gc.isenabled()
    gc.disable()
    try:
        yield
    finally:
        if was_on:
            gc.enable()


def read_file(path: Path) -> bytes:
    """The bytes of a document.

    Raises:
        UserError: it cannot be read, or is over 10 MB.
    """
    try:
        if path.exists() and not (path.is_file() or path.is_dir()):  # opening a pipe would wait for a writer
            raise UserError(_("{file} is no file that could hold a plan.").format(file=path))
        with path.open("rb") as file:
            data = file.read(MOST_BYTES + 1)
    except OSError as error:
        reason = error.strerror or type(error).__name__
        raise UserError(_("{file} cannot be read: {reason}.").format(file=path, reason=reason)) from error
    if len(data) > MOST_BYTES:
        raise UserError(_("{file} is over 10 MB: that is no plan.").format(file=path))
    return data


def _read_draft(
    options: argparse.Namespace, data: bytes, label: str, zone: str, *, streams: Sequence[str] = ()
) -> ImportResult:
    return read_draft(
        data,
        options.file.name,
        label=label,
        zone=zone,
        year=options.year,
        start=options.start,
        streams=streams,
        answers=((ZONE, options.zone),) if options.zone else (),
    )


def _print(result: ImportResult, form: str) -> None:
    if form == "json":
        print(json.dumps(result.to_json(), ensure_ascii=False, indent=2))
    else:
        print_import(result)


def _agreed(group: str) -> bool:
    answer = input(_("Write this to {group}? [y/N] ").format(group=group))
    return answer.strip().casefold() in ("y", "yes", "o", "oui")
