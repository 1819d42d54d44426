"""`decline`: turn a proposal down (said by its button)."""

from __future__ import annotations

from bot.i18n import N_
from bot.listeners.line import Answer, Command, Line, Outcome
from bot.listeners.references import number_of
from bot.messages.decisions import build_proposal
from bot.services import proposing


def handle_decline(line: Line) -> Outcome:
    """Close the proposal without doing it."""
    closed = proposing.decide(line.work, line.caller, number_of(line), False, line.now)
    return Answer(build_proposal(closed))


COMMAND = Command(
    name="decline",
    usage="decline NUMBER",
    summary=N_("decline a proposal"),
    example="decline 1",
    handle=handle_decline,
    hidden=True,
)
