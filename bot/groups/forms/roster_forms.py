"""Forms about people and agencies, and the acts that their submissions make."""

from __future__ import annotations

from typing import Any

from bot.core.codec import encode
from bot.core.i18n import LANGUAGES, _
from bot.core.people import Contact
from bot.core.registry import Looking
from bot.core.requests import Form, Request
from bot.core.rights import Need, Right
from bot.core.snapshot import Snapshot
from bot.groups.acts import (
    AgencyForm,
    HandOver,
    HandOverForm,
    MergeAgencies,
    PersonForm,
    PutOnRoster,
    RoleForm,
    SetAgency,
    SetRole,
    ShowAgency,
)
from bot.groups.rules.agencies import Agencies, SpeaksAs
from bot.groups.texts.sentences import language_words, part_words
from bot.slack.blocks import Block
from bot.slack.inputs import Choice, field, form, person_input, select, text_input
from bot.slack.submitted import FieldError, Submitted

COORDINATOR = "*"
"""The choice of a role that is no stream's."""
View = dict[str, Any]


def need_coordinator(_form: Form, _snapshot: Snapshot) -> Need:
    """The roster is the coordinator's to change."""
    return Need(Right.GOVERN)


def need_of_role_form(asked: RoleForm, snapshot: Snapshot) -> Need:
    """Where nobody coordinates, those who found groups appoint somebody."""
    is_vacant = asked.stream is None and not snapshot.facts.roster.coordinators
    return Need(Right.FOUND if is_vacant else Right.GOVERN)


def view(asked: Form, looking: Looking, title: str, blocks: list[Block], submit: str) -> View:
    """A form that carries its request and the channel where it was opened."""
    carried = {"do": encode(asked, looking.snapshot.facts.group.id), "channel": looking.caller.channel_id}
    return form(asked.NAME, title, blocks, carried, submit)


def contact_of(person_id: int | None, looking: Looking) -> Contact | None:
    """Somebody of the group."""
    member = looking.snapshot[Agencies].by_person.get(person_id or 0)
    return member.person if member else looking.snapshot.facts.roster.people.get(person_id or 0)


def open_person_form(asked: PersonForm, looking: Looking) -> View:
    """`person`, or `name` and `mail`; `agency`, `part`, `language`."""
    known = contact_of(asked.person_id, looking)
    agencies = looking.snapshot[Agencies]
    member = agencies.by_person.get(known.id) if known else None
    agency = agencies.agency_of(known.id if known else None)
    parts: list[Choice] = [(part.value, part_words(part)) for part in SpeaksAs]
    languages: list[Choice] = [(code, language_words(code)) for code in LANGUAGES]
    blocks: list[Block] = []
    if known is None:
        blocks.append(field("person", _("Who, in Slack"), person_input(), optional=True))
    if known is None or not known.is_on_slack:
        hint = _("For somebody without Slack.")
        blocks.append(
            field(
                "name",
                _("Name"),
                text_input(known.name if known else None, most=150),
                optional=True,
                hint=hint,
            )
        )
    chosen = member.speaks_as.value if member else SpeaksAs.REPRESENTATIVE.value
    blocks += [
        field("mail", _("Mail address"), text_input(known.mail if known else None, most=250), optional=True),
        field("agency", _("Agency"), text_input(agency.name if agency else None, most=150), optional=True),
        field("part", _("Speaks for it as"), select(parts, chosen)),
        field("language", _("Language"), select(languages, known.language if known else None), optional=True),
    ]
    return view(asked, looking, _("On the roster"), blocks, _("Save"))


def read_person_form(asked: PersonForm, given: Submitted, looking: Looking) -> Request:
    """What the roster is to say of somebody.

    Raises:
        FieldError: nobody is named.
    """
    known = contact_of(asked.person_id, looking)
    user = known.user_id if known else given.text("person")
    if user is None and given.text("name") is None:
        raise FieldError("person", _("Choose somebody, or give the name of somebody without Slack."))
    return PutOnRoster(
        user,
        given.one_of("part", SpeaksAs),
        given.text("agency"),
        given.text("name"),
        given.text("mail"),
        given.text("language"),
    )


def open_role_form(asked: RoleForm, looking: Looking) -> View:
    """`role` and `person`."""
    streams = looking.snapshot.facts.group.streams
    choices: list[Choice] = [(COORDINATOR, _("Coordinator"))]
    choices += [
        (one.label, _("Lead of {stream}").format(stream=f"{one.label} {one.name or ''}".strip()))
        for one in streams
    ]
    blocks = [
        field("role", _("What"), select(choices, asked.stream or COORDINATOR)),
        field("person", _("Who"), person_input()),
    ]
    return view(asked, looking, _("Coordinator or lead"), blocks, _("Save"))


def read_role_form(_asked: RoleForm, given: Submitted, _looking: Looking) -> Request:
    """Who gets a role.

    Raises:
        FieldError: nobody is named.
    """
    user, role = given.text("person"), given.text("role")
    if user is None:
        raise FieldError("person", _("Choose somebody."))
    return SetRole(user, None if role == COORDINATOR else role)


def open_hand_over_form(asked: HandOverForm, looking: Looking) -> View:
    """`person`."""
    hint = _("They get the roles, what is owned, and what waits for an answer.")
    blocks = [field("person", _("To whom"), person_input(), hint=hint)]
    return view(asked, looking, _("Hand over"), blocks, _("Hand over"))


def read_hand_over_form(asked: HandOverForm, given: Submitted, _looking: Looking) -> Request:
    """Who takes over.

    Raises:
        FieldError: nobody is named.
    """
    user = given.text("person")
    if user is None:
        raise FieldError("person", _("Choose somebody."))
    return HandOver(user, asked.from_id)


def open_agency_form(asked: AgencyForm, looking: Looking) -> View:
    """`name`, `aliases` (one a line), and for a known one `same_as`."""
    agencies = looking.snapshot[Agencies]
    known = agencies.by_id.get(asked.agency_id or 0)
    aliases = "\n".join(known.aliases) if known else None
    blocks = [
        field("name", _("Name"), text_input(known.name if known else None, most=150)),
        field(
            "aliases", _("Also called"), text_input(aliases, lines=True), optional=True, hint=_("One a line.")
        ),
    ]
    others: list[Choice] = [
        (str(one.id), one.name) for one in agencies.agencies if known and one.id != known.id
    ]
    if others:
        hint = _("Where two names are one agency: its people and items go there.")
        blocks.append(field("same_as", _("It is the same as"), select(others), optional=True, hint=hint))
    return view(asked, looking, _("Agency"), blocks, _("Save"))


def read_agency_form(asked: AgencyForm, given: Submitted, _looking: Looking) -> Request:
    """What an agency is called, or which other one it is."""
    same_as = given.text("same_as")
    if asked.agency_id is not None and same_as is not None:
        return MergeAgencies(asked.agency_id, int(same_as))
    name = given.text("name") if asked.agency_id is None or given.is_changed("name") else None
    aliases = None
    if asked.agency_id is None or given.is_changed("aliases"):
        aliases = tuple(line.strip() for line in (given.text("aliases") or "").splitlines() if line.strip())
    if asked.agency_id is not None and name is None and aliases is None:
        return ShowAgency(asked.agency_id)
    return SetAgency(asked.agency_id, name, aliases)
