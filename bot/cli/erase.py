"""`erase`: remove what is stored of people, of a group, or of a whole workspace."""

from __future__ import annotations

import argparse
import sys
from collections.abc import Callable
from datetime import UTC, datetime
from typing import TYPE_CHECKING

from bot.cli.common import add_group_arguments, open_work, read_settings
from bot.core.errors import UserError
from bot.core.i18n import N_, _

if TYPE_CHECKING:
    from bot.core.work import Work

SUMMARY = N_("remove all that is stored of people, of a group, or of a whole workspace")
MISUSED = 2
Removal = tuple[str, str, Callable[[datetime], None]]
"""What is asked before it, the word that answers yes, and the removal itself."""


def add_arguments(parser: argparse.ArgumentParser) -> None:
    """Of whom; without a person or a group, the whole workspace."""
    parser.add_argument(
        "--user", metavar="U…", action="append", default=[], help=_("a person; may be repeated")
    )
    add_group_arguments(parser)
    parser.add_argument("--yes", action="store_true", help=_("do not ask"))


def run(options: argparse.Namespace) -> int:
    """Ask, and remove it.

    Returns:
        0 when it is done; 2 where nobody can be asked.

    Raises:
        UserError: there is no such person, group or workspace, or the answer was no.
    """
    if options.user and options.group:
        print(_("Name people or a group: a person is erased from all groups."), file=sys.stderr)
        return MISUSED
    if not (options.yes or sys.stdin.isatty()):
        print(_("Without a terminal, say --yes."), file=sys.stderr)
        return MISUSED
    with open_work(read_settings()) as work:
        question, word, remove = _removal(work, options)
        print(question)
        if not options.yes:
            answer = input(_("It cannot be taken back. Type {word} to go on: ").format(word=word))
            if answer.strip() != word:
                raise UserError(_("Nothing was erased."))
        remove(datetime.now(UTC))
    print(_("Erased. Backups still hold it until they are removed."))
    return 0


def _removal(work: Work, options: argparse.Namespace) -> Removal:
    from bot.groups.choosing import choose
    from bot.privacy import carrying_out

    if options.user:
        ids = [person.id for person in carrying_out.find_people(work, options.user, options.team)]
        question = _(
            "Names, roles and preferences of {users} go; what they changed stays without their name."
        )
        users = ", ".join(options.user)
        return question.format(users=users), users, lambda now: carrying_out.erase_people(work, ids, now)
    if options.group:
        group_id = choose(work, options.group, options.team)
        question = _("The group {label} goes: its plan, its history, its notices and its people.")
        label = options.group
        return (
            question.format(label=label),
            label,
            lambda now: carrying_out.erase_one_group(work, group_id, now),
        )
    team = _team(carrying_out.known_teams(work), options.team)
    question = _("The workspace {team} goes: all its groups and people, and its installation.")
    return question.format(team=team), team, lambda now: carrying_out.erase_team(work, team, now)


def _team(known: list[str], wanted: str | None) -> str:
    if wanted is not None and wanted not in known:
        raise UserError(_("Nothing is stored about the workspace {team}.").format(team=wanted))
    if wanted is None and len(known) != 1:
        if not known:
            raise UserError(_("Nothing is stored."))
        teams = ", ".join(known)
        raise UserError(_("There are several workspaces: {teams}. Name one with --team.").format(teams=teams))
    return wanted or known[0]
