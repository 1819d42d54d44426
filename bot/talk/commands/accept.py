"""`accept`: carry a proposal out (said by its button)."""

from __future__ import annotations

from contextlib import suppress
from dataclasses import replace

from bot.core.edit import AlreadyDone
from bot.core.i18n import N_
from bot.proposals import proposing
from bot.reminders.texts.decisions import build_proposal
from bot.talk.line import Answer, Command, Line, OpenForm, Outcome
from bot.talk.references import number_of
from bot.talk.tokens import split_words


def handle_accept(line: Line) -> Outcome:
    """Carry the proposed command out with one's own rights, then close the proposal."""
    # The router knows all commands, so it cannot be imported before them.
    from bot.talk.routing import respond

    proposal = proposing.open_proposal(line.work, line.caller, number_of(line))
    outcome: Outcome | None = None
    if proposal.state == "open":
        # One event for all who may accept: of two who press in the same second, one has the effect.
        once = replace(line.caller, event_id=f"proposal:{proposal.proposal_id}")
        with suppress(AlreadyDone):
            outcome = respond(replace(line, caller=once, tokens=tuple(split_words(proposal.words))))
        if isinstance(outcome, OpenForm):
            return outcome
    closed = proposing.decide(line.work, line.caller.repeated("accept"), proposal.proposal_id, True, line.now)
    # The card tells that it is accepted; what it came to, and the way back, is told by the change.
    return outcome if isinstance(outcome, Answer) else Answer(build_proposal(closed))


COMMAND = Command(
    name="accept",
    usage="accept NUMBER",
    summary=N_("carry a proposal out"),
    example="accept 1",
    handle=handle_accept,
    hidden=True,
)
