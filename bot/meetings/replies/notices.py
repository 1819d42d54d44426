"""What is said about replies unasked: a question to who is missing, and late changes to the organiser."""

from __future__ import annotations

from collections.abc import Iterable
from dataclasses import dataclass

from bot.core.edit import Edit
from bot.core.group import POSTING_TIME
from bot.core.i18n import _
from bot.core.notices import NewNotice, NoticeKind, Planning, Subject, Telling
from bot.core.people import Contact
from bot.dates.wall_time import local, to_utc
from bot.groups.store.rosters import agencies_of
from bot.meetings.invited.performing import organiser_of
from bot.meetings.invited.rules import Body, Party, alone_in
from bot.meetings.invited.store import invitations_of
from bot.meetings.replies.tables import ReplyRow
from bot.meetings.replies.texts import build_late, build_nudge, build_nudged
from bot.meetings.replies.views import Late, Replied, RepliesView, replies_at
from bot.plan.rules.items import Item
from bot.plan.rules.plan import Plan
from bot.slack.message import Message

REPLIES, NUDGE, LATE = "replies", "reply-nudge", "reply-late"
NUDGE_DAYS = 3
"""How many working days before a meeting those are asked who have not replied; later changes are late."""


@dataclass(frozen=True)
class _Asked:
    """Somebody who can reply for a party."""

    contact: Contact
    party: Party


def plan_nudges(planning: Planning) -> Iterable[NewNotice]:
    """A question three working days before a meeting to one of each party that is invited."""
    body: Body | None = None
    facts = planning.facts
    for item in planning.items:
        day = item.when.first_day if item.is_meeting and item.when.is_dated else None
        if day is None or planning.session is None:
            continue
        due_at = to_utc(facts.rules.days.add(day, -NUDGE_DAYS), POSTING_TIME, facts.group.zone)
        if not planning.is_due(due_at):
            continue
        body = body or _body(planning)
        for asked in _asked(item, body, planning):
            yield NewNotice(
                team_id=facts.group.team_id,
                key=f"{NUDGE}:{item.id}:v{item.schedule_version}:{asked.contact.id}",
                kind=NUDGE,
                recipient=asked.contact.user_id,
                recipient_team=asked.contact.team_id,
                due_at=due_at,
                expires_at=item.when.starts_at(facts.group.zone) if item.when.has_time else None,
                group_id=facts.group.id,
                item_id=item.id,
                schedule_version=item.schedule_version,
                payload={"person": asked.contact.id},
                shows=((REPLIES, item.id), ("item", item.id)),
            )


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
    NoticeKind(LATE, view_late, lambda late, _command: build_late(late),
               lambda _payload: _("a late change of a reply"), is_redrawn=False, waits_for_start=False),
)  # fmt: skip


def tell_of_reply(edit: Edit, replied: Replied, row: ReplyRow) -> None:
    """Draw the cards anew, and tell the organiser of what changed late."""
    item = replied.view.item
    edit.redraw(REPLIES, item.id)
    first, zone = item.when.first_day, edit.group.zone
    if replied.before is None or replied.before.coming is replied.reply.coming or first is None:
        return
    if local(edit.now, zone).date() < edit.facts.rules.days.add(first, -NUDGE_DAYS):
        return
    organiser = organiser_of(item, replied.view.body, edit.facts.roster)
    organiser = organiser or edit.facts.roster.coordinator(local(edit.now, zone).date())
    if organiser is not None and organiser.is_on_slack and organiser.id != edit.caller.person_id:
        payload = {"reply": row.id, "version": row.version}
        key = f"{LATE}:{row.id}:{row.version}"
        edit.notify(
            LATE, key, organiser, item_id=item.id, schedule_version=item.schedule_version, payload=payload
        )
