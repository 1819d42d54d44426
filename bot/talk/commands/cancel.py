"""`cancel`: a meeting does not take place."""

from __future__ import annotations

from bot.core.i18n import N_
from bot.talk.commands.drop import give_up
from bot.talk.line import Command, Line, Outcome


def handle_cancel(line: Line) -> Outcome:
    """Cancel a meeting; without a reason, open the form that asks for one and says whom it reaches."""
    return give_up(line, "cancel")


COMMAND = Command(
    name="cancel",
    usage='cancel KEY ["why"]',
    summary=N_("a meeting does not take place; with KEY alone, a form"),
    example='cancel WS2-M1 "merged with the plenary"',
    handle=handle_cancel,
    section=N_("Dates"),
    roles=N_("coordinator, leads in their streams"),
)
