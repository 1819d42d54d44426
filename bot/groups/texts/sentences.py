"""Acts on the roster as sentences, and the labels of its looks and forms."""

from __future__ import annotations

from bot.core.i18n import N_, _, listing
from bot.core.people import ACTIVE, LIGHT, Contact, Reader
from bot.core.snapshot import Snapshot
from bot.dates.texts import day_words
from bot.groups.acts import (
    AgencyForm,
    HandOver,
    HandOverForm,
    MergeAgencies,
    People,
    PersonForm,
    PreferencesForm,
    PutOnRoster,
    RoleForm,
    SetAgency,
    SetPreferences,
    SetRole,
    ShowAgency,
    TakeOffRoster,
)
from bot.groups.rules.agencies import Agencies, SpeaksAs
from bot.slack.escaping import one_line

_PARTS = {
    SpeaksAs.FOCAL_POINT: N_("focal point"),
    SpeaksAs.ALTERNATE: N_("alternate"),
    SpeaksAs.REPRESENTATIVE: N_("representative"),
    SpeaksAs.OBSERVER: N_("observer"),
}


def part_words(part: SpeaksAs) -> str:
    """As what somebody is on the roster, in words."""
    return _(_PARTS[part])


def _known(user: str, snapshot: Snapshot) -> Contact | None:
    known = [*snapshot.facts.roster.people.values(), *(one.person for one in snapshot[Agencies].members)]
    return next((one for one in known if one.user_id == user), None)


def user_words(user: str, snapshot: Snapshot) -> str:
    """A person by name, where the group knows them, else as a mention."""
    contact = _known(user, snapshot)
    return contact.name if contact is not None and contact.name else f"<@{user}>"


def _person_words(person_id: int | None, snapshot: Snapshot) -> str:
    member = snapshot[Agencies].by_person.get(person_id or 0)
    contact = member.person if member else snapshot.facts.roster.people.get(person_id or 0)
    if contact is None:
        return _("somebody")
    return contact.name or f"<@{contact.user_id}>"


def say_put(act: PutOnRoster, snapshot: Snapshot, _reader: Reader | None) -> str:
    """``put Ms A. Otieno on the roster for UNU as focal point``."""
    who = user_words(act.user, snapshot) if act.user else (act.name or act.mail or "")
    part = part_words(act.speaks_as) if act.speaks_as else None
    if act.agency and part:
        told = _("put {person} on the roster for {agency} as {part}")
    elif act.agency:
        told = _("put {person} on the roster for {agency}")
    elif part:
        told = _("put {person} on the roster as {part}")
    else:
        told = _("put {person} on the roster")
    return told.format(person=who, agency=act.agency, part=part)


def say_take_off(act: TakeOffRoster, snapshot: Snapshot, _reader: Reader | None) -> str:
    """``take Ann off the roster``."""
    return _("take {person} off the roster").format(person=_person_words(act.person_id, snapshot))


def say_role(act: SetRole, snapshot: Snapshot, _reader: Reader | None) -> str:
    """``make Ann lead of WS1``."""
    if act.stream is None:
        told = _("make {person} coordinator") if act.holds else _("{person} is coordinator no more")
    elif act.holds:
        told = _("make {person} lead of {stream}")
    else:
        told = _("{person} leads {stream} no more")
    return told.format(person=user_words(act.user, snapshot), stream=act.stream)


def say_hand_over(act: HandOver, snapshot: Snapshot, _reader: Reader | None) -> str:
    """``hand all that Ann does over to Ben``."""
    to = user_words(act.user, snapshot)
    if act.from_id is None:
        return _("hand over to {person}").format(person=to)
    told = _("hand all that {person} does over to {to}")
    return told.format(person=_person_words(act.from_id, snapshot), to=to)


def _agency_words(agency_id: int, snapshot: Snapshot) -> str:
    known = snapshot[Agencies].by_id.get(agency_id)
    return known.name if known is not None else _("an agency")


def say_agency(act: SetAgency, snapshot: Snapshot, _reader: Reader | None) -> str:
    """``add the agency UNU``, ``call UNEP also UN Environment``."""
    if act.agency_id is None:
        return _("add the agency {agency}").format(agency=one_line(act.name, 100))
    agency = _agency_words(act.agency_id, snapshot)
    if act.name is not None:
        return _("call {agency} {name} from now on").format(agency=agency, name=one_line(act.name, 100))
    if act.aliases:
        return _("{agency} is also called {names}").format(agency=agency, names=listing(act.aliases))
    return _("{agency} has no other name").format(agency=agency)


def say_merge(act: MergeAgencies, snapshot: Snapshot, _reader: Reader | None) -> str:
    """``UN Environment is UNEP: make them one``."""
    told = _("{agency} is {other}: make them one")
    return told.format(
        agency=_agency_words(act.agency_id, snapshot), other=_agency_words(act.into_id, snapshot)
    )


def language_words(language: str | None) -> str:
    """A language in words; none is that of Slack or the group."""
    return {"en": _("English"), "fr": _("French"), "both": _("English and French")}.get(
        language or "", _("as in Slack")
    )


def label_people(_look: People, _snapshot: Snapshot, _reader: Reader | None) -> str:
    """The roster, as a button names it."""
    return _("Who is on the roster")


def label_agency(look: ShowAgency, snapshot: Snapshot, _reader: Reader | None) -> str:
    """An agency, as a button names it."""
    return _agency_words(look.agency_id, snapshot)


def label_person_form(form: PersonForm, snapshot: Snapshot, _reader: Reader | None) -> str:
    """The form about somebody, as a button names it."""
    if form.person_id is None:
        return _("Add somebody")
    return _("Change what the roster says of {person}").format(person=_person_words(form.person_id, snapshot))


def label_role_form(_form: RoleForm, _snapshot: Snapshot, _reader: Reader | None) -> str:
    """The form about roles, as a button names it."""
    return _("Coordinator or lead")


def label_hand_over_form(_form: HandOverForm, _snapshot: Snapshot, _reader: Reader | None) -> str:
    """The form for handing over, as a button names it."""
    return _("Hand over")


def label_agency_form(form: AgencyForm, snapshot: Snapshot, _reader: Reader | None) -> str:
    """The form about an agency, as a button names it."""
    if form.agency_id is None:
        return _("Add an agency")
    return _("Name or merge {agency}").format(agency=_agency_words(form.agency_id, snapshot))


def level_words(level: str) -> str:
    """What a level brings, in a sentence."""
    return {
        LIGHT: _("Light: your own meetings, and nothing else."),
        ACTIVE: _("Active: a note on every day with something to do."),
    }.get(level, _("Quiet: a note on Mondays with what is yours to do."))


def say_preferences(act: SetPreferences, snapshot: Snapshot, _reader: Reader | None) -> str:
    """``away until 12 January``, ``hear less``."""
    if act.away_until is not None and act.stand_in is not None:
        told = _("away until {day}, {person} stands in")
        return told.format(day=day_words(act.away_until), person=user_words(act.stand_in, snapshot))
    if act.away_until is not None:
        return _("away until {day}").format(day=day_words(act.away_until))
    if act.quiet_hours is not None:
        hours = act.quiet_hours or _("the usual ones")
        return _("set my quiet hours: {hours}").format(hours=hours)
    if act.is_back:
        return _("back again")
    if act.level is not None:
        return _("set my level: {level}").format(level=level_words(act.level))
    return _("read {language}").format(language=language_words(act.language))


def label_preferences_form(_form: PreferencesForm, _snapshot: Snapshot, _reader: Reader | None) -> str:
    """The form of one's own settings, as a button names it."""
    return _("My settings")
