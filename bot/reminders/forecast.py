"""Every message the bot will send within some days, to whom and when."""

from __future__ import annotations

from collections import defaultdict
from collections.abc import Sequence
from datetime import datetime, timedelta

from sqlalchemy.orm import Session

from bot.core.group import GroupFacts
from bot.core.snapshot import Snapshot
from bot.delivery.store import outbox
from bot.delivery.store.outbox import NewNotice
from bot.plan.rules.items import Item
from bot.plan.rules.plan import Plan
from bot.plan.rules.upcoming import today_in
from bot.plan.rules.views import PlannedNotice
from bot.reminders.materialise import MONTH_AHEAD, NOTE, RUNG, months_ahead, notices_of_items, recipients_of
from bot.reminders.reminding import most_notes
from bot.reminders.rules.ladders import Ask, asks, share_out


def forecast_of(snapshot: Snapshot, session: Session, days: int, now: datetime) -> tuple[PlannedNotice, ...]:
    """Every message the bot will send within some days (or would, were reminders on), in order.

    The outbox is asked for what is stored; all else follows from the snapshot.
    """
    facts, until = snapshot.facts, now + timedelta(days=days)
    items = snapshot[Plan].open_items
    planned: dict[str, NewNotice] = {
        notice.key: notice
        for notice in (
            *notices_of_items(items, facts, now, until),
            *months_ahead(items, facts, now, until, running=False),
        )
    }
    stored = {row.key: row for row in outbox.pending_for_group(session, facts.group.id, until)}
    stored |= outbox.find_by_keys(session, tuple(planned))
    by_id = {item.id: item for item in items}
    notes = _notes(facts, items, until)
    found = []
    for key, notice in planned.items():
        row = stored.pop(key, None)
        if row is not None and row.state != "pending" and row.error != outbox.SKIPPED:
            continue
        about = notes.get(key, ()) if notice.kind == NOTE else _about(notice, by_id)
        if notice.kind == NOTE and not about:
            continue
        found.append(_planned(notice, about, row is not None and row.error == outbox.SKIPPED))
    for row in stored.values():
        item = by_id.get(row.item_id or 0)
        to_person = row.recipient[0] in "UW"
        found.append(
            PlannedNotice(row.key, row.kind, row.due_at, row.recipient, to_person, (item,) if item else ())
        )
    return tuple(sorted(found, key=lambda notice: (notice.due_at, notice.recipient)))


def _about(notice: NewNotice, by_id: dict[int, Item]) -> tuple[Item, ...]:
    return (by_id[notice.item_id],) if notice.item_id in by_id else ()


def _planned(notice: NewNotice, about: tuple[Item, ...], skipped: bool) -> PlannedNotice:
    kind = str(notice.payload["rung"]) if notice.kind == RUNG else notice.kind
    return PlannedNotice(
        notice.key,
        kind,
        notice.due_at,
        notice.recipient,
        notice.kind not in (RUNG, MONTH_AHEAD),
        about,
        skipped,
    )


def _notes(facts: GroupFacts, items: Sequence[Item], until: datetime) -> dict[str, tuple[Item, ...]]:
    """What each person's note of each day will speak of, as far as this group goes."""
    last = today_in(facts.group.zone, until)
    weeks: dict[tuple[int, tuple[int, int]], list[Ask]] = defaultdict(list)
    for item in items:
        for ask in asks(item, facts.rules, last):
            for contact in recipients_of(ask.to, item, facts.roster, ask.day):
                weeks[contact.id, ask.day.isocalendar()[:2]].append(ask)
    found = {}
    for (person_id, _week), mine in weeks.items():
        contact = facts.roster.people[person_id]
        for day, of_day in share_out(mine, most_notes(facts, contact)).items():
            about = dict.fromkeys(ask.item for ask in of_day)
            found[f"note:{facts.group.team_id}:{person_id}:{day.isoformat()}"] = tuple(about)
    return found
