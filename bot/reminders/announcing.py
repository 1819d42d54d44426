"""Telling channels of a change of date: once, after the time in which it can be taken back."""

from __future__ import annotations

from collections.abc import Sequence
from dataclasses import dataclass
from datetime import datetime
from typing import Any

from bot.core.edit import Edit
from bot.core.people import Contact
from bot.dates.when import When
from bot.delivery.store import outbox
from bot.delivery.tables import OutboxRow
from bot.meetings.invited.by_mail import body_of, mailed_of, reaches_any
from bot.plan import fields
from bot.plan.performing.changing import item_of
from bot.plan.rules.items import Status
from bot.plan.store import plans
from bot.plan.tables import Item
from bot.reminders.materialise import DATE
from bot.reminders.waiting import Waiting


@dataclass(frozen=True, slots=True)
class Heard:
    """What channels know of a meeting: its date, and whether it is off."""

    when: When
    is_off: bool

    @property
    def payload(self) -> dict[str, Any]:
        """The same as facts of a notice."""
        return {"when": fields.when_value(self.when), "off": self.is_off}


def plan_announcement(
    edit: Edit, row: Item, *, was: When, note: str | None, back: bool = False
) -> datetime | None:
    """Plan that channels hear of a date, or that a meeting is off; returns when, None where they need not.

    What counts is what they last heard. A change within the waiting time takes the place of the one before:
    they hear of the whole way, or of nothing where all is as they know it. `back` tells that a cancelled
    meeting takes place after all: that is news only where its cancellation was.
    """
    if edit.group.reminders_started_at is None:
        return None
    pending, said = edit.once(Waiting).read_with_posted(edit, row.id, row.row_version, DATE)
    waiting = [notice for notice in pending if notice.kind == DATE]
    outbox.cancel_rows(edit.session, [notice.id for notice in waiting], reason="superseded")
    posted = _last_posted(said)
    known = posted or _before(waiting) or Heard(was, is_off=False)
    now = Heard(plans.when_of(row), is_off=row.status == Status.CANCELLED.value)
    is_same = fields.is_same("when", fields.when_value(known.when), fields.when_value(now.when))
    if now.is_off == known.is_off and (is_same or now.is_off):
        return None
    if _is_over(now.when, edit) and (posted is None or _is_over(posted.when, edit)):
        # A day that is over is set for the record; nobody can come any more.
        return None
    due_at = edit.now + edit.work.timing.announce_after
    item = item_of(edit, row)
    payload = {
        "was": fields.when_value(known.when),
        "was_off": known.is_off,
        "now": now.payload,
        "why": note,
        "by": edit.actor,
        "cancelled": now.is_off,
    }
    # The entry of history is part of the key: the same date set again later is news again.
    by_mail: list[Contact] = []
    if reaches_any(edit.facts):
        by_mail = mailed_of(item, body_of(edit.session, edit.facts), edit.facts)
    everywhere: list[Contact | str] = [*edit.facts.group.channels_of(item), *by_mail]
    for to in everywhere:
        recipient = to if isinstance(to, str) else to.user_id
        edit.notify(
            DATE,
            f"date:{row.id}:{row.row_version}:{recipient}",
            to,
            due_at=due_at,
            item_id=row.id,
            schedule_version=row.schedule_version,
            payload=payload,
            shows=[(DATE, row.id)],
            revive=True,
        )
    return due_at


def _is_over(when: When, edit: Edit) -> bool:
    ended_at = when.ends_at(edit.group.zone)
    return ended_at is not None and ended_at <= edit.now


def _last_posted(posted: Sequence[OutboxRow]) -> Heard | None:
    """What the last message about an item's date said, if there was one; it may be under way."""
    for notice in posted:
        said = notice.payload["now"]
        return Heard(fields.when_from(said["when"]), said["off"])
    return None


def _before(waiting: Sequence[OutboxRow]) -> Heard | None:
    """What channels knew before the changes of which they have not heard yet."""
    for notice in waiting:
        return Heard(fields.when_from(notice.payload["was"]), notice.payload.get("was_off", False))
    return None


def hurry(edit: Edit, item_id: int) -> int:
    """Do not wait: the pending notices of an item's new date are due at once; returns how many there were."""
    pending = outbox.pending_of_items(edit.session, [item_id])
    waiting = [notice for notice in pending if notice.kind == DATE]
    for notice in waiting:
        notice.due_at = notice.retry_at = edit.now
    return len(waiting)
