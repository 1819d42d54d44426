"""What people read about the roster: what was done to it, and who is on it."""

from __future__ import annotations

from collections.abc import Mapping, Sequence
from typing import Any

from bot.core.group import GroupView
from bot.core.i18n import N_, _, listing, ngettext
from bot.core.people import Contact, Reader, Roster
from bot.core.registry import Done, Passed
from bot.core.snapshot import Snapshot
from bot.groups.acts import (
    AgencyForm,
    HandOver,
    HandOverForm,
    MergeAgencies,
    People,
    PersonForm,
    PutOnRoster,
    RoleForm,
    SetAgency,
    SetRole,
    ShowAgency,
    TakeOffRoster,
)
from bot.groups.rules.agencies import Agencies, AgencyView, Membership, SpeaksAs
from bot.groups.texts import person
from bot.slack.blocks import Element, Unit, actions, context, fit, menu, press, section
from bot.slack.escaping import bold, quoted
from bot.slack.message import Message, compose

ROWS_A_PAGE, MOST_ROWS, MOST_PASSED, MOST_OFFERED = 20, 40, 20, 5
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
        return _("add the agency {agency}").format(agency=act.name)
    agency = _agency_words(act.agency_id, snapshot)
    if act.name is not None:
        return _("call {agency} {name} from now on").format(agency=agency, name=act.name)
    if act.aliases:
        return _("{agency} is also called {names}").format(agency=agency, names=listing(act.aliases))
    return _("{agency} has no other name").format(agency=agency)


def say_merge(act: MergeAgencies, snapshot: Snapshot, _reader: Reader | None) -> str:
    """``UN Environment is UNEP: make them one``."""
    told = _("{agency} is {other}: make them one")
    return told.format(
        agency=_agency_words(act.agency_id, snapshot), other=_agency_words(act.into_id, snapshot)
    )


def build_placed(done: Done[Any], _reader: Reader | None) -> Message:
    """What the roster says of a person now, and what of theirs passed on."""
    result = done.result
    who = person(result.person)
    lines = [_("That is so already.")] if result.is_same else _place_lines(who, result.before, result.after)
    if result.to is not None:
        told = _("{person} takes over from {old}.")
        lines = [told.format(person=who, old=person(result.to)), *lines]
    text = "✔ " + " ".join(lines) if not result.is_same else lines[0]
    blocks = [section(text)]
    if result.passed:
        blocks.append(section(_passed_words(result.passed, is_given=result.to is not None)))
    forms = [one for one in result.passed if one.form is not None][:MOST_OFFERED]
    buttons = [
        press(_("Who owns {name} now?").format(name=one.name), done.group_id, one.form) for one in forms
    ]
    return compose(text, [*blocks, *actions(buttons)])


def _passed_words(passed: Sequence[Passed], *, is_given: bool) -> str:
    title = _("Passed on:") if is_given else _("Nobody owns any more:")
    lines = [f"• *{quoted(one.name, 40)}* {quoted(one.title, 120)}" for one in passed[:MOST_PASSED]]
    if left := len(passed) - len(lines):
        lines.append(ngettext("and {count} more", "and {count} more", left).format(count=left))
    return "\n".join([title, *lines])


def _place_lines(who: str, before: Mapping[str, Any], after: Mapping[str, Any]) -> list[str]:
    """What has changed of somebody's place, a sentence each."""
    lines = []
    if after.get("on_roster") is False:
        lines.append(_("{person} is off the roster.").format(person=who))
    elif {"on_roster", "agency", "speaks_as"} & after.keys():
        lines.append(_member_line(who, after))
    if "coordinator" in after:
        gained = after["coordinator"] is not None
        told = _("{person} coordinates.") if gained else _("{person} coordinates no more.")
        lines.append(told.format(person=who))
    had, has = set(before.get("leads", ())), set(after.get("leads", ()))
    if gained_streams := sorted(has - had):
        lines.append(_("{person} leads {streams}.").format(person=who, streams=listing(gained_streams)))
    if lost := sorted(had - has):
        lines.append(_("{person} leads {streams} no more.").format(person=who, streams=listing(lost)))
    if "name" in after:
        lines.append(_("Name: {name}.").format(name=quoted(after["name"] or _("none"), 100)))
    if "mail" in after:
        lines.append(_("Mail: {mail}.").format(mail=quoted(after["mail"] or _("none"), 100)))
    if "language" in after:
        lines.append(_("Language: {language}.").format(language=language_words(after["language"])))
    if "zone" in after:
        lines.append(_("Time zone: {zone}.").format(zone=quoted(after["zone"] or _("none"), 60)))
    return lines


def _member_line(who: str, after: Mapping[str, Any]) -> str:
    part = part_words(SpeaksAs(after["speaks_as"])) if after.get("speaks_as") else None
    agency = quoted(after["agency"], 100) if after.get("agency") else None
    if agency and part:
        return _("{person} is on the roster for {agency}, as {part}.").format(
            person=who, agency=agency, part=part
        )
    if agency:
        return _("{person} is on the roster for {agency}.").format(person=who, agency=agency)
    if part:
        return _("{person} is on the roster as {part}.").format(person=who, part=part)
    return _("{person} is on the roster.").format(person=who)


def language_words(language: str | None) -> str:
    """A language in words; none is that of Slack or the group."""
    return {"en": _("English"), "fr": _("French"), "both": _("English and French")}.get(
        language or "", _("as in Slack")
    )


