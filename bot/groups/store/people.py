"""People, rosters and roles."""

from __future__ import annotations

import secrets
from collections.abc import Iterable
from datetime import datetime

from sqlalchemy import bindparam, func, or_, select
from sqlalchemy.orm import Session

from bot.core.people import OUTSIDE, Contact
from bot.groups.tables import Installation, Member, Person, Pseudonym, RoleAssignment, Stream
from bot.plan.tables import Item
from bot.store.inserts import insert_new, insert_one

_PERSON = select(Person).where(Person.team_id == bindparam("team_id"), Person.user_id == bindparam("user_id"))
CONTACT = (
    Person.id,
    Person.team_id,
    Person.user_id,
    Person.name,
    Person.zone,
    Person.away_until,
    Person.locale,
    Person.mail,
    Person.language,
    Person.level,
    Person.stand_in_id,
)
"""The fields of a `Contact`, in its order."""
_GROUPS_OF_PERSON = (
    select(RoleAssignment.group_id)
    .where(RoleAssignment.person_id == bindparam("person_id"))
    .union(
        select(Member.group_id).where(Member.person_id == bindparam("person_id")),
        select(Item.group_id).where(Item.owner_id == bindparam("person_id"), ~Item.removed),
    )
)
OWNER_IDS = select(Item.owner_id).where(Item.group_id == bindparam("group_id"), ~Item.removed)
"""Whoever owns an item of a group by name, on its roster or not."""


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
    if insert_one(session, Pseudonym, {"token": token, "person_id": person_id}):
        return token
    # Two first acts of one person, in two groups, may come at once: both go by the same name.
    return session.execute(_TOKEN, {"person_id": person_id}).scalar_one()


# Built once: every act takes it.
_TOKEN = select(Pseudonym.token).where(Pseudonym.person_id == bindparam("person_id"))


def known_pseudonym(session: Session, person_id: int) -> str | None:
    """The same, or None for somebody who has not changed anything yet."""
    return session.scalar(_TOKEN, {"person_id": person_id})


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
        mail=person.mail,
        language=person.language,
        level=person.level,
        stand_in_id=person.stand_in_id,
    )


def groups_of_person(session: Session, person_id: int) -> set[int]:
    """The groups in which a person has a part, be it that of an item's owner."""
    return set(session.scalars(_GROUPS_OF_PERSON, {"person_id": person_id}))


def person_by_id(session: Session, person_id: int) -> Person:
    """A person who is known to be there."""
    return session.get_one(Person, person_id)


def quiet_hours_of(session: Session, person_id: int | None) -> str | None:
    """The quiet hours that somebody has set for themselves."""
    return session.scalar(select(Person.quiet_hours).where(Person.id == (person_id or 0)))


def is_on_roster(session: Session, group_id: int, person_id: int) -> bool:
    """Whether a person is a member of a group or has a role in it."""
    return any(
        session.scalar(
            select(table.id).where(table.group_id == group_id, table.person_id == person_id).limit(1)
        )
        for table in (Member, RoleAssignment)
    )


def installer_of(session: Session, team_id: str) -> str | None:
    """The user id of whoever installed the bot in a workspace, where Slack has told."""
    statement = select(Installation.installer_user_id).where(Installation.team_id == team_id)
    return session.scalar(statement.limit(1))


def people_of_user(session: Session, user_id: str, team_id: str | None = None) -> list[Person]:
    """Everybody with that user id, of whatever workspace, or of one if it is given."""
    statement = select(Person).where(Person.user_id == user_id).order_by(Person.id)
    if team_id is not None:
        statement = statement.where(Person.team_id == team_id)
    return list(session.scalars(statement))


