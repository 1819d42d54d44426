"""From words to people and agencies, with the questions that doubts need."""

from __future__ import annotations

from collections.abc import Callable, Sequence

from bot.core.i18n import _
from bot.core.people import Contact
from bot.core.requests import Request
from bot.dates.folding import fold
from bot.groups.rules.agencies import Agencies, AgencyView, find_person
from bot.talk.line import Line, NotUnderstood, Unclear
from bot.talk.tokens import Token, TokenKind, nearest

MOST_CHOICES = 10
_FILLERS = frozenset({"to", "as", "is", "for", "of", "the", "a", "an", "comme", "pour", "de", "est"})
_SELF = frozenset({"me", "myself", "moi"})


def people_of(line: Line) -> dict[int, Contact]:
    """Everybody that the group knows, by person id."""
    members = {one.person.id: one.person for one in line.snapshot[Agencies].members}
    return {**line.caller.roster.people, **members}


def without_fillers(tokens: Sequence[Token]) -> tuple[Token, ...]:
    """The words without those that only hold a sentence together."""
    return tuple(token for token in tokens if token.quoted or fold(token.text) not in _FILLERS)


def the_user(line: Line, tokens: Sequence[Token], make: Callable[[str], Request]) -> str:
    """The user id of the person that words name: a mention, "me", a name or a mail address.

    Args:
        line: where it was said.
        tokens: the words that name them.
        make: what is asked for, given the user id, for the question where several have that name.

    Raises:
        Unclear: several have that name.
        NotUnderstood: nobody is named, or nobody of that name is known.
    """
    mention = next((token for token in tokens if token.kind is TokenKind.USER and token.id), None)
    if mention is not None and mention.id is not None:
        return mention.id
    if not tokens:
        raise NotUnderstood(_("Who? Name the person with @, or by name if the roster knows them."))
    if [fold(token.text) for token in tokens] in ([one] for one in _SELF) and line.caller.person_key:
        return line.caller.person_key[1]
    name = " ".join(token.text for token in tokens).removeprefix("@")
    found = find_person(name, people_of(line))
    if len(found) == 1:
        return found[0].user_id
    if found:
        raise Unclear(
            _("Who do you mean?"),
            [(one.name or one.user_id, make(one.user_id), _where(line, one)) for one in found[:MOST_CHOICES]],
        )
    text = _("I don't know who “{name}” is. Pick the person from the list that Slack shows after @.")
    raise NotUnderstood(text.format(name=name[:60]), words=("people",))


def _where(line: Line, contact: Contact) -> str:
    agency = line.snapshot[Agencies].agency_of(contact.id)
    return " · ".join(one for one in (agency.name if agency else None, contact.mail) if one) or "–"


def the_person(line: Line, tokens: Sequence[Token], make: Callable[[int], Request]) -> int:
    """The id of somebody whom the group knows.

    Raises:
        NotUnderstood: nobody is named, or it is nobody of the group.
    """
    known = {one.user_id: one for one in people_of(line).values()}

    def request(user: str) -> Request:
        return make(known[user].id)

    user = the_user(line, tokens, request)
    if user not in known:
        text = _("That person is not on the roster of {group}.").format(group=line.group.name)
        raise NotUnderstood(text, words=("people",))
    return known[user].id


def the_agency(line: Line, tokens: Sequence[Token], verb: str) -> AgencyView:
    """The agency that words name.

    Raises:
        NotUnderstood: there is none of that name; the nearest one is offered.
    """
    agencies = line.snapshot[Agencies]
    name = " ".join(token.text for token in tokens)
    found = agencies.find(name)
    if found is not None:
        return found
    names = [one for agency in agencies.agencies for one in agency.names]
    if not name:
        known = ", ".join(agency.name for agency in agencies.agencies[:20]) or _("none")
        raise NotUnderstood(_("Which agency? This group has {known}.").format(known=known))
    near = nearest(name, names)
    raise NotUnderstood(
        _("There is no agency “{name}” in {group}.").format(name=name[:60], group=line.group.name),
        words=(f'{verb} "{near}"',) if near else ("people",),
    )
