"""Who is invited, in words."""

from __future__ import annotations

from collections.abc import Iterable, Sequence
from typing import Any

from bot.core.i18n import _, labelled, listing, ngettext
from bot.core.people import Reader, Roster
from bot.core.registry import Done
from bot.core.snapshot import Snapshot
from bot.core.undo_acts import Undo
from bot.groups.texts import named, person
from bot.meetings.invited.acts import Invite, InviteForm, ShowInvited, TakeOver
from bot.meetings.invited.rules import Body, Party, Voice
from bot.meetings.invited.views import InvitedChanged, InvitedView, TakenOver, body_at
from bot.plan.texts.naming import item_plain, item_told
from bot.plan.texts.sentences import item_words
from bot.slack.blocks import Element, actions, context, header, paragraphs, press, section
from bot.slack.escaping import mention, quoted
from bot.slack.message import Message, compose
from bot.slack.saying import build_said

NAME_LIMIT, MOST_NAMES = 60, 12


def party_name(party: Party, body: Body, roster: Roster, *, call: bool = False) -> str:
    """An agency, a person or a guest, escaped; `call` mentions people, for answers that one person sees."""
    if party.agency_id is not None:
        agency = body.agencies.by_id.get(party.agency_id)
        return quoted(agency.name, NAME_LIMIT) if agency else _("a former agency")
    if party.person_id is not None:
        contact = roster.people.get(party.person_id)
        if contact is None:
            return _("a former member")
        return person(contact) if call else named(contact, _("somebody"))
    return quoted(party.guest or "", NAME_LIMIT)


def party_names(
    parties: Iterable[Party], body: Body, roster: Roster, *, most: int = MOST_NAMES, call: bool = False
) -> str:
    """Several of them in one line, and how many more there are."""
    names = [party_name(party, body, roster, call=call) for party in parties]
    if len(names) <= most:
        return ", ".join(names)
    more = _("and {count} more").format(count=len(names) - most)
    return f"{', '.join(names[:most])} {more}"


def voice_name(voice: Voice, body: Body, roster: Roster) -> str:
    """Who answered: a person with their agency, else the agency or guest for whom it was entered."""
    agency = body.agencies.agency_of(voice.person_id)
    name = party_name(Party(voice.agency_id, voice.person_id, voice.guest), body, roster, call=True)
    return f"{name} ({quoted(agency.name, NAME_LIMIT)})" if agency is not None else name


def _what(item_id: int | None, stream: str | None, snapshot: Snapshot) -> str:
    if item_id is not None:
        return item_words(snapshot, item_id)
    return _("all meetings of {stream}").format(stream=stream or "")


def say_invite(act: Invite, snapshot: Snapshot, _reader: Reader | None) -> str:
    """``invite UNEP and WHO to WS1-M2 “…”``."""
    body, roster = body_at(snapshot), snapshot.facts.roster
    parties = [Party(agency_id=one) for one in (*act.agencies, *act.required)]
    parties += [Party(person_id=one) for one in act.people]
    names = [party_name(one, body, roster) for one in parties] + list(act.guests)
    told = _("invite {names} to {what}")
    if act.is_off:
        told = _("take {names} off the list of {what}")
    elif act.required and not (act.agencies or act.people or act.guests):
        told = _("invite {names} to {what}, as those who have to be there")
    return told.format(
        names=listing(names[:MOST_NAMES]) or _("nobody"), what=_what(act.item_id, act.stream, snapshot)
    )


def say_take_over(act: TakeOver, snapshot: Snapshot, _reader: Reader | None) -> str:
    """``organise WS1-M2 “…”``."""
    return _("organise {item}").format(item=item_words(snapshot, act.item_id))


def label_invited(look: ShowInvited, _snapshot: Snapshot, _reader: Reader | None) -> str:
    """The list, as a button names it."""
    return _("Who is invited")


def label_invite_form(form: InviteForm, _snapshot: Snapshot, _reader: Reader | None) -> str:
    """The form, as a button names it."""
    if form.stream is not None:
        return _("Who comes to {stream}").format(stream=form.stream)
    return _("Invite…")


def build_invited(view: InvitedView, reader: Reader | None) -> Message:
    """Who is invited; to a channel only how many."""
    blocks = [header(_title(view))]
    count = ngettext("{count} invited", "{count} invited", len(view.parties)).format(count=len(view.parties))
    if reader is None:
        return compose(labelled(_title(view), count), [*blocks, section(count)])
    if not view.parties:
        blocks.append(section(_("Nobody is on the list yet.")))
    names = [_listed(party, view) for party in view.parties]
    blocks += [section(text) for text in paragraphs(["*" + count + "*", *names])][:8]
    if view.organiser:
        blocks.append(context(_("Organised by {person}").format(person=mention(view.organiser))))
    form = InviteForm(view.item.id if view.item else None, view.stream)
    if view.item is None or view.item.is_open:
        blocks += actions([press(_("Change the list"), view.group.id, form)])
    return compose(labelled(_title(view), count), blocks)


def _title(view: InvitedView) -> str:
    what = view.item.key if view.item is not None else view.stream or ""
    return _("Invited to {what}").format(what=what)


def _listed(party: Party, view: InvitedView) -> str:
    name = party_name(party, view.body, view.roster, call=True)
    people = [] if party.agency_id is None else view.body.people_of(party)
    contacts = [view.roster.people[one] for one in people if one in view.roster.people]
    line = f"• {name}"
    if contacts:
        line += ": " + ", ".join(person(one) for one in contacts[:6])
    return f"{line} · {_('required')}" if party in view.required else line


def build_invite_changed(done: Done[Invite], _reader: Reader | None) -> Message:
    """Who is new on a list, or off it."""
    changed: InvitedChanged = done.result
    view = changed.view
    names = party_names(changed.changed, view.body, view.roster, call=True)
    what = item_told(view.item) if view.item is not None else view.stream or ""
    if changed.is_same:
        told = _("The list of {what} stands as it was.").format(what=what)
    elif done.act.is_off:
        told = _("✔ {names}: off the list of {what}.").format(names=names, what=what)
    elif len(done.act.required) == len(changed.changed):
        told = _("✔ {names}: invited to {what}, and have to be there.").format(names=names, what=what)
    else:
        told = _("✔ {names}: invited to {what}.").format(names=names, what=what)
    count = ngettext("{count} invited", "{count} invited", len(view.parties)).format(count=len(view.parties))
    return compose(told, [section(told), context(count), *actions(after(done))])


def after(done: Done[Any], *buttons: Element) -> Sequence[Element]:
    """The buttons of a confirmation, *Undo* last."""
    is_open = done.act_id is not None and done.undo_until is not None and done.undo_until > done.now
    return [*buttons, press(_("Undo"), done.group_id, Undo(done.act_id))] if is_open else list(buttons)


def build_taken_over(done: Done[TakeOver], _reader: Reader | None) -> Message:
    """Who organises a meeting now."""
    taken: TakenOver = done.result
    told = _("✔ You organise {item}: what is asked about it comes to you.")
    if taken.is_same:
        told = _("You organise {item} already.")
    shown = told.format(item=item_told(taken.item))
    return compose(told.format(item=item_plain(taken.item, 150)), [section(shown), *actions(after(done))])


def build_back(text: str) -> Message:
    """What was taken back."""
    return build_said(text)
