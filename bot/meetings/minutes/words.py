"""The words of minutes: ``minutes KEY``, and notes during a meeting."""

from __future__ import annotations

from collections.abc import Collection, Sequence
from datetime import timedelta

from bot.core.i18n import N_, _
from bot.core.registry import Looking
from bot.core.requests import Request
from bot.dates.folding import fold
from bot.dates.wall_time import local
from bot.meetings.actions.words.assigning import due_at_end, meeting_first, owner_named
from bot.meetings.agenda.words import point_numbered
from bot.meetings.minutes.acts import (
    AddAddendum,
    AddendumForm,
    AdoptMinutes,
    CirculateForm,
    CirculateMinutes,
    MinutesPaper,
    NameNoteTaker,
    NotePoint,
    NoteTakerForm,
    SaveForm,
    ShowMinutes,
)
from bot.meetings.minutes.rules import MinutesBook
from bot.meetings.minutes.under_way import meeting_under_way
from bot.meetings.templates.acts import Templates, UseShipped
from bot.plan.rules.items import Item, Status
from bot.plan.rules.plan import Plan
from bot.plan.words.statuses import read_note
from bot.talk.finding import split_reference
from bot.talk.line import Command, Line, NotUnderstood
from bot.talk.references import name_item, note_of, split_item
from bot.talk.tokens import Token

SOON = timedelta(minutes=30)
ADDENDUM = frozenset({"addendum", "correction"})
_TEMPLATE = frozenset({"template", "templates", "modele", "gabarit"})
MINUTES_WORDS = frozenset({"minutes", "proces-verbal", "pv", *ADDENDUM})
_CIRCULATE = frozenset({"circulate", "send", "circuler", "diffuser", "round"})
_PAPER = frozenset({"word", "docx", "file", "fichier", "paper"})
_TAKER = frozenset({"note-taker", "notetaker", "taker", "secretary", "rapporteur"})


def read_minutes_of(line: Line) -> Request:
    """The minutes of a meeting, or what is done with them."""
    if line.tokens and fold(line.tokens[0].text) in ("save", "note") and len(line.tokens) == 1:
        return SaveForm()
    if line.tokens and fold(line.tokens[0].text) in _TEMPLATE:
        return UseShipped("minutes") if len(line.tokens) > 1 else Templates()
    if not line.tokens:
        under_way = meeting_under_way(line.snapshot, line.now, line.caller)
        if under_way is not None:
            return ShowMinutes(under_way.id)
    named = name_item(line, "minutes")
    item, rest = named.item, named.rest
    if not item.is_meeting:
        raise NotUnderstood(_("{key} is no meeting: only meetings have minutes.").format(key=item.key))
    if not rest:
        return ShowMinutes(item.id)
    verb = fold(rest[0].text)
    if verb in _CIRCULATE:
        words, due = due_at_end(line, [Token(""), *rest[1:]])
        if len(words) > 1:
            raise NotUnderstood(
                _("Until when? `minutes {key} circulate until 5 january`").format(key=item.key),
                words=(f"minutes {item.key} circulate",),
            )
        return CirculateMinutes(item.id, due) if due is not None else CirculateForm(item.id)
    if verb in ("adopt", "adopted", "adopter", "adopte"):
        return AdoptMinutes(item.id)
    if verb in ADDENDUM:
        text = note_of(line, rest[1:])
        return AddAddendum(item.id, text) if text is not None else AddendumForm(item.id)
    if verb in _TAKER:
        return NameNoteTaker(item.id, _taker(line, item, rest[1:])) if rest[1:] else NoteTakerForm(item.id)
    if verb in _PAPER:
        return MinutesPaper(item.id)
    raise NotUnderstood(
        _(
            "Say `minutes {key}`, or with it: circulate, adopt, word, note-taker @somebody, addendum TEXT."
        ).format(key=item.key),
        words=(f"minutes {item.key}",),
    )


def _taker(line: Line, item: Item, rest: Sequence[Token]) -> str | None:
    if [fold(token.text) for token in rest] in (["none"], ["nobody"], ["personne"]):
        return None
    owner, left = owner_named(line, rest)
    if owner is None or left or not owner.startswith("<@"):
        raise NotUnderstood(
            _("Who takes the notes? `minutes {key} note-taker @somebody`").format(key=item.key),
            words=(f"minutes {item.key}",),
        )
    return owner


def read_note_of(line: Line) -> Request:
    """A note: into the minutes of a meeting that has begun, else the note of an item."""
    line.caller.require_reading()
    item, rest = meeting_first(line)
    if item is None and line.tokens and (line.tokens[0].text.isdecimal() or not split_item(line)[0].items):
        under_way = meeting_under_way(line.snapshot, line.now, line.caller)
        if under_way is not None:
            item, rest = under_way, line.tokens
    if item is None or not item.is_meeting or not _has_minutes(line, item):
        return read_note(line)
    point = point_numbered(line, item, rest[0].text) if len(rest) > 1 else None
    text = note_of(line, rest[1:] if point is not None else rest)
    if text is None:
        raise NotUnderstood(
            _("What is the note? `note {key} 2 TEXT`").format(key=item.key), words=(f"agenda {item.key}",)
        )
    return NotePoint(item.id, point.id if point is not None else None, text)


def _has_minutes(line: Line, item: Item) -> bool:
    start = item.when.starts_at(line.group.zone) if item.when.is_dated else None
    has_begun = start is not None and start - SOON <= line.now
    return item.status is Status.HELD or has_begun or item.id in line.snapshot[MinutesBook].records


def meeting_in(words: str, looking: Looking, kind: Collection[str] = MINUTES_WORDS) -> Item | None:
    """The meeting that the words beside a file name, one of them its `kind`: ``minutes img6``; else None."""
    named = [word for word in words.split() if fold(word).strip(".,:;") not in kind]
    if len(named) == len(words.split()):
        return None
    group, today = looking.snapshot.facts.group, local(looking.now, looking.snapshot.facts.group.zone).date()
    items = looking.snapshot[Plan].items
    matches, _rest = split_reference(named, items, label=group.label, streams=group.labels, today=today)
    return matches.item


COMMANDS = (
    Command(
        name="minutes",
        usage="minutes KEY [circulate [until WHEN]|adopt|word|note-taker @WHO|addendum TEXT]",
        summary=N_("the minutes of a meeting, and how far they are"),
        example="minutes IMG-M6 circulate until 5 January",
        handle=read_minutes_of,
        section=N_("Meetings"),
        roles=N_("everybody reads them; coordinator, leads in their streams, the note-taker of the meeting"),
        aliases=("proces-verbal", "compte rendu"),
    ),
    Command(
        name="note",
        usage="note KEY [POINT] TEXT",
        summary=N_("a note on an item; of a meeting that has begun, into its minutes"),
        example="note WS1-D1 the data came from ITU",
        handle=read_note_of,
        section=N_("Update"),
        roles=N_("coordinator, leads in their streams, owners, the note-taker of a meeting"),
        aliases=("add a note to", "add a note", "add note to", "add note"),
    ),
)
