"""From words to items, scopes and dates, with the questions that doubts need."""

from __future__ import annotations

import re
from collections.abc import Mapping, Sequence
from dataclasses import dataclass
from textwrap import shorten
from typing import Any

from bot.core.errors import UserError
from bot.core.i18n import _
from bot.dates.typed_text import fold
from bot.dates.typed_when import NoDate, read_when
from bot.dates.when import When
from bot.groups.arrivals import require_reading
from bot.plan.rules.finding import Matches, find_items, split_reference
from bot.plan.rules.items import Item
from bot.plan.rules.keys import compact
from bot.talk.answers import build_which_date, build_which_item
from bot.talk.line import Answer, Line
from bot.talk.tokens import Token, TokenKind

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
    require_reading(line.caller)
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
        refuse_several(line, verb, matches.item.key, rest)
        return Named(matches.item, rest)
    tail = f" {spoken(rest)}" if rest else ""
    if matches.items:
        question = build_which_item(line.group, matches.items[:MOST_CHOICES], f"{verb} {{key}}{tail}")
        raise Unclear(Answer(question))
    raise not_found(line, matches.suggestions, verb)


def refuse_several(line: Line, verb: str, key: str, rest: Sequence[Token]) -> None:
    """Refuse a line that goes on with another item, which would pass for a note: "ws1-d1 and ws1-d2"."""
    keys = {compact(one.key): one.key for one in line.items}
    named, at = [key], 0
    for index, token in enumerate(rest):
        word = compact(token.text) if token.kind is TokenKind.WORD and not token.quoted else ""
        if word in keys:
            named.append(keys[word])
            at = index + 1
        elif word and word not in ("and", "plus", compact(verb)):
            break
    if len(set(named)) > 1:
        tail = spoken(rest[at:])
        raise UserError(
            _("One item at a time, please: nothing was changed."),
            words=tuple(f"{verb} {one} {tail}".strip() for one in dict.fromkeys(named)),
        )


def not_found(line: Line, suggestions: Sequence[Item], verb: str) -> UserError:
    """Nothing matches: the nearest items as buttons."""
    text = _("I find no item for “{words}” in {group}.").format(
        words=spoken(line.tokens)[:100], group=line.group.name
    )
    if suggestions:
        near = "; ".join(shorten(f"{item.key} {item.title}", 80, placeholder="…") for item in suggestions)
        text += " " + _("Nearest: {items}.").format(items=near)
    else:
        text += " " + _("`{command} plan` lists them all.").format(command=line.command)
    return UserError(text, words=tuple(f"{verb} {item.key}" for item in suggestions))


def note_of(line: Line, tokens: Sequence[Token]) -> str | None:
    """A note: what stands in quotes, or the whole tail; a mention calls nobody there and is a name."""
    names = {one.user_id: one.name for one in line.caller.roster.people.values()}
    text = " ".join(_mention_or_text(token, names) for token in tokens).strip(" -–—:,")
    return text[:1000] or None


def _mention_or_text(token: Token, names: Mapping[str, str | None]) -> str:
    if token.kind is TokenKind.WORD:
        return token.text
    sign = "@" if token.kind is TokenKind.USER else "#"
    return sign + (names.get(token.id or "") or token.text)


def read_needs(line: Line, key: str, typed: str | None) -> list[dict[str, Any]]:
    """What has to come before an item ("WS1-M2, img7"), as `changing.edit_item` takes it.

    Raises:
        UserError: one of them is no item, several, or the item itself.
    """
    typed = re.sub(r"\s+(?:and|&)\s+|;", ",", typed or "")
    keys: list[str] = []
    for part in typed.split(",") if "," in typed else [typed]:
        if not part.strip():
            continue
        found = find_items(
            part.strip(), line.items, label=line.group.label, streams=line.group.labels, today=line.today
        ).item
        if found is None:
            raise UserError(
                _("There is no item “{words}”. Say keys with commas between them: WS1-M2, IMG-M7.").format(
                    words=part.strip()[:100]
                )
            )
        if found.key == key:
            raise UserError(_("{key} cannot wait for itself.").format(key=key))
        keys.append(found.key)
    return [{"key": needed, "inferred": False} for needed in dict.fromkeys(keys)]


@dataclass(frozen=True)
class Dated:
    """A date that was read, and why."""

    when: When
    why: str | None
    whatif: bool


def take_whatif(tokens: Sequence[Token]) -> tuple[Sequence[Token], bool]:
    """The tokens without ``whatif`` or "what if" at either end, and whether it was there."""
    for count in (1, 2):
        for run, others in ((tokens[:count], tokens[count:]), (tokens[-count:], tokens[:-count])):
            said = "".join(fold(token.text) for token in run if not token.quoted)
            if len(run) == count and said.strip("?!.,:;").replace("-", "") == "whatif":
                return others, True
    return tokens, False


def read_date(line: Line, item: Item, tokens: Sequence[Token], verb: str) -> Dated:
    """The date in the words after an item; what follows it, or stands in quotes, is the reason.

    Raises:
        Unclear: the words can mean several dates.
        UserError: they are no date.
    """
    tokens, whatif = take_whatif(tokens)
    # What stands in quotes is the reason, unless the date itself is quoted.
    dated = [token for token in tokens if not token.quoted]
    if tokens and tokens[0].quoted and not (dated and is_date(line, dated)):
        dated = [tokens[0]]
    here = item.when.first_day if item.when.is_dated else None
    typed = " ".join(token.text for token in dated)
    found = read_when(typed, today=line.today, zone=line.group.zone, day=here)
    others = " ".join(token.text for token in tokens if token not in dated)
    why = " ".join(filter(None, (found.rest, others))) or None
    if found.when is not None:
        return Dated(found.when, why, whatif)
    tail = (f' "{why}"' if why else "") + (" whatif" if whatif else "")
    reader_zone = line.caller.reader.zone
    question = build_which_date(
        line.group, found.choices, f"{verb} {item.key} {{when}}{tail}", reader_zone=reader_zone
    )
    raise Unclear(Answer(question))


def is_date(line: Line, tokens: Sequence[Token]) -> bool:
    """Whether the words are meant for a date, be it one that cannot be."""
    try:
        read_when(" ".join(token.text for token in tokens), today=line.today, zone=line.group.zone)
    except NoDate:
        return False
    except UserError:
        return True
    return True


def number_of(line: Line) -> int:
    """The number of the proposal that a line decides on.

    Raises:
        UserError: there is none.
    """
    number = next((int(word) for word in line.words if word.isdecimal() and len(word) < 10), None)
    if number is None:
        raise UserError(_("Which proposal? Its message has the buttons."))
    return number
