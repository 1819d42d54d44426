"""A person's note of a day: what they are asked over all their groups, within their quota of the week."""

from __future__ import annotations

from collections.abc import Iterable, Sequence
from dataclasses import replace
from datetime import date, datetime, timedelta

from sqlalchemy.orm import Session

from bot.core.group import GroupFacts, GroupView
from bot.core.people import LIGHT, Contact
from bot.core.rights import Standing
from bot.core.work import Work
from bot.dates.when import When
from bot.delivery.store import outbox
from bot.groups.rules.pauses import PauseView
from bot.groups.store import groups, people
from bot.groups.tables import Person
from bot.meetings.actions.due_actions import actions_asked
from bot.plan.history_views import changes_of_items, news_of
from bot.plan.rules.items import Item
from bot.plan.rules.slots import propose_slots
from bot.plan.rules.upcoming import today_in
from bot.plan.rules.views import ChangeView
from bot.plan.store import plans
from bot.reminders.held_back import is_held_back, is_snoozed, pauses_before
from bot.reminders.lacking import lacking_of
from bot.reminders.materialise import note_key, recipients_of
from bot.reminders.reminding import asked_at, asks_of_week, most_notes
from bot.reminders.rules.ladders import JUST_OVER, PREPARING, Ask, asks, share_out
from bot.reminders.views import PersonNote

MOST_CHANGES_READ = 500
WEEK = timedelta(days=7)
Asked = tuple[GroupFacts, Ask]


def person_note(
    work: Work, session: Session, team_id: str, person_id: int, days: Sequence[date], now: datetime,
    *, late: bool = False, news_until: datetime | None = None,
) -> PersonNote | None:  # fmt: skip
    """What one person is asked on some days, over all groups of a workspace; None where that is nothing.

    `news_until` is when it was posted, where it is redrawn: later changes are no news of it.
    """
    person = session.get(Person, person_id)
    if person is None or person.is_gone or person.level == LIGHT:
        return None
    contact = people.contact_of(person)
    mine = groups_asking(work, session, team_id, person_id)
    held = pauses_before(session, person_id, news_until or now)
    asked = _asked_on(session, mine, contact, days, held)
    if late:
        asked = [(facts, _as_of_today(facts, contact, ask, now)) for facts, ask in asked]
    actions = tuple(
        one
        for day in days
        for facts in mine
        if not is_snoozed(held, day, contact, facts)
        for one in actions_asked(session, facts, contact, day)
    )
    opens_week = any(_opens_week(mine, day) for day in days)
    note = PersonNote(contact, now, max(days), (), late=late, opens_week=opens_week, actions=actions)
    return with_asks(session, note, asked, news_until or now)


def groups_asking(work: Work, session: Session, team_id: str, person_id: int) -> list[GroupFacts]:
    """The groups of a workspace that are reminded and in which a person has a part."""
    return [
        facts
        for group in groups.groups(session, team_id)
        if group.reminders_started_at is not None and group.closed_at is None
        for facts in [work.facts(session, group.id, group.revision)]
        if person_id in facts.roster.people
    ]


def with_asks(
    session: Session, note: PersonNote, asked: Sequence[Asked], news_until: datetime
) -> PersonNote | None:
    """A note with what it asks, and all that helps to answer; None where it asks nothing."""
    contact, now = note.contact, note.now
    missing = lacking_of(session, asked, now)
    asked = [(facts, ask) for facts, ask in asked if ask.about not in PREPARING or ask.item.id in missing]
    if not asked and not note.actions:
        return None
    changed: list[tuple[GroupView, ChangeView]] = []
    slots: dict[int, tuple[When, ...]] = {}
    still_open: dict[int, tuple[Item, ...]] = {}
    speaking = list({facts.group.id: facts for facts, _ask in asked}.values())
    for facts in speaking:
        of_group = [ask for group, ask in asked if group is facts]
        open_items = plans.open_items_of(session, facts.group.id)
        slots |= slots_of_asks(open_items, facts, of_group, now)
        still_open[facts.group.id] = _still_open(open_items, of_group)
        # Changes are told once a week, in the week's first note.
        if note.opens_week:
            changed += _changed_by_others(session, facts, contact, news_until)
    return replace(
        note,
        asks=tuple((facts.group, ask) for facts, ask in asked),
        changed=tuple(changed),
        slots=slots,
        zones={facts.group.id: zones_of(facts) for facts in speaking},
        standings={facts.group.id: facts.standing_of(contact.id) for facts in speaking},
        still_open=still_open,
        lacking=missing,
    )


def _as_of_today(facts: GroupFacts, contact: Contact, ask: Ask, now: datetime) -> Ask:
    """The ask about an item as it stands today: an item that was to begin may be overdue by now."""
    today = today_in(facts.group.zone, now)
    mine = [
        later
        for later in asks(ask.item, facts.rules, today)
        if later.day >= ask.day and contact in recipients_of(later.to, ask.item, facts.roster, today)
    ]
    return max(mine, key=lambda later: (later.day, later.decide), default=ask)


def _opens_week(mine: Sequence[GroupFacts], day: date) -> bool:
    return any(facts.rules.days.note_day(day) == day for facts in mine)


def _asked_on(
    session: Session,
    mine: Sequence[GroupFacts],
    contact: Contact,
    days: Sequence[date],
    held: Sequence[PauseView],
) -> list[Asked]:
    """The asks of some days, one an item, deciding above informing; group by group, in order."""
    found: dict[int, Asked] = {}
    for day in days:
        for facts, ask in _asked_of_day(session, mine, contact, day, held):
            known = found.get(ask.item.id)
            if known is None or (ask.decide and not known[1].decide):
                found[ask.item.id] = facts, ask
    place = {facts.group.id: number for number, facts in enumerate(mine)}
    return sorted(found.values(), key=lambda pair: (place[pair[0].group.id], pair[1].item.sort_key()))


