"""The words about people: who is on the roster, who leads and coordinates, handing over."""

from __future__ import annotations

from collections.abc import Sequence

from bot.core.i18n import N_, _
from bot.core.requests import Request
from bot.dates.folding import fold
from bot.groups.acts import (
    HandOver,
    HandOverForm,
    People,
    PersonForm,
    PutOnRoster,
    RoleForm,
    SetRole,
    TakeOffRoster,
)
from bot.groups.rules.agencies import SpeaksAs
from bot.groups.words.naming import the_person, the_user, without_fillers
from bot.talk.line import Command, Line, NotUnderstood
from bot.talk.tokens import Token, TokenKind

_PARTS = {
    "focal point": SpeaksAs.FOCAL_POINT, "focal": SpeaksAs.FOCAL_POINT, "focalpoint": SpeaksAs.FOCAL_POINT,
    "point focal": SpeaksAs.FOCAL_POINT,
    "alternate": SpeaksAs.ALTERNATE, "deputy": SpeaksAs.ALTERNATE, "suppleant": SpeaksAs.ALTERNATE,
    "representative": SpeaksAs.REPRESENTATIVE, "member": SpeaksAs.REPRESENTATIVE,
    "representant": SpeaksAs.REPRESENTATIVE, "observer": SpeaksAs.OBSERVER, "observateur": SpeaksAs.OBSERVER,
    "observatrice": SpeaksAs.OBSERVER,
}  # fmt: skip
_LANGUAGES = {"english": "en", "anglais": "en", "en": "en", "french": "fr", "francais": "fr", "fr": "fr"}
_REMOVING = frozenset({"remove", "not", "no", "minus", "-", "retirer", "enlever", "stop", "isn't"})


def read_people(line: Line) -> Request:
    """The roster; `page N` turns pages."""
    pages = [word for word in line.words if word.isdecimal()]
    return People(int(pages[0][:4]) if pages else 1)


def read_add(line: Line) -> Request:
    """Put somebody on the roster: whom, for which agency, as what; bare, the form."""
    if not line.tokens:
        return PersonForm()
    rest, part = take_part(list(line.tokens))
    mail = next((token for token in rest if "@" in token.text.strip("@") and not token.quoted), None)
    rest = [token for token in rest if token is not mail]
    rest, language = _take_language(rest)
    address = mail.text.removeprefix("mailto:") if mail is not None else None
    user = next((token for token in rest if token.kind is TokenKind.USER), None)
    if user is not None:
        agency = _name([token for token in rest if token is not user])
        return PutOnRoster(user.id, part, agency, None, address, language)
    quoted = next((token for token in rest if token.quoted), None)
    if quoted is not None:
        agency = _name([token for token in rest if token is not quoted])
        return PutOnRoster(None, part, agency, quoted.text, address, language)
    if address is not None:
        raise NotUnderstood(
            _('Put the name in quotes: `people add "Ms A. Otieno" {mail} UNU`.').format(mail=address[:80])
        )
    known = the_user(line, rest[:1], lambda user: PutOnRoster(user, part, _name(rest[1:])))
    return PutOnRoster(known, part, _name(rest[1:]), None, address, language)


def _name(tokens: Sequence[Token]) -> str | None:
    return " ".join(token.text.strip(",()") for token in without_fillers(tokens)).strip() or None


def take_part(tokens: list[Token]) -> tuple[list[Token], SpeaksAs | None]:
    """The words without those that say as what somebody speaks."""
    for count in (2, 1):
        for at in range(len(tokens) - count + 1):
            run = tokens[at : at + count]
            part = _PARTS.get(" ".join(fold(token.text).strip(",()") for token in run))
            if part is not None and not any(token.quoted for token in run):
                return tokens[:at] + tokens[at + count :], part
    return tokens, None


def _take_language(tokens: list[Token]) -> tuple[list[Token], str | None]:
    for at, token in enumerate(tokens):
        language = _LANGUAGES.get(fold(token.text))
        if language is not None and not token.quoted and at:
            return tokens[:at] + tokens[at + 1 :], language
    return tokens, None


def read_remove(line: Line) -> Request:
    """Take somebody off the roster."""
    return TakeOffRoster(the_person(line, without_fillers(line.tokens), TakeOffRoster))


