"""Queries on what is to be erased."""

from __future__ import annotations

from collections.abc import Sequence
from datetime import datetime

from sqlalchemy import ColumnElement, delete, func, or_, select
from sqlalchemy.orm import Session

from bot.delivery.tables import DirectChannel, OutboxRow
from bot.groups.store import people
from bot.privacy.tables import Erasure


def of_person(session: Session, person_id: int | None) -> Erasure | None:
    """Somebody's request that was not carried out yet."""
    asked = Erasure.person_id == person_id
    return session.scalar(select(Erasure).where(asked, Erasure.done_at.is_(None)))


def by_id(session: Session, erasure_id: int, group_id: int) -> Erasure | None:
    """A person's request, before a group that it concerns."""
    found = session.get(Erasure, erasure_id)
    if found is None or found.person_id is None or group_id not in groups_of(session, found):
        return None
    return found


def groups_of(session: Session, erasure: Erasure) -> set[int]:
    """The groups whose coordinators hear of a person's request: theirs, and where they asked."""
    assert erasure.person_id is not None
    own = people.groups_of_person(session, erasure.person_id)
    return own | ({erasure.group_id} if erasure.group_id is not None else set())


def any_due(session: Session, now: datetime) -> bool:
    """Whether there is anything to erase by now."""
    statement = select(Erasure.id).where(Erasure.done_at.is_(None), Erasure.due_at <= now).limit(1)
    return session.scalar(statement) is not None


def due(session: Session, now: datetime) -> Sequence[Erasure]:
    """What is to be erased by now, locked."""
    statement = select(Erasure).where(Erasure.done_at.is_(None), Erasure.due_at <= now).order_by(Erasure.id)
    return session.scalars(statement.with_for_update(skip_locked=True)).all()


def plan_for_team(session: Session, team_id: str, now: datetime, due_at: datetime) -> None:
    """A workspace's data is to be erased, unless that is planned already."""
    if session.scalar(select(Erasure.id).where(Erasure.team_id == team_id)) is None:
        session.add(Erasure(team_id=team_id, asked_at=now, due_at=due_at))


def keep_teams(session: Session, team_ids: Sequence[str]) -> None:
    """Workspaces' data is kept after all."""
    session.execute(delete(Erasure).where(Erasure.team_id.in_(team_ids)))


def addressed_to(team_id: str, user_id: str) -> ColumnElement[bool]:
    """The notices to a person, by whichever workspace they are sent."""
    team = func.coalesce(OutboxRow.recipient_team, OutboxRow.team_id)
    return (OutboxRow.recipient == user_id) & (team == team_id)


def conversations_with(team_id: str, user_id: str) -> ColumnElement[bool]:
    """The direct conversations with a person, by whichever workspace they were opened."""
    elsewhere = select(OutboxRow.team_id).where(addressed_to(team_id, user_id))
    opened = or_(DirectChannel.team_id == team_id, DirectChannel.team_id.in_(elsewhere))
    return (DirectChannel.user_id == user_id) & opened
