"""Reminders: starting them, and what the clock does."""

from __future__ import annotations

import math
from datetime import date, datetime, timedelta
from functools import partial

from sqlalchemy.orm import Session

from bot.core import history
from bot.core.edit import editing
from bot.core.group import GroupFacts, GroupView
from bot.core.notices import ITEM, NewNotice
from bot.core.one_by_one import do_in_turn
from bot.core.people import ACTIVE, LIGHT, Contact
from bot.core.work import Work
from bot.delivery.store import outbox, redraws
from bot.delivery.tables import DIGEST
from bot.groups.arrivals import clock
from bot.groups.store import groups
from bot.plan.performing.changing import change_row, item_of
from bot.plan.rules.items import Item, Status
from bot.plan.rules.upcoming import today_in
from bot.plan.rules.views import PRESUMED
from bot.plan.store import plans
from bot.reminders.materialise import (
    HORIZON,
    NOTE,
    PAST,
    SWEEP_AGAIN_AFTER,
    WOKEN,
    materialise_group,
    recipients_of,
)
from bot.reminders.rederive import rederivations
from bot.reminders.rules.ladders import PRESUMED_AFTER, Ask, asks, presumed_held_on

NOTES_OF_LEVEL = {LIGHT: 0, ACTIVE: 5}
"""How many notes a week somebody gets whose level it is; between, their role decides."""
QUESTIONS = (NOTE, PAST, DIGEST, WOKEN)
"""The kinds of messages that ask whether a meeting was held."""
NOTES_A_WEEK = {"coordinator": 3, "lead": 2, "member": 1}


def begin_reminders(work: Work, session: Session, group_id: int, now: datetime) -> None:
    """Switch reminders on and plan what is due soon, inside the caller's transaction."""
    group = history.lock_group(session, group_id)
    group.reminders_started_at = now
    session.flush()
    facts = work.means.read_facts(session, group_id)
    materialise_group(work.registry, session, group, facts, now)
    coordinator = facts.roster.coordinator(today_in(group.zone, now))
    if coordinator is None or not past_items(session, facts.group, now):
        return
    outbox.add_notice(
        session,
        NewNotice(
            team_id=group.team_id,
            key=f"past:{group.id}:{now.date().isoformat()}",
            kind=PAST,
            recipient=coordinator.user_id,
            recipient_team=coordinator.team_id,
            due_at=now,
            group_id=group.id,
        ),
        now=now,
    )


def past_items(session: Session, group: GroupView, now: datetime) -> list[Item]:
    """Open items whose whole period has passed, in order."""
    late = [item for item in plans.open_items_of(session, group.id) if item.is_over(now, group.zone)]
    return sorted(late, key=Item.sort_key)


def sweep(work: Work, now: datetime, seconds: float = math.inf) -> int:
    """What the clock does for all groups: plan the notices that come near, presume meetings held.

    Where the time zone data is new, what was planned by the old one is brought in line first. What is not
    done within `seconds` is left to the next sweep.

    Returns:
        How many notices are new, and plans brought in line.
    """
    with work.database.reading() as session:
        ids = groups.groups_to_sweep(session, now + HORIZON - SWEEP_AGAIN_AFTER)
    tasks = [partial(_sweep_group, work, group_id, now) for group_id in ids]
    return do_in_turn([*rederivations(work, now), *tasks], seconds)


def _sweep_group(work: Work, group_id: int, now: datetime) -> int:
    _presume_held(work, group_id, now)
    with work.database.writing() as session:
        group = history.lock_group(session, group_id)
        facts = work.facts(session, group_id, group.revision)
        return materialise_group(work.registry, session, group, facts, now)


def _presume_held(work: Work, group_id: int, now: datetime) -> None:
    with work.database.reading() as session:
        facts = work.facts(session, group_id)
        today = today_in(facts.group.zone, now)
        # Meetings that were over when reminders began were asked about then: three days count from there.
        started = groups.reminders_started_at(session, group_id)
        first = facts.rules.days.add(today_in(facts.group.zone, started or now), PRESUMED_AFTER)
        due = [
            item.id
            for item in plans.open_items_of(session, group_id)
            if (day := presumed_held_on(item, facts.rules)) is not None and max(day, first) < today
            if _unanswered_for_long(session, facts, item, today)
        ]
    if not due:
        return
    with editing(work, clock(work, group_id), now) as edit:
        for item_id in due:
            row = plans.row_by_id(edit.session, item_id)
            # It may have been closed or moved meanwhile: nobody was asked about it as it is then.
            day = presumed_held_on(item_of(edit, row), edit.facts.rules)
            if row.is_open and day is not None and day < today:
                change_row(edit, row, "status", {"status": Status.HELD.value}, note=PRESUMED)


def _unanswered_for_long(session: Session, facts: GroupFacts, item: Item, today: date) -> bool:
    """Whether somebody was asked if a meeting was held, once it was over, and has had three days since."""
    asked = asked_at(session, facts, item)
    if asked is None:
        return False
    # It is asked on the first of the three working days.
    return facts.rules.days.add(today_in(facts.group.zone, asked), PRESUMED_AFTER - 1) < today


def asked_at(session: Session, facts: GroupFacts, item: Item) -> datetime | None:
    """When it was first asked whether a meeting was held, since it is over; None where it was not yet."""
    ended_at = item.when.ends_at(facts.group.zone)
    if ended_at is None:
        return None
    times = [
        row.sent_at
        for row in redraws.posted_with(session, (ITEM, item.id))
        if row.kind in QUESTIONS and row.sent_at is not None and row.sent_at >= ended_at
    ]
    return min(times, default=None)


def asks_of_week(session: Session, facts: GroupFacts, contact: Contact, day: date) -> list[Ask]:
    """All asks one person gets from one group in the ISO week of a day."""
    monday = day - timedelta(days=day.weekday())
    sunday = monday + timedelta(days=6)
    return [
        ask
        for item in plans.open_items_of(session, facts.group.id)
        for ask in asks(item, facts.rules, sunday)
        if ask.day >= monday and contact in recipients_of(ask.to, item, facts.roster, day)
    ]


def most_notes(facts: GroupFacts, contact: Contact) -> int:
    """How many notes a week a person gets at most."""
    if contact.level in (LIGHT, ACTIVE):
        return NOTES_OF_LEVEL[contact.level]
    standing = facts.standing_of(contact.id)
    role = "coordinator" if standing.is_coordinator else "lead" if standing.lead_of else "member"
    return NOTES_A_WEEK[role]
