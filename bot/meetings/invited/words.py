"""The words that invite."""

from __future__ import annotations

import re
from collections.abc import Sequence
from dataclasses import dataclass, field

from bot.core.i18n import N_, _
from bot.core.requests import Request
from bot.dates.folding import fold
from bot.groups.rules.agencies import Agencies, AgencyView
from bot.meetings.invited.acts import Invite, InviteForm, ShowInvited, TakeOver
from bot.talk.line import Command, Line, NotUnderstood
from bot.talk.references import name_item, spoken
from bot.talk.tokens import Token, TokenKind

_MAIL = re.compile(r"[^\s@<>]{1,64}@[^\s@<>]{1,190}\.[A-Za-z]{2,24}")
_REQUIRED = frozenset({"required", "requis", "obligatoire"})
_OFF = frozenset({"not", "no", "remove", "without", "pas", "sans"})
LONGEST_NAME = 8


@dataclass
class Who:
    """Those whom some words name, and the words that are left over."""

    agencies: list[int] = field(default_factory=list)
    people: list[int] = field(default_factory=list)
    guests: list[str] = field(default_factory=list)
    left: list[Token] = field(default_factory=list)


def read_who(line: Line, tokens: Sequence[Token]) -> Who:
    """The agencies (by name or alias, also of several words), people (by mention) and mail addresses."""
    found, agencies, at = Who(), line.snapshot[Agencies], 0
    contacts = {contact.user_id: contact for contact in line.caller.roster.people.values()}
    while at < len(tokens):
        token = tokens[at]
        if token.kind is TokenKind.USER:
            contact = contacts.get(token.id or "")
            if contact is None:
                text = _("{person} is not on the roster of {group} yet.")
                raise NotUnderstood(text.format(person=f"<@{token.id}>", group=line.group.name))
            found.people.append(contact.id)
            at += 1
            continue
        agency, length = agency_at(agencies, tokens[at:])
        if agency is not None:
            found.agencies.append(agency.id)
        elif _MAIL.fullmatch(token.text.strip(",;")):
            found.guests.append(token.text.strip(",;").casefold())
        elif fold(token.text).strip(",;") not in ("and", "et", "&", ""):
            found.left.append(token)
        at += max(length, 1)
    return found


def agency_at(agencies: Agencies, tokens: Sequence[Token]) -> tuple[AgencyView | None, int]:
    """The agency that the first words name, and how many words that took; the longest name wins."""
    for count in range(min(LONGEST_NAME, len(tokens)), 0, -1):
        words = " ".join(token.text for token in tokens[:count]).strip(" ,;:")
        if (agency := agencies.find(words)) is not None:
            return agency, count
    return None, 0


def read_invite(line: Line) -> Request:
    """Who comes to a meeting or to those of a stream; without names, the form."""
    line.caller.require_reading()
    head = fold(line.tokens[0].text).upper() if line.tokens else ""
    if head in line.group.labels:
        item_id, stream, rest = None, head, line.tokens[1:]
    else:
        named = name_item(line, "invite")
        item_id, stream, rest = named.item.id, None, named.rest
    if not rest:
        return InviteForm(item_id, stream)
    is_off = fold(rest[0].text) in _OFF
    rest = rest[1:] if is_off else rest
    who = read_who(line, rest)
    required = bool(who.left) and fold(who.left[-1].text).strip("().,") in _REQUIRED
    left = who.left[:-1] if required else who.left
    if left or not (who.agencies or who.people or who.guests):
        known = ", ".join(agency.name for agency in line.snapshot[Agencies].agencies[:20])
        raise NotUnderstood(
            _("I know no agency “{words}”. Known are: {known}.").format(
                words=spoken(left)[:80], known=known or _("none")
            ),
            words=(f"invite {stream or named.item.key}",) if stream is None else (f"invite {stream}",),
        )
    if required and (who.people or who.guests):
        raise NotUnderstood(_("Agencies can be required, not single people: name the agency."))
    agencies = tuple(who.agencies)
    people, guests = tuple(who.people), tuple(who.guests)
    return Invite(
        item_id, stream, () if required else agencies, agencies if required else (), people, guests, is_off
    )


def read_invited(line: Line) -> Request:
    """Who is invited to a meeting, or to all of a stream."""
    line.caller.require_reading()
    head = fold(line.tokens[0].text).upper() if line.tokens else ""
    if head in line.group.labels:
        return ShowInvited(stream=head)
    return ShowInvited(name_item(line, "invited").item.id)


def read_organise(line: Line) -> Request:
    """Whoever says this organises a meeting."""
    return TakeOver(name_item(line, "organise").item.id)


COMMANDS = (
    Command(
        name="invite",
        usage="invite KEY|STREAM [not] WHO… [required]",
        summary=N_("who comes to a meeting, or to those of a stream: agencies, people, mail addresses"),
        example="invite WS1-M2 UNEP WHO",
        handle=read_invite,
        section=N_("Meetings"),
        roles=N_("coordinator, leads in their streams"),
        aliases=("inviter",),
    ),
    Command(
        name="invited",
        usage="invited KEY|STREAM",
        summary=N_("who is invited"),
        example="invited WS1-M2",
        handle=read_invited,
        section=N_("Meetings"),
        roles=N_("members"),
        aliases=("invités", "invites"),
    ),
    Command(
        name="organise",
        usage="organise KEY",
        summary=N_("what is asked about a meeting comes to you"),
        example="organise WS1-M2",
        handle=read_organise,
        section=N_("Meetings"),
        roles=N_("coordinator, leads in their streams"),
        aliases=("organize", "take over", "organiser"),
    ),
)
