"""Whether a planned notice still holds when it is about to be sent, and what it has to say then."""

from __future__ import annotations

from collections.abc import Sequence
from datetime import date, datetime, timedelta
from typing import Any

from sqlalchemy.orm import Session

from bot.core.group import GroupFacts, GroupView
from bot.core.people import Contact
from bot.core.tables import Group
from bot.core.work import Work
from bot.delivery.store import outbox
from bot.delivery.tables import OutboxRow
from bot.groups.facts import actor_words
from bot.groups.store import people
from bot.plan import fields
from bot.plan.rules.items import Item, Status
from bot.plan.rules.upcoming import Scope, today_in
from bot.plan.store import plans
from bot.privacy.rules import ERASURE, ErasureNotice
from bot.privacy.showing import erasure_view
from bot.proposals.rules import PROPOSAL, ProposalNotice
from bot.proposals.tables import Proposal
from bot.proposals.views import proposal_view
from bot.reminders.materialise import DATE, MONTH_AHEAD, NOTE, PAST, RUNG
from bot.reminders.personal_notes import person_note
from bot.reminders.reminding import past_items
from bot.reminders.rules.notice_views import (
    Digest,
    MeetingNotice,
    MissedNotice,
    MonthAhead,
    PastItems,
    PersonNote,
)
from bot.reminders.rules.quiet_hours import quiet_until

NoticeView = MonthAhead | MeetingNotice | PersonNote | PastItems | ProposalNotice | ErasureNotice


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
        return _proposal(work, session, row)
    if row.kind == ERASURE:
        return erasure_view(work, session, group.id, row.payload["erasure"])
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
    set_first = was.start is None or item.when.settles(was)
    rung = "cancelled" if is_cancelled else "date-set" if set_first else "date-moved"
    return MeetingNotice(
        facts.group, item, now, rung, was=was, why=payload["why"], by=actor_words(payload["by"], contacts)
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
    today = today_in(group.zone, now)
    both = (*this_month, *next_month)
    asked = {item.key: facts.roster.owners(item, today) for item in both if not item.when.is_dated}
    return MonthAhead(
        group, now, month, tuple(this_month), tuple(next_month), asked, ", ".join(labels) or None
    )


def _within(items: Sequence[Item], first: date, last: date, facts: GroupFacts, now: datetime) -> list[Item]:
    scope = Scope(first=first, last=last)
    zone = facts.group.zone
    return [item for item in items if scope.holds(item, now, zone) and not item.is_overdue(now, zone)]


def _proposal(work: Work, session: Session, row: OutboxRow) -> ProposalNotice | None:
    proposal = session.get(Proposal, row.payload["proposal"])
    if proposal is None or (proposal.state != "open") != ("outcome" in row.payload):
        return None
    return proposal_view(work, session, proposal)


def decided_proposal(work: Work, session: Session, row: OutboxRow) -> ProposalNotice | None:
    """A proposal as it stands, for the message that asked about it."""
    proposal = session.get(Proposal, row.payload["proposal"])
    if proposal is None:
        return None
    return proposal_view(work, session, proposal)


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


def quiet_until_of(session: Session, row: OutboxRow, now: datetime) -> datetime | None:
    """When the quiet hours end in which a notice would reach a person; None for channels and by day."""
    if row.recipient[:1] not in "UW":
        return None
    person = people.find_person(session, row.recipient_team or row.team_id, row.recipient)
    if person is not None and person.zone is not None:
        return quiet_until(now, person.zone)
    group_id = _first_group(session, row, person.id if person is not None else None)
    return quiet_until(now, session.get_one(Group, group_id).zone) if group_id is not None else None


def group_of(work: Work, session: Session, row: OutboxRow) -> GroupView | None:
    """The group a notice speaks for; None where it speaks for several."""
    return work.facts(session, row.group_id).group if row.group_id is not None else None


def coordinators_of(work: Work, session: Session, row: OutboxRow) -> tuple[Contact, ...]:
    """Who is asked about a notice that could not be sent: its group's coordinators."""
    group_id = _first_group(session, row, row.payload.get("person"))
    return work.facts(session, group_id).roster.coordinators if group_id is not None else ()


def _first_group(session: Session, row: OutboxRow, person_id: int | None) -> int | None:
    """The group of a notice; of one that speaks for several, the first of the person."""
    if row.group_id is None and person_id is not None:
        return min(people.groups_of_person(session, person_id), default=None)
    return row.group_id


def sent_notice(session: Session, team_id: str, channel_id: str, ts: str) -> OutboxRow | None:
    """The notice that a message in Slack is; None where it is none of ours."""
    return outbox.find_sent(session, team_id, channel_id, ts)
