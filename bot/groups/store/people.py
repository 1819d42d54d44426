"""People, rosters and roles."""

from __future__ import annotations

import secrets
from collections.abc import Iterable
from datetime import datetime
from typing import Any

from sqlalchemy import Select, bindparam, delete, or_, select
from sqlalchemy.orm import Session

from bot.core.people import Contact, Roster
from bot.core.rights import Standing
from bot.groups.tables import Agency, Member, Person, Pseudonym, RoleAssignment, Stream
from bot.plan.tables import Item
from bot.store.inserts import insert_new

_PERSON = select(Person).where(Person.team_id == bindparam("team_id"), Person.user_id == bindparam("user_id"))
# The fields of a `Contact`, in its order.
_CONTACT = (
    Person.id,
    Person.team_id,
    Person.user_id,
    Person.name,
    Person.zone,
    Person.away_until,
    Person.locale,
)
_ROLES: Select[*tuple[Any, ...]] = (
    select(*_CONTACT, Stream.label)
    .join(RoleAssignment, RoleAssignment.person_id == Person.id)
    .outerjoin(Stream, Stream.id == RoleAssignment.stream_id)
    .where(RoleAssignment.group_id == bindparam("group_id"), ~Person.is_gone)
    .order_by(RoleAssignment.rank, RoleAssignment.id)
)
_MEMBERS: Select[*tuple[Any, ...]] = (
    select(*_CONTACT, Agency.name)
    .join(Member, Member.person_id == Person.id)
    .outerjoin(Agency, Agency.id == Member.agency_id)
    .where(Member.group_id == bindparam("group_id"), ~Person.is_gone)
    .order_by(Member.id)
)

_OWNERS: Select[*tuple[Any, ...]] = (
    select(*_CONTACT)
    .where(
        Person.id.in_(select(Item.owner_id).where(Item.group_id == bindparam("group_id"), ~Item.removed)),
        ~Person.is_gone,
    )
    .order_by(Person.id)
)


def find_person(session: Session, team_id: str, user_id: str) -> Person | None:
    """A person by their own team and user id."""
    return session.scalar(_PERSON, {"team_id": team_id, "user_id": user_id})


def get_person(session: Session, team_id: str, user_id: str) -> Person:
    """The same, made known first if they are new."""
    person = find_person(session, team_id, user_id)
    if person is not None:
        return person
    # Two first requests of one person may come at once: the second one finds the first one's row.
    session.execute(insert_new(session, Person).values(team_id=team_id, user_id=user_id))
    return session.scalars(_PERSON, {"team_id": team_id, "user_id": user_id}).one()


def pseudonym_of(session: Session, person_id: int) -> str:
    """The token under which a person stands in history and audit."""
    known = known_pseudonym(session, person_id)
    if known is not None:
        return known
    token = secrets.token_hex(8)
    session.add(Pseudonym(token=token, person_id=person_id))
    session.flush()
    return token


def known_pseudonym(session: Session, person_id: int) -> str | None:
    """The same, or None for somebody who has not changed anything yet."""
    return session.scalar(select(Pseudonym.token).where(Pseudonym.person_id == person_id))


def contacts_of_tokens(session: Session, tokens: Iterable[str]) -> dict[str, Contact]:
    """Who stands behind pseudonyms; those of erased people are missing."""
    wanted = set(tokens)
    if not wanted:
        return {}
    statement = (
        select(Pseudonym.token, Person)
        .join(Person, Person.id == Pseudonym.person_id)
        .where(Pseudonym.token.in_(wanted))
    )
    return {token: contact_of(person) for token, person in session.execute(statement)}


def contact_of(person: Person) -> Contact:
    """A person as the domain knows them."""
    return Contact(
        id=person.id,
        team_id=person.team_id,
        user_id=person.user_id,
        name=person.name,
        zone=person.zone,
        away_until=person.away_until,
        locale=person.locale,
    )


def roster_of(session: Session, group_id: int) -> tuple[Roster, dict[int, Standing]]:
    """Coordinators, leads and members of a group, owners of its items, and what each of them is in it.

    Whoever is missing among the standings is an observer.
    """
    coordinators: list[Contact] = []
    leads: dict[str, list[Contact]] = {}
    people: dict[int, Contact] = {}
    representatives: dict[str, list[Contact]] = {}
    agency_of: dict[int, str | None] = {}
    for *fields, label in session.execute(_ROLES, {"group_id": group_id}):
        contact = people.setdefault(fields[0], Contact(*fields))
        if label is None:
            coordinators.append(contact)
        else:
            leads.setdefault(label, []).append(contact)
    for *fields, agency in session.execute(_MEMBERS, {"group_id": group_id}):
        contact = people.setdefault(fields[0], Contact(*fields))
        agency_of[contact.id] = agency
        if agency is not None:
            representatives.setdefault(agency, []).append(contact)
    owners = {fields[0]: Contact(*fields) for fields in session.execute(_OWNERS, {"group_id": group_id})}
    people = owners | people
    roster = Roster(
        coordinators=tuple(coordinators),
        leads={label: tuple(line) for label, line in leads.items()},
        people=people,
        representatives={name: tuple(line) for name, line in representatives.items()},
    )
    standings = {
        person_id: Standing(
            person_id=person_id,
            is_coordinator=contact in coordinators,
            lead_of=frozenset(label for label, line in leads.items() if contact in line),
            is_member=person_id in agency_of,
            agency=agency_of.get(person_id),
            is_owner=person_id in owners,
        )
        for person_id, contact in people.items()
    }
    return roster, standings


