"""Carrying out what people do about the roster: who is on it, who has which role, handing over."""

from __future__ import annotations

import re
from typing import Any

from bot.core.edit import Edit
from bot.core.errors import UserError
from bot.core.i18n import LANGUAGES, _, language_of, speaking
from bot.core.kinds import Passed
from bot.core.people import OUTSIDE
from bot.core.rights import Need, Right
from bot.dates.wall_time import is_zone
from bot.groups.acts import HandOver, PutOnRoster, SetRole, TakeOffRoster
from bot.groups.performing.places import Placed, change_place, person_named, person_of, place_of, placed
from bot.groups.store import groups, people
from bot.groups.tables import Person
from bot.groups.texts.first_contact import GREETING
from bot.groups.texts.roster import build_taken_over

_MAIL = re.compile(r"[^\s@<>,;]{1,64}@[^\s@<>,;]{1,190}\.[^\s@<>,;.]{2,40}")
LONGEST_NAME = 150


def need_coordinator(_act: object, _loaded: object, _edit: Edit) -> Need:
    """Who is who is the coordinator's."""
    return Need(Right.GOVERN)


def need_of_role(act: SetRole, _loaded: object, edit: Edit) -> Need:
    """Roles are the coordinator's to give; where nobody coordinates, those who found groups appoint one."""
    is_vacant = act.stream is None and act.holds and not edit.facts.roster.coordinators
    return Need(Right.FOUND if is_vacant else Right.GOVERN)


def load_person(act: PutOnRoster, edit: Edit) -> Person | None:
    """Whom the roster is to name; None where they are new and without Slack.

    Raises:
        UserError: they need a name, or what is said of them cannot be.
    """
    if act.mail is not None and not _MAIL.fullmatch(act.mail):
        raise UserError(_("“{mail}” is no mail address.").format(mail=act.mail[:100]))
    if act.language is not None and act.language not in LANGUAGES:
        raise UserError(_("I speak English and French: `en` or `fr`."))
    if act.zone is not None and not is_zone(act.zone):
        raise UserError(
            _("{zone} is no time zone; say for example Europe/Zurich.").format(zone=act.zone[:60])
        )
    if act.user is not None:
        return person_named(edit, act.user)
    known = people.person_by_mail(edit.session, edit.group.team_id, act.mail) if act.mail else None
    if known is None and not (act.name or "").strip():
        raise UserError(_("Somebody without Slack needs a name."))
    return known


def put_on_roster(act: PutOnRoster, edit: Edit, person: Person | None) -> Placed:
    """Put somebody on the roster, or change what it says of them."""
    if person is None:
        person = people.add_outsider(edit.session, edit.group.team_id, _short(act.name or ""))
    return placed(edit, person, change_place(edit, person, "roster", _said(act, person)))


def _said(act: PutOnRoster, person: Person) -> dict[str, Any]:
    said: dict[str, Any] = {"on_roster": True}
    given = {
        "agency": _short(act.agency) if act.agency else None,
        "speaks_as": act.speaks_as.value if act.speaks_as else None,
        "mail": act.mail,
        "language": act.language,
    }
    if person.user_id.startswith(OUTSIDE):
        # Of everybody else Slack says these.
        given |= {"name": _short(act.name) if act.name else None, "zone": act.zone}
    return said | {name: value for name, value in given.items() if value is not None}


def _short(name: str) -> str:
    return " ".join(name.split())[:LONGEST_NAME]


def load_member(act: TakeOffRoster, edit: Edit) -> Person:
    """Whom to take off the roster."""
    return person_of(edit, act.person_id)


def take_off_roster(_act: TakeOffRoster, edit: Edit, person: Person) -> Placed:
    """Take somebody off the roster, with their roles; what they own has no owner then."""
    change = change_place(
        edit,
        person,
        "roster",
        {"on_roster": False, "agency": None, "speaks_as": None, "coordinator": None, "leads": {}},
    )
    return placed(edit, person, change, passed=_pass_on(edit, person, None))


