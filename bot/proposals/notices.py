"""What is said about proposals: the question to those who may decide, and the outcome to whoever proposed."""

from __future__ import annotations

from collections.abc import Iterable
from dataclasses import replace

from bot.core.i18n import _
from bot.core.notices import NoticeKind, Subject, Telling
from bot.proposals.rules import OPEN, PROPOSAL, ProposalNotice
from bot.proposals.tables import Proposal
from bot.proposals.texts import build_proposal, build_proposal_outcome
from bot.proposals.views import proposal_view
from bot.slack.message import Message


def view(telling: Telling) -> ProposalNotice | None:
    """The question, as long as it waits; an outcome, as long as it stands."""
    proposal = telling.session.get(Proposal, telling.row.payload["proposal"])
    outcome = telling.row.payload.get("outcome")
    if proposal is None or proposal.state != (outcome or OPEN):
        return None
    return replace(proposal_view(telling.work, telling.session, proposal), is_outcome=outcome is not None)


def build(proposal: ProposalNotice, _command: str) -> Message:
    """The card of a proposal; of one that was decided, the outcome for whoever made it."""
    return build_proposal_outcome(proposal) if proposal.is_outcome else build_proposal(proposal)


def shows(proposal: ProposalNotice) -> Iterable[Subject]:
    """The proposal, where it is asked about."""
    return ((PROPOSAL, proposal.proposal_id),) if not proposal.is_outcome else ()


def settled(telling: Telling) -> Message | None:
    """How it was decided, where it was asked about."""
    proposal = telling.session.get(Proposal, telling.row.payload["proposal"])
    return build_proposal(proposal_view(telling.work, telling.session, proposal)) if proposal else None


PROPOSAL_NOTICE = NoticeKind(
    PROPOSAL,
    view,
    build,
    lambda _payload: _("a proposal"),
    shows=shows,
    settled=settled,
    waits_for_start=False,
    is_question=True,
)
