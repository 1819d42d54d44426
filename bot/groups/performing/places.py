"""A person's place in a group (agency, roles, preferences) as one value: read, written, taken back."""

from __future__ import annotations

from collections.abc import Mapping
from dataclasses import dataclass
from datetime import date, timedelta
from typing import Any

from sqlalchemy.orm import Session

from bot.core.edit import Edit
from bot.core.errors import UserError
from bot.core.group import POSTING_TIME
from bot.core.i18n import _
from bot.core.kinds import Passed
from bot.core.people import OUTSIDE, Contact
from bot.core.tables import Change
from bot.dates.wall_time import to_utc
from bot.groups.acts import HandOverForm
from bot.groups.performing.agencies import add_agency
from bot.groups.rules.agencies import SpeaksAs
from bot.groups.store import groups, pauses, people, rosters
from bot.groups.tables import Person

PERSON = "person"
"""The subject under which people stand in the history of a group."""
OF_ALL_GROUPS = ("name", "mail", "language", "zone", "level", "quiet_hours")
"""What the roster of one group says of a person in all of them."""
Place = Mapping[str, Any]
RETURN_AFTER = timedelta(minutes=1)
"""How soon somebody who says that they are back hears what came meanwhile."""


@dataclass(frozen=True, slots=True)
class Placed:
    """What became of somebody's place: as it was, as it is, and what of theirs passed to somebody else."""

    person: Contact
    before: Place
    after: Place
    passed: tuple[Passed, ...] = ()
    to: Contact | None = None
    is_same: bool = False


def place_of(session: Session, group_id: int, person: Person) -> dict[str, Any]:
    """What a group's roster says of a person: part, roles (each with its rank), how to reach them."""
    member = rosters.member_of(session, group_id, person.id)
    known = rosters.agencies_of(session, group_id)
    agency = known.by_id.get(member.agency_id) if member and member.agency_id is not None else None
    roles = people.roles_of(session, group_id, person.id)
    return {
        "on_roster": member is not None,
        "agency": agency.name if agency else None,
        "speaks_as": member.represents_as if member else None,
        "coordinator": roles.pop(None, None),
        "leads": roles,
        **{name: getattr(person, name) for name in OF_ALL_GROUPS},
        "away_until": person.away_until.isoformat() if person.away_until else None,
        "stand_in": _stand_in(session, person),
    }


def _stand_in(session: Session, person: Person) -> str | None:
    """The user id of whoever is asked while a person is away."""
    return people.person_by_id(session, person.stand_in_id).user_id if person.stand_in_id else None


def person_of(edit: Edit, person_id: int) -> Person:
    """Somebody who has a part in the group.

    Raises:
        UserError: they have none.
    """
    known = people.groups_of_person(edit.session, person_id)
    person = edit.session.get(Person, person_id) if edit.group.id in known else None
    if person is None:
        raise UserError(_("That person is not on the roster of {group}.").format(group=edit.group.name))
    return person


def person_named(edit: Edit, user: str) -> Person:
    """The person of a user id, made known if they are new: of the group's workspace, else of its roster.

    Raises:
        UserError: the id is of somebody without Slack, whom the roster does not know.
    """
    found = people.people_of_user(edit.session, user)
    own = next((one for one in found if one.team_id == edit.group.team_id), None)
    guest = next((one for one in found if people.is_on_roster(edit.session, edit.group.id, one.id)), None)
    if own is None and guest is None and user.startswith(OUTSIDE):
        raise UserError(_("That person is not on the roster of {group}.").format(group=edit.group.name))
    return own or guest or people.get_person(edit.session, edit.group.team_id, user)


