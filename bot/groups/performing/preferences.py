"""Carrying out what somebody sets for themselves: how much they hear, when they are away, their language."""

from __future__ import annotations

from typing import Any

from bot.core.edit import Edit
from bot.core.errors import UserError
from bot.core.i18n import LANGUAGES, _
from bot.core.people import LEVELS, OUTSIDE
from bot.core.rights import Need, Right
from bot.core.tables import Change
from bot.dates.wall_time import local
from bot.groups.acts import SetPreferences
from bot.groups.performing.places import Placed, change_place, person_named, placed
from bot.groups.rules.pauses import read_hours
from bot.groups.store import people
from bot.groups.tables import Person

LONGEST_AWAY = 400


def need_nothing(_act: SetPreferences, _person: Person, _edit: Edit) -> Need:
    """Anybody may change their own preferences."""
    return Need(Right.EVERYBODY)


def load_oneself(act: SetPreferences, edit: Edit) -> Person:
    """The person who acts.

    Raises:
        UserError: a program says it, or what is said cannot be.
    """
    if edit.caller.person_key is None:
        raise UserError(_("Say whose settings these are."))
    if act.level is not None and act.level not in LEVELS:
        raise UserError(_("A level is `light`, `quiet` or `active`."))
    if act.language is not None and act.language not in LANGUAGES:
        raise UserError(_("I speak English and French: `en` or `fr`."))
    if act.away_until is not None:
        person_zone = edit.caller.reader.zone or edit.group.zone
        ahead = (act.away_until - local(edit.now, person_zone).date()).days
        if ahead < 0:
            raise UserError(_("That day is over."))
        if ahead > LONGEST_AWAY:
            raise UserError(_("For so long, hand over instead: `handover @somebody`."))
    if act.quiet_hours is not None:
        read_hours(act.quiet_hours)
    person = people.get_person(edit.session, *edit.caller.person_key)
    if act.stand_in is not None:
        _require_somebody_else(edit, person, act.stand_in)
    return person


def _require_somebody_else(edit: Edit, person: Person, user: str) -> None:
    other = person_named(edit, user)
    if other.id == person.id:
        raise UserError(_("That is the same person."))
    if not people.is_on_roster(edit.session, edit.group.id, other.id) or user.startswith(OUTSIDE):
        raise UserError(
            _("{person} is asked nothing here: name somebody on the roster of {group}, in Slack.").format(
                person=f"<@{other.user_id}>", group=edit.group.name
            )
        )


def set_preferences(act: SetPreferences, edit: Edit, person: Person) -> Placed:
    """Change the preferences of the person who acts, in all their groups."""
    new: dict[str, Any] = {"level": act.level, "language": act.language}
    new = {name: value for name, value in new.items() if value is not None}
    if act.quiet_hours is not None:
        new["quiet_hours"] = read_hours(act.quiet_hours) or None
    if act.away_until is not None or act.is_back:
        new["away_until"] = act.away_until.isoformat() if act.away_until is not None else None
        new["stand_in"] = act.stand_in
    return placed(edit, person, change_place(edit, person, "preferences", new))


def need_of_entry(edit: Edit, change: Change) -> Need:
    """One's own preferences are one's own; all else of who is who is the coordinator's."""
    own = edit.caller.person_id == change.subject_id and change.action == "preferences"
    return Need(Right.EVERYBODY if own else Right.GOVERN)
