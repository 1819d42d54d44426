"""Reminders: starting them, what the clock does, what lies ahead, and leaving one out."""

from __future__ import annotations

import math
from collections import defaultdict
from datetime import date, datetime, timedelta
from functools import partial

from sqlalchemy.orm import Session

from bot.core.edit import editing, editing_by_clock
from bot.core.errors import UserError
from bot.core.i18n import _
from bot.core.turns import do_in_turn
from bot.core.work import GroupFacts, Work, read_facts
from bot.delivery.store import outbox
from bot.delivery.store.outbox import NewNotice
from bot.groups.arrivals import Caller, require
from bot.groups.rules.rights import Act
from bot.groups.rules.roster import Contact
from bot.groups.store import groups
from bot.plan.rederive import rederivations
from bot.plan.rules.items import Item, Status
from bot.plan.rules.upcoming import today_in
from bot.plan.rules.views import Forecast, GroupView, PlannedNotice
from bot.plan.store import plans
from bot.reminders.materialise import (
    HORIZON,
    MONTH_AHEAD,
    NOTE,
    PAST,
    RUNG,
    SWEEP_AGAIN_AFTER,
    materialise_group,
    months_ahead,
    notices_of_items,
    recipients_of,
)
from bot.reminders.rules.ladders import PRESUMED_AFTER, Ask, asks, presumed_held_on, share_out
from bot.reminders.rules.notice_views import PastItems

NOTES_A_WEEK = {"coordinator": 3, "lead": 2, "member": 1}


def start_reminders(work: Work, caller: Caller, now: datetime) -> bool:
    """Begin to remind, for what lies ahead; what lies in the past is asked about once. False if it was on.

    Raises:
        UserError: no right, or an empty plan.
    """
    with editing(work, caller, now) as edit:
        require(caller, Act.GOVERN)
        if edit.group.reminders_started_at is not None:
            return False
        if edit.facts.group.is_empty:
            raise UserError(_("The plan is empty: there is nothing to remind of yet."))
        begin_reminders(edit.session, edit.group.id, now)
        edit.audit("start-reminders", edit.group.label, None)
        return True


def begin_reminders(session: Session, group_id: int, now: datetime) -> None:
    """Switch reminders on and plan what is due soon, inside the caller's transaction."""
    group = groups.lock_group(session, group_id)
    group.reminders_started_at = now
    session.flush()
    facts = read_facts(session, group_id)
    materialise_group(session, group, facts, now)
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
    late = [item for item in plans.open_items_of(session, group.id) if item.is_overdue(now, group.zone)]
    return sorted(late, key=Item.sort_key)


def past_of(work: Work, caller: Caller, now: datetime) -> PastItems:
    """What lies in the past and is open, to choose from."""
    require(caller, Act.GOVERN)
    with work.database.reading() as session:
        return PastItems(caller.group, tuple(past_items(session, caller.group, now)), now)


def settle_past(work: Work, caller: Caller, keys: tuple[str, ...] | None, now: datetime) -> list[Item]:
    """Mark what lies in the past as done (meetings as held): some keys, or all of it."""
    with editing(work, caller, now) as edit:
        require(caller, Act.GOVERN)
        settled = []
        for item in past_items(edit.session, edit.facts.group, now):
            if keys is not None and item.key not in keys:
                continue
            status = Status.HELD if item.is_meeting else Status.DONE
            edit.change(plans.row_by_id(edit.session, item.id), "status", {"status": status.value})
            settled.append(item)
        return settled


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
        group = groups.lock_group(session, group_id)
        return materialise_group(session, group, work.facts(session, group_id, group.revision), now)


def _presume_held(work: Work, group_id: int, now: datetime) -> None:
    with work.database.reading() as session:
        facts = work.facts(session, group_id)
        today = today_in(facts.group.zone, now)
        # What was over when reminders began was asked about then, and has its three days from there.
        started = groups.reminders_started_at(session, group_id)
        first = facts.rules.days.add(today_in(facts.group.zone, started or now), PRESUMED_AFTER)
        due = [
            item.id
            for item in plans.open_items_of(session, group_id)
            if (day := presumed_held_on(item, facts.rules)) is not None and max(day, first) < today
        ]
    if not due:
        return
    with editing_by_clock(work, group_id, now) as edit:
        for item_id in due:
            row = plans.row_by_id(edit.session, item_id)
            if row.is_open:
                edit.change(row, "status", {"status": Status.HELD.value}, note="presumed")


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
    standing = facts.standing_of(contact.id)
    role = "coordinator" if standing.is_coordinator else "lead" if standing.lead_of else "member"
    return NOTES_A_WEEK[role]


def forecast(work: Work, caller: Caller, days: int, now: datetime) -> Forecast:
    """Every message the bot will send within some days (or would, were reminders on), to whom and when.

    Raises:
        UserError: the caller is an observer.
    """
    require(caller, Act.READ)
    facts, until = caller.facts, now + timedelta(days=days)
    with work.database.reading() as session:
        items = plans.open_items_of(session, facts.group.id)
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
        notes = _notes(session, facts, items, until)
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
            found.append(
                PlannedNotice(
                    row.key,
                    row.kind,
                    row.due_at,
                    row.recipient,
                    row.recipient[0] in "UW",
                    (item,) if item else (),
                )
            )
    found.sort(key=lambda notice: (notice.due_at, notice.recipient))
    return Forecast(caller.group, now, days, tuple(found))


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


def _notes(
    session: Session, facts: GroupFacts, items: list[Item], until: datetime
) -> dict[str, tuple[Item, ...]]:
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


def skip_notice(work: Work, caller: Caller, key: str, now: datetime) -> PlannedNotice:
    """Leave one notice out: the person it is for, or who may plan, can say so.

    Raises:
        UserError: no right, or it is no longer planned.
    """
    ahead = forecast(work, caller, 400, now)
    notice = next((found for found in ahead.notices if found.key == key), None)
    if notice is None:
        raise UserError(_("That message is not planned any more."))
    own = notice.to_person and caller.person_key is not None and notice.recipient == caller.person_key[1]
    if not own:
        require(caller, Act.PLAN, notice.about[0] if notice.about and not notice.to_person else None)
    with editing(work, caller, now) as edit:
        # What comes later than the horizon is not stored yet: store it, so that it stays left out.
        placeholder = NewNotice(
            team_id=caller.group.team_id,
            key=key,
            kind=notice.kind,
            recipient=notice.recipient,
            due_at=notice.due_at,
            group_id=caller.group.id,
        )
        outbox.add_notice(edit.session, placeholder, now=now)
        outbox.cancel_keys(edit.session, [key], reason=outbox.SKIPPED)
        edit.audit("skip", key, None)
    return notice
