"""Every message the bot will send within some days, to whom and when."""

from __future__ import annotations

from collections.abc import Iterable, Mapping
from datetime import datetime, timedelta

from sqlalchemy.orm import Session

from bot.core.notices import NewNotice, Planning, is_person
from bot.core.registry import Registry
from bot.core.snapshot import Snapshot
from bot.delivery.store import outbox
from bot.delivery.tables import OutboxRow
from bot.plan.rules.items import Item
from bot.plan.rules.plan import Plan
from bot.plan.rules.views import PlannedNotice


def forecast_of(
    registry: Registry, snapshot: Snapshot, session: Session, days: int, now: datetime
) -> tuple[PlannedNotice, ...]:
    """Every message the bot will send within some days (or would, were reminders on), in order.

    The outbox is asked for what is stored; all else follows from the snapshot.
    """
    facts, until = snapshot.facts, now + timedelta(days=days)
    planning = Planning(session, facts, snapshot[Plan].open_items, now, until, is_sweep=True)
    planned: dict[str, tuple[NewNotice, tuple[int, ...]]] = {}
    for kind in registry.notices.values():
        for notice, about in kind.foreseen(planning):
            planned.setdefault(notice.key, (notice, about))
    stored = {row.key: row for row in outbox.pending_for_group(session, facts.group.id, until)}
    stored |= outbox.find_by_keys(session, tuple(planned))
    by_id = {item.id: item for item in planning.items}
    found = []
    for key, (notice, about) in planned.items():
        row = stored.pop(key, None)
        skipped = row is not None and row.error == outbox.SKIPPED
        if row is None or row.state == "pending" or skipped:
            found.append(_planned(registry, notice, _items(about, by_id), skipped))
    found += [_planned(registry, row, _items([row.item_id or 0], by_id)) for row in stored.values()]
    return tuple(sorted(found, key=lambda notice: (notice.due_at, notice.recipient)))


def _items(ids: Iterable[int], by_id: Mapping[int, Item]) -> tuple[Item, ...]:
    return tuple(by_id[item_id] for item_id in ids if item_id in by_id)


def _planned(
    registry: Registry, notice: NewNotice | OutboxRow, about: tuple[Item, ...], skipped: bool = False
) -> PlannedNotice:
    called = registry.called(notice.kind, notice.payload)
    to_person = is_person(notice.recipient)
    return PlannedNotice(
        notice.key, notice.kind, called, notice.due_at, notice.recipient, to_person, about, skipped
    )
