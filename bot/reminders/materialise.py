"""From the plan to the outbox: the notices that are due soon, derived in the transaction of the change.

Keys make it repeatable: the same plan gives the same keys, and a key is stored once. Only what is due
within the horizon exists; the sweep goes on from where the last one stopped, so that nothing falls between
two sweeps, not even while the bot was down.
"""

from __future__ import annotations

from collections.abc import Iterable, Iterator, Mapping, Sequence
from datetime import date, datetime, timedelta

from sqlalchemy.orm import Session

from bot.core.group import POSTING_TIME, GroupFacts
from bot.core.people import Contact, Roster
from bot.core.tables import Group
from bot.dates.wall_time import local, midnight, to_utc
from bot.delivery.store import outbox
from bot.delivery.store.outbox import NewNotice
from bot.plan.rules.items import Item
from bot.plan.store import plans
from bot.reminders.rules.ladders import JUST_OVER, To, asks, month_ahead_at, rungs

HORIZON = timedelta(days=8)
SWEEP_AGAIN_AFTER = timedelta(hours=6)
"""A group is swept when its horizon has come nearer by this much: four times a day, not at every tick."""
MONTH_AHEAD, NOTE, RUNG, DATE, PAST, SHARED = (
    "month-ahead", "note", "rung", "date", "past-items", "shared",
)  # fmt: skip


def materialise_items(
    session: Session, group: Group, facts: GroupFacts, items: Sequence[Item], now: datetime
) -> None:
    """After a change: take back what older schedule versions planned, plan what the items need now."""
    if not items:
        return
    _take_back(session, {item.id: item for item in items})
    if group.reminders_started_at is None or group.closed_at is not None:
        return
    until = max(now + HORIZON, group.materialised_until or now)
    wanted = notices_of_items(items, facts, now, until)
    ahead = [item for item in items if item.is_open]
    wanted += months_ahead(ahead, facts, now, until, running=False)
    outbox.add_notices(session, wanted, now=now, revive=True)


def _take_back(session: Session, items: Mapping[int, Item]) -> None:
    """Cancel the pending notices that changed items do not want any more."""
    moved, closed = [], []
    for row in outbox.pending_of_items(session, tuple(items)):
        item = items[row.item_id or 0]
        if not item.is_open:
            closed += [row.id] if row.kind == RUNG else []
        elif row.schedule_version is not None and row.schedule_version < item.schedule_version:
            moved.append(row.id)
    outbox.cancel_rows(session, moved, reason="moved")
    outbox.cancel_rows(session, closed, reason="closed")


def materialise_group(session: Session, group: Group, facts: GroupFacts, now: datetime) -> int:
    """The sweep: plan everything due up to the horizon; returns how many notices are new."""
    if group.reminders_started_at is None or group.closed_at is not None:
        return 0
    since = min(now, group.materialised_until or now)
    until = now + HORIZON
    items = plans.open_items_of(session, group.id)
    wanted = notices_of_items(items, facts, since, until)
    # Only where reminders have just been started does the running month count although it has begun.
    wanted += months_ahead(items, facts, since, until, running=group.materialised_until is None)
    added = outbox.add_notices(session, wanted, now=now)
    group.materialised_until = until
    return len(added)


def notices_of_items(
    items: Iterable[Item], facts: GroupFacts, since: datetime, until: datetime
) -> list[NewNotice]:
    """Channel rungs and personal notes due after `since` and not after `until`, one per key."""
    found: dict[str, NewNotice] = {}
    for item in items:
        for notice in (*_rung_notices(item, facts), *_notes(item, facts, until)):
            if since < notice.due_at <= until:
                found.setdefault(notice.key, notice)
    return list(found.values())


def _rung_notices(item: Item, facts: GroupFacts) -> Iterator[NewNotice]:
    group = facts.group
    start = item.when.starts_at(group.zone)
    if start is not None and not item.when.has_time and item.when.start_time is None:
        start = item.when.ends_at(group.zone)
    for rung in rungs(item, facts.rules):
        for channel in group.channels_of(item):
            yield NewNotice(
                team_id=group.team_id,
                key=f"rung:{item.id}:{rung.name}:v{item.schedule_version}:{channel}",
                kind=RUNG,
                recipient=channel,
                due_at=rung.due_at,
                expires_at=start,
                group_id=group.id,
                item_id=item.id,
                schedule_version=item.schedule_version,
                payload={"rung": rung.name},
            )


def _notes(item: Item, facts: GroupFacts, until: datetime) -> Iterator[NewNotice]:
    last = local(until, facts.group.zone).date() + timedelta(days=1)
    for ask in asks(item, facts.rules, last):
        for contact in recipients_of(ask.to, item, facts.roster, ask.day):
            yield note_notice(facts, contact, ask.day)
            if ask.about == JUST_OVER:
                # In a full week it has to wait for the next one; then that note has to be there.
                yield note_notice(facts, contact, facts.rules.days.note_day(ask.day + timedelta(weeks=1)))


def recipients_of(to: To, item: Item, roster: Roster, day: date) -> tuple[Contact, ...]:
    """Who gets an ask on a day."""
    if to is To.OWNER:
        return roster.owners(item, day)
    coordinator = roster.coordinator(day)
    return (coordinator,) if coordinator is not None else ()


def note_key(facts: GroupFacts, contact: Contact, day: str) -> str:
    """The key of a person's note of a day; of none, what all their keys begin with."""
    return f"note:{facts.group.team_id}:{contact.id}:{day}"


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


def months_ahead(
    items: Sequence[Item], facts: GroupFacts, since: datetime, until: datetime, *, running: bool
) -> list[NewNotice]:
    """The month ahead for each channel of the group, due after `since`; with `running`, this month's too."""
    group, rules = facts.group, facts.rules
    found = []
    month = local(since, group.zone).date().replace(day=1)
    while (due := month_ahead_at(month, rules)) <= until:
        following = (month + timedelta(days=32)).replace(day=1)
        if due > since or running:
            found += [
                month_notice(facts, channel, month, max(due, since))
                for channel in _channels_of_month(group_channels(facts), items, month, following, facts)
            ]
        month = following
    return found


def group_channels(facts: GroupFacts) -> tuple[str, ...]:
    """The group's channel, then those of its streams."""
    channels = [facts.group.channel_id, *(stream.channel_id for stream in facts.group.streams)]
    return tuple(dict.fromkeys(channel for channel in channels if channel))


def _channels_of_month(
    channels: Iterable[str], items: Sequence[Item], month: date, following: date, facts: GroupFacts
) -> list[str]:
    """Only channels of which something is open in that month."""
    last = following - timedelta(days=1)
    speaking: set[str] = set()
    for item in items:
        first_day, last_day = item.when.first_day, item.when.last_day
        if first_day is None or last_day is None or first_day > last or last_day < month:
            continue
        speaking.update(facts.group.channels_of(item))
        if facts.group.channel_id is not None:
            speaking.add(facts.group.channel_id)
    return [channel for channel in channels if channel in speaking]


def month_notice(facts: GroupFacts, channel: str, month: date, due_at: datetime) -> NewNotice:
    """The month ahead of one channel; pointless once the month is over."""
    following = (month + timedelta(days=32)).replace(day=1)
    return NewNotice(
        team_id=facts.group.team_id,
        key=f"month:{facts.group.id}:{month:%Y-%m}:{channel}",
        kind=MONTH_AHEAD,
        recipient=channel,
        due_at=due_at,
        expires_at=midnight(following, facts.group.zone),
        group_id=facts.group.id,
        payload={"month": month.isoformat()},
    )
