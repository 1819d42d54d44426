"""`move`: give an item another date, with the reason."""

from __future__ import annotations

from bot.core.i18n import N_
from bot.talk.commands.schedule import set_date
from bot.talk.line import Command, Line, Outcome


def handle_move(line: Line) -> Outcome:
    """Move an item; the quoted tail is the reason, `whatif` only looks."""
    return set_date(line, "move")


COMMAND = Command(
    name="move",
    usage='move KEY WHEN ["why"] [whatif]',
    summary=N_("another date, with the reason; whatif shows what would come of it"),
    example='move WS1-M2 23 Jan 2-5pm "room taken"',
    handle=handle_move,
    section=N_("Dates"),
    roles=N_("coordinator, leads in their streams"),
    aliases=(
        *("postpone", "postponed", "reschedule", "rescheduled"),
        *("moved", "moves", "shift", "shifted", "delay"),
    ),
)
