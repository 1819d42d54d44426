"""Carrying out what is to be erased: by the clock, and by the command line."""

from __future__ import annotations

import logging
from collections.abc import Sequence
from datetime import datetime

from sqlalchemy.orm import Session

from bot.core.caller import BOT_ACTOR, CLI_ACTOR
from bot.core.errors import UserError
from bot.core.i18n import _
from bot.core.work import Work
from bot.groups.store import groups, installations, people
from bot.groups.tables import Person
from bot.privacy import store
from bot.privacy.erasing import erase_groups, erase_person, erase_workspace
from bot.privacy.rules import KEPT_AFTER_UNINSTALL
from bot.privacy.tables import Erasure

_log = logging.getLogger(__name__)


def erase_what_is_due(work: Work, now: datetime) -> int:
    """Erase the people and workspaces whose time has come; returns how many."""
    with work.database.reading() as session:
        if not store.any_due(session, now):
            return 0
    with work.database.writing() as session:
        due = store.due(session, now)
        for one in due:
            _erase(session, one, now)
    work.on_commit()
    _log.info("erased %s people or workspaces whose time had come", len(due))
    return len(due)


def _erase(session: Session, erasure: Erasure, now: datetime) -> None:
    if erasure.person_id is not None:
        erase_person(session, people.person_by_id(session, erasure.person_id), now, BOT_ACTOR)
        erasure.done_at = now
    elif installations.find(session, None, erasure.team_id) is None:
        assert erasure.team_id is not None
        erase_workspace(session, erasure.team_id, now)
    else:
        session.delete(erasure)  # the bot is back: an install that was not told of this one
    session.flush()


def plan_after_uninstall(work: Work, enterprise_id: str, team_id: str, now: datetime) -> None:
    """The data of workspaces that the bot was removed from is erased, unless it comes back before.

    Of a workspace whose token stands in the settings nothing is planned: nobody would hear of its return.
    """
    with work.database.writing() as session:
        for team in installations.teams_left(session, enterprise_id, team_id):
            store.plan_for_team(session, team, now, now + KEPT_AFTER_UNINSTALL)


def keep_after_install(work: Work, enterprise_id: str, team_id: str) -> None:
    """The bot was installed, maybe again: what it knows is kept."""
    with work.database.writing() as session:
        teams = [team_id] if team_id else installations.teams_of(session, enterprise_id)
        store.keep_teams(session, teams)


def grant_access(work: Work, enterprise_id: str, teams: Sequence[str], _now: datetime) -> None:
    """An organisation's installation serves these workspaces from now on."""
    with work.database.writing() as session:
        for team in teams:
            installations.remember_team(session, team, enterprise_id)
        store.keep_teams(session, teams)


def withdraw_access(work: Work, enterprise_id: str, teams: Sequence[str], now: datetime) -> None:
    """It serves these no more: their data goes as if the bot had been removed from each."""
    with work.database.writing() as session:
        for team in installations.forget_teams(session, teams, enterprise_id):
            if installations.find(session, None, team) is None:
                store.plan_for_team(session, team, now, now + KEPT_AFTER_UNINSTALL)


def find_people(work: Work, users: Sequence[str], team_id: str | None) -> list[Person]:
    """The people of these Slack ids.

    Raises:
        UserError: one is not known, or known in several workspaces.
    """
    found = []
    with work.database.reading() as session:
        for user in users:
            known = people.people_of_user(session, user, team_id)
            if not known:
                raise UserError(_("Nothing is stored about {user}.").format(user=user))
            if len(known) > 1:
                teams = ", ".join(sorted(person.team_id for person in known))
                text = _("{user} is known in several workspaces: {teams}. Name one with --team.")
                raise UserError(text.format(user=user, teams=teams))
            found += known
    return found


def erase_people(work: Work, person_ids: Sequence[int], now: datetime) -> None:
    """Erase people at once."""
    with work.database.writing() as session:
        for person_id in person_ids:
            erase_person(session, people.person_by_id(session, person_id), now, CLI_ACTOR)
            if (asked := store.of_person(session, person_id)) is not None:
                asked.done_at = now
    work.on_commit()


def erase_one_group(work: Work, group_id: int, now: datetime) -> None:
    """Erase one group at once, and the people whom no other group knows."""
    with work.database.writing() as session:
        erase_groups(session, [group_id], now)
    work.on_commit()


def erase_team(work: Work, team_id: str, now: datetime) -> None:
    """Erase a whole workspace at once, its installation too."""
    with work.database.writing() as session:
        erase_workspace(session, team_id, now)
    work.on_commit()


def known_teams(work: Work) -> list[str]:
    """The workspaces of which anything is stored."""
    with work.database.reading() as session:
        return groups.known_teams(session)
