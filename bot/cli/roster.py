"""`roster`: read a roster from a file, show the difference, write it when told to."""

from __future__ import annotations

import argparse
from datetime import UTC, datetime
from pathlib import Path

from bot.cli.common import add_group_arguments, group_caller, open_work, read_settings
from bot.cli.import_ import read_file
from bot.core.i18n import N_, _
from bot.core.shown import without_controls

SUMMARY = N_("bring the roster of a group in line with a CSV or Excel file")


def add_arguments(parser: argparse.ArgumentParser) -> None:
    """The file, the group, and whether to write."""
    parser.add_argument("file", metavar="FILE", type=Path)
    add_group_arguments(parser)
    parser.add_argument("--yes", action="store_true", help=_("write it; else it is only shown"))


def run(options: argparse.Namespace) -> None:
    """Read, compare, and write with `--yes`.

    Raises:
        UserError: the file is no roster, or there is no group to write to.
    """
    data = read_file(options.file)
    from bot.core.perform import perform
    from bot.documents import store
    from bot.documents.rosters.acts import ImportRoster
    from bot.documents.rosters.comparing import difference
    from bot.documents.rosters.roster_reading import read_roster
    from bot.documents.rosters.texts import lines_of

    now = datetime.now(UTC)
    titles = {"missing": _("Not in the file, and left as they are:"), "problems": _("Not read:")}
    with open_work(read_settings()) as work:
        caller = group_caller(work, options)
        file = read_roster(data, options.file.name, caller.group.labels)
        with work.database.reading() as session:
            found = difference(session, caller.facts, file)
        for name, lines in lines_of(found).items():
            if lines and name in titles:
                print(titles[name])
            for line in lines:
                print(without_controls(line))
        if not found.changes_anything:
            print(_("Nothing changed: it is all like that already."))
        elif options.yes:
            draft_id = store.keep_draft(work, caller.person_id, options.file.name, data, now)
            perform(ImportRoster(draft_id), caller, now, work)
            print(_("The roster is changed."))
        else:
            print(_("Nothing is written yet: say --yes."))
