"""Agendas as the plan knows them: the texts of their points, in order."""

from __future__ import annotations

from collections.abc import Iterable, Sequence
from typing import Any

from sqlalchemy import bindparam, func, select
from sqlalchemy.orm import Session

from bot.plan.rules.agenda_points import kept_points
from bot.plan.rules.point_states import ON_AGENDA, OPEN_POINT, PointState
from bot.plan.tables import AgendaPoint, Item
from bot.store.chunks import in_chunks

_LISTED = (AgendaPoint.state.in_(sorted(ON_AGENDA)), AgendaPoint.is_listed)
_POINTS = (
    select(AgendaPoint.item_id, AgendaPoint.text)
    .where(*_LISTED)
    .order_by(AgendaPoint.item_id, AgendaPoint.position, AgendaPoint.id)
)
_AGENDA = _POINTS.where(AgendaPoint.item_id.in_(bindparam("ids", expanding=True)))
_AGENDA_BY_GROUP = _POINTS.join(Item, Item.id == AgendaPoint.item_id).where(
    Item.group_id == bindparam("group_id")
)


def agendas(session: Session, item_ids: Sequence[int]) -> dict[int, tuple[str, ...]]:
    """Agenda points by item, in order."""
    return _by_item(row for chunk in in_chunks(item_ids) for row in session.execute(_AGENDA, {"ids": chunk}))


def agendas_of_group(session: Session, group_id: int) -> dict[int, tuple[str, ...]]:
    """The same of all items of a group."""
    return _by_item(session.execute(_AGENDA_BY_GROUP, {"group_id": group_id}))


def _by_item(rows: Iterable[Sequence[Any]]) -> dict[int, tuple[str, ...]]:
    found: dict[int, list[str]] = {}
    for item_id, text in rows:
        found.setdefault(item_id, []).append(text)
    return {item_id: tuple(points) for item_id, points in found.items()}


def points_of(session: Session, item_id: int) -> list[AgendaPoint]:
    """All points that an item ever had, in order."""
    statement = select(AgendaPoint).where(AgendaPoint.item_id == item_id)
    return list(session.scalars(statement.order_by(AgendaPoint.position, AgendaPoint.id)))


def count_open(session: Session, item_id: int) -> int:
    """How many points of an agenda are open; standing ones do not count, for they belong to one meeting."""
    statement = select(func.count()).where(
        AgendaPoint.item_id == item_id,
        AgendaPoint.state.in_(sorted(OPEN_POINT)),
        AgendaPoint.standing.is_(None),
    )
    return int(session.scalar(statement) or 0)


def replace_agenda(session: Session, item_id: int, texts: Sequence[str]) -> None:
    """Set the agenda by texts, as a document or an older entry of the history gives it.

    A point that stays, moves or gets another text keeps its id and all that is known of it; one that comes
    back gets its id again.
    What was carried on or dealt with is only left out of the list: where it went stays true.
    """
    every = points_of(session, item_id)
    listed = [point for point in every if point.is_listed and point.state in ON_AGENDA]
    hidden = [point for point in every if point not in listed]
    kept = kept_points([point.text for point in listed], texts)
    for position, (text, index) in enumerate(zip(texts, kept, strict=True)):
        point = listed[index] if index is not None else _bring_back(hidden, text)
        if point is None:
            session.add(AgendaPoint(item_id=item_id, position=position, text=text))
        else:
            point.position, point.text = position, text
    for point in (point for index, point in enumerate(listed) if index not in kept):
        point.is_listed = point.state == PointState.ACCEPTED
        if point.is_listed:
            point.state = PointState.DROPPED
    session.flush()


def _bring_back(hidden: list[AgendaPoint], text: str) -> AgendaPoint | None:
    """A point of that text that is on no list; none whose origin is open again: it would be open twice."""
    found = next((point for point in hidden if point.text == text), None)
    if found is None or (found.state == PointState.REMOVED and found.carried_from_id is not None):
        return None
    hidden.remove(found)
    found.is_listed = True
    if found.state not in ON_AGENDA:
        found.state, found.why = PointState.ACCEPTED, None
    return found
