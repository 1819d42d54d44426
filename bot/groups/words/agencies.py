"""The words about agencies."""

from __future__ import annotations

from collections.abc import Sequence

from bot.core.i18n import N_, _
from bot.core.requests import Request
from bot.dates.folding import fold
from bot.groups.acts import AgencyForm, MergeAgencies, SetAgency, ShowAgency
from bot.groups.words.naming import the_agency
from bot.talk.line import Command, Line, NotUnderstood
from bot.talk.tokens import Token


def read_agency(line: Line) -> Request:
    """One agency whole."""
    return ShowAgency(the_agency(line, line.tokens, "agency").id)


def read_add(line: Line) -> Request:
    """A new agency: its name, and after "or" or a comma what else it is called; bare, the form."""
    if not line.tokens:
        return AgencyForm()
    name, *aliases = _names(line.tokens)
    return SetAgency(None, name, tuple(aliases))


def _names(tokens: Sequence[Token]) -> list[str]:
    """Names apart: each in quotes, or apart by commas or "or"."""
    if any(token.quoted for token in tokens):
        plain = " ".join(token.text for token in tokens if not token.quoted)
        quoted = [token.text for token in tokens if token.quoted]
        return [plain.strip(" ,"), *quoted] if plain.strip(" ,") else quoted
    names, words = [], list[str]()
    for token in [*tokens, Token(",")]:
        if fold(token.text) in ("or", "ou", ",", "=", "aka"):
            names.append(" ".join(words))
            words = []
        elif token.text.endswith(","):
            names.append(" ".join([*words, token.text.rstrip(",")]))
            words = []
        else:
            words.append(token.text)
    return [name for name in names if name]


def read_rename(line: Line) -> Request:
    """Another name for an agency; the old one stays an alias."""
    old, new = _two(line, ("to", "en", "as"), "agency rename UNEP to “UN Environment”")
    return SetAgency(the_agency(line, old, "agency").id, " ".join(token.text for token in new))


def read_alias(line: Line) -> Request:
    """What else an agency is called."""
    old, new = _two(line, ("as", "is", "="), "agency alias UNEP as “UN Environment”")
    agency = the_agency(line, old, "agency")
    return SetAgency(agency.id, None, (*agency.aliases, *_names(new)))


def read_merge(line: Line) -> Request:
    """Two agencies are one."""
    old, new = _two(line, ("into", "with", "and", "dans", "avec"), "agency merge “UN Environment” into UNEP")
    return MergeAgencies(the_agency(line, old, "agency").id, the_agency(line, new, "agency").id)


def _two(line: Line, words: tuple[str, ...], example: str) -> tuple[Sequence[Token], Sequence[Token]]:
    """The two halves of a line around one of the words, else its first token and the rest."""
    tokens = line.tokens
    at = next((i for i, token in enumerate(tokens) if not token.quoted and fold(token.text) in words), None)
    left, right = (tokens[:at], tokens[at + 1 :]) if at is not None else (tokens[:1], tokens[1:])
    if not left or not right:
        raise NotUnderstood(_("Say both, for example `{example}`.").format(example=example))
    return left, right


COMMANDS = (
    Command(
        name="agency",
        usage="agency NAME",
        summary=N_("who speaks for an agency"),
        example="agency UNEP",
        handle=read_agency,
        section=N_("People"),
        roles=N_("everybody in the group's channels"),
        aliases=("agence", "organisation"),
    ),
    Command(
        name="agency add",
        usage="agency add NAME[, ALIAS…]",
        summary=N_("a new agency, with what else it is called"),
        example='agency add UNU, "United Nations University"',
        handle=read_add,
        section=N_("People"),
        roles=N_("coordinator"),
        aliases=("add agency",),
    ),
    Command(
        name="agency rename",
        usage="agency rename NAME to NAME",
        summary=N_("another name for an agency; the old one is still understood"),
        example='agency rename UNEP to "UN Environment"',
        handle=read_rename,
        hidden=True,
    ),
    Command(
        name="agency alias",
        usage="agency alias NAME as ALIAS",
        summary=N_("what else an agency is called"),
        example='agency alias UNEP as "UN Environment"',
        handle=read_alias,
        hidden=True,
    ),
    Command(
        name="agency merge",
        usage="agency merge NAME into NAME",
        summary=N_("two agencies are one"),
        example='agency merge "UN Environment" into UNEP',
        handle=read_merge,
        hidden=True,
    ),
)
