"""The words that set and move dates."""

from __future__ import annotations

from collections.abc import Sequence

from bot.core.i18n import N_
from bot.core.requests import Request
from bot.dates.folding import fold
from bot.dates.reading import Reading
from bot.dates.when import When
from bot.plan.acts import AnnounceNow, SetDate
from bot.plan.looks import DateForm, WhatIf
from bot.plan.words.looking import read_restore
from bot.talk.dating import read_date
from bot.talk.line import Command, Line
from bot.talk.references import name_item, take_whatif
from bot.talk.tokens import Token

_ASIDE = frozenset({"forward", "off", "back", "ahead", "out", "both"})  # "put ws1-d1 off until july"
_TO = frozenset({"to", "until", "till", "for", "on", "jusqu'a", "jusqu'en", "au", "a"})
_OF_TITLE = frozenset({"team", "meeting", "call", "plenary", "for", "reunion", "pour"})


def read_schedule(line: Line) -> Request:
    """A date is set; without one, the form."""
    return read_date_of(line, "schedule")


def read_move(line: Line) -> Request:
    """A date is moved; the quoted tail is the reason, `whatif` only looks. *Bring WS1-D4 back* is no date."""
    if len(line.tokens) > 1 and fold(line.tokens[-1].text) == "back":
        return read_restore(line)
    return read_date_of(line, "move")


def read_date_of(line: Line, verb: str) -> Request:
    """An item and its date; `whatif` at the end only tells what would come of it."""
    named = name_item(line, verb)
    if all(not token.quoted and fold(token.text) in _ASIDE for token in named.rest):
        return DateForm(named.item.id, is_move=verb == "move")
    tokens, whatif = take_whatif(_after_title(named.rest))

    def make(when: When, why: str | None, said: Reading) -> Request:
        if whatif:
            return WhatIf(named.item.id, when, why)
        return SetDate.of(named.item, when, why, remarks=tuple(remark.kind for remark in said.remarks))

    return read_date(line, named.item, tokens, make)


def _after_title(tokens: Sequence[Token]) -> Sequence[Token]:
    """The words after what only goes on with the item's name: "… team meeting for 22 November"."""
    index = 0
    while index < len(tokens) - 1 and not tokens[index].quoted and fold(tokens[index].text) in _OF_TITLE:
        index += 1
    said = [fold(token.text) for token in tokens[index : index + 2] if not token.quoted]
    if len(said) == 2 and said[0] in _ASIDE and (said[1] in _TO or said[0] == "both"):
        index += 1
    return tokens[index:]


def read_announce(line: Line) -> Request:
    """The channels hear of a new date at once."""
    return AnnounceNow.of(name_item(line, "announce").item)


COMMANDS = (
    Command(
        name="schedule",
        usage="schedule KEY WHEN",
        summary=N_("set a date, as you would write it: 16 Jan 2-5pm, 2018-01-16 14:00-17:30, mid-March, TBC"),
        example="schedule WS1-M2 16 Jan 2-5pm",
        handle=read_schedule,
        section=N_("Dates"),
        roles=N_("coordinator, leads in their streams"),
        aliases=("date", "planifier", "fixer", "fix"),
    ),
    Command(
        name="move",
        usage='move KEY WHEN ["why"] [whatif]',
        summary=N_("another date, with the reason; whatif shows what would come of it"),
        example='move WS1-M2 23 Jan 2-5pm "room taken"',
        handle=read_move,
        section=N_("Dates"),
        roles=N_("coordinator, leads in their streams"),
        aliases=(
            *("postpone", "postponed", "reschedule", "rescheduled"),
            *("moved", "moves", "shift", "shifted", "delay"),
            *("déplacer", "deplacer", "déplace", "deplace", "reporter", "décaler", "decaler"),
            *("deplacez", "reportez", "reporte", "decalez", "moving", "postponing", "put", "bring"),
            *("avancer", "avance", "avancez"),
        ),
    ),
    Command(
        name="announce",
        usage="announce KEY",
        summary=N_("tell the channel of a new date now"),
        example="announce WS1-M2",
        handle=read_announce,
        hidden=True,
    ),
)