def change_place(edit: Edit, person: Person, action: str, new: Place) -> Change | None:
    """Change what the roster says of a person, as a part of the act that is under way; None: nothing new.

    Raises:
        UserError: the last coordinator would go.
    """
    before = place_of(edit.session, edit.group.id, person)
    after = {name: value for name, value in new.items() if before[name] != value}
    if not after:
        return None
    if before["coordinator"] is not None and "coordinator" in after and after["coordinator"] is None:
        _require_another(edit, person)
    _write(edit, person, before | after)
    edit.changes_people = True
    edit.session.flush()
    if not {*OF_ALL_GROUPS, "away_until", "stand_in"}.isdisjoint(after):
        groups.touch_groups_of(edit.session, person.id)
        edit.session.refresh(edit.group)
    label = people.pseudonym_of(edit.session, person.id)
    old = {name: before[name] for name in after}
    change = edit.record(PERSON, person.id, label, action, old, after, version=edit.group.revision + 1)
    edit.work.means.after_people(edit)
    return change


def _require_another(edit: Edit, person: Person) -> None:
    others = people.holders_of(edit.session, edit.group.id, None) - {person.id}
    if not others:
        raise UserError(
            _("{group} has no other coordinator: hand the group over first.").format(group=edit.group.name),
            offers=(HandOverForm(person.id),),
        )


def _write(edit: Edit, person: Person, place: Place) -> None:
    session, group_id = edit.session, edit.group.id
    if person.mail != place["mail"]:
        person.mail_bounced_at = None  # that was another address
    for name in OF_ALL_GROUPS:
        setattr(person, name, place[name])
    until = date.fromisoformat(place["away_until"]) if place["away_until"] else None
    if until != person.away_until:
        _pause(edit, person, until)
    person.away_until = until
    person.stand_in_id = person_named(edit, place["stand_in"]).id if until and place["stand_in"] else None
    if place["on_roster"]:
        agency = _agency_id(edit, place["agency"]) if place["agency"] else None
        part = SpeaksAs(place["speaks_as"] or SpeaksAs.REPRESENTATIVE)
        rosters.put_member(session, group_id, person.id, agency, part, edit.now)
    else:
        rosters.remove_member(session, group_id, person.id)
    streams = {stream.label: stream.id for stream in groups.streams_of(session, group_id)}
    people.put_role(session, group_id, person.id, None, place["coordinator"])
    for label, stream_id in streams.items():
        people.put_role(session, group_id, person.id, stream_id, place["leads"].get(label))


def _pause(edit: Edit, person: Person, until: date | None) -> None:
    """Remember since when somebody is away: they hear once what came meanwhile, when they are back."""
    zone = person.zone or edit.group.zone
    if until is not None:
        ends = to_utc(edit.facts.rules.days.add(until, 1), POSTING_TIME, zone)
        pauses.begin(edit.session, person.id, None, edit.now, ends, is_away=True)
        return
    pause = pauses.running(edit.session, person.id, None, edit.now, is_away=True)
    if pause is not None:
        pause.until = edit.now + RETURN_AFTER


def _agency_id(edit: Edit, name: str) -> int:
    """The agency of a name; one that is not known yet is added in the same act."""
    known = rosters.agencies_of(edit.session, edit.group.id).find(name)
    return known.id if known is not None else add_agency(edit, name).agency.id


def placed(edit: Edit, person: Person, change: Change | None, **rest: Any) -> Placed:  # noqa: ANN401
    """What a change came to, for its message."""
    before, after = (change.before, change.after) if change is not None else ({}, {})
    return Placed(people.contact_of(person), before, after, is_same=change is None, **rest)


def name_of_entry(edit: Edit, change: Change) -> str:
    """The person an entry is about."""
    return edit.work.means.who(edit.session, people.pseudonym_of(edit.session, change.subject_id))


def reverse_entry(edit: Edit, change: Change) -> str:
    """Write what the roster said of a person before an entry, as far as it goes.

    Raises:
        UserError: it says that already.
    """
    person = edit.session.get_one(Person, change.subject_id)
    reversal = change_place(edit, person, change.action, change.before)
    if reversal is None:
        raise UserError(_("That is so already."))
    return _("↩ What the roster says of {person} is as it was.").format(person=name_of_entry(edit, change))
