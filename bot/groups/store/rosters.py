"""Rosters: who is in a group, for which agency, and with which role."""

from __future__ import annotations

from datetime import datetime
from typing import Any

from sqlalchemy import Select, bindparam, case, delete, func, literal, null, select, union_all
from sqlalchemy.orm import Session, aliased

from bot.core.people import Contact, Roster
from bot.core.rights import Standing
from bot.groups.rules.agencies import ORDER, Agencies, AgencyView, Membership, SpeaksAs
from bot.groups.store.people import CONTACT, OWNER_IDS
from bot.groups.tables import Agency, Member, MergedAgency, Person, RoleAssignment, Stream

_INTO = aliased(Agency)
# In the order in which the people of an agency are asked.
_AS_WHAT = case(ORDER, value=Member.represents_as, else_=len(ORDER))
_ROLE, _MEMBER, _OWNER = "1 role", "2 member", "3 owner"
"""What somebody is listed as: a row each."""
_ROLES: Select[*tuple[Any, ...]] = (
    select(
        *CONTACT,
        literal(_ROLE).label("part"),
        Stream.label.label("of_what"),
        null().label("speaks_as"),
        RoleAssignment.rank.label("rank"),
        RoleAssignment.id.label("place"),
    )
    .join(RoleAssignment, RoleAssignment.person_id == Person.id)
    .outerjoin(Stream, Stream.id == RoleAssignment.stream_id)
    .where(RoleAssignment.group_id == bindparam("group_id"), ~Person.is_gone)
)
_MEMBERS: Select[*tuple[Any, ...]] = (
    select(
        *CONTACT,
        literal(_MEMBER),
        func.coalesce(_INTO.name, Agency.name),
        Member.represents_as,
        _AS_WHAT,
        Member.id,
    )
    .join(Member, Member.person_id == Person.id)
    .outerjoin(Agency, Agency.id == Member.agency_id)
    .outerjoin(MergedAgency, MergedAgency.agency_id == Agency.id)
    .outerjoin(_INTO, _INTO.id == MergedAgency.into_id)
    .where(Member.group_id == bindparam("group_id"), ~Person.is_gone)
)
_OWNERS: Select[*tuple[Any, ...]] = select(
    *CONTACT, literal(_OWNER), null(), null(), literal(0), Person.id
).where(Person.id.in_(OWNER_IDS), ~Person.is_gone)
_EVERYBODY = union_all(_ROLES, _MEMBERS, _OWNERS).order_by("part", "rank", "place")
_MEMBERSHIPS: Select[*tuple[Any, ...]] = (
    select(*CONTACT, Member.agency_id, Member.represents_as)
    .join(Member, Member.person_id == Person.id)
    .where(Member.group_id == bindparam("group_id"), ~Person.is_gone)
    .order_by(_AS_WHAT, Member.id)
)
_AGENCIES = (
    select(Agency.id, Agency.name, Agency.aliases, MergedAgency.into_id)
    .outerjoin(MergedAgency, MergedAgency.agency_id == Agency.id)
    .where(Agency.group_id == bindparam("group_id"))
    .order_by(Agency.name, Agency.id)
)


def roster_of(session: Session, group_id: int) -> tuple[Roster, dict[int, Standing]]:
    """Coordinators, leads and members of a group, owners of its items, and what each of them is in it.

    Whoever is missing among the standings is an observer; so is whoever is on the roster as one.
    """
    coordinators: list[Contact] = []
    leads: dict[str, list[Contact]] = {}
    people: dict[int, Contact] = {}
    representatives: dict[str, list[Contact]] = {}
    agency_of: dict[int, str | None] = {}
    owners: set[int] = set()
    for *fields, part, of_what, speaks_as, _rank, _place in session.execute(
        _EVERYBODY, {"group_id": group_id}
    ):
        contact = people.setdefault(fields[0], Contact(*fields))
        if part == _OWNER:
            owners.add(contact.id)
        elif part == _MEMBER:
            if speaks_as == SpeaksAs.OBSERVER:
                continue
            agency_of[contact.id] = of_what
            if of_what is not None:
                representatives.setdefault(of_what, []).append(contact)
        elif of_what is None:
            coordinators.append(contact)
        else:
            leads.setdefault(of_what, []).append(contact)
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


def agencies_of(session: Session, group_id: int) -> Agencies:
    """The agencies of a group and everybody on its roster, as they stand in the database."""
    rows = session.execute(_AGENCIES, {"group_id": group_id}).all()
    members = session.execute(_MEMBERSHIPS, {"group_id": group_id})
    return Agencies(
        agencies=tuple(
            AgencyView(id_, name, tuple(aliases)) for id_, name, aliases, merged in rows if merged is None
        ),
        members=tuple(
            Membership(Contact(*fields), agency_id, SpeaksAs(speaks_as))
            for *fields, agency_id, speaks_as in members
        ),
        merged={id_: merged for id_, _name, _aliases, merged in rows if merged is not None},
    )


def get_agency(session: Session, group_id: int, name: str) -> Agency:
    """An agency by name or alias, made known first if it is new."""
    known = agencies_of(session, group_id)
    found = known.find(name)
    if found is not None:
        return session.get_one(Agency, found.id)
    # A name that only an agency has that was merged into another.
    merged = session.scalar(select(Agency).where(Agency.group_id == group_id, Agency.name == name))
    if merged is not None:
        return session.get_one(Agency, known.by_id[merged.id].id)
    agency = Agency(group_id=group_id, name=name)
    session.add(agency)
    session.flush()
    return agency


def set_member(
    session: Session,
    group_id: int,
    person_id: int,
    agency_id: int | None,
    now: datetime,
    speaks_as: SpeaksAs | None = None,
) -> bool:
    """Put someone on the roster for an agency (or none); False if nothing changed.

    What is None stays as it is; somebody new is a representative.
    """
    member = member_of(session, group_id, person_id)
    if member is None:
        part = speaks_as or SpeaksAs.REPRESENTATIVE
        session.add(
            Member(
                group_id=group_id,
                person_id=person_id,
                agency_id=agency_id,
                represents_as=part.value,
                joined_at=now,
            )
        )
        session.flush()
        return True
    before = (member.agency_id, member.represents_as)
    member.agency_id = member.agency_id if agency_id is None else agency_id
    member.represents_as = member.represents_as if speaks_as is None else speaks_as.value
    session.flush()
    return (member.agency_id, member.represents_as) != before


def put_member(
    session: Session,
    group_id: int,
    person_id: int,
    agency_id: int | None,
    speaks_as: SpeaksAs,
    now: datetime,
) -> None:
    """Let somebody be on the roster just so."""
    member = member_of(session, group_id, person_id)
    if member is None:
        member = Member(group_id=group_id, person_id=person_id, joined_at=now)
        session.add(member)
    member.agency_id, member.represents_as = agency_id, speaks_as.value
    session.flush()


def member_of(session: Session, group_id: int, person_id: int) -> Member | None:
    """The place of a person on a group's roster."""
    return session.scalar(select(Member).where(Member.group_id == group_id, Member.person_id == person_id))


def remove_member(session: Session, group_id: int, person_id: int) -> bool:
    """Take someone off the roster; False if they were not on it."""
    result = session.execute(
        delete(Member).where(Member.group_id == group_id, Member.person_id == person_id).returning(Member.id)
    )
    return result.first() is not None


def agency_name(session: Session, agency_id: int) -> str:
    """The name of an agency; of one that was merged, of that which it is now."""
    merged = session.get(MergedAgency, agency_id)
    return session.get_one(Agency, merged.into_id if merged is not None else agency_id).name
