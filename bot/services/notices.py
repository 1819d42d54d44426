"""Whether a planned notice still holds when it is about to be sent, and what it has to say then."""

from __future__ import annotations

from collections.abc import Sequence
from datetime import date, datetime, timedelta
from typing import Any

from sqlalchemy.orm import Session

from bot.models import Group, OutboxRow, Person, Proposal
from bot.repositories import groups, history, outbox, people, plans
from bot.services import fields
from bot.services.histories import views_of, who
from bot.services.materialise import DATE, MONTH_AHEAD, NOTE, PAST, PROPOSAL, RUNG
from bot.services.reminding import asks_of_week, most_notes, past_items
from bot.services.work import GroupFacts, Work
from bot.workplan.agenda import Scope, today_in
from bot.workplan.items import Item, Status
from bot.workplan.ladders import Ask, gather
from bot.workplan.rights import Standing
from bot.workplan.roster import Contact
from bot.workplan.slots import propose_slots
from bot.workplan.views import (
    ChangeView,
    Digest,
    GroupView,
    MeetingNotice,
    MissedNotice,
    MonthAhead,
    PastItems,
    PersonNote,
    ProposalNotice,
)
from bot.workplan.when import When

NoticeView = MonthAhead | MeetingNotice | PersonNote | PastItems | ProposalNotice

MOST_CHANGES_IN_NOTE = 5


def notice_view(work: Work, session: Session, row: OutboxRow, now: datetime) -> NoticeView | None:
    """What a stored notice says now; None where it no longer holds."""
    if row.kind == NOTE:
        day = date.fromisoformat(row.payload["day"])
        return person_note(work, session, row.team_id, row.payload["person"], (day,), now)
    # A digest and the question about a lost message belong to no one group.
    group = session.get(Group, row.group_id) if row.group_id is not None else None
    if group is None or group.closed_at is not None:
        return None
    facts = work.facts(session, group.id, group.revision)
    if row.kind == PROPOSAL:
        return _proposal(session, facts, row)
    if group.reminders_started_at is None:
        return None
    if row.kind == MONTH_AHEAD:
        return _month_ahead(session, facts, row, now)
    if row.kind == PAST:
        late = past_items(session, facts.group, now)
        return PastItems(facts.group, tuple(late), now) if late else None
    return _meeting(session, facts, row, now)


def _meeting(session: Session, facts: GroupFacts, row: OutboxRow, now: datetime) -> MeetingNotice | None:
    found = plans.items_by_id(session, [row.item_id or 0])
    if not found or found[0].schedule_version != row.schedule_version:
        return None
    item = found[0]
    if row.recipient not in facts.group.channels_of(item):
        return None
    if row.kind == RUNG:
        return MeetingNotice(facts.group, item, now, row.payload["rung"]) if item.is_open else None
    if row.kind != DATE:
        return None
    payload: dict[str, Any] = row.payload
    is_cancelled = item.status in (Status.CANCELLED, Status.DROPPED)
    if is_cancelled != payload["cancelled"]:
        return None
    was = fields.when_from(payload["was"])
    contacts = people.contacts_of_tokens(session, {payload["by"]})
    rung = "cancelled" if is_cancelled else "date-moved" if was.is_dated else "date-set"
    return MeetingNotice(
        facts.group, item, now, rung, was=was, why=payload["why"], by=who(payload["by"], contacts)
    )


def _month_ahead(session: Session, facts: GroupFacts, row: OutboxRow, now: datetime) -> MonthAhead | None:
    group = facts.group
    month = date.fromisoformat(row.payload["month"])
    following = (month + timedelta(days=32)).replace(day=1)
    last = (following + timedelta(days=32)).replace(day=1) - timedelta(days=1)
    labels = [s.label for s in group.streams if s.channel_id == row.recipient != group.channel_id]
    items = sorted(plans.open_items_of(session, group.id), key=Item.sort_key)
    mine = [item for item in items if not labels or not set(labels).isdisjoint(item.streams)]
    this_month = _within(mine, month, following - timedelta(days=1), facts, now)
    if not this_month:
        return None
    next_month = [item for item in _within(mine, following, last, facts, now) if item not in this_month]
    today = now.date()
    asked = {item.key: facts.roster.owners(item, today) for item in this_month if not item.when.is_dated}
    return MonthAhead(
        group, now, month, tuple(this_month), tuple(next_month), asked, ", ".join(labels) or None
    )


