"""A roster from a file against the one that is stored."""

from __future__ import annotations

from typing import Any

from sqlalchemy.orm import Session

from bot.core.group import GroupFacts
from bot.core.i18n import _
from bot.documents.rosters.rules import Problem, RosterDifference, RosterFile, RosterRow, RowDifference
from bot.groups.performing.places import place_of
from bot.groups.rules.agencies import Agencies
from bot.groups.store import people, rosters
from bot.groups.tables import Person


def difference(session: Session, facts: GroupFacts, file: RosterFile) -> RosterDifference:
    """What writing the file would change, row by row; two rows of one person are a problem."""
    known = rosters.agencies_of(session, facts.group.id)
    found, problems, seen = [], list(file.problems), set[int]()
    for row in file.rows:
        if not row.is_person:
            continue
        person = person_of_row(session, facts, known, row)
        if person is not None and person.id in seen:
            problems.append(Problem(row.line, _("The same person stands there twice.")))
            continue
        seen |= {person.id} if person is not None else set()
        if person is None and row.user is None and (row.coordinates or row.streams):
            problems.append(
                Problem(row.line, _("Who coordinates or leads needs Slack: that is where they are asked."))
            )
        found.append(_row_difference(session, facts, known, row, person))
    left = [one.person for one in known.members if one.person.id not in seen]
    return RosterDifference(
        people=tuple(found),
        agencies=_agencies(known, file),
        missing=tuple(one.name or f"<@{one.user_id}>" for one in left),
        problems=tuple(sorted(problems, key=lambda one: one.line)),
    )


def person_of_row(session: Session, facts: GroupFacts, known: Agencies, row: RosterRow) -> Person | None:
    """Who is meant: by id, by address, or by the name that one person of the roster has."""
    team = facts.group.team_id
    if row.user is not None:
        return people.find_person(session, team, row.user)
    if row.mail is not None and (found := people.person_by_mail(session, team, row.mail)) is not None:
        return found
    same = [one.person.id for one in known.members if row.name and one.person.name == row.name]
    return people.person_by_id(session, same[0]) if len(same) == 1 else None


def wanted_place(row: RosterRow, now: dict[str, Any], *, is_on_slack: bool) -> dict[str, Any]:
    """The place that a row gives to somebody; what it does not say stays."""
    said: dict[str, Any] = {
        "on_roster": True,
        "agency": row.agency,
        "mail": row.mail,
        "language": row.language,
    }
    said["speaks_as"] = row.speaks_as.value if row.speaks_as else None
    if not is_on_slack:
        said |= {"name": row.name, "zone": row.zone}
    new = {name: value for name, value in said.items() if value is not None}
    if is_on_slack and row.coordinates and now["coordinator"] is None:
        new["coordinator"] = LAST
    if is_on_slack and row.streams:
        gained = {label: LAST for label in row.streams if label not in now["leads"]}
        new |= {"leads": now["leads"] | gained} if gained else {}
    return new


LAST = 1_000
"""The rank of a role that a file gives: behind all that were there."""


def _row_difference(
    session: Session, facts: GroupFacts, known: Agencies, row: RosterRow, person: Person | None
) -> RowDifference:
    is_on_slack = row.user is not None or (person is not None and people.contact_of(person).is_on_slack)
    called = row.name or (f"<@{row.user}>" if row.user else row.mail or "")
    now = place_of(session, facts.group.id, person) if person is not None else dict(NOWHERE)
    agency = known.find(row.agency) if row.agency else None
    new = wanted_place(row, now, is_on_slack=is_on_slack)
    if agency is not None and "agency" in new:
        new["agency"] = agency.name
    after = {name: value for name, value in new.items() if now.get(name) != value}
    before = {name: now.get(name) for name in after}
    return RowDifference(row, called, before, after, is_new=not now["on_roster"])


NOWHERE: dict[str, Any] = {"on_roster": False, "coordinator": None, "leads": {}}
"""The place of somebody whom nobody knows yet."""


def _agencies(known: Agencies, file: RosterFile) -> tuple[tuple[str, tuple[str, ...]], ...]:
    """The agencies that are new or get other names, each with these names."""
    found: dict[str, tuple[str, ...]] = {}
    for row in file.rows:
        if row.agency is None:
            continue
        agency = known.find(row.agency)
        names = () if agency is None else (agency.name, *agency.aliases)
        new = tuple(one for one in row.aliases if one not in names)
        if agency is None or new:
            name = agency.name if agency is not None else row.agency
            found[name] = tuple(dict.fromkeys((*found.get(name, ()), *new)))
    return tuple(found.items())
