"""What is said about replies unasked: a question to who is missing; names and changes to the organiser."""

from __future__ import annotations

from collections.abc import Iterable, Iterator
from dataclasses import dataclass
from datetime import date, datetime

from sqlalchemy.orm import Session

from bot.core.edit import Edit
from bot.core.group import POSTING_TIME
from bot.core.i18n import _
from bot.core.notices import NewNotice, NoticeKind, Planning, Subject, Telling
from bot.core.people import Contact, Roster
from bot.dates.wall_time import local, to_utc
from bot.groups.store.rosters import agencies_of
from bot.meetings.invited.performing import organiser_of
from bot.meetings.invited.rules import Body, Party, alone_in
from bot.meetings.invited.store import dated_by, invitations_of
from bot.meetings.polls.store import opened_by
from bot.meetings.replies.gate_names import build_gate_names, names_of
from bot.meetings.replies.rules import Coming, ways_of
from bot.meetings.replies.tables import ReplyRow
from bot.meetings.replies.texts import build_late, build_nudge, build_nudged
from bot.meetings.replies.views import Late, Replied, RepliesView, replies_at
from bot.plan.rules.items import Item
from bot.plan.rules.plan import Plan
from bot.slack.message import Message

REPLIES, NUDGE, LATE, GATE = "replies", "reply-nudge", "reply-late", "gate-names"
NUDGE_DAYS = 3
"""How many working days before a meeting those are asked who have not replied, and its organiser gets the
names for the gate; later changes are late.
"""


@dataclass(frozen=True)
class _Asked:
    """Somebody who can reply for a party."""

    contact: Contact
    party: Party


def plan_nudges(planning: Planning) -> Iterable[NewNotice]:
    """A question three working days before a meeting to one of each party that is invited."""
    body: Body | None = None
    for item, due_at in _shortly_before(planning):
        body = body or _body(planning)
        for asked in _asked(item, body, planning):
            yield _notice(NUDGE, asked.contact, item, due_at, planning)


def plan_gate_names(planning: Planning) -> Iterable[NewNotice]:
    """The names of those who come in person, to whoever organises a meeting, three working days before."""
    for item, due_at in _shortly_before(planning):
        if Coming.IN_PERSON in ways_of(item):
            day = local(due_at, planning.facts.group.zone).date()
            contact = _organiser(planning.session, item, _body(planning), planning.facts.roster, day)
            if contact is not None:
                yield _notice(GATE, contact, item, due_at, planning)


def _shortly_before(planning: Planning) -> Iterator[tuple[Item, datetime]]:
    """The dated meetings that are three working days away within a span, each with that instant."""
    facts = planning.facts
    for item in planning.items:
        day = item.when.first_day if item.is_meeting and item.when.is_dated else None
        if day is None or planning.session is None:
            continue
        due_at = to_utc(facts.rules.days.add(day, -NUDGE_DAYS), POSTING_TIME, facts.group.zone)
        if planning.is_due(due_at):
            yield item, due_at


def _notice(kind: str, contact: Contact, item: Item, due_at: datetime, planning: Planning) -> NewNotice:
    group = planning.facts.group
    return NewNotice(
        team_id=group.team_id,
        key=f"{kind}:{item.id}:v{item.schedule_version}:{contact.id}",
        kind=kind,
        recipient=contact.user_id,
        recipient_team=contact.team_id,
        due_at=due_at,
        expires_at=item.when.starts_at(group.zone) if item.when.has_time else None,
        group_id=group.id,
        item_id=item.id,
        schedule_version=item.schedule_version,
        payload={"person": contact.id},
        shows=((REPLIES, item.id), ("item", item.id)),
    )


def _organiser(session: Session | None, item: Item, body: Body, roster: Roster, day: date) -> Contact | None:
    """Who hears of a meeting's replies: its organiser, else a coordinator, on Slack."""
    assert session is not None
    began = opened_by(session, item) or dated_by(session, item.id)
    found = organiser_of(item, body, roster, began) or roster.coordinator(day)
    return found if found is not None and found.is_on_slack else None


def _body(planning: Planning) -> Body:
    assert planning.session is not None
    group_id = planning.facts.group.id
    agencies = agencies_of(planning.session, group_id)
    invited = invitations_of(planning.session, group_id)
    return Body(agencies, alone_in(planning.facts.standings), invited)