def _within(items: Sequence[Item], first: date, last: date, facts: GroupFacts, now: datetime) -> list[Item]:
    scope = Scope(first=first, last=last)
    zone = facts.group.zone
    return [item for item in items if scope.holds(item, now, zone) and not item.is_overdue(now, zone)]


def person_note(
    work: Work, session: Session, team_id: str, person_id: int, days: Sequence[date], now: datetime,
    *, late: bool = False,
) -> PersonNote | None:  # fmt: skip
    """What one person is asked on some days, over all groups of a workspace; None where that is nothing."""
    person = session.get(Person, person_id)
    if person is None or person.is_gone:
        return None
    contact = people.contact_of(person)
    found: list[tuple[GroupView, Ask]] = []
    changed: list[tuple[GroupView, ChangeView]] = []
    slots: dict[int, tuple[When, ...]] = {}
    zones: dict[int, tuple[str, ...]] = {}
    standings: dict[int, Standing] = {}
    still_open: dict[int, tuple[Item, ...]] = {}
    for group in groups.groups(session, team_id):
        if group.reminders_started_at is None or group.closed_at is not None:
            continue
        facts = work.facts(session, group.id, group.revision)
        if person_id not in facts.roster.people:
            continue
        mine = _asks_of_days(session, facts, facts.roster.people[person_id], days)
        found += [(facts.group, ask) for ask in mine]
        slots |= slots_of_asks(session, facts, mine, now)
        zones[group.id] = zones_of(facts)
        standings[group.id] = facts.standing_of(person_id)
        still_open[group.id] = _still_open(session, facts, mine)
        # Changes are told once a week, in the week's first note.
        if mine and any(facts.rules.days.note_day(day) == day for day in days):
            changed += _changed_by_others(session, facts, contact, now)
    if not found:
        return None
    return PersonNote(
        contact, now, max(days), tuple(found), tuple(changed), late, slots, zones, standings, still_open
    )


def _still_open(session: Session, facts: GroupFacts, mine: Sequence[Ask]) -> tuple[Item, ...]:
    """What is open beside the closure itself, where the closure is asked about."""
    closing = {ask.item.id for ask in mine if ask.about == "closing"}
    if not closing:
        return ()
    left = [item for item in plans.open_items_of(session, facts.group.id) if item.id not in closing]
    return tuple(sorted(left, key=Item.sort_key))


def slots_of_asks(
    session: Session, facts: GroupFacts, mine: Sequence[Ask], now: datetime
) -> dict[int, tuple[When, ...]]:
    """Times to propose for the meetings that are asked to get a date, by item id."""
    undated = [ask.item for ask in mine if ask.about == "needs-date"]
    if not undated:
        return {}
    today = today_in(facts.group.zone, now)
    busy = {
        item.when.first_day
        for item in plans.open_items_of(session, facts.group.id)
        if item.is_meeting and item.when.is_dated and item.when.first_day is not None
    }
    return {item.id: propose_slots(item, today, facts.rules.days, busy) for item in undated}


def zones_of(facts: GroupFacts) -> tuple[str, ...]:
    """The zones of a group's people, the group's own first."""
    others = {contact.zone for contact in facts.roster.people.values() if contact.zone}
    return tuple(dict.fromkeys([facts.group.zone, *sorted(others)]))


def _asks_of_days(session: Session, facts: GroupFacts, contact: Contact, days: Sequence[date]) -> list[Ask]:
    found: dict[str, Ask] = {}
    for day in days:
        notes = gather(asks_of_week(session, facts, contact, day), most_notes(facts, contact))
        for ask in notes.get(day, ()):
            known = found.get(ask.item.key)
            if known is None or (ask.decide and not known.decide):
                found[ask.item.key] = ask
    return sorted(found.values(), key=lambda ask: ask.item.sort_key())


