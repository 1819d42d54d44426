"""Agendas in the database: their points as values, and as what the history holds of them."""

from __future__ import annotations

from collections.abc import Mapping
from datetime import datetime
from typing import Any

from sqlalchemy import bindparam, select
from sqlalchemy.orm import Session

from bot.meetings.agenda.rules import AgendaBook, Duty, Meetings, Point, PointKind, PointPaper
from bot.meetings.agenda.tables import Agenda, StandingPoint
from bot.plan.rules.point_states import PointState
from bot.plan.tables import AgendaPoint, Item

HELD = (
    "position", "text", "state", "is_listed", "kind", "minutes", "speaker", "papers", "note", "why",
    "standing",
)  # fmt: skip
"""What the history holds of a point; where it came from never changes."""
# One statement: what is read with every look is to cost no more than it has to.
_BY_GROUP = (
    select(AgendaPoint, Agenda.published_at)
    .join(Item, Item.id == AgendaPoint.item_id)
    .outerjoin(Agenda, Agenda.item_id == AgendaPoint.item_id)
    .where(Item.group_id == bindparam("group_id"), AgendaPoint.state != PointState.REMOVED)
    .order_by(AgendaPoint.item_id, AgendaPoint.position, AgendaPoint.id)
)


def point_of(row: AgendaPoint) -> Point:
    """A row as a value."""
    return Point(
        id=row.id,
        item_id=row.item_id,
        text=row.text,
        state=PointState(row.state),
        position=row.position,
        is_listed=row.is_listed,
        minutes=row.minutes,
        speaker=row.speaker,
        kind=PointKind(row.kind) if row.kind else None,
        papers=tuple(PointPaper(*paper) for paper in row.papers),
        note=row.note,
        why=row.why,
        standing=row.standing,
        carried_from=row.carried_from_id,
        proposed_by=row.proposed_by_id,
    )


def held_of(row: AgendaPoint) -> dict[str, Any] | None:
    """What the history holds of a point; None where it is nowhere."""
    if row.state == PointState.REMOVED:
        return None
    return {name: getattr(row, name) for name in HELD}


def put_back(row: AgendaPoint, held: Mapping[str, Any]) -> None:
    """Write what the history holds, but the state, which depends on where the point is by now."""
    for name in HELD:
        if name != "state" and name in held:
            setattr(row, name, held[name])


def book_of(session: Session, group_id: int) -> AgendaBook:
    """All agendas of a group."""
    points: dict[int, list[Point]] = {}
    published: dict[int, datetime] = {}
    for row, published_at in session.execute(_BY_GROUP, {"group_id": group_id}):
        points.setdefault(row.item_id, []).append(point_of(row))
        if published_at is not None:
            published[row.item_id] = published_at
    return AgendaBook({item_id: tuple(found) for item_id, found in points.items()}, published)


def standing_of(session: Session, group_id: int) -> dict[Meetings, tuple[tuple[str, int | None, Duty], ...]]:
    """The standing points that a group has set, by kind of meeting: text, minutes and duty."""
    found: dict[Meetings, list[tuple[str, int | None, Duty]]] = {}
    statement = select(StandingPoint).where(StandingPoint.group_id == group_id)
    for row in session.scalars(statement.order_by(StandingPoint.position)):
        found.setdefault(Meetings(row.meetings), []).append((row.text, row.minutes, Duty(row.duty)))
    return {meetings: tuple(points) for meetings, points in found.items()}


def agenda_row(session: Session, item_id: int) -> Agenda:
    """The row of an agenda, made where there is none."""
    row = session.get(Agenda, item_id)
    if row is None:
        row = Agenda(item_id=item_id, published_at=None, told=[])
        session.add(row)
    return row


def is_published(session: Session, item_id: int) -> bool:
    """Whether an agenda is no draft any more."""
    row = session.get(Agenda, item_id)
    return row is not None and row.published_at is not None


def point_row(session: Session, item_id: int, point_id: int) -> AgendaPoint | None:
    """A point of a meeting; None where it is not one of its points."""
    row = session.get(AgendaPoint, point_id) if 0 < point_id < 2**31 else None
    is_there = row is not None and row.item_id == item_id and row.state != PointState.REMOVED
    return row if is_there else None