def _asked(item: Item, body: Body, planning: Planning) -> Iterable[_Asked]:
    """One for each party: who speaks for it first and is there."""
    roster = planning.facts.roster
    leads = [lead.id for label in item.streams for lead in roster.leads.get(label, ())]
    today = local(planning.until, planning.facts.group.zone).date()
    for party in body.invited_to(item, leads):
        if party.agency_id is not None:
            contact = body.agencies.focal_point(party.agency_id, today)
        else:
            contact = roster.people.get(party.person_id or 0)
        if contact is not None and contact.is_reached:
            yield _Asked(contact, party)


def view_nudge(telling: Telling) -> RepliesView | None:
    """The meeting, for somebody whose party has not replied to its date."""
    view = _view(telling)
    if view is None or view.item.schedule_version != telling.row.schedule_version:
        return None
    person_id = telling.row.payload["person"]
    missing = {person for party in view.attending.missing for person in view.body.people_of(party)}
    return view if person_id in missing and person_id in view.roster.people else None


def view_gate_names(telling: Telling) -> RepliesView | None:
    """The meeting and who comes to it, as long as somebody comes in person to the date it was planned for."""
    view = _view(telling)
    if view is None or view.item.schedule_version != telling.row.schedule_version:
        return None
    is_said = names_of(view) or telling.shown is not None
    return view if is_said and Coming.IN_PERSON in ways_of(view.item) else None


def _view(telling: Telling) -> RepliesView | None:
    snapshot = telling.work.snapshot(telling.session, telling.facts.group.id)
    item = snapshot[Plan].by_id.get(telling.row.item_id)
    if item is None or not item.is_open or not item.when.is_dated:
        return None
    return replies_at(snapshot, item, telling.now)


def settle_nudge(telling: Telling) -> Message | None:
    """That nothing has to be replied any more."""
    snapshot = telling.work.snapshot(telling.session, telling.facts.group.id)
    item = snapshot[Plan].by_id.get(telling.row.item_id)
    return build_nudged(item) if item is not None else None


def view_late(telling: Telling) -> Late | None:
    """A late change, as long as it is what that person has said last."""
    view, payload = _view(telling), telling.row.payload
    row = telling.session.get(ReplyRow, payload["reply"])
    if view is None or row is None or row.removed or row.version != payload["version"]:
        return None
    replies = (one for given in view.attending.replies.values() for one in given)
    found = next((one for one in replies if one.voice.key == row.voice_key), None)
    return Late(view, found) if found is not None else None


def shown(view: RepliesView) -> Iterable[Subject]:
    """What a message about replies is redrawn for."""
    return ((REPLIES, view.item.id), ("item", view.item.id))


NOTICES = (
    NoticeKind(NUDGE, view_nudge, lambda view, _command: build_nudge(view),
               lambda _payload: _("a question who comes to a meeting"), plan=plan_nudges, shows=shown,
               settled=settle_nudge, while_open=True),
    NoticeKind(GATE, view_gate_names, lambda view, _command: build_gate_names(view),
               lambda _payload: _("names for the gate"), plan=plan_gate_names, shows=shown,
               while_open=True, tells_why=True),
    NoticeKind(LATE, view_late, lambda late, _command: build_late(late),
               lambda _payload: _("a late change of a reply"), is_redrawn=False, waits_for_start=False),
)  # fmt: skip


def tell_of_reply(edit: Edit, replied: Replied, row: ReplyRow) -> None:
    """Draw the cards anew, and tell the organiser of what changed late."""
    item, before, reply = replied.view.item, replied.before, replied.reply
    edit.redraw(REPLIES, item.id)
    first, today = item.when.first_day, local(edit.now, edit.group.zone).date()
    if before is None or first is None or today < edit.facts.rules.days.add(first, -NUDGE_DAYS):
        return
    if (before.coming, before.alternate) == (reply.coming, reply.alternate):
        return
    organiser = _organiser(edit.session, item, replied.view.body, edit.facts.roster, today)
    if organiser is not None and organiser.id != edit.caller.person_id:
        payload = {"reply": row.id, "version": row.version}
        key = f"{LATE}:{row.id}:{row.version}"
        edit.notify(
            LATE, key, organiser, item_id=item.id, schedule_version=item.schedule_version, payload=payload
        )
