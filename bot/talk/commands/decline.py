"""`decline`: turn a proposal down (said by its button)."""

from __future__ import annotations

from bot.core.i18n import N_, _
from bot.proposals import proposing
from bot.talk.answers import build_said
from bot.talk.line import Answer, Command, Line, Outcome
from bot.talk.references import number_of


def handle_decline(line: Line) -> Outcome:
    """Close the proposal without doing it."""
    closed = proposing.decide(line.work, line.caller, number_of(line), False, line.now)
    return Answer(build_said(_("✔ Declined. {person} will hear of it.").format(person=closed.by)))


COMMAND = Command(
    name="decline",
    usage="decline NUMBER",
    summary=N_("decline a proposal"),
    example="decline 1",
    handle=handle_decline,
    hidden=True,
)
