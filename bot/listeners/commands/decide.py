"""`accept` and `decline`: what becomes of a proposal (said by its buttons)."""

from __future__ import annotations

from bot.errors import UserError
from bot.i18n import N_, _
from bot.listeners.line import Answer, Command, Line, OpenForm, Outcome
from bot.messages.decisions import build_proposal_outcome
from bot.services import proposing
from bot.workplan.typed_words import split_words


def handle_accept(line: Line) -> Outcome:
    """Carry the proposed command out with one's own rights, then close the proposal."""
    from bot.listeners.conversation import respond

    proposal = proposing.open_proposal(line.work, line.caller, _number(line))
    if proposal.state == "open":
        outcome = respond(line.having(split_words(proposal.words)))
        if isinstance(outcome, OpenForm):
            return outcome
    closed = proposing.decide(line.work, line.caller.repeated("accept"), proposal.proposal_id, True, line.now)
    return Answer(build_proposal_outcome(closed))


def handle_decline(line: Line) -> Outcome:
    """Close the proposal without doing it."""
    return Answer(
        build_proposal_outcome(proposing.decide(line.work, line.caller, _number(line), False, line.now))
    )


def _number(line: Line) -> int:
    number = next((int(word) for word in line.words if word.isdecimal()), None)
    if number is None:
        raise UserError(_("Which proposal? Its message has the buttons."))
    return number


ACCEPT = Command(
    name="accept",
    usage="accept NUMBER",
    summary=N_("carry a proposal out"),
    example="accept 1",
    handle=handle_accept,
    hidden=True,
)
DECLINE = Command(
    name="decline",
    usage="decline NUMBER",
    summary=N_("decline a proposal"),
    example="decline 1",
    handle=handle_decline,
    hidden=True,
)
