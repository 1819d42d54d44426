"""The words that add items."""

from __future__ import annotations

from collections.abc import Sequence

from bot.core.i18n import N_, _
from bot.core.requests import Request
from bot.dates import reading
from bot.dates.folding import fold
from bot.dates.when import NO_DATE
from bot.plan.acts import AddItem
from bot.plan.looks import AddForm
from bot.plan.rules.items import Kind
from bot.plan.rules.ordinals import ordinal_in
from bot.talk.dating import context_of, settled
from bot.talk.line import Command, Line, NotUnderstood
from bot.talk.references import spoken
from bot.talk.tokens import STOP_WORDS, Token

KINDS = {
    **{kind.value: kind for kind in Kind},
    "mtg": Kind.MEETING, "call": Kind.MEETING, "workshop": Kind.MEETING, "report": Kind.DELIVERABLE,
    "output": Kind.DELIVERABLE, "task": Kind.ACTIVITY, "todo": Kind.ACTIVITY,
}  # fmt: skip


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
    title, tail = _title(line, kind, rest)
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


def _title(line: Line, kind: Kind, tokens: Sequence[Token]) -> tuple[str, list[Token]]:
    """What stands in quotes; without quotes it is asked whether all before the first stream is meant."""
    for index, token in enumerate(tokens):
        if token.quoted:
            return token.text, [*tokens[:index], *tokens[index + 1 :]]
    labels = {fold(label) for label in line.group.labels}
    end = next((at for at, token in enumerate(tokens) if at and fold(token.text) in labels), len(tokens))
    said = f'add {kind.value} "{spoken(tokens[:end])[:500]}" {spoken(tokens[end:])}'.strip()
    raise NotUnderstood(_("Put the title in quotes: `{words}`.").format(words=said[:150]), words=(said,))


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
