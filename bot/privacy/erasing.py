"""Erasing a person, a group or a workspace, in the caller's transaction.

A person's row stays, emptied and under an id that no one has: history keeps who did what apart, and nobody
can tell any more who it was. The audit chain holds pseudonyms and digests alone and is not touched. A group's
row stays, emptied, so that no old button ever means another group.
"""

from __future__ import annotations

import json
import re
from collections.abc import Collection, Sequence
from datetime import datetime
from typing import Any

from sqlalchemy import String as Text
from sqlalchemy import Table, cast, delete, func, or_, select, update
from sqlalchemy.orm import Session
from sqlalchemy.sql.schema import ScalarElementColumnDefault

from bot.core import history
from bot.core.people import erased_user_id
from bot.core.tables import Group, Offer
from bot.delivery.store.outbox import is_state
from bot.delivery.tables import DirectChannel, OutboxRow
from bot.groups.store import groups, people
from bot.groups.tables import (
    Installation,
    OrganisationTeam,
    Person,
    Pseudonym,
    Workspace,
)
from bot.meetings.invited.tables import Invitee
from bot.privacy.reach import GROUPS, PEOPLE, of_groups, references_to, table_of, tables, texts_in
from bot.privacy.store import addressed_to, conversations_with
from bot.privacy.tables import Erasure

_THEIR_OWN = frozenset(
    {
        "members",
        "role_assignments",
        "offers",
        "invitees",
        "organisers",
        "secret_links",
        "import_drafts",
        "pauses",
    }
)
"""The tables of what a person is in a group, and of what is there for them alone: gone with them."""
_THEIR_WORD = frozenset({"attendance", "replies", "ballots", "round_answers", "minutes_comments"})
"""The tables of what they said, which stays, of somebody whom nobody knows."""


def erase_person(session: Session, person: Person, now: datetime, actor: str) -> None:
    """Take everything away by which a person can be known."""
    team_id, user_id = person.team_id, person.user_id
    concerned = _groups_that_may_name(session, person)
    for table, column in references_to(PEOPLE):
        if table.name in _THEIR_OWN:
            session.execute(delete(table).where(column == person.id))
        elif table.name in _THEIR_WORD and column.name == "person_id":
            if "names" in table.c:
                session.execute(update(table).where(column == person.id).values(names=None))
        elif column.nullable and table is not table_of(Erasure):
            session.execute(update(table).where(column == person.id).values({column.name: None}))
    _forget_conversation(session, team_id, user_id)
    if person.mail is not None:
        as_guest = (Invitee.guest == person.mail.lower(), Invitee.group_id.in_(concerned))
        session.execute(delete(Invitee).where(*as_guest))
    unknown = erased_user_id(person.id)
    for table in tables():
        rows = of_groups(table, concerned)
        if rows is not None:
            _rename(session, table, rows, user_id, unknown)
    _rename(session, table_of(OutboxRow), addressed_to(team_id, user_id), user_id, unknown)
    _empty(person, unknown)
    for group_id in concerned:
        group = history.lock_group(session, group_id)
        group.revision += 1
        history.append_audit(session, group_id, now, actor, "erase", "person", person.id)
    session.flush()


def erase_groups(session: Session, group_ids: Sequence[int], now: datetime) -> None:
    """Remove all that belongs to groups, and the people whom nothing else knows."""
    known = set(session.scalars(select(Person.id).where(Person.id.in_(_people_of(session, group_ids)))))
    chose = Person.default_group_id.in_(group_ids)
    session.execute(update(Person).where(chose).values(default_group_id=None))
    for table in tables():
        rows = of_groups(table, group_ids)
        if rows is not None:
            session.execute(delete(table).where(rows))
    for group in session.scalars(select(Group).where(Group.id.in_(group_ids)).with_for_update()):
        groups.get_workspace(session, groups.ERASED_TEAM, now)
        for column in GROUPS.c:
            if column.nullable:
                setattr(group, column.name, None)
        group.team_id, group.label, group.name, group.closed_at = (
            groups.ERASED_TEAM,
            f"erased-{group.id}",
            "",
            now,
        )
        group.revision += 1
    session.flush()
    _remove_people(session, known)


