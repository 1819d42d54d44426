"""The words that add items."""

from __future__ import annotations

import re
from collections.abc import Sequence

from bot.core.i18n import N_, _
from bot.core.requests import Request
from bot.dates import reading
from bot.dates.folding import fold
from bot.dates.texts import when_words
from bot.dates.when import NO_DATE, When
from bot.plan.acts import AddItem
from bot.plan.looks import AddForm
from bot.plan.rules.items import Kind
from bot.plan.rules.ordinals import ordinal_in
from bot.talk.dating import context_of, settled
from bot.talk.line import Command, Line, NotUnderstood, Unclear
from bot.talk.references import spoken
from bot.talk.tokens import STOP_WORDS, Token

KINDS = {
    **{kind.value: kind for kind in Kind},
    "mtg": Kind.MEETING, "call": Kind.MEETING, "workshop": Kind.MEETING, "report": Kind.DELIVERABLE,
    "output": Kind.DELIVERABLE, "task": Kind.ACTIVITY, "todo": Kind.ACTIVITY,
}  # fmt: skip


_JOINS = frozenset({"with", "of", "on", "about", "for", "to", "in", "at", "avec", "de", "sur", "pour", "a"})
_EDGES = re.compile(
    r"^(?:(?:on|in|for|the|of|by|at|le|en|du|team)\b\s*)+(?!.*\bmeeting\b)|^[\s,;:–-]+", re.IGNORECASE
)
_EDGES_BEHIND = re.compile(r"(?:[\s,;:–-]|\b(?:on|in|for|by|at|of|the|due|le|en))+$", re.IGNORECASE)
_LONGEST_DATE = 8
USUAL_KINDS = (Kind.MEETING, Kind.DELIVERABLE, Kind.ACTIVITY)


def read_add(line: Line) -> Request:
    """A new item from words; without a title, the form."""
    line.caller.require_reading()
    tokens = [token for token in line.tokens if token.quoted or fold(token.text) not in ("a", "an", "the")]
    kind = KINDS.get(fold(tokens[0].text)) if tokens and not tokens[0].quoted else None
    rest = tokens[1:] if kind is not None else tokens
    if not rest:
        return AddForm(kind or Kind.MEETING)
    if kind is None:
        kinds = ", ".join(f"`{kind.value}`" for kind in Kind)
        quote = _from_quote(rest)
        raise NotUnderstood(
            _('What is it? Say `add KIND "TITLE"` with one of {kinds}.').format(kinds=kinds),
            words=tuple(f"add {one.value} {quote}" for one in USUAL_KINDS),
        )
    if not any(token.quoted for token in rest):
        raise _guessed(line, kind, tokens[0].text, rest)
    title, tail = _title(rest)
    streams, tail = _streams(line, tail)
    ordinal = ordinal_in(title) if kind is Kind.MEETING else None
    if not tail:
        return AddItem(kind, title, streams, NO_DATE, ordinal)
    said = reading.read(
        " ".join(token.text for token in tail), context_of(line, is_due=kind is not Kind.MEETING)
    )
    if not said.choices or said.rest or said.reason:
        known = _("The streams are {streams}.").format(streams=", ".join(line.group.labels) or _("none"))
        raise NotUnderstood(f"{reading.explain(said) or _not_read(said)}\n{known}")
    return settled(line, said, lambda when: AddItem(kind, title, streams, when, ordinal))


def _not_read(said: reading.Reading) -> str:
    left = said.rest or said.reason or ""
    return _("I read “{when}” as the date, but not “{rest}”.").format(when=said.text[:60], rest=left[:60])


def _title(tokens: Sequence[Token]) -> tuple[str, list[Token]]:
    """What stands in quotes, and the words around it."""
    index = next(at for at, token in enumerate(tokens) if token.quoted)
    return tokens[index].text, [*tokens[:index], *tokens[index + 1 :]]


def _guessed(line: Line, kind: Kind, said_kind: str, rest: Sequence[Token]) -> Unclear:
    """What a line without quotes adds: its date is taken out, the rest is the title, the stream is asked.

    ``add a meeting on 21 november at 10 with ITU`` is *Meeting with ITU*, then.
    """
    known = {fold(label): label for label in line.group.labels}
    streams = tuple(dict.fromkeys(known[word] for t in rest if (word := fold(t.text).strip(",")) in known))
    text = spoken([token for token in rest if fold(token.text).strip(",") not in known])
    words, when = _without_date(line, text, is_due=kind is not Kind.MEETING)
    kept = _EDGES.sub("", _EDGES_BEHIND.sub("", " ".join(words.split())))
    first = fold(kept.partition(" ")[0])
    title = f"{said_kind.capitalize()} {kept}".strip() if first in _JOINS or not kept else kept
    title = title[:1].upper() + title[1:]
    ordinal = ordinal_in(title) if kind is Kind.MEETING else None
    choices = [streams] if streams else [*((label,) for label in line.group.labels), ()]
    answers: list[tuple[str, str | Request, str]] = [
        (
            ", ".join(chosen) or line.group.label,
            AddItem(kind, title, chosen, when, ordinal),
            f"{title}\n{when_words(when, line.group.zone)}",
        )
        for chosen in choices
    ]
    question = _("Is that right?") if streams else _("For which work stream is it?")
    return Unclear(question, answers)


def _without_date(line: Line, text: str, *, is_due: bool) -> tuple[str, When]:
    """The words without the one date in them, and the date: at their end, else anywhere."""
    context, words = context_of(line, is_due=is_due), text.split()
    for count in range(min(_LONGEST_DATE, len(words) - 1), 0, -1):
        said = reading.read(" ".join(words[-count:]), context)
        if said.when is not None and not said.rest and said.reason is None:
            return " ".join(words[:-count]), said.when
    found = reading.find(text, context).dates
    if len(found) == 1 and found[0].reading.when is not None:
        return f"{text[: found[0].start]} {text[found[0].end :]}", found[0].reading.when
    return text, NO_DATE


def _from_quote(tokens: Sequence[Token]) -> str:
    """The words from the quoted title on, without the kind that nobody knows before it."""
    start = next((at for at, token in enumerate(tokens) if token.quoted), 0)
    return spoken(tokens[start:])


def _streams(line: Line, tokens: Sequence[Token]) -> tuple[tuple[str, ...], list[Token]]:
    labels = {fold(label): label for label in line.group.labels}
    found: dict[str, None] = {}
    rest = []
    for token in tokens:
        word = fold(token.text).strip(",")
        if word in labels:
            found[labels[word]] = None
        elif word not in (fold(line.group.label), "and", "&") and word not in STOP_WORDS - {"on", "by", "in"}:
            rest.append(token)
    return tuple(found), rest


COMMANDS = (
    Command(
        name="add",
        usage='add KIND "TITLE" [STREAM…] [WHEN]',
        summary=N_("a new meeting, deliverable, submission, activity or closure; alone, a form"),
        example='add meeting "3rd WS1 Team Meeting" WS1 April',
        handle=read_add,
        section=N_("Plan"),
        roles=N_("coordinator, leads in their streams"),
        aliases=("new", "create"),
    ),
)
