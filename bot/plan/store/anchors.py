"""Anchors: from rows to values, and the queries on them and on what counts from them."""

from __future__ import annotations

from sqlalchemy import select
from sqlalchemy.orm import Session

from bot.plan.fields import when_from
from bot.plan.rules.anchors import Anchor, Anchors
from bot.plan.tables import AnchorRow, Item


def anchor_of_row(row: AnchorRow) -> Anchor:
    """A row as the rules see it."""
    first = when_from(row.first_date) if row.first_date else None
    return Anchor(row.id, row.key, row.name, when_from(row.date), first, row.version)


def anchors_of(session: Session, group_id: int) -> Anchors:
    """The anchors of a group that are there, in the order of their dates."""
    rows = session.scalars(select(AnchorRow).where(AnchorRow.group_id == group_id, ~AnchorRow.removed))
    found = sorted(map(anchor_of_row, rows), key=lambda one: (one.when.sort_key(), one.id))
    return Anchors(tuple(found))


def anchor_row(session: Session, group_id: int, anchor_id: int) -> AnchorRow | None:
    """The row of an anchor, to change; None where the group has none of that id."""
    row = session.get(AnchorRow, anchor_id, populate_existing=True) if 0 < anchor_id < 2**31 else None
    return row if row is not None and row.group_id == group_id else None


def keys_of_anchors(session: Session, group_id: int) -> list[str]:
    """The keys of all anchors that a group has or had."""
    return list(session.scalars(select(AnchorRow.key).where(AnchorRow.group_id == group_id)))


def counting_rows(session: Session, group_id: int) -> list[Item]:
    """The rows of open items whose date counts from something, in plan order, to change."""
    counting = (Item.group_id == group_id, Item.counts_from.is_not(None), Item.is_open)
    return list(session.scalars(select(Item).where(*counting).order_by(Item.position)))
