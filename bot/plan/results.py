"""What a change came to: its consequences for other items and for the channels."""

from __future__ import annotations

from collections.abc import Sequence
from datetime import datetime, timedelta

from bot.core.edit import Edit
from bot.core.history_views import last_change_to
from bot.plan.rules.items import SUCCEEDED, Item
from bot.plan.rules.views import Changed
from bot.plan.store import needs, plans
from bot.plan.tables import Item as ItemRow

UNDO_FOR = timedelta(minutes=10)


def same(edit: Edit, item: Item, action: str, now: datetime) -> Changed:
    """Nothing changed: the item was like that, since which entry of its history."""
    last = last_change_to(edit.session, item, action)
    return Changed(group=edit.facts.group, item=item, before=item, now=now, already=last, is_same=True)


def changed(
    edit: Edit,
    row: ItemRow,
    before: Item | None,
    change_id: int | None,
    now: datetime,
    note: str | None,
    announced: datetime | None,
    *,
    taken_ordinal: int | None = None,
    edited: tuple[str, ...] = (),
) -> Changed:
    """What a change came to: the item before and after, who hears of it, and what it collides with."""
    item = edit.item(row)
    plan = plans.open_items_of(edit.session, edit.group.id)
    return Changed(
        group=edit.facts.group,
        item=item,
        before=before,
        now=now,
        note=note,
        change_id=change_id,
        fields=edited,
        announce_at=announced,
        channels=edit.facts.group.channels_of(item) if announced else (),
        undo_until=now + UNDO_FOR,
        taken_ordinal=taken_ordinal,
        conflicts=conflicts_of(item, plan),
        late_dependents=_late_dependents(edit, item, plan),
    )


def conflicts_of(item: Item, plan: Sequence[Item]) -> tuple[Item, ...]:
    """Other meetings that share a day with a dated meeting."""
    if not (item.is_meeting and item.when.is_dated and item.is_open):
        return ()
    first, last = item.when.first_day, item.when.last_day
    return tuple(
        other
        for other in plan
        if other.id != item.id and other.is_meeting and other.when.is_dated
        and other.when.first_day <= last and other.when.last_day >= first  # type: ignore[operator]
    )  # fmt: skip


def _late_dependents(edit: Edit, item: Item, plan: Sequence[Item]) -> tuple[Item, ...]:
    """What needs this item but ends before it does."""
    if item.when.first_day is None or item.status in SUCCEEDED:
        return ()
    waiting = {
        needer
        for needer, needed, _inferred in needs.dependencies_of(edit.session, edit.group.id)
        if needed == item.id
    }
    return tuple(
        other
        for other in plan
        if other.id in waiting
        and other.when.last_day is not None
        and other.when.last_day < item.when.first_day
    )
