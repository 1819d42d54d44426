"""Carrying out invitations; who may speak for whom."""

from __future__ import annotations

from collections.abc import Sequence
from dataclasses import dataclass

from sqlalchemy import select
from sqlalchemy.orm import Session

from bot.core.edit import Edit
from bot.core.errors import UserError
from bot.core.group import GroupView
from bot.core.i18n import _
from bot.core.people import Contact, Roster
from bot.core.rights import Need, Right
from bot.meetings import recorded
from bot.meetings.invited import store
from bot.meetings.invited.acts import Invite, InviteForm, TakeOver
from bot.meetings.invited.rules import Body, Party, Voice
from bot.meetings.invited.tables import Invitee, Organiser
from bot.meetings.invited.views import InvitedChanged, InvitedView, TakenOver
from bot.plan.performing.changing import item_of
from bot.plan.rules.items import Item
from bot.plan.tables import Item as ItemRow

FIELDS = ("item_id", "stream", "agency_id", "person_id", "guest", "required")


@dataclass(frozen=True)
class Listed:
    """What somebody is invited to: a meeting, or all of a stream."""

    item: Item | None
    stream: str | None

    @property
    def label(self) -> str:
        """How people call it."""
        return self.item.key if self.item is not None else self.stream or ""


def may_speak_for(voice: Voice, body: Body, person_id: int | None) -> bool:
    """Whether somebody may answer for another: a focal point for their agency and its people."""
    party = body.party_of(voice)
    if party is None or party.agency_id is None:
        return False
    return body.agencies.may_answer_for(person_id, party.agency_id)


def load_list(act: Invite, edit: Edit) -> Listed:
    """What is being invited to.

    Raises:
        UserError: it is not there.
    """
    if act.item_id is None:
        if act.stream not in edit.facts.group.labels:
            raise UserError(_("There is no stream {stream}.").format(stream=act.stream or ""))
        return Listed(None, act.stream)
    row = edit.session.get(ItemRow, act.item_id, populate_existing=True)
    if row is None or row.group_id != edit.group.id or row.removed:
        raise UserError(_("That item is not in this plan any more."))
    edit.hold(row)
    item = item_of(edit, row)
    if not item.is_meeting:
        raise UserError(
            _("{key} “{title}” is no meeting: nobody is invited to it.").format(
                key=item.key, title=item.title
            )
        )
    return Listed(item, None)


def need_of_list(_act: Invite, listed: Listed, _edit: Edit) -> Need:
    """Whoever plans the meeting, or those of the stream."""
    if listed.item is not None:
        return Need(Right.PLAN, listed.item)
    return Need(Right.PLAN, None, (listed.stream or "",))


def invite(act: Invite, edit: Edit, listed: Listed) -> InvitedChanged:
    """Put somebody on the list, or take them off it.

    Raises:
        UserError: nobody is named, or somebody who is not of this group.
    """
    body = store.body_in(edit)
    parties = _parties(act, edit, body)
    if not parties:
        raise UserError(
            _("Who is invited? Name agencies, people or mail addresses."),
            offers=(InviteForm(act.item_id, act.stream),),
        )
    changed = [party for party in parties if _write(edit, listed, party, act)]
    if changed and listed.item is not None and not act.is_off:
        edit.work.means.announce_to_new(edit, listed.item.id)
    return InvitedChanged(view_of(edit, listed), tuple(changed), is_same=not changed)


def _parties(act: Invite, edit: Edit, body: Body) -> list[Party]:
    named = (*act.agencies, *act.required)
    unknown = [one for one in named if one not in body.agencies.by_id]
    strangers = [one for one in act.people if one not in edit.facts.roster.people]
    if unknown or strangers:
        raise UserError(_("Somebody of these is not of this group any more. Please name them again."))
    agencies = [Party(agency_id=one) for one in dict.fromkeys(named)]
    people = [Party(person_id=one) for one in act.people]
    return [*agencies, *people, *(Party(guest=one[:200]) for one in act.guests)]