def read_lead(line: Line) -> Request:
    """Who leads a stream; `remove` takes it from them."""
    tokens, holds = _take_removal(without_fillers(line.tokens))
    labels = {fold(label): label for label in line.group.labels}
    named = next((token for token in tokens if fold(token.text).strip(",") in labels), None)
    if named is None and len(labels) != 1:
        if not tokens:
            return RoleForm(next(iter(labels.values()), None))
        known = ", ".join(line.group.labels) or _("none")
        raise NotUnderstood(_("Which stream? This group has {known}.").format(known=known))
    stream = labels[fold(named.text).strip(",")] if named is not None else line.group.labels[0]
    rest = [token for token in tokens if token is not named]
    if not rest:
        return RoleForm(stream)
    return SetRole(the_user(line, rest, lambda user: SetRole(user, stream, holds)), stream, holds)


def read_remove_lead(line: Line) -> Request:
    """Who leads a stream no more."""
    return read_lead(line.having([Token("remove"), *line.tokens]))


def read_coordinator(line: Line) -> Request:
    """Who coordinates the group; `remove` takes it from them."""
    tokens, holds = _take_removal(without_fillers(line.tokens))
    if not tokens:
        return RoleForm()
    return SetRole(the_user(line, tokens, lambda user: SetRole(user, None, holds)), None, holds)


def _take_removal(tokens: Sequence[Token]) -> tuple[list[Token], bool]:
    kept = [token for token in tokens if token.quoted or fold(token.text) not in _REMOVING]
    return kept, len(kept) == len(tokens)


def read_hand_over(line: Line) -> Request:
    """Pass on all that one does, or that somebody does: `handover @from to @to`."""
    tokens = without_fillers(line.tokens)
    people = [token for token in tokens if token.kind is TokenKind.USER]
    if not tokens:
        return HandOverForm()
    if len(people) > 1:
        from_id = the_person(line, people[:1], lambda _id: HandOverForm(_id))
        return HandOver(the_user(line, people[1:2], lambda user: HandOver(user, from_id)), from_id)
    return HandOver(the_user(line, tokens, HandOver))


COMMANDS = (
    Command(
        name="people",
        usage="people",
        summary=N_("everybody on the roster, by agency"),
        example="people",
        handle=read_people,
        section=N_("People"),
        roles=N_("everybody in the group's channels"),
        aliases=("roster", "members", "membres", "annuaire"),
    ),
    Command(
        name="people add",
        usage='people add @PERSON|"NAME" MAIL AGENCY [as focal point|alternate|observer]',
        summary=N_("put somebody on the roster, in Slack or not; alone, a form"),
        example='people add "Ms A. Otieno" a@example.org UNU as focal point',
        handle=read_add,
        section=N_("People"),
        roles=N_("coordinator"),
        aliases=("add person", "add member", "people change", "roster add"),
    ),
    Command(
        name="people remove",
        usage="people remove @PERSON",
        summary=N_("take somebody off the roster; says what has no owner then"),
        example="people",
        handle=read_remove,
        section=N_("People"),
        roles=N_("coordinator"),
        aliases=("remove person", "remove member", "people drop", "roster remove"),
    ),
    Command(
        name="lead",
        usage="lead STREAM [remove] @PERSON",
        summary=N_("who leads a work stream; with remove, who leads it no more"),
        example="lead WS1",
        handle=read_lead,
        section=N_("People"),
        roles=N_("coordinator"),
        aliases=("add lead",),
    ),
    Command(
        name="remove lead",
        usage="remove lead STREAM @PERSON",
        summary=N_("who leads a work stream no more"),
        example="remove lead WS1 @Ann",
        handle=read_remove_lead,
        hidden=True,
    ),
    Command(
        name="coordinator",
        usage="coordinator [remove] @PERSON",
        summary=N_("who coordinates the group; with remove, who does no more"),
        example="coordinator",
        handle=read_coordinator,
        section=N_("People"),
        roles=N_("coordinator"),
        aliases=("add coordinator",),
    ),
    Command(
        name="handover",
        usage="handover [@FROM] @TO",
        summary=N_("pass on roles, items and what waits, to somebody else"),
        example="handover",
        handle=read_hand_over,
        section=N_("People"),
        roles=N_("coordinator"),
        aliases=("hand over", "handover to", "hand over to", "passation"),
    ),
)
