"""From the plan to the outbox: the notices that are due soon, derived in the transaction of the change.

Keys make it repeatable: the same plan gives the same keys, and a key is stored once. Only what is due
within the horizon exists; the sweep goes on from where the last one stopped, so that nothing falls between
two sweeps, not even while the bot was down.
"""

from __future__ import annotations

from collections.abc import Iterable, Mapping, Sequence
from datetime import date, datetime, timedelta

from sqlalchemy.orm import Session

from bot.core.edit import Edit
from bot.core.group import POSTING_TIME, GroupFacts
from bot.core.notices import NewNotice, Planning
from bot.core.people import Contact, Roster
from bot.core.registry import Registry
from bot.core.tables import Group
from bot.dates.wall_time import to_utc
from bot.delivery.store import outbox
from bot.delivery.tables import OutboxRow
from bot.plan.rules.items import Item
from bot.plan.store import plans
from bot.reminders.rules.ladders import To
from bot.reminders.waiting import Waiting

HORIZON = timedelta(days=8)
SWEEP_AGAIN_AFTER = timedelta(hours=6)
"""A group is swept when its horizon has come nearer by this much: four times a day, not at every tick."""
MONTH_AHEAD, NOTE, RUNG, DATE, PAST, SHARED, WOKEN = (
    "month-ahead", "note", "rung", "date", "past-items", "shared", "woken",
)  # fmt: skip


def materialise_items(edit: Edit, facts: GroupFacts, items: Sequence[Item]) -> None:
    """After a change: take back what older schedule versions planned, plan what the items need now."""
    if not items:
        return
    session, group, now = edit.session, edit.group, edit.now
    waiting = edit.once(Waiting).read(edit, {item.id: item.row_version for item in items})
    _take_back(edit.registry, session, {item.id: item for item in items}, waiting)
    if group.reminders_started_at is None or group.closed_at is not None:
        return
    until = max(now + HORIZON, group.materialised_until or now)
    wanted = edit.registry.plan_notices(Planning(session, facts, items, now, until))
    outbox.add_notices(session, wanted, now=now, revive=True)


def _take_back(
    registry: Registry, session: Session, items: Mapping[int, Item], waiting: Iterable[OutboxRow]
) -> None:
    """Cancel the waiting notices that changed items do not want any more."""
    moved, closed = [], []
    for row in waiting:
        item = items[row.item_id or 0]
        if not item.is_open:
            kind = registry.notices.get(row.kind)
            closed += [row.id] if kind is not None and kind.while_open else []
        elif row.schedule_version is not None and row.schedule_version < item.schedule_version:
            moved.append(row.id)
    outbox.cancel_rows(session, moved, reason="moved")
    outbox.cancel_rows(session, closed, reason="closed")


def materialise_group(
    registry: Registry, session: Session, group: Group, facts: GroupFacts, now: datetime
) -> int:
    """The sweep: plan everything due up to the horizon; returns how many notices are new."""
    if group.reminders_started_at is None or group.closed_at is not None:
        return 0
    since = min(now, group.materialised_until or now)
    until = now + HORIZON
    items = plans.open_items_of(session, group.id)
    # Only where reminders have just been started does the running month count although it has begun.
    is_first = group.materialised_until is None
    planning = Planning(session, facts, items, since, until, is_sweep=True, is_first=is_first)
    added = outbox.add_notices(session, registry.plan_notices(planning), now=now)
    group.materialised_until = until
    return len(added)


def recipients_of(to: To, item: Item, roster: Roster, day: date) -> tuple[Contact, ...]:
    """Who gets an ask on a day."""
    if to is not To.COORDINATOR:
        owners = roster.owners(item, day)
        return owners if to is To.OWNER else tuple(one for one in owners if one not in roster.coordinators)
    return roster.deciders(item, day)


def note_key(facts: GroupFacts, contact: Contact, day: str) -> str:
    """The key of a person's note of a day; of none, what all their keys begin with."""
    return f"note:{facts.group.team_id}:{contact.id}:{day}"


def woken_key(pause_id: int, until: datetime) -> str:
    """The outbox key of the message at the end of a pause."""
    return f"woken:{pause_id}:{int(until.timestamp())}"


def note_notice(facts: GroupFacts, contact: Contact, day: date) -> NewNotice:
    """The one note a person gets on a day, at 09:00 of their own zone, over all their groups."""
    zone = contact.zone or facts.group.zone
    return NewNotice(
        team_id=facts.group.team_id,
        key=note_key(facts, contact, day.isoformat()),
        kind=NOTE,
        recipient=contact.user_id,
        recipient_team=contact.team_id,
        due_at=to_utc(day, POSTING_TIME, zone),
        payload={"person": contact.id, "day": day.isoformat()},
    )


def retime_notes(session: Session, facts: GroupFacts, contact: Contact) -> None:
    """Notes that were planned by the clock of another zone come at the hour of the person's own."""
    start = note_key(facts, contact, "")
    days = [date.fromisoformat(key.removeprefix(start)) for key in outbox.pending_keys(session, start)]
    outbox.retime(session, [note_notice(facts, contact, day) for day in days])
