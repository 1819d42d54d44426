"""Messages about the roster: changes, and who is on it."""

from __future__ import annotations

from collections.abc import Mapping, Sequence
from datetime import date, time
from typing import TYPE_CHECKING, Any

from bot.core.group import GroupView
from bot.core.i18n import _, labelled, listing, ngettext
from bot.core.kinds import Passed
from bot.core.people import Contact, Reader, Roster
from bot.core.registry import Done
from bot.core.undo_acts import Undo
from bot.dates.texts import day_words, hour_words
from bot.groups.acts import (
    AgencyForm,
    HandOver,
    HandOverForm,
    People,
    PersonForm,
    PreferencesForm,
    RoleForm,
    ShowAgency,
    TakeOffRoster,
)
from bot.groups.rules.agencies import Agencies, AgencyView, Membership, SpeaksAs
from bot.groups.texts import person
from bot.groups.texts.sentences import language_words, level_words, part_words
from bot.slack.blocks import Block, Element, Unit, actions, context, fit, menu, press, section
from bot.slack.escaping import bold, mention, quoted
from bot.slack.message import Message, compose

if TYPE_CHECKING:
    from bot.groups.performing.places import Placed

ROWS_A_PAGE, MOST_ROWS, MOST_PASSED, MOST_OFFERED = 20, 40, 20, 5


def build_placed(done: Done[Any], _reader: Reader | None) -> Message:
    """A person's new place on the roster, and the items and questions that passed to somebody else."""
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
    gave_away_own = isinstance(done.act, HandOver) and done.act.from_id is None
    if done.act_id is not None and not result.is_same and not gave_away_own:
        buttons.append(press(_("Undo"), done.group_id, Undo(done.act_id)))
    return compose(text, [*blocks, *actions(buttons)])


def build_taken_over(made: Placed, group: GroupView) -> Message:
    """The page for whoever takes over: their roles, items and open questions, and the next steps."""
    old = person(made.to) if made.to is not None else _("Somebody")
    head = _("{person} has handed over to you in {group}.").format(person=old, group=quoted(group.name, 100))
    roles = _place_lines(person(made.person), made.before, made.after)
    told = _(
        "What was asked of them is asked of you from now on. Their secret links have ended: make your own."
    )
    blocks = [section(" ".join([head, *roles]))]
    if made.passed:
        blocks.append(section(_passed_words(made.passed, is_given=True)))
    buttons = [
        press(_("Who is on the roster"), group.id, People()),
        press(_("My settings"), group.id, PreferencesForm()),
    ]
    return compose(" ".join([head, *roles]), [*blocks, section(told), *actions(buttons)])


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
    if "level" in after:
        lines.append(level_words(after["level"]))
    if "away_until" in after:
        lines.append(_away_line(after["away_until"], after.get("stand_in")))
    elif after.get("stand_in"):
        lines.append(_("{person} is asked in your place.").format(person=mention(after["stand_in"])))
    if "quiet_hours" in after:
        lines.append(_quiet_line(after["quiet_hours"]))
    if "language" in after:
        lines.append(_("Language: {language}.").format(language=language_words(after["language"])))
    if "zone" in after:
        lines.append(_("Time zone: {zone}.").format(zone=quoted(after["zone"] or _("none"), 60)))
    return lines


def _quiet_line(hours: str | None) -> str:
    """When nobody is written to who has said so."""
    if hours is None:
        return _("Nothing reaches you from 20:00 to 8:00 and at weekends, as usual.")
    begin, end = (hour_words(time.fromisoformat(hour)) for hour in hours.split("-"))
    return _("Nothing reaches you from {begin} to {end} and at weekends.").format(begin=begin, end=end)


def _away_line(until: str | None, stand_in: str | None) -> str:
    if until is None:
        return _("Welcome back: what is yours to do is asked of you again.")
    if stand_in is not None:
        given = _("Away until {day}: what would be asked is asked of {person}.")
        return given.format(day=day_words(date.fromisoformat(until)), person=mention(stand_in))
    told = _("Away until {day}: what would be asked is asked of the next in line.")
    return told.format(day=day_words(date.fromisoformat(until)))


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
    """Everybody on the roster: by agency first, then people without an agency."""
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
    text = labelled(bold(one.name, 100), f"{names or _('nobody yet')}{more}")
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
    agency: AgencyView,
    group: GroupView,
    roster: Roster,
    agencies: Agencies,
    more: Sequence[Block],
    *,
    may_govern: bool,
) -> Message:
    """One agency: its people, its focal point, its aliases and its items."""
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
    people = [_person_row(one, group, roster, may_govern, True) for one in members]
    rows, left = fit(people, MOST_ROWS - len(more))
    blocks = [section("\n".join(lines)), *rows]
    if left:
        blocks.append(context(ngettext("and {count} more", "and {count} more", left).format(count=left)))
    buttons = [press(_("Everybody"), group.id, People())]
    if may_govern:
        buttons += [
            press(_("Add somebody"), group.id, PersonForm()),
            press(_("Name, or merge"), group.id, AgencyForm(agency.id)),
        ]
    return compose(" ".join(line.replace("*", "") for line in lines), [*blocks, *more, *actions(buttons)])