def _asked_of_day(
    session: Session,
    mine: Sequence[GroupFacts],
    contact: Contact,
    day: date,
    held: Sequence[PauseView],
) -> list[Asked]:
    """What falls to the note of one day, given the notes that were sent earlier in its week."""
    if not mine:
        return []
    said = _said(session, mine[0], contact, day) | _days_of_actions(session, mine, contact, day, held)
    by_item: dict[int, GroupFacts] = {}
    found: list[Ask] = []
    for facts in mine:
        for ask in asks_of_week(session, facts, facts.roster.people[contact.id], day):
            if is_held_back(ask, held, contact, facts):
                continue
            # An ask whose day is over is dropped; only news of a meeting can wait.
            if ask.day < day and ask.day not in said:
                if ask.about != JUST_OVER:
                    continue
                ask = replace(ask, day=day)
            found.append(ask)
            by_item[ask.item.id] = facts
    most = max(most_notes(facts, contact) for facts in mine)
    notes = share_out(found, most, said)
    today = notes.get(day, [])
    left = _never_asked(session, mine, contact, day, held)
    by_item |= {ask.item.id: facts for facts, ask in left}
    today = [*today, *(ask for _facts, ask in left)]
    return [(by_item[ask.item.id], ask) for ask in today]


def _days_of_actions(
    session: Session, mine: Sequence[GroupFacts], contact: Contact, day: date, held: Sequence[PauseView]
) -> set[date]:
    """The day of the week's note, where it asks about actions: it is among the notes of that week."""
    monday = day - timedelta(days=day.weekday())
    notes = {facts.rules.days.note_day(monday): facts for facts in mine}
    return {
        on
        for on, facts in notes.items()
        if not is_snoozed(held, on, contact, facts) and actions_asked(session, facts, contact, on)
    }


def _never_asked(
    session: Session,
    mine: Sequence[GroupFacts],
    contact: Contact,
    day: date,
    held: Sequence[PauseView],
) -> list[Asked]:
    """Meetings of earlier weeks that are over and of which nobody was asked if they were held.

    The week was full, the bot was not running, or somebody dated a meeting into the past.
    """
    monday = day - timedelta(days=day.weekday())
    found = []
    for facts in mine:
        for item in plans.open_items_of(session, facts.group.id):
            for ask in asks(item, facts.rules, monday - timedelta(days=1)):
                if is_held_back(ask, held, contact, facts):
                    continue
                if ask.about == JUST_OVER and contact in recipients_of(ask.to, item, facts.roster, day):
                    asked = asked_at(session, facts, item)
                    if asked is None or today_in(facts.group.zone, asked) >= day:
                        found.append((facts, replace(ask, day=day)))
    return found


def _said(session: Session, facts: GroupFacts, contact: Contact, until: date) -> set[date]:
    """On which days of a week, up to one of them, the person got a note or may have got it."""
    monday = until - timedelta(days=until.weekday())
    days = {
        note_key(facts, contact, day.isoformat()): day
        for day in (monday + timedelta(days=number) for number in range(7))
        if day <= until
    }
    rows = outbox.find_by_keys(session, tuple(days)).values()
    return {days[row.key] for row in rows if row.state in ("sending", "sent", "unknown")}


def _still_open(open_items: Sequence[Item], mine: Sequence[Ask]) -> tuple[Item, ...]:
    """What is open beside the closure itself, where the closure is asked about."""
    closing = {ask.item.id for ask in mine if ask.about == "closing"}
    if not closing:
        return ()
    left = [item for item in open_items if item.id not in closing]
    return tuple(sorted(left, key=Item.sort_key))


def slots_of_asks(
    open_items: Iterable[Item], facts: GroupFacts, mine: Sequence[Ask], now: datetime
) -> dict[int, tuple[When, ...]]:
    """Times to propose for the meetings that are asked to get a date, by item id.

    On the days of a group's other open meetings nothing is proposed.
    """
    undated = [ask.item for ask in mine if ask.about == "needs-date"]
    today = today_in(facts.group.zone, now)
    busy = {
        item.when.first_day
        for item in open_items
        if item.is_meeting and item.when.is_dated and item.when.first_day is not None
    }
    zones, zone = zones_of(facts), facts.group.zone
    return {
        item.id: propose_slots(item, today, facts.rules.days, busy, zones=zones, group_zone=zone)
        for item in undated
    }


def zones_of(facts: GroupFacts) -> tuple[str, ...]:
    """The zones of a group's people, the group's own first."""
    others = {contact.zone for contact in facts.roster.people.values() if contact.zone}
    return tuple(dict.fromkeys([facts.group.zone, *sorted(others)]))


def _changed_by_others(
    session: Session, facts: GroupFacts, contact: Contact, until: datetime
) -> list[tuple[GroupView, ChangeView]]:
    """The last week's changes to what this person answers for, made by somebody else."""
    token = people.known_pseudonym(session, contact.id)
    items = {item.id: item for item in plans.items_of(session, facts.group.id)}
    standing = facts.standing_of(contact.id)
    mine = [
        (change, item)
        for change, item in changes_of_items(session, facts.group.id, items, until - WEEK, MOST_CHANGES_READ)
        if change.act.actor != token and change.act.at <= until and _concerns(item, standing)
    ]
    return [(facts.group, view) for view in news_of(session, mine)]


def _concerns(item: Item, standing: Standing) -> bool:
    return standing.is_coordinator or standing.leads(item.streams) or item.owner_id == standing.person_id