def _changed_by_others(
    session: Session, facts: GroupFacts, contact: Contact, now: datetime
) -> list[tuple[GroupView, ChangeView]]:
    """The last week's changes to what this person answers for, made by somebody else."""
    token = people.known_pseudonym(session, contact.id)
    pairs = history.changes_since(session, facts.group.id, now - timedelta(days=7), 50)
    items = {item.id: item for item in plans.items_by_id(session, [row.id for _c, row in pairs])}
    standing = facts.standing_of(contact.id)
    mine = [
        (change, items[row.id])
        for change, row in pairs
        if change.actor != token and (standing.is_coordinator or standing.leads(items[row.id].streams))
    ]
    views = [view for change, item in mine for view in views_of(session, [change], item) if not view.undone]
    return [(facts.group, view) for view in views[:MOST_CHANGES_IN_NOTE]]


def _proposal(session: Session, facts: GroupFacts, row: OutboxRow) -> ProposalNotice | None:
    proposal = session.get(Proposal, row.payload["proposal"])
    if proposal is None or (proposal.state != "open") != ("outcome" in row.payload):
        return None
    return proposal_view(session, facts, proposal)


def decided_proposal(work: Work, session: Session, row: OutboxRow) -> ProposalNotice | None:
    """A proposal as it stands, for the message that asked about it."""
    proposal = session.get(Proposal, row.payload["proposal"])
    if proposal is None:
        return None
    return proposal_view(session, work.facts(session, proposal.group_id), proposal)


def proposal_view(session: Session, facts: GroupFacts, proposal: Proposal) -> ProposalNotice:
    """A proposal with the item it is about."""
    by = session.get_one(Person, proposal.person_id)
    items = plans.items_by_id(session, [proposal.item_id] if proposal.item_id else [])
    return ProposalNotice(
        group=facts.group,
        proposal_id=proposal.id,
        by=f"<@{by.user_id}>",
        words=proposal.words,
        item=items[0] if items else None,
        state=proposal.state,
        decided_by=proposal.decided_by,
    )


def digest_view(
    work: Work, session: Session, rows: Sequence[OutboxRow], now: datetime
) -> Digest | PersonNote | None:
    """What one recipient missed while the bot was down, as far as it still matters; None if nothing does."""
    notes = [row for row in rows if row.kind == NOTE]
    if notes:
        days = [date.fromisoformat(row.payload["day"]) for row in notes]
        person_id = notes[0].payload["person"]
        return person_note(work, session, notes[0].team_id, person_id, days, now, late=True)
    of_group = [row for row in rows if row.group_id is not None]
    if not of_group:
        return None
    group_id = of_group[0].group_id
    assert group_id is not None
    facts = work.facts(session, group_id)
    items = {
        item.id: item for item in plans.items_by_id(session, [row.item_id for row in of_group if row.item_id])
    }
    missed = tuple(
        MissedNotice(
            str(row.payload.get("rung", row.kind)),
            row.due_at,
            (items[row.item_id],) if row.item_id in items else (),
        )
        for row in of_group
    )
    return Digest(facts.group, now, missed)


def group_of(work: Work, session: Session, row: OutboxRow) -> GroupView | None:
    """The group a notice speaks for; None where it speaks for several."""
    return work.facts(session, row.group_id).group if row.group_id is not None else None


def coordinators_of(work: Work, session: Session, row: OutboxRow) -> tuple[Contact, ...]:
    """Who is asked about a notice that could not be sent: its group's coordinators.

    A person's note speaks for several groups; then it is those of the person's first one.
    """
    ids = [row.group_id] if row.group_id is not None else []
    if not ids and row.kind == NOTE:
        ids = sorted(people.groups_of_person(session, row.payload["person"]))
    return work.facts(session, ids[0]).roster.coordinators if ids and ids[0] is not None else ()


def sent_notice(session: Session, team_id: str, channel_id: str, ts: str) -> OutboxRow | None:
    """The notice that a message in Slack is; None where it is none of ours."""
    return outbox.find_sent(session, team_id, channel_id, ts)
