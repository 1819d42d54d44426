"""Queries on what is ready before meetings."""

from __future__ import annotations

from sqlalchemy import bindparam, select
from sqlalchemy.orm import Session

from bot.meetings.preparing.rules import Preparations, Task
from bot.meetings.preparing.tables import PreparationRow
from bot.plan.tables import Item

_OF_GROUP = (
    select(PreparationRow.item_id, PreparationRow.ticked)
    .join(Item, Item.id == PreparationRow.item_id)
    .where(Item.group_id == bindparam("group_id"), Item.is_open, ~PreparationRow.removed)
)


def preparations_of(session: Session, group_id: int) -> Preparations:
    """What is ticked for the open meetings of a group."""
    rows = session.execute(_OF_GROUP, {"group_id": group_id})
    return Preparations({item_id: frozenset(map(Task, ticked)) for item_id, ticked in rows})


def row_of(session: Session, item_id: int) -> PreparationRow | None:
    """The checklist of a meeting, to be changed, also one that was taken back."""
    return session.scalar(select(PreparationRow).where(PreparationRow.item_id == item_id))
