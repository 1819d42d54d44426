"""Queries on agencies, their people and invitations."""

from __future__ import annotations

from typing import Any

from sqlalchemy import Row, bindparam, select
from sqlalchemy.orm import Session

from bot.core.edit import Edit
from bot.core.tables import ActEntry, Change
from bot.groups.rules.agencies import Agencies
from bot.groups.store.people import contacts_of_tokens
from bot.meetings.invited.rules import Body, Invitation, Invitations, Party, Voice, alone_in
from bot.meetings.invited.tables import Answered, Invitee, Organiser
from bot.plan.history_views import ITEM
from bot.plan.tables import Item

_INVITEES = select(Invitee).where(Invitee.group_id == bindparam("group_id"), ~Invitee.removed)
_ORGANISERS = (
    select(Organiser.item_id, Organiser.person_id)
    .join(Item, Item.id == Organiser.item_id)
    .where(Item.group_id == bindparam("group_id"), ~Organiser.removed)
)


def invitations_of(session: Session, group_id: int) -> Invitations:
    """Who is invited to a group's meetings, and who has taken one over."""
    organisers = session.execute(_ORGANISERS, {"group_id": group_id})
    pairs = tuple((item_id, person_id) for item_id, person_id in organisers)
    return Invitations(_invitations(session, group_id), pairs)


def dated_by(session: Session, item_id: int) -> int | None:
    """The person who set the date of a meeting last; None where a document or a program did."""
    same = (Change.subject == ITEM, Change.subject_id == item_id, Change.action == "when")
    last = select(ActEntry.actor).join(Change, Change.act_id == ActEntry.id).where(*same)
    actor = session.scalar(last.order_by(Change.id.desc()).limit(1))
    known = contacts_of_tokens(session, {actor}) if actor is not None else {}
    return known[actor].id if actor in known else None


def body_in(edit: Edit) -> Body:
    """Who can take part, as it stands in the transaction of an act."""
    return Body(edit.known(Agencies), alone_in(edit.facts.standings), edit.known(Invitations))


def _invitations(session: Session, group_id: int) -> tuple[Invitation, ...]:
    return tuple(_invitation(row) for row in session.scalars(_INVITEES, {"group_id": group_id}))


def _invitation(row: Invitee) -> Invitation:
    party = Party(row.agency_id, row.person_id, row.guest)
    return Invitation(party, row.item_id, row.stream, row.required)


def invitee_row(
    session: Session, group_id: int, party: Party, item_id: int | None, stream: str | None
) -> Invitee | None:
    """The row of an invitation, also of one that was taken back."""
    same = (
        Invitee.group_id == group_id,
        Invitee.item_id.is_not_distinct_from(item_id),
        Invitee.stream.is_not_distinct_from(stream),
        Invitee.agency_id.is_not_distinct_from(party.agency_id),
        Invitee.person_id.is_not_distinct_from(party.person_id),
        Invitee.guest.is_not_distinct_from(party.guest),
    )
    return session.scalar(select(Invitee).where(*same))


def voice_of(row: Answered | Row[Any]) -> Voice:
    """Whose answer a row holds."""
    return Voice(row.person_id, row.agency_id, row.guest)
