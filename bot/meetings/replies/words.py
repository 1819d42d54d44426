"""The words that reply."""

from __future__ import annotations

from collections.abc import Callable, Sequence

from bot.core.i18n import N_, _
from bot.core.requests import Request
from bot.dates.folding import fold
from bot.groups.rules.agencies import Agencies
from bot.meetings.invited.rules import Voice
from bot.meetings.invited.words import agency_at
from bot.meetings.replies.acts import ReplyForm, SendReply, ShowReplies
from bot.meetings.replies.rules import Coming, ways_of
from bot.plan.rules.items import Item
from bot.talk.line import Command, Line, NotUnderstood, Unclear
from bot.talk.references import name_item, note_of
from bot.talk.tokens import FOR, Token, TokenKind


def _reader_of(coming: Coming) -> Callable[[Line], Request]:
    def read(line: Line) -> Request:
        named = name_item(line, coming.value)
        voice, rest = whom(line, named.rest)
        how = coming if coming is Coming.REGRETS or coming in ways_of(named.item) else ways_of(named.item)[0]
        return _reply(named.item, how, voice, note_of(line, rest))

    return read


def read_yes(line: Line) -> Request:
    """That somebody comes; of a meeting in a room and remote, it asks how."""
    named = name_item(line, "yes")
    voice, rest = whom(line, named.rest)
    note = note_of(line, rest)
    ways = ways_of(named.item)
    if len(ways) == 1:
        return _reply(named.item, ways[0], voice, note)
    labels = {Coming.IN_PERSON: _("In person"), Coming.REMOTE: _("Remote")}
    answers = [(labels[way], _reply(named.item, way, voice, note), "") for way in ways]
    raise Unclear(_("How do you come to {key}?").format(key=named.item.key), answers)


def read_alternate(line: Line) -> Request:
    """Who comes in somebody's place: a mention, or a name; without one, the form."""
    named = name_item(line, "alternate")
    head, tail = _split_for(named.rest)
    if not head:
        return ReplyForm(named.item.id, is_alternate=True)
    voice, rest = whom(line, tail)
    first = head[0]
    if first.kind is TokenKind.USER:
        contact = next((one for one in line.caller.roster.people.values() if one.user_id == first.id), None)
        name: str | None = (contact.name if contact is not None else None) or first.text
    else:
        name = note_of(line, head)
    return SendReply(
        named.item.id, ways_of(named.item)[0], (name or "")[:200], note_of(line, rest),
        *_of(voice), basis=(named.item.schedule_version,),
    )  # fmt: skip


def read_replies(line: Line) -> Request:
    """Who comes to a meeting."""
    return ShowReplies(name_item(line, "replies").item.id)


def _split_for(tokens: Sequence[Token]) -> tuple[Sequence[Token], Sequence[Token]]:
    at = next((i for i, token in enumerate(tokens) if not token.quoted and fold(token.text) in FOR), None)
    return (tokens, ()) if at is None else (tokens[:at], tokens[at:])


def whom(line: Line, tokens: Sequence[Token]) -> tuple[Voice | None, Sequence[Token]]:
    """For whom an answer is entered ("for UNU"), and the words that are left.

    Raises:
        NotUnderstood: nobody of that name is known.
    """
    if not tokens or tokens[0].quoted or fold(tokens[0].text) not in FOR:
        return None, tokens
    rest = tokens[1:]
    if rest and rest[0].kind is TokenKind.USER:
        contact = next((one for one in line.caller.roster.people.values() if one.user_id == rest[0].id), None)
        if contact is None:
            raise NotUnderstood(_("{person} is not on the roster.").format(person=f"<@{rest[0].id}>"))
        return Voice(person_id=contact.id), rest[1:]
    agency, count = agency_at(line.snapshot[Agencies], rest)
    if agency is not None:
        return Voice(agency_id=agency.id), rest[count:]
    if rest and "@" in rest[0].text:
        return Voice(guest=rest[0].text.strip(",:;").casefold()), rest[1:]
    return None, tokens


def _of(voice: Voice | None) -> tuple[int | None, int | None, str | None]:
    return (voice.person_id, voice.agency_id, voice.guest) if voice is not None else (None, None, None)


def _reply(item: Item, coming: Coming, voice: Voice | None, note: str | None) -> SendReply:
    return SendReply(item.id, coming, None, note, *_of(voice), basis=(item.schedule_version,))


COMMANDS = (
    Command(
        name="yes",
        usage="yes KEY [for WHO] [note]",
        summary=N_("you come to a meeting; of one in a room and remote it asks how"),
        example="yes IMG-M6",
        handle=read_yes,
        section=N_("Meetings"),
        roles=N_("those invited"),
        aliases=("attending", "coming", "oui"),
    ),
    Command(
        name="in person",
        usage="in person KEY [for WHO] [note]",
        summary=N_("you come in person"),
        example="in person IMG-M6",
        handle=_reader_of(Coming.IN_PERSON),
        hidden=True,
        aliases=("in-person", "en personne"),
    ),
    Command(
        name="remote",
        usage="remote KEY [for WHO] [note]",
        summary=N_("you take part remotely"),
        example='remote IMG-M6 for UNU "Ms Otieno, by e-mail"',
        handle=_reader_of(Coming.REMOTE),
        section=N_("Meetings"),
        roles=N_("those invited"),
        aliases=("remotely", "à distance", "a distance"),
    ),
    Command(
        name="regrets",
        usage="regrets KEY [for WHO] [note]",
        summary=N_("you do not come"),
        example="regrets IMG-M6",
        handle=_reader_of(Coming.REGRETS),
        section=N_("Meetings"),
        roles=N_("those invited"),
        aliases=("regret", "excusé", "excuse"),
    ),
    Command(
        name="alternate",
        usage="alternate KEY WHO",
        summary=N_("somebody comes in your place"),
        example="alternate IMG-M6 Ms Otieno",
        handle=read_alternate,
        section=N_("Meetings"),
        roles=N_("those invited"),
        aliases=("suppléant", "suppleant"),
    ),
    Command(
        name="replies",
        usage="replies KEY",
        summary=N_("who comes to a meeting"),
        example="replies IMG-M6",
        handle=read_replies,
        section=N_("Meetings"),
        roles=N_("members"),
        aliases=("réponses", "reponses"),
    ),
)