def roles_of(session: Session, group_id: int, person_id: int) -> dict[str | None, int]:
    """The roles of a person: the rank in each stream that they lead, and as coordinator (None)."""
    statement = (
        select(Stream.label, RoleAssignment.rank)
        .select_from(RoleAssignment)
        .outerjoin(Stream, Stream.id == RoleAssignment.stream_id)
        .where(RoleAssignment.group_id == group_id, RoleAssignment.person_id == person_id)
    )
    return {label: rank for label, rank in session.execute(statement.order_by(Stream.position))}


def holders_of(session: Session, group_id: int, stream_id: int | None) -> set[int]:
    """Who coordinates (no stream) or leads a stream, by person id; who has left does not count."""
    held = {row.person_id for row in _roles(session, group_id, stream_id)}
    return set(session.scalars(select(Person.id).where(Person.id.in_(held), ~Person.is_gone)))


def next_rank(session: Session, group_id: int, stream_id: int | None) -> int:
    """The rank of whoever gets a role next, behind all others."""
    rows = _roles(session, group_id, stream_id)
    return max((row.rank for row in rows), default=-1) + 1


def put_role(
    session: Session, group_id: int, person_id: int, stream_id: int | None, rank: int | None
) -> None:
    """Let a person have a role with a rank, or not have it (None)."""
    row = next((one for one in _roles(session, group_id, stream_id) if one.person_id == person_id), None)
    if row is not None and rank is None:
        session.delete(row)
    elif row is not None and rank is not None:
        row.rank = rank
    elif rank is not None:
        session.add(RoleAssignment(group_id=group_id, person_id=person_id, stream_id=stream_id, rank=rank))
    session.flush()


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


def add_outsider(
    session: Session, team_id: str, name: str, mail: str | None = None, language: str | None = None
) -> Person:
    """Somebody without Slack, as the groups of a workspace know them: with an id like everybody else's."""
    person = Person(
        team_id=team_id, user_id=f"{OUTSIDE}{secrets.token_hex(8)}", name=name, mail=mail, language=language
    )
    session.add(person)
    session.flush()
    return person


def person_by_mail(session: Session, team_id: str, mail: str) -> Person | None:
    """The person of a mail address among those whom the groups of a workspace know."""
    same = (Person.team_id == team_id, func.lower(Person.mail) == mail.strip().lower())
    return session.scalar(select(Person).where(*same, ~Person.is_gone).order_by(Person.id).limit(1))


def outsiders_by_mail(session: Session, mail: str) -> list[Person]:
    """The people without Slack who have that address, whichever workspace's groups know them."""
    outside = Person.user_id.startswith(OUTSIDE, autoescape=True)
    same = (func.lower(Person.mail) == mail.strip().lower(), ~Person.is_gone, outside)
    return list(session.scalars(select(Person).where(*same).order_by(Person.id)))


def people_to_read(session: Session, read_before: datetime, most: int) -> list[Person]:
    """People whose Slack profile was never read, or long ago; who is gone may come back."""
    stale = or_(Person.profile_read_at.is_(None), Person.profile_read_at < read_before)
    is_on_slack = ~Person.user_id.startswith(OUTSIDE, autoescape=True)
    statement = select(Person).where(stale, is_on_slack)
    return list(session.scalars(statement.order_by(Person.profile_read_at).limit(most)))


def gone_coordinators(session: Session, group_id: int) -> list[Contact]:
    """The coordinators of a group who are not in their workspace any more."""
    is_coordinator = (RoleAssignment.group_id == group_id, RoleAssignment.stream_id.is_(None))
    statement = select(Person).join(RoleAssignment, RoleAssignment.person_id == Person.id)
    found = session.scalars(statement.where(*is_coordinator, Person.is_gone).order_by(Person.id))
    return [contact_of(person) for person in found]


def admins_of(session: Session, team_id: str) -> list[Contact]:
    """The admins and owners of a workspace, as far as they have met the bot."""
    are_admins = (Person.team_id == team_id, Person.is_workspace_admin, ~Person.is_gone)
    return [contact_of(person) for person in session.scalars(select(Person).where(*are_admins))]
