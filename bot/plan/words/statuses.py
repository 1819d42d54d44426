"""The words that change how an item stands."""

from __future__ import annotations

from collections.abc import Sequence

from bot.core.i18n import N_, _
from bot.core.requests import Request
from bot.dates import reading
from bot.dates.folding import fold
from bot.plan.acts import AskAbout, Cancel, KeepMonth, SetNote, SetStatus
from bot.plan.looks import CancelForm, StatusForm
from bot.plan.rules.items import Item, Status, statuses_for
from bot.plan.words.dates import read_date_of
from bot.talk.dating import context_of, is_date
from bot.talk.line import Command, Line, NotUnderstood
from bot.talk.references import name_item, note_of, spoken
from bot.talk.tokens import STOP_WORDS, Token, split_status


def read_update(line: Line) -> Request:
    """A status and a note; without a status, the form."""
    named = name_item(line, "update")
    if not named.rest:
        return StatusForm(named.item.id)
    if not split_status([token.text for token in named.rest])[1] and is_date(line, named.rest):
        # "set img6 for 16 jan"
        return read_date_of(line.having([Token(named.item.key), *named.rest]), "schedule")
    status, rest = _split(named.item, named.rest)
    if status is Status.SCHEDULED and rest and is_date(line, rest):
        # "ws1-m2 is confirmed for 16 jan"
        return read_date_of(line.having([Token(named.item.key), *rest]), "schedule")
    note = note_of(line, rest)
    if status in (Status.DROPPED, Status.CANCELLED):
        return Cancel.of(named.item, note)
    return SetStatus.of(named.item, status, note)


def read_done(line: Line) -> Request:
    """An item is done (a meeting: was held); the rest of the line is a note."""
    named = name_item(line, "done")
    return SetStatus.of(named.item, Status.DONE, note_of(line, named.rest))


def read_note(line: Line) -> Request:
    """A note on an item, its status as it is."""
    named = name_item(line, "note")
    note = note_of(line, named.rest)
    if note is None:
        raise NotUnderstood(
            _("What is the note? `note {key} TEXT`").format(key=named.item.key),
            words=(f"update {named.item.key}",),
        )
    return SetNote.of(named.item, note)


def read_drop(line: Line) -> Request:
    """An item is dropped (a meeting: cancelled); it asks first unless a reason was given."""
    return _give_up(line, "drop")


def read_cancel(line: Line) -> Request:
    """A meeting is cancelled; without a reason, the form that asks for one and says whom it reaches."""
    return _give_up(line, "cancel")


def _give_up(line: Line, verb: str) -> Request:
    named = name_item(line, verb)
    why = note_of(line, named.rest)
    return Cancel.of(named.item, why) if why is not None else CancelForm(named.item.id)


def read_stop_asking(line: Line) -> Request:
    """Nobody is asked about an item any more."""
    return AskAbout(name_item(line, "stop asking").item.id, asking=False)


def read_still(line: Line) -> Request:
    """A meeting stays in its month; the month may be said once more."""
    named = name_item(line, "still")
    said = reading.read(spoken(named.rest), context_of(line, named.item)) if named.rest else None
    if said is not None and (said.when is None or said.when.start is None or said.rest):
        text = _("What about {key}? `still {key}` keeps it in its month.")
        raise NotUnderstood(text.format(key=named.item.key), words=(f"show {named.item.key}",))
    if said is not None and said.when is not None and said.when != named.item.when:
        return read_date_of(line, "schedule")
    return KeepMonth.of(named.item)


def read_start_asking(line: Line) -> Request:
    """People are asked about an item again."""
    return AskAbout(name_item(line, "start asking").item.id, asking=True)


def _split(item: Item, rest: Sequence[Token]) -> tuple[Status, Sequence[Token]]:
    status, count = split_status([token.text for token in rest])
    # "mark ws1-d1 as amber", "set ws1-d1 to green"
    while status is None and len(rest) > 1 and not rest[0].quoted and fold(rest[0].text) in STOP_WORDS:
        rest = rest[1:]
        status, count = split_status([token.text for token in rest])
    if status is None:
        allowed = ", ".join(f"`{status.value}`" for status in statuses_for(item.kind))
        raise NotUnderstood(
            _(
                "“{words}” is no status. {key} can be {allowed}; words like amber, late or finished work too."
            ).format(words=spoken(rest)[:60], key=item.key, allowed=allowed),
            words=(f"update {item.key}",),
        )
    return status, rest[count:]


COMMANDS = (
    Command(
        name="still",
        usage="still KEY",
        summary=N_("a meeting stays in its month: nobody is asked for its day for two weeks"),
        example="still IMG-M6",
        handle=read_still,
        section=N_("Reminders"),
        roles=N_("coordinator, leads in their streams"),
        aliases=("toujours",),
    ),
    Command(
        name="update",
        usage='update KEY STATUS ["note"]',
        summary=N_("change a status: planned, on-track, at-risk, off-track, done; with KEY alone, a form"),
        example='update WS1-D1 at-risk "two agencies late"',
        handle=read_update,
        section=N_("Update"),
        roles=N_("coordinator, leads in their streams, owners"),
        aliases=("set", "mark", "marquer", "mettre", "passer"),
    ),
    Command(
        name="cancel",
        usage='cancel KEY ["why"]',
        summary=N_("a meeting does not take place; with KEY alone, a form"),
        example='cancel WS2-M1 "merged with the plenary"',
        handle=read_cancel,
        section=N_("Dates"),
        roles=N_("coordinator, leads in their streams"),
        aliases=("annuler", "annule", "annulez", "call off"),
    ),
    Command(
        name="stop asking",
        usage="stop asking KEY",
        summary=N_("nobody is asked about an item any more; start asking KEY takes it back"),
        example="stop asking WS2-D1",
        handle=read_stop_asking,
        section=N_("Reminders"),
        roles=N_("coordinator, leads in their streams, owners"),
        aliases=("stop",),
    ),
    Command(
        name="start asking",
        usage="start asking KEY",
        summary=N_("people are asked about an item again"),
        example="start asking WS2-D1",
        handle=read_start_asking,
        hidden=True,
        aliases=("resume asking", "ask again about", "ask about", "ask again"),
    ),
)