def load_holder(act: SetRole, edit: Edit) -> Person:
    """Who gets a role, or loses it.

    Raises:
        UserError: the group has no such stream, or Slack does not reach them.
    """
    if act.stream is not None and act.stream not in edit.facts.group.labels:
        known = ", ".join(edit.facts.group.labels) or _("none")
        text = _("There is no stream {unknown}. This group has {known}.")
        raise UserError(text.format(unknown=act.stream[:40], known=known))
    person = person_named(edit, act.user)
    if act.holds and person.user_id.startswith(OUTSIDE):
        raise UserError(_("Who coordinates or leads needs Slack: that is where they are asked."))
    return person


def set_role(act: SetRole, edit: Edit, person: Person) -> Placed:
    """Give a role, last in line, or take it."""
    now = place_of(edit.session, edit.group.id, person)
    ids = {stream.label: stream.id for stream in groups.streams_of(edit.session, edit.group.id)}
    stream_id = ids[act.stream] if act.stream is not None else None
    held = now["coordinator"] if act.stream is None else now["leads"].get(act.stream)
    rank = None
    if act.holds:
        rank = held if held is not None else people.next_rank(edit.session, edit.group.id, stream_id)
    if act.stream is None:
        new: dict[str, Any] = {"coordinator": rank}
    else:
        leads = {label: held for label, held in now["leads"].items() if label != act.stream}
        new = {"leads": leads | ({act.stream: rank} if rank is not None else {})}
    return placed(edit, person, change_place(edit, person, "role", new))


def load_both(act: HandOver, edit: Edit) -> tuple[Person, Person]:
    """Who hands over, and to whom.

    Raises:
        UserError: nothing of theirs is to be passed on, or Slack does not reach the other.
    """
    from_id = edit.caller.person_id if act.from_id is None else act.from_id
    if from_id is None:
        raise UserError(_("Say whose part is handed over."))
    old, new = person_of(edit, from_id), person_named(edit, act.user)
    if new.user_id.startswith(OUTSIDE):
        raise UserError(_("Who takes over needs Slack: that is where they are asked."))
    if new.id == old.id:
        raise UserError(_("That is the same person."))
    return old, new


def hand_over(_act: HandOver, edit: Edit, both: tuple[Person, Person]) -> Placed:
    """Give roles, owned items and open questions to somebody else; both keep their place on the roster."""
    old, new = both
    mine = place_of(edit.session, edit.group.id, old)
    theirs = place_of(edit.session, edit.group.id, new)
    gets = {"leads": mine["leads"] | theirs["leads"]}
    if mine["coordinator"] is not None:
        gets["coordinator"] = mine["coordinator"]
    taken = change_place(edit, new, "role", gets)
    change_place(edit, old, "role", {"coordinator": None, "leads": {}})
    passed = _pass_on(edit, old, new)
    if taken is None and not passed:
        raise UserError(_("There is nothing to hand over: no role, and nothing that they own."))
    made = placed(edit, new, taken, passed=passed, to=people.contact_of(old))
    _hand_note(edit, made)
    return made


def _hand_note(edit: Edit, made: Placed) -> None:
    """Send whoever takes over one page that lists their new roles and items."""
    to = made.person
    with speaking(language_of(to.language, to.locale, edit.group.language)):
        message = build_taken_over(made, edit.facts.group)
    assert edit.entry is not None
    payload = {"text": message.text, "blocks": message.blocks}
    edit.notify(GREETING, f"handover:{edit.entry.id}", to, payload=payload)


def _pass_on(edit: Edit, old: Person, new: Person | None) -> tuple[Passed, ...]:
    """What of a person's passes to somebody else (None: to nobody), in all features."""
    user = new.user_id if new is not None else None
    return tuple(one for pass_on in edit.registry.passing_on for one in pass_on(edit, old.id, user))
