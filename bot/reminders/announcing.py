"""Telling channels of a change of date: once, after the time in which it can be taken back."""

from __future__ import annotations

from collections.abc import Mapping, Sequence
from dataclasses import dataclass
from datetime import datetime
from typing import Any

from bot.core.edit import Edit
from bot.core.people import Contact
from bot.dates.when import Precision, When
from bot.delivery.store import outbox, outbox_items
from bot.delivery.tables import OutboxRow
from bot.meetings.invited.by_mail import body_of, guests_of, mailed_of, reaches_any
from bot.plan import fields
from bot.plan.performing.changing import item_of
from bot.plan.rules.items import Item as ItemView
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
    everywhere: list[Contact | str] = [*edit.facts.group.channels_of(item), *_by_mail(edit, item)]
    for to in everywhere:
        _tell(edit, row, to, due_at, payload)
    return due_at


def announce_to_new(edit: Edit, item_id: int) -> None:
    """Let those who hear by mail, and have not heard of the date that an item has, hear of it now.

    What is about to be announced reaches them in the same words as all others.
    """
    row = edit.session.get_one(Item, item_id)
    when = plans.when_of(row)
    if edit.group.reminders_started_at is None or not row.is_open:
        return
    if not when.is_dated or _is_over(when, edit):
        return
    item, waiting = item_of(edit, row), _pending(edit, row.id)
    no_date = fields.when_value(When(Precision.NONE))
    payload = {"was": no_date, "was_off": False, "now": Heard(when, is_off=False).payload, "why": None}
    payload |= {"by": edit.actor, "cancelled": False}
    for to in _by_mail(edit, item):
        about_it = {"item_id": row.id, "schedule_version": row.schedule_version, "recipient": to.user_id}
        if not outbox.is_told(edit.session, kind=DATE, **about_it):
            about = waiting[0] if waiting else None
            due_at = about.due_at if about is not None else edit.now + edit.work.timing.announce_after
            _tell(edit, row, to, due_at, about.payload if about is not None else payload)


def _by_mail(edit: Edit, item: ItemView) -> list[Contact]:
    found = guests_of(edit, item) if edit.group.has_guests else []
    if reaches_any(edit.facts):
        found += mailed_of(item, body_of(edit.session, edit.facts), edit.facts)
    return found


def _tell(edit: Edit, row: Item, to: Contact | str, due_at: datetime, payload: Mapping[str, Any]) -> None:
    recipient = to if isinstance(to, str) else to.user_id
    edit.notify(
        DATE,
        # The entry of history is part of the key: the same date set again later is news again.
        f"date:{row.id}:{row.row_version}:{recipient}",
        to,
        due_at=due_at,
        item_id=row.id,
        schedule_version=row.schedule_version,
        payload=payload,
        shows=[(DATE, row.id)],
        revive=True,
    )


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
    waiting = _pending(edit, item_id)
    for notice in waiting:
        notice.due_at = notice.retry_at = edit.now
    return len(waiting)


def _pending(edit: Edit, item_id: int) -> list[OutboxRow]:
    return [
        notice for notice in outbox_items.pending_of_items(edit.session, [item_id]) if notice.kind == DATE
    ]
