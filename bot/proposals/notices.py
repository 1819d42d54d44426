"""What is said about proposals: the question to those who may decide, and the outcome to whoever proposed."""

from __future__ import annotations

from collections.abc import Iterable

from bot.core.i18n import _
from bot.core.notices import NoticeKind, Subject, Telling
from bot.proposals.rules import PROPOSAL, ProposalNotice
from bot.proposals.tables import Proposal
from bot.proposals.texts import build_proposal, build_proposal_outcome
from bot.proposals.views import proposal_view
from bot.slack.message import Message


def view(telling: Telling) -> ProposalNotice | None:
    """The question, until it is decided; the outcome, from then on."""
    proposal = telling.session.get(Proposal, telling.row.payload["proposal"])
    if proposal is None or (proposal.state != "open") != ("outcome" in telling.row.payload):
        return None
    return proposal_view(telling.work, telling.session, proposal)


def build(proposal: ProposalNotice, _command: str) -> Message:
    """The card of a proposal; of one that was decided, the outcome for whoever made it."""
    return build_proposal(proposal) if proposal.state == "open" else build_proposal_outcome(proposal)


def shows(proposal: ProposalNotice) -> Iterable[Subject]:
    """The proposal, where it is asked about."""
    return ((PROPOSAL, proposal.proposal_id),) if proposal.state == "open" else ()


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
)