def erase_workspace(session: Session, team_id: str, now: datetime) -> None:
    """Remove all that is stored of a workspace."""
    erase_groups(session, [group.id for group in groups.groups(session, team_id)], now)
    for table in (OutboxRow, DirectChannel, OrganisationTeam, Installation, Erasure):
        session.execute(delete(table).where(table.team_id == team_id))
    _remove_people(session, session.scalars(select(Person.id).where(Person.team_id == team_id)).all())
    session.execute(delete(Workspace).where(Workspace.team_id == team_id))


def _groups_that_may_name(session: Session, person: Person) -> list[int]:
    """The groups of the person's workspace, and those of others that they have a part in.

    Elsewhere the same user id is another person's.
    """
    own = people.groups_of_person(session, person.id)
    statement = select(Group.id).where(or_(Group.team_id == person.team_id, Group.id.in_(own)))
    return list(session.scalars(statement.order_by(Group.id)))


def _forget_conversation(session: Session, team_id: str, user_id: str) -> None:
    """Send nothing more, and forget where the direct conversation was."""
    theirs = addressed_to(team_id, user_id)
    waiting = update(OutboxRow).where(theirs, is_state("pending"))
    session.execute(waiting.values(state="cancelled", error="erased"))
    session.execute(delete(DirectChannel).where(conversations_with(team_id, user_id)))
    session.execute(update(OutboxRow).where(theirs).values(channel_id=None, heal_at=None))


def _rename(session: Session, table: Table, rows: Any, user_id: str, unknown: str) -> None:  # noqa: ANN401
    """Write another id wherever a person is named in words or JSON."""
    named = re.compile(rf"(?<![A-Z0-9]){re.escape(user_id)}(?![A-Z0-9])")
    keys = list(table.primary_key.columns)
    for column in texts_in(table):
        holds = cast(column, Text).contains(user_id)
        for *key, value in session.execute(select(*keys, column).where(rows, holds)).all():
            renamed = _renamed(value, named, unknown)
            if renamed != value:
                same = [one == part for one, part in zip(keys, key, strict=True)]
                session.execute(update(table).where(*same).values({column.name: renamed}))


def _renamed(value: Any, named: re.Pattern[str], unknown: str) -> Any:  # noqa: ANN401 - text or JSON
    if isinstance(value, str):
        return named.sub(unknown, value)
    return json.loads(named.sub(unknown, json.dumps(value, ensure_ascii=False)))


def _empty(person: Person, unknown: str) -> None:
    """Leave a row that tells nothing."""
    for column in PEOPLE.columns:
        if column.nullable:
            setattr(person, column.name, None)
        elif isinstance(column.default, ScalarElementColumnDefault):
            setattr(person, column.name, column.default.arg)
    person.user_id, person.is_gone = unknown, True


def _people_of(session: Session, group_ids: Sequence[int]) -> set[int]:
    """Everybody to whom something of these groups refers."""
    found: set[int] = set()
    for table, column in references_to(PEOPLE):
        rows = of_groups(table, group_ids)
        if rows is not None:
            found |= set(session.scalars(select(column).where(rows, column.is_not(None))))
    of_guests = select(Person.id).join(Invitee, Invitee.guest == func.lower(Person.mail))
    return found | set(session.scalars(of_guests.where(Invitee.group_id.in_(group_ids))))


def _remove_people(session: Session, candidates: Collection[int]) -> None:
    """Remove those of some people to whom nothing refers any more but what goes with them."""
    with_them = (Pseudonym, Offer, Erasure)
    theirs = [table_of(kind) for kind in with_them]
    gone = set(candidates)
    for table, column in references_to(PEOPLE):
        if table not in theirs:
            gone -= set(session.scalars(select(column).where(column.in_(gone))))
    people_gone = select(Person).where(Person.id.in_(gone))
    for person in session.scalars(people_gone).all():
        _forget_conversation(session, person.team_id, person.user_id)
    for kind in with_them:
        session.execute(delete(kind).where(kind.person_id.in_(gone)))
    session.execute(delete(Person).where(Person.id.in_(gone)))
