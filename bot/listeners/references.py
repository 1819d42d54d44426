"""From words to items, scopes and dates, with the questions that doubts need."""

from __future__ import annotations

from collections.abc import Sequence
from dataclasses import dataclass

from bot.errors import UserError
from bot.i18n import _
from bot.listeners.line import Answer, Line
from bot.messages.answers import build_which_date, build_which_item
from bot.services.arrivals import require_reading
from bot.workplan.find import Matches, split_reference
from bot.workplan.items import Item
from bot.workplan.typed_text import fold
from bot.workplan.typed_when import read_when
from bot.workplan.typed_words import Token, TokenKind
from bot.workplan.when import When

MOST_CHOICES = 10


class Unclear(Exception):
    """A doubt that a question with buttons settles.

    Args:
        answer: the question.
    """

    def __init__(self, answer: Answer) -> None:
        super().__init__(answer.message.text)
        self.answer = answer


@dataclass(frozen=True)
class Named:
    """The item a line names, and the words that remain."""

    item: Item
    rest: tuple[Token, ...]


def spoken(tokens: Sequence[Token]) -> str:
    """Tokens as somebody would type them again."""
    return " ".join(_spoken(token) for token in tokens)


def _spoken(token: Token) -> str:
    if token.id is not None:
        return f"<@{token.id}>" if token.kind is TokenKind.USER else f"<#{token.id}>"
    return f'"{token.text}"' if token.quoted else token.text


def split_item(line: Line) -> tuple[Matches, tuple[Token, ...]]:
    """The items named by the words up to the first quote or mention, and what remains."""
    require_reading(line.caller)
    plain: list[str] = []
    for token in line.tokens:
        if token.quoted or token.kind is not TokenKind.WORD:
            break
        plain.append(token.text)
    matches, rest = split_reference(
        plain, line.items, label=line.group.label, streams=line.group.labels, today=line.today
    )
    return matches, (*(Token(text) for text in rest), *line.tokens[len(plain) :])


def name_item(line: Line, verb: str) -> Named:
    """The one item a line names; `verb` is the command it is named for.

    Raises:
        Unclear: several match.
        UserError: none does, or none is named.
    """
    if not line.tokens:
        open_items = [item for item in line.items if item.is_open]
        mine = [item for item in open_items if line.caller.standing.leads(item.streams)] or open_items
        raise UserError(
            _("Which item? Say its key, for example `{words}`.").format(
                words=f"{line.command} {verb} {mine[0].key if mine else 'WS1-D1'}"
            ),
            words=tuple(f"{verb} {item.key}" for item in sorted(mine, key=Item.sort_key)[:3]),
        )
    matches, rest = split_item(line)
    if matches.item is not None:
        return Named(matches.item, rest)
    tail = f" {spoken(rest)}" if rest else ""
    if matches.items:
        question = build_which_item(line.group, matches.items[:MOST_CHOICES], f"{verb} {{key}}{tail}")
        raise Unclear(Answer(question))
    raise not_found(line, matches.suggestions, verb)


def not_found(line: Line, suggestions: Sequence[Item], verb: str) -> UserError:
    """Nothing matches: the nearest items as buttons."""
    text = _("I find no item for “{words}” in {group}.").format(
        words=spoken(line.tokens)[:100], group=line.group.name
    )
    if suggestions:
        near = "; ".join(f"{item.key} {item.title}"[:80] for item in suggestions)
        text += " " + _("Nearest: {items}.").format(items=near)
    else:
        text += " " + _("`{command} plan` lists them all.").format(command=line.command)
    return UserError(text, words=tuple(f"{verb} {item.key}" for item in suggestions))


def note_of(tokens: Sequence[Token]) -> str | None:
    """A note: what stands in quotes, or the whole tail."""
    text = " ".join(_mention_or_text(token) for token in tokens).strip(" -–—:,")
    return text[:1000] or None


def _mention_or_text(token: Token) -> str:
    return _spoken(token) if token.id is not None else token.text


@dataclass(frozen=True)
class Dated:
    """A date that was read, and why."""

    when: When
    why: str | None
    whatif: bool


def take_whatif(tokens: Sequence[Token]) -> tuple[list[Token], bool]:
    """The tokens without the word ``whatif`` at either end, and whether it was there."""
    found = list(tokens)
    for end in (0, -1):
        if found and not found[end].quoted and fold(found[end].text).strip("?") in ("whatif", "what-if"):
            found.pop(end)
            return found, True
    return found, False


def read_date(line: Line, item: Item, tokens: Sequence[Token], verb: str) -> Dated:
    """The date in the words after an item; what follows it, or stands in quotes, is the reason.

    Raises:
        Unclear: the words can mean several dates.
        UserError: they are no date.
    """
    tokens, whatif = take_whatif(tokens)
    quoted = [token.text for token in tokens if token.quoted]
    typed = " ".join(token.text for token in tokens if not token.quoted)
    here = item.when.first_day if item.when.is_dated else None
    found = read_when(typed, today=line.today, zone=line.group.zone, day=here)
    why = " ".join(quoted) or found.rest or None
    if found.when is not None:
        return Dated(found.when, why, whatif)
    tail = (f' "{why}"' if why else "") + (" whatif" if whatif else "")
    reader_zone = line.caller.reader.zone
    question = build_which_date(
        line.group, found.choices, f"{verb} {item.key} {{when}}{tail}", reader_zone=reader_zone
    )
    raise Unclear(Answer(question))


def number_of(line: Line) -> int:
    """The number of the proposal that a line decides on.

    Raises:
        UserError: there is none.
    """
    number = next((int(word) for word in line.words if word.isdecimal() and len(word) < 10), None)
    if number is None:
        raise UserError(_("Which proposal? Its message has the buttons."))
    return number