def groups_of_person(session: Session, person_id: int) -> set[int]:
    """The groups in which a person has a part, be it that of an item's owner."""
    roles = select(RoleAssignment.group_id).where(RoleAssignment.person_id == person_id)
    members = select(Member.group_id).where(Member.person_id == person_id)
    owners = select(Item.group_id).where(Item.owner_id == person_id, ~Item.removed)
    return set(session.scalars(roles.union(members, owners)))


def person_by_id(session: Session, person_id: int) -> Person:
    """A person who is known to be there."""
    return session.get_one(Person, person_id)


def is_on_roster(session: Session, group_id: int, person_id: int) -> bool:
    """Whether a person is a member of a group or has a role in it."""
    return any(
        session.scalar(
            select(table.id).where(table.group_id == group_id, table.person_id == person_id).limit(1)
        )
        for table in (Member, RoleAssignment)
    )


def add_role(session: Session, group_id: int, person_id: int, stream_id: int | None) -> bool:
    """Make someone coordinator (no stream) or lead, last in line; False if they were already."""
    rows = _roles(session, group_id, stream_id)
    if any(row.person_id == person_id for row in rows):
        return False
    rank = max((row.rank for row in rows), default=-1) + 1
    session.add(RoleAssignment(group_id=group_id, person_id=person_id, stream_id=stream_id, rank=rank))
    session.flush()
    return True


def remove_role(session: Session, group_id: int, person_id: int, stream_id: int | None) -> bool:
    """Take a role away; False if they did not have it."""
    for row in _roles(session, group_id, stream_id):
        if row.person_id == person_id:
            session.delete(row)
            session.flush()
            return True
    return False


def _roles(session: Session, group_id: int, stream_id: int | None) -> list[RoleAssignment]:
    of_stream = (
        RoleAssignment.stream_id.is_(None) if stream_id is None else RoleAssignment.stream_id == stream_id
    )
    return list(session.scalars(select(RoleAssignment).where(RoleAssignment.group_id == group_id, of_stream)))


def get_agency(session: Session, group_id: int, name: str) -> Agency:
    """An agency by name or alias, made known first if it is new."""
    folded = name.casefold()
    for agency in session.scalars(select(Agency).where(Agency.group_id == group_id)):
        if folded in {agency.name.casefold(), *(alias.casefold() for alias in agency.aliases)}:
            return agency
    agency = Agency(group_id=group_id, name=name)
    session.add(agency)
    session.flush()
    return agency


def set_member(session: Session, group_id: int, person_id: int, agency_id: int | None, now: datetime) -> bool:
    """Put someone on the roster for an agency (or none); False if nothing changed."""
    member = session.scalar(select(Member).where(Member.group_id == group_id, Member.person_id == person_id))
    if member is None:
        session.add(Member(group_id=group_id, person_id=person_id, agency_id=agency_id, joined_at=now))
    elif member.agency_id != agency_id and agency_id is not None:
        member.agency_id = agency_id
    else:
        return False
    session.flush()
    return True


def remove_member(session: Session, group_id: int, person_id: int) -> bool:
    """Take someone off the roster; False if they were not on it."""
    result = session.execute(
        delete(Member).where(Member.group_id == group_id, Member.person_id == person_id).returning(Member.id)
    )
    return result.first() is not None


def people_to_read(session: Session, read_before: datetime, most: int) -> list[Person]:
    """People whose Slack profile was never read, or long ago."""
    stale = or_(Person.profile_read_at.is_(None), Person.profile_read_at < read_before)
    statement = select(Person).where(stale, ~Person.is_gone).order_by(Person.profile_read_at).limit(most)
    return list(session.scalars(statement))


def people_of_user_id(session: Session, user_id: str, team_id: str | None) -> list[Person]:
    """The people of a user id, in one workspace if given."""
    statement = select(Person).where(Person.user_id == user_id)
    if team_id is not None:
        statement = statement.where(Person.team_id == team_id)
    return list(session.scalars(statement))
