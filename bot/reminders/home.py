"""What reminders add to a coordinator's Home: what is stuck and with whom, and what could not be posted."""

from __future__ import annotations

from datetime import timedelta

from bot.core.i18n import _
from bot.core.registry import Looking
from bot.delivery.outcomes import REFUSALS
from bot.delivery.store import outbox
from bot.delivery.tables import OutboxRow
from bot.groups.texts import people
from bot.plan.rules.items import Item
from bot.plan.rules.plan import Plan
from bot.plan.rules.upcoming import today_in
from bot.plan.texts.naming import acts, item_lines
from bot.reminders.texts.decisions import build_dead_letter
from bot.slack.blocks import Unit, menu, section

MOST_STUCK, MOST_LOST = 8, 4
WANTS_DATE = timedelta(weeks=8)
"""How long before its month a meeting without a date is stuck."""


def stuck_units(looking: Looking) -> list[Unit]:
    """What is overdue or wants a date and waits for others, most pressing first."""
    if not looking.caller.standing.is_coordinator:
        return []
    facts, now = looking.snapshot.facts, looking.now
    today = today_in(facts.group.zone, now)
    found: list[Unit] = []
    for item in looking.snapshot[Plan].in_order:
        if len(found) == MOST_STUCK:
            break
        owners = facts.roster.owners(item, today) if _is_stuck(item, looking) else ()
        others = [contact for contact in owners if contact.id != looking.caller.person_id]
        if not others:
            continue
        told = item_lines(item, now, facts.group, looking.caller.reader)
        told += "\n" + _("It waits for {people}.").format(people=people(others))
        choices = acts(item, looking.caller.standing, now, facts.group.zone)
        found.append([section(told, menu(facts.group.id, choices))])
    return found


def _is_stuck(item: Item, looking: Looking) -> bool:
    zone, first = looking.snapshot.facts.group.zone, item.when.first_day
    if item.is_overdue(looking.now, zone):
        return True
    wants_date = item.is_meeting and not item.when.is_dated and first is not None
    return wants_date and first is not None and first - WANTS_DATE <= today_in(zone, looking.now)


def lost_units(looking: Looking) -> list[Unit]:
    """Messages that could not be posted, or of which nobody knows whether they were."""
    if not looking.caller.standing.is_coordinator:
        return []
    group = looking.snapshot.facts.group
    rows = outbox.dead_of_group(looking.session, group.id, MOST_LOST)
    return [_lost(row, looking) for row in rows]


def _lost(row: OutboxRow, looking: Looking) -> Unit:
    group = looking.snapshot.facts.group
    asked = build_dead_letter(
        row.id,
        group,
        called=looking.registry.called(row.kind, row.payload),
        recipient=row.recipient,
        due_at=row.due_at,
        zone=group.zone,
        refusal=row.error if row.error in REFUSALS else None,
    )
    # Why they get it needs no words here.
    return [block for block in asked.blocks if block["type"] != "context"]
