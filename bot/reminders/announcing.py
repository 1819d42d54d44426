"""Telling channels of a change of date: once, after the time in which it can be taken back."""

from __future__ import annotations

from datetime import datetime
from typing import Any

from bot.core.edit import Edit
from bot.dates.when import When
from bot.delivery.store import outbox
from bot.delivery.tables import OutboxRow
from bot.plan import fields
from bot.plan.performing.changing import item_of
from bot.plan.store import plans
from bot.plan.tables import Item
from bot.reminders.materialise import DATE


def plan_announcement(
    edit: Edit, row: Item, *, was: When, note: str | None, back: bool = False
) -> datetime | None:
    """Plan the notice of a new date ("was → now"); returns when it is due, None where none is needed.

    A change within the waiting time takes the place of the one before: the channel then hears of the
    whole way, or of nothing when the date is back where it was. `back` tells that a cancelled meeting
    takes place after all: that is news only where its cancellation was.
    """
    if edit.group.reminders_started_at is None:
        return None
    waiting = _pending(edit, row.id)
    original: dict[str, Any] = fields.when_value(was)
    for notice in waiting:
        original = notice.payload["was"]
        outbox.skip(edit.session, notice.id, reason="superseded")
    cancelled = row.status == "cancelled"
    ended_at = plans.when_of(row).ends_at(edit.group.zone)
    if ended_at is not None and ended_at <= edit.now:
        # A day that is over is set for the record; nobody can come any more.
        return None
    is_news = cancelled or original != fields.when_value(plans.when_of(row)) or (back and not waiting)
    if not is_news:
        return None
    due_at = edit.now + edit.work.timing.announce_after
    item = item_of(edit, row, agenda=())
    # The entry of history is part of the key: the same date set again later is news again.
    for channel in edit.facts.group.channels_of(item):
        edit.notify(
            DATE,
            f"date:{row.id}:{row.row_version}:{channel}",
            channel,
            due_at=due_at,
            item_id=row.id,
            schedule_version=row.schedule_version,
            payload={"was": original, "why": note, "by": edit.actor, "cancelled": cancelled},
            revive=True,
        )
    return due_at


def hurry(edit: Edit, item_id: int) -> int:
    """Do not wait: the pending notices of an item's new date are due at once; returns how many there were."""
    waiting = _pending(edit, item_id)
    for notice in waiting:
        notice.due_at = notice.retry_at = edit.now
    return len(waiting)


def _pending(edit: Edit, item_id: int) -> list[OutboxRow]:
    return [row for row in outbox.pending_of_items(edit.session, [item_id]) if row.kind == DATE]
