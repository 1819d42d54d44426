"""Who speaks, and of which group: settled once, at the start of every request."""

from __future__ import annotations

from collections.abc import Collection, Sequence
from contextlib import suppress
from dataclasses import dataclass, replace
from datetime import datetime

from sqlalchemy.exc import OperationalError
from sqlalchemy.orm import Session

from bot.core import history
from bot.core.caller import BOT_ACTOR, Caller
from bot.core.errors import UserError
from bot.core.group import NO_GROUP, GroupFacts
from bot.core.i18n import _, language_of
from bot.core.people import Reader
from bot.core.rights import CLI
from bot.core.work import Work
from bot.groups.facts import facts_of_none
from bot.groups.store import groups, installations, people
from bot.groups.store.arrival_rows import ArrivalRow, arrival_row
from bot.groups.tables import Person

NEW_ZONE = "Europe/Zurich"
"""The time zone that the form for a new group offers where its founder's zone is not known."""


@dataclass(frozen=True, slots=True)
class Arrival:
    """Where a request came from, in Slack's ids; `team_id` is the workspace the bot is installed in."""

    team_id: str
    channel_id: str | None
    person_team: str
    person_user: str
    request_id: str | None = None


@dataclass(frozen=True, slots=True)
class Arrived:
    """The person of a request before each group that they can mean, the likeliest first.

    `is_settled` tells that the first one is meant wherever the words make sense there: it was named, is the
    channel's, the only one, or the one that the person chose last.
    """

    callers: tuple[Caller, ...]
    is_settled: bool


def arrive(
    work: Work, session: Session, arrival: Arrival, *, label: str | None = None, group_id: int | None = None
) -> Arrived:
    """Find the person of a request, and the groups that they can mean.

    That is the one named by `label` or `group_id`, else the channel's; elsewhere all of the person's, the one
    they chose last first, or all of the workspace's where they are in none.

    Where the workspace has no group yet, it is one caller before none (`NO_GROUP`), who may perhaps make it.

    Raises:
        UserError: there is no such group.
    """
    if label is None and (group_id or arrival.channel_id is not None):
        row = arrival_row(
            session, arrival.team_id, arrival.channel_id, arrival.person_team, arrival.person_user, group_id
        )
        if row is not None:
            facts = work.facts(session, row.group_id, row.revision)
            caller = caller_of(arrival, facts, row, row.in_channel)
            return Arrived((_appointing(session, arrival, caller),), True)
    if group_id:
        raise UserError(_("That is of a group that is not in this workspace."))
    person = people.find_person(session, arrival.person_team, arrival.person_user)
    owner = groups.channel_owner(session, arrival.team_id, arrival.channel_id or "")
    found = _groups_of(work, session, arrival, person, label) if group_id != NO_GROUP else ()
    if not found:
        return Arrived((_of_no_group(work, session, arrival, person),), True)
    here = owner.group_id if owner is not None else None
    callers = tuple(
        _appointing(session, arrival, caller_of(arrival, facts, person, facts.group.id == here))
        for facts in found
    )
    chosen = person.default_group_id if person is not None else None
    return Arrived(callers, len(callers) == 1 or callers[0].group.id == chosen)


def _groups_of(
    work: Work,
    session: Session,
    arrival: Arrival,
    person: Person | None,
    label: str | None,
) -> Sequence[GroupFacts]:
    known = groups.groups(session, arrival.team_id)
    if label is not None:
        known = [group for group in known if group.label.casefold() == label.casefold()]
        if not known:
            raise UserError(_("There is no group {label} in this workspace.").format(label=label))
    own = people.groups_of_person(session, person.id) if person is not None else set()
    mine = [group for group in known if group.id in own] or known
    chosen = person.default_group_id if person is not None else None
    mine.sort(key=lambda group: group.id != chosen)
    return [work.facts(session, group.id, group.revision) for group in mine]


def _of_no_group(work: Work, session: Session, arrival: Arrival, person: Person | None) -> Caller:
    """Somebody before the group that is not made yet: some may make it."""
    zone = (person.zone if person else None) or NEW_ZONE
    facts = facts_of_none(arrival.team_id, zone, work.language)
    return _appointing(session, arrival, caller_of(arrival, facts, person, False))


def _appointing(session: Session, arrival: Arrival, caller: Caller) -> Caller:
    """The same caller, who may appoint the coordinator of a group that has none.

    That is whoever installed the bot, and the owners and admins of the workspace.
    """
    if caller.roster.coordinators or arrival.person_team != arrival.team_id:
        return caller
    installation = installations.find(session, None, arrival.team_id)
    installed = installation is not None and installation.installer_user_id == arrival.person_user
    person = people.find_person(session, arrival.person_team, arrival.person_user)
    appoints = installed or (person is not None and person.is_workspace_admin)
    standing = replace(caller.standing, appoints=appoints)
    return replace(caller, standing=standing, reader=replace(caller.reader, standing=standing))


def caller_of(
    arrival: Arrival, facts: GroupFacts, known: Person | ArrivalRow | None, in_channel: bool
) -> Caller:
    """The person of a request as a caller of one group, with their rights, language and time zone."""
    person_id = known.person_id if isinstance(known, ArrivalRow) else known.id if known else None
    standing = facts.standing_of(person_id)
    language = language_of(
        known.language if known else None, known.locale if known else None, facts.group.language
    )
    return Caller(
        facts=facts,
        standing=standing,
        reader=Reader(standing, known.zone if known else None, known.name if known else None, language),
        person_id=person_id,
        pseudonym=known.pseudonym if isinstance(known, ArrivalRow) else None,
        person_key=(arrival.person_team, arrival.person_user),
        in_channel=in_channel,
        request_id=arrival.request_id,
        channel_id=arrival.channel_id,
    )


def make_known(work: Work, arrival: Arrival, group_id: int | None = None) -> None:
    """Remember a person, and which group of the workspace they mean where the channel does not tell."""
    with work.database.writing() as session:
        person = people.get_person(session, arrival.person_team, arrival.person_user)
        if group_id is not None and group_id in {one.id for one in groups.groups(session, arrival.team_id)}:
            person.default_group_id = group_id


def try_to_make_known(work: Work, arrival: Arrival) -> None:
    """Remember somebody new, so that their zone and language are read; it waits for nobody who writes."""
    with suppress(OperationalError):
        make_known(work, arrival)


def group_of_last_act(
    session: Session, caller: Caller, since: datetime, final: Collection[str] = ()
) -> int | None:
    """The group in which somebody did something last, since an instant, that was not taken back.

    What has a name in `final` cannot be.
    """
    actor = people.known_pseudonym(session, caller.person_id) if caller.person_id is not None else None
    return history.group_of_last_act(session, actor, since, final) if actor is not None else None


def command_line(work: Work, group_id: int) -> Caller:
    """The command line before a group: it may do everything, and is recorded as ``cli``."""
    return _program(work, group_id, None)


def clock(work: Work, group_id: int) -> Caller:
    """The clock before a group: it may do everything, and is recorded as ``bot``."""
    return _program(work, group_id, BOT_ACTOR)


def _program(work: Work, group_id: int, name: str | None) -> Caller:
    with work.database.reading() as session:
        facts = work.facts(session, group_id)
    return Caller(facts=facts, standing=CLI, reader=Reader(CLI), in_channel=True, program=name)
