"""Queries on agencies, their people and invitations."""

from __future__ import annotations

from dataclasses import replace

from sqlalchemy import and_, bindparam, select
from sqlalchemy.orm import Session

from bot.core.edit import Edit
from bot.groups.tables import Agency, Member, Person, RoleAssignment, Stream
from bot.meetings.invited.rules import FOCAL_POINT, AgencyView, Body, Invitation, Party, Voice
from bot.meetings.invited.tables import Answered, Invitee, Organiser
from bot.plan.tables import Item

_AGENCIES = (
    select(Agency.id, Agency.name, Agency.aliases, Person.id, Member.represents_as)
    .outerjoin(Member, Member.agency_id == Agency.id)
    .outerjoin(Person, and_(Person.id == Member.person_id, ~Person.is_gone))
    .where(Agency.group_id == bindparam("group_id"))
    .order_by(Agency.name, Member.id)
)
_ALONE = (
    select(Member.person_id)
    .join(Person, Person.id == Member.person_id)
    .where(Member.group_id == bindparam("group_id"), Member.agency_id.is_(None), ~Person.is_gone)
    .union(
        select(RoleAssignment.person_id)
        .join(Stream, Stream.id == RoleAssignment.stream_id)
        .join(Person, Person.id == RoleAssignment.person_id)
        .where(
            RoleAssignment.group_id == bindparam("group_id"),
            ~Person.is_gone,
            RoleAssignment.person_id.not_in(
                select(Member.person_id).where(Member.group_id == bindparam("group_id"))
            ),
        )
    )
)
_INVITEES = select(Invitee).where(Invitee.group_id == bindparam("group_id"), ~Invitee.removed)
_ORGANISERS = (
    select(Organiser.item_id, Organiser.person_id)
    .join(Item, Item.id == Organiser.item_id)
    .where(Item.group_id == bindparam("group_id"), ~Organiser.removed)
)


def body_of(session: Session, group_id: int) -> Body:
    """Who can take part in a group's meetings, as it stands now."""
    given = {"group_id": group_id}
    organisers = session.execute(_ORGANISERS, given).all()
    alone = tuple(sorted(session.scalars(_ALONE, given)))
    return replace(
        _body(session, group_id),
        alone=alone,
        organisers=tuple((item_id, person_id) for item_id, person_id in organisers),
    )


def body_in(edit: Edit) -> Body:
    """The same inside an act, without organisers: who counts alone is known from the group's facts."""
    alone = tuple(
        sorted(
            person_id
            for person_id, standing in edit.facts.standings.items()
            if standing.agency is None and (standing.is_member or standing.lead_of)
        )
    )
    return replace(_body(edit.session, edit.group.id), alone=alone)


def _body(session: Session, group_id: int) -> Body:
    given = {"group_id": group_id}
    known: dict[int, AgencyView] = {}
    for agency_id, name, aliases, person_id, role in session.execute(_AGENCIES, given):
        view = known.get(agency_id) or AgencyView(agency_id, name, tuple(aliases))
        if person_id is not None:
            focal = view.focal | {person_id} if (role or "").startswith(FOCAL_POINT) else view.focal
            view = AgencyView(agency_id, name, tuple(aliases), (*view.people, person_id), focal)
        known[agency_id] = view
    return Body(
        agencies=tuple(known.values()),
        invitations=tuple(_invitation(row) for row in session.scalars(_INVITEES, given)),
    )


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


def voice_of(row: Answered) -> Voice:
    """Whose answer a row holds."""
    return Voice(row.person_id, row.agency_id, row.guest)
