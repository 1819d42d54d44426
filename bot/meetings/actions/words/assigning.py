"""Who does it and by when, in the words of an action."""

from __future__ import annotations

from collections.abc import Sequence
from datetime import date

from bot.core.i18n import _
from bot.dates import reading
from bot.dates.folding import fold
from bot.dates.texts import when_words
from bot.plan.rules.items import Item
from bot.talk.dating import context_of
from bot.talk.line import Line, NotUnderstood, Unclear
from bot.talk.references import split_item
from bot.talk.tokens import Token, TokenKind, nearest

_BY = frozenset({"by", "until", "due", "before", "d'ici", "avant", "pour", "jusqu'au", "until:", "by:"})
LONGEST_AGENCY = 4


def due_at_end(line: Line, tokens: Sequence[Token]) -> tuple[list[Token], date | None]:
    """The words before a day at their end (``by friday``, ``d'ici le 3 mai``), and that day.

    Raises:
        NotUnderstood: the words after "by" are a date that cannot be, or that means several.
    """
    for at in range(len(tokens) - 1, 0, -1):
        token = tokens[at]
        if token.quoted or fold(token.text) not in _BY or at + 1 == len(tokens):
            continue
        said = reading.read(" ".join(one.text for one in tokens[at + 1 :]), context_of(line, is_due=True))
        if not said.choices or said.rest or said.reason:
            continue
        if said.when is None and len(said.choices) > 1:
            raise _which_day(line, token.text, said)
        when = said.when or said.choices[0].when
        return list(tokens[:at]), when.last_day
    return list(tokens), None


def _which_day(line: Line, by: str, said: reading.Reading) -> Unclear:
    """The question which of several days is meant; each answer is the line with that day."""
    before = line.typed[: line.typed.casefold().rfind(f"{by.casefold()} ")]
    answers = [
        (when_words(choice.when, line.group.zone), f"{before}by {choice.when.last_day.isoformat()}", "")
        for choice in said.choices[:3]
        if choice.when.last_day is not None
    ]
    return Unclear(reading.explain(said) or _("Which day is meant?"), answers)


def meeting_first(line: Line) -> tuple[Item | None, tuple[Token, ...]]:
    """The item that the first word alone names, and all words behind it as they were typed.

    More words than one could be the beginning of what is to be written down: ``note img6 6 …``.
    """
    matches, rest = split_item(line.having(line.tokens[:1]))
    if matches.item is not None and matches.exact and not rest:
        return matches.item, line.tokens[1:]
    matches, rest = split_item(line)
    return (matches.item, rest) if matches.exact else (None, line.tokens)


def owner_named(line: Line, tokens: Sequence[Token]) -> tuple[str | None, list[Token]]:
    """Whom the first words name (a mention, "me", an agency), and the words behind.

    Raises:
        NotUnderstood: a name that Slack did not turn into a mention, and that several or none have.
    """
    if not tokens:
        return None, []
    first, rest = tokens[0], list(tokens[1:])
    if first.kind is TokenKind.USER:
        return f"<@{first.id}>", rest
    caller = line.caller.person_key
    if caller and fold(first.text).strip(":,") in ("me", "i", "moi"):
        return f"<@{caller[1]}>", rest
    if first.text.startswith("@"):
        return _by_name(line, first.text), rest
    agencies = {fold(name): name for name in line.caller.roster.representatives}
    for count in range(min(LONGEST_AGENCY, len(tokens)), 0, -1):
        words = fold(" ".join(token.text for token in tokens[:count])).strip(":,")
        if words in agencies:
            return agencies[words], list(tokens[count:])
    return None, list(tokens)


def _by_name(line: Line, typed: str) -> str:
    def bare(name: str) -> str:
        return "".join(letter for letter in fold(name) if letter.isalnum())

    known = [one for one in line.caller.roster.people.values() if one.name and bare(one.name) == bare(typed)]
    if len(known) == 1:
        return f"<@{known[0].user_id}>"
    names = [one.name for one in line.caller.roster.people.values() if one.name]
    near = nearest(typed.removeprefix("@"), names)
    told = _("I don't know who “{name}” is. Pick the person from the list that Slack shows after @.")
    text = told.format(name=typed[:60])
    raise NotUnderstood(f"{text} {_('Perhaps {name}?').format(name=near)}" if near else text)
