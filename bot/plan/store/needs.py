"""What items need: which others have to come before them."""

from __future__ import annotations

from collections.abc import Sequence

from sqlalchemy import select
from sqlalchemy.orm import Session, aliased

from bot.plan.tables import Dependency, Item


def dependencies_of(session: Session, group_id: int) -> list[tuple[int, int, bool]]:
    """All (item id, id of what it needs, inferred) of a group, both of which are in its plan."""
    needed = aliased(Item)
    statement = (
        select(Dependency.item_id, Dependency.needs_id, Dependency.inferred)
        .join(Item, Item.id == Dependency.item_id)
        .join(needed, needed.id == Dependency.needs_id)
        .where(Item.group_id == group_id, ~Item.removed, ~needed.removed)
        .order_by(Dependency.item_id, Dependency.needs_id)
    )
    return [(row.item_id, row.needs_id, row.inferred) for row in session.execute(statement)]


def needs_of(session: Session, item_id: int) -> list[tuple[str, bool]]:
    """The keys of what one item needs, and whether that is only inferred."""
    statement = (
        select(Item.key, Dependency.inferred)
        .join(Item, Item.id == Dependency.needs_id)
        .where(Dependency.item_id == item_id)
        .order_by(Item.position)
    )
    return [(row.key, row.inferred) for row in session.execute(statement)]


def replace_dependencies(session: Session, item_id: int, needs: Sequence[tuple[int, bool]]) -> None:
    """Set what an item needs: (id, inferred) pairs; a confirmed suggestion stays confirmed."""
    old = {
        dependency.needs_id: dependency
        for dependency in session.scalars(select(Dependency).where(Dependency.item_id == item_id))
    }
    for needs_id, inferred in needs:
        kept = old.pop(needs_id, None)
        if kept is None:
            session.add(Dependency(item_id=item_id, needs_id=needs_id, inferred=inferred))
        elif kept.confirmed_at is None:
            kept.inferred = inferred
    for dependency in old.values():
        session.delete(dependency)
    session.flush()