def build_named(done: Done[Any], _reader: Reader | None) -> Message:
    """What an agency is called now, or which other one it is."""
    named = done.result
    name = quoted(named.agency.name, 100)
    if named.is_same:
        text = _("That is so already.")
    elif named.into is not None:
        told = _("✔ {agency} and {other} are one: {other}.")
        text = told.format(agency=name, other=quoted(named.into.name, 100))
    elif not named.after:
        text = _("✔ {agency} is gone.").format(agency=name)
    elif named.agency.aliases:
        others = listing(quoted(one, 60) for one in named.agency.aliases)
        text = _("✔ {agency} is known, also as {names}.").format(agency=name, names=others)
    else:
        text = _("✔ {agency} is known.").format(agency=name)
    return compose(text, [section(text)])


def _member_words(member: Membership, roster: Roster, *, call: bool) -> str:
    """A person and as what they speak: a representative is nothing special."""
    who = person(member.person) if call else quoted(member.person.name or _("somebody"), 80)
    notes = [] if member.speaks_as is SpeaksAs.REPRESENTATIVE else [part_words(member.speaks_as)]
    notes += role_words(member.person, roster)
    if not member.person.is_on_slack:
        notes.append(_("by mail") if member.person.mail else _("not in Slack"))
    return f"{who} ({', '.join(notes)})" if notes else who


def role_words(contact: Contact, roster: Roster) -> list[str]:
    """The roles of a person in words."""
    roles = [_("coordinator")] if contact in roster.coordinators else []
    leads = [label for label, line in roster.leads.items() if contact in line]
    return roles + ([_("lead of {streams}").format(streams=listing(leads))] if leads else [])


def build_people(
    look: People, group: GroupView, roster: Roster, agencies: Agencies, *, may_govern: bool, call: bool = True
) -> Message:
    """Everybody with a part in the group: by agency, then whoever is there for none."""
    rows: list[Unit] = [_agency_row(one, group, roster, agencies, call) for one in agencies.agencies]
    loose = [one for one in agencies.members if one.agency_id is None]
    listed = {one.person.id for one in agencies.members}
    roles = [*roster.coordinators, *(lead for line in roster.leads.values() for lead in line)]
    loose += [
        Membership(one, None, SpeaksAs.REPRESENTATIVE)
        for one in {one.id: one for one in roles if one.id not in listed}.values()
    ]
    rows += [_person_row(one, group, roster, may_govern, call) for one in loose]
    pages = max(1, -(-len(rows) // ROWS_A_PAGE))
    page = min(max(look.page, 1), pages)
    count = len({one.person.id for one in agencies.members} | {one.id for one in roles})
    title = ngettext("{count} person in {group}", "{count} people in {group}", count)
    title = title.format(count=count, group=quoted(group.name, 100))
    shown, _left = fit(rows[(page - 1) * ROWS_A_PAGE : page * ROWS_A_PAGE], MOST_ROWS)
    blocks = [section(f"*{title}*"), *shown]
    if not rows:
        blocks.append(section(_("Nobody is on the roster yet.")))
    if pages > 1:
        blocks.append(context(_("Page {page} of {pages}").format(page=page, pages=pages)))
    turns = [
        press(label, group.id, People(to))
        for label, to in ((_("Back"), page - 1), (_("More"), page + 1))
        if 1 <= to <= pages
    ]
    return compose(title, [*blocks, *actions([*turns, *(_governing(group) if may_govern else [])])])


def _governing(group: GroupView) -> list[Element]:
    return [
        press(_("Add somebody"), group.id, PersonForm()),
        press(_("Coordinator or lead"), group.id, RoleForm()),
        press(_("Add an agency"), group.id, AgencyForm()),
    ]


def _agency_row(one: AgencyView, group: GroupView, roster: Roster, agencies: Agencies, call: bool) -> Unit:
    members = [agencies.by_person[who.id] for who in agencies.people_of(one.id, observers=True)]
    names = ", ".join(_member_words(member, roster, call=call) for member in members[:10])
    more = f" +{len(members) - 10}" if len(members) > 10 else ""
    text = f"{bold(one.name, 100)}: {names or _('nobody yet')}{more}"
    return [section(text, press(_("Open"), group.id, ShowAgency(one.id)))]


def _person_row(member: Membership, group: GroupView, roster: Roster, may_govern: bool, call: bool) -> Unit:
    words = _member_words(member, roster, call=call)
    if may_govern and member.person.mail:
        words = f"{words} · {quoted(member.person.mail, 100)}"
    choices = [
        (_("Change"), PersonForm(member.person.id)),
        (_("Hand over"), HandOverForm(member.person.id)),
        (_("Take off the roster"), TakeOffRoster(member.person.id)),
    ]
    return [section(words, menu(group.id, choices) if may_govern else None)]


def build_agency(
    agency: AgencyView, group: GroupView, roster: Roster, agencies: Agencies, *, may_govern: bool
) -> Message:
    """One agency whole: who speaks for it, who answers for all of it, what else it is called."""
    members = [agencies.by_person[one.id] for one in agencies.people_of(agency.id, observers=True)]
    focal = agencies.focal_point(agency.id)
    lines = [bold(agency.name, 150)]
    if agency.aliases:
        names = listing(quoted(one, 60) for one in agency.aliases)
        lines.append(_("Also called {names}.").format(names=names))
    if focal is None:
        lines.append(_("Nobody speaks for it yet."))
    else:
        lines.append(_("{person} is asked first.").format(person=person(focal)))
    rows, left = fit([_person_row(one, group, roster, may_govern, True) for one in members], MOST_ROWS)
    blocks = [section("\n".join(lines)), *rows]
    if left:
        blocks.append(context(ngettext("and {count} more", "and {count} more", left).format(count=left)))
    buttons = [press(_("Everybody"), group.id, People())]
    if may_govern:
        buttons += [
            press(_("Add somebody"), group.id, PersonForm()),
            press(_("Name, or merge"), group.id, AgencyForm(agency.id)),
        ]
    return compose(" ".join(line.replace("*", "") for line in lines), [*blocks, *actions(buttons)])


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