def _write(edit: Edit, listed: Listed, party: Party, act: Invite) -> bool:
    item_id = listed.item.id if listed.item is not None else None
    required = party.agency_id is not None and party.agency_id in act.required
    row = store.invitee_row(edit.session, edit.group.id, party, item_id, listed.stream)
    if row is not None:
        edit.hold(row)
        new = {"removed": True} if act.is_off else {"required": required, "removed": False}
        return recorded.change(edit, row, listed.label, new) is not None
    if act.is_off:
        return False
    edit.group.has_guests |= party.guest is not None
    row = Invitee(
        group_id=edit.group.id, item_id=item_id, stream=listed.stream, agency_id=party.agency_id,
        person_id=party.person_id, guest=party.guest, required=required, version=1, removed=False,
    )  # fmt: skip
    recorded.add(edit, row, listed.label, FIELDS)
    return True


def mark_required(edit: Edit, item: Item, body: Body, agencies: Sequence[int]) -> None:
    """Say of agencies that they have to be at a meeting, as a part of another act."""
    act = Invite(item.id, required=tuple(agencies))
    for party in _parties(act, edit, body):
        _write(edit, Listed(item, None), party, act)


def load_meeting(act: TakeOver, edit: Edit) -> Item:
    """The meeting that is taken over; see `load_list`."""
    listed = load_list(Invite(act.item_id), edit)
    assert listed.item is not None
    return listed.item


def taken_already(_act: TakeOver, edit: Edit, item: Item) -> TakenOver | None:
    """That they organise it."""
    row = _organiser(edit, item)
    if row is None or row.removed or row.person_id != edit.caller.person_id:
        return None
    return TakenOver(edit.facts.group, item, edit.work.means.who(edit.session, edit.actor), is_same=True)


def take_over(_act: TakeOver, edit: Edit, item: Item) -> TakenOver:
    """Make whoever does this the organiser of a meeting.

    Raises:
        UserError: the command line organises nothing.
    """
    if edit.caller.person_id is None:
        raise UserError(_("A person organises a meeting."))
    row = _organiser(edit, item)
    if row is None:
        row = Organiser(item_id=item.id, person_id=edit.caller.person_id, version=1, removed=False)
        recorded.add(edit, row, item.key, ("item_id", "person_id"))
    else:
        recorded.change(edit, row, item.key, {"person_id": edit.caller.person_id})
    edit.redraw("item", item.id)
    return TakenOver(edit.facts.group, item, edit.work.means.who(edit.session, edit.actor))


def _organiser(edit: Edit, item: Item) -> Organiser | None:
    return edit.session.scalar(select(Organiser).where(Organiser.item_id == item.id))


def view_of(edit: Edit, listed: Listed) -> InvitedView:
    """A list as texts show it."""
    body = store.body_in(edit)
    return invited_view(edit.facts.group, listed.item, listed.stream, body, edit.facts.roster, edit.session)


def invited_view(
    group: GroupView,
    item: Item | None,
    stream: str | None,
    body: Body,
    roster: Roster,
    session: Session,
) -> InvitedView:
    """Who is invited to a meeting, or by the list of a stream."""
    if item is not None:
        leads = [lead.id for label in item.streams for lead in roster.leads.get(label, ())]
        parties, required = body.invited_to(item, leads), body.required_for(item)
    else:
        of_stream = [one for one in body.invitations if one.stream == stream]
        parties = tuple(one.party for one in of_stream)
        required = frozenset(one.party for one in of_stream if one.required)
    asked = store.dated_by(session, item.id) if item is not None else None
    organiser = organiser_of(item, body, roster, asked) if item is not None else None
    return InvitedView(
        group, item, stream, parties, required, body, roster, organiser.user_id if organiser else None
    )


def organiser_of(item: Item, body: Body, roster: Roster, began: int | None = None) -> Contact | None:
    """Who is asked about a meeting: who has taken it over, else who `began` it, else its owner.

    It begins with whoever opened its poll, or set its date.
    """
    taken = dict(body.invited.organisers).get(item.id)
    return next(
        (
            contact
            for person_id in (taken, began, item.owner_id)
            if person_id is not None and (contact := roster.people.get(person_id)) is not None
        ),
        None,
    )
