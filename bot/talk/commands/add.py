"""`add`: a new item."""

from __future__ import annotations

import re
from collections.abc import Sequence

from bot.core.errors import UserError
from bot.core.i18n import N_, _
from bot.dates.typed_text import ORDINALS, fold
from bot.dates.typed_when import read_when
from bot.dates.when import NO_DATE, When
from bot.groups.arrivals import require_reading
from bot.plan import changing
from bot.plan.changing import NewItem
from bot.plan.forms.item_forms import build_add_form
from bot.plan.rules.items import Kind
from bot.plan.texts.confirm import build_changed
from bot.talk.answers import build_which_date
from bot.talk.line import Answer, Command, Line, OpenForm, Outcome
from bot.talk.references import Unclear, spoken
from bot.talk.tokens import STOP_WORDS, Token

KINDS = {
    **{kind.value: kind for kind in Kind},
    "mtg": Kind.MEETING, "call": Kind.MEETING, "workshop": Kind.MEETING, "report": Kind.DELIVERABLE,
    "output": Kind.DELIVERABLE, "task": Kind.ACTIVITY, "todo": Kind.ACTIVITY,
}  # fmt: skip
_ORDINAL = re.compile(r"(\d{1,3})(?:st|nd|rd|th)\b")


def handle_add(line: Line) -> Outcome:
    """Add an item from words; without a title, open the form."""
    require_reading(line.caller)
    tokens = [token for token in line.tokens if token.quoted or fold(token.text) not in ("a", "an", "the")]
    kind = KINDS.get(fold(tokens[0].text)) if tokens and not tokens[0].quoted else None
    rest = tokens[1:] if kind is not None else tokens
    if not rest:
        form = build_add_form(line.group, line.today, kind=kind or Kind.MEETING, carry=line.carry)
        return OpenForm(form, line.typed, _("Add an item"))
    if kind is None:
        kinds = ", ".join(f"`{kind.value}`" for kind in Kind)
        said = _from_quote(rest)
        raise UserError(
            _('What is it? Say `add KIND "TITLE"` with one of {kinds}.').format(kinds=kinds),
            words=tuple(f"add {one.value} {said}" for one in (Kind.MEETING, Kind.DELIVERABLE, Kind.ACTIVITY)),
        )
    title, tail = _title(line, kind, rest)
    streams, tail = _streams(line, tail)
    when = _when(line, tail, " ".join((f'add {kind.value} "{title}"', *streams)))
    new = NewItem(kind, title, streams, when, _ordinal(title) if kind is Kind.MEETING else None)
    return Answer(build_changed(changing.add_item(line.work, line.caller, new, line.now), line.reader))


def _title(line: Line, kind: Kind, tokens: Sequence[Token]) -> tuple[str, list[Token]]:
    """What stands in quotes; without quotes it is asked whether all before the first stream is meant."""
    for index, token in enumerate(tokens):
        if token.quoted:
            return token.text, [*tokens[:index], *tokens[index + 1 :]]
    labels = {fold(label) for label in line.group.labels}
    end = next((at for at, token in enumerate(tokens) if at and fold(token.text) in labels), len(tokens))
    said = f'add {kind.value} "{spoken(tokens[:end])[:500]}" {spoken(tokens[end:])}'.strip()
    raise UserError(_("Put the title in quotes: `{words}`.").format(words=said[:150]), words=(said,))


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


def _when(line: Line, tokens: Sequence[Token], words: str) -> When:
    if not tokens:
        return NO_DATE
    typed = " ".join(token.text for token in tokens)
    try:
        found = read_when(typed, today=line.today, zone=line.group.zone)
    except UserError as error:
        streams = _("The streams are {streams}.").format(streams=", ".join(line.group.labels) or _("none"))
        raise UserError(f"{error.text}\n{streams}") from None
    if found.when is None:
        question = build_which_date(
            line.group, found.choices, f"{words} {{when}}", reader_zone=line.caller.reader.zone
        )
        raise Unclear(Answer(question))
    if found.rest:
        raise UserError(
            _("I read “{when}” as the date, but not “{rest}”. Known streams: {streams}.").format(
                when=found.when.text, rest=found.rest[:60], streams=", ".join(line.group.labels) or _("none")
            )
        )
    return found.when


def _ordinal(title: str) -> int | None:
    """The number a meeting's title gives it: "3rd WS1 Team Meeting", "Third …"."""
    found = _ORDINAL.search(title.lower())
    if found:
        return int(found[1])
    first = fold(title.split()[0]) if title.split() else ""
    return ORDINALS.get(first)


COMMAND = Command(
    name="add",
    usage='add KIND "TITLE" [STREAM…] [WHEN]',
    summary=N_("a new meeting, deliverable, submission, activity or closure; alone, a form"),
    example='add meeting "3rd WS1 Team Meeting" WS1 April',
    handle=handle_add,
    section=N_("Plan"),
    roles=N_("coordinator, leads in their streams"),
    aliases=("new", "create"),
)
