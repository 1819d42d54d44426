"""From words to items, scopes and dates, with the questions that doubts need."""

from __future__ import annotations

from collections.abc import Mapping, Sequence
from dataclasses import dataclass
from textwrap import shorten

from bot.core.i18n import _, in_a_row
from bot.dates.folding import fold
from bot.dates.texts import when_words
from bot.plan.rules.items import Item
from bot.plan.rules.keys import compact
from bot.plan.texts.naming import item_name
from bot.slack.escaping import one_line
from bot.talk.finding import Matches, split_reference
from bot.talk.line import Line, NotUnderstood, Unclear
from bot.talk.tokens import Token, TokenKind

MOST_CHOICES, LONGEST_NOTE = 10, 3000


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
    line.caller.require_reading()
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
    line.caller.require_reading()
    if not line.tokens:
        open_items = [item for item in line.items if item.is_open]
        mine = [item for item in open_items if line.caller.standing.leads(item.streams)] or open_items
        raise NotUnderstood(
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
        raise Unclear(
            _("Which one do you mean?"),
            [
                (
                    item.key,
                    f"{verb} {item.key}{tail}",
                    f"{item_name(item)}\n{when_words(item.when, line.group.zone)}",
                )
                for item in matches.items[:MOST_CHOICES]
            ],
        )
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
        titles = {one.key: one.title for one in line.items}
        raise Unclear(
            _("I do one thing at a time, and nothing was changed yet. Which of these?"),
            [(one, f"{verb} {one} {tail}".strip(), titles[one]) for one in dict.fromkeys(named)],
        )


def not_found(line: Line, suggestions: Sequence[Item], verb: str) -> NotUnderstood:
    """Nothing matches: the nearest items as buttons."""
    text = _("I find no item for “{words}” in {group}.").format(
        words=one_line(spoken(line.tokens), 100), group=line.group.name
    )
    if suggestions:
        near = in_a_row(shorten(f"{item.key} {item.title}", 80, placeholder="…") for item in suggestions)
        text += " " + _("Nearest: {items}.").format(items=near)
    else:
        text += " " + _("`{command} plan` lists them all.").format(command=line.command)
    return NotUnderstood(text, words=tuple(f"{verb} {item.key}" for item in suggestions))


# Alone after an item they are what is left of a sentence: "we are done with ws1-d1".
_NO_NOTE = frozenset({"with", "now", "already", "as", "for", "about", "on", "avec", "deja", "maintenant"})


def note_of(line: Line, tokens: Sequence[Token]) -> str | None:
    """A note: what stands in quotes, or the whole tail; a mention calls nobody there and is a name."""
    names = {one.user_id: one.name for one in line.caller.roster.people.values()}
    if all(not token.quoted and fold(token.text) in _NO_NOTE for token in tokens):
        return None
    text = " ".join(_mention_or_text(token, names) for token in tokens).strip(" -–—:,")
    if len(text) > LONGEST_NOTE:
        told = _("That note has {count} characters; a note holds {most}. Nothing was changed.")
        raise NotUnderstood(told.format(count=len(text), most=LONGEST_NOTE))
    return text or None


def _mention_or_text(token: Token, names: Mapping[str, str | None]) -> str:
    if token.kind is TokenKind.WORD:
        return token.text
    sign = "@" if token.kind is TokenKind.USER else "#"
    return sign + (names.get(token.id or "") or token.text)


def take_whatif(tokens: Sequence[Token]) -> tuple[Sequence[Token], bool]:
    """The tokens without ``whatif`` or "what if" at either end, and whether it was there."""
    for count in (1, 2):
        for run, others in ((tokens[:count], tokens[count:]), (tokens[-count:], tokens[:-count])):
            said = "".join(fold(token.text) for token in run if not token.quoted)
            if len(run) == count and said.strip("?!.,:;").replace("-", "") == "whatif":
                return others, True
    return tokens, False
