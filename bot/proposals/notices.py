"""What is said about proposals: the question to those who may decide, and the outcome to whoever proposed."""

from __future__ import annotations

from collections.abc import Iterable
from dataclasses import replace

from bot.core.i18n import _
from bot.core.notices import NoticeKind, Subject, Telling
from bot.proposals.rules import OPEN, PROPOSAL, PROPOSALS, ProposalNotice
from bot.proposals.tables import Proposal
from bot.proposals.texts import build_decided, build_gathered, build_proposal, build_proposal_outcome
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


def view_several(telling: Telling) -> tuple[ProposalNotice, ...] | None:
    """The questions that still wait; None where all are decided."""
    waiting = [one for one in _gathered(telling) if one.state == OPEN]
    return tuple(proposal_view(telling.work, telling.session, one) for one in waiting) or None


def settled_several(telling: Telling) -> Message:
    """How each was decided."""
    return build_decided([proposal_view(telling.work, telling.session, one) for one in _gathered(telling)])


def _gathered(telling: Telling) -> list[Proposal]:
    found = [telling.session.get(Proposal, number) for number in telling.row.payload["proposals"]]
    return [one for one in found if one is not None]


PROPOSALS_NOTICE: NoticeKind[tuple[ProposalNotice, ...]] = NoticeKind(
    PROPOSALS,
    view_several,
    lambda waiting, _command: build_gathered(waiting),
    lambda _payload: _("the proposals of a day"),
    shows=lambda waiting: [(PROPOSAL, one.proposal_id) for one in waiting],
    settled=settled_several,
    waits_for_start=False,
    is_question=True,
)
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
