"""Proposals as messages show them."""

from __future__ import annotations

from contextlib import suppress

from sqlalchemy.orm import Session

from bot.core.codec import UnknownValue
from bot.core.i18n import _
from bot.core.requests import Act
from bot.core.work import Work
from bot.groups.tables import Person
from bot.plan.rules.plan import Plan
from bot.proposals.rules import ProposalNotice
from bot.proposals.tables import Proposal


def proposal_view(work: Work, session: Session, proposal: Proposal) -> ProposalNotice:
    """A proposal, what it would do in a sentence, and the item it is about.

    One of before acts were stored is told in its own words.
    """
    # Where notices are sent the transaction may change rows, and is not of one moment: nothing of it is kept.
    snapshot = work.snapshots.read(session, work.facts(session, proposal.group_id))
    by = session.get_one(Person, proposal.person_id)
    sentence = proposal.words or _("something that this version no longer knows")
    if proposal.value is not None:
        with suppress(UnknownValue):
            sentence = work.registry.label(act_of(work, proposal), snapshot, None)
    return ProposalNotice(
        group=snapshot.facts.group,
        proposal_id=proposal.id,
        by=f"<@{by.user_id}>",
        sentence=sentence,
        item=snapshot[Plan].by_id.get(proposal.item_id or 0),
        state=proposal.state,
        decided_by=proposal.decided_by,
        why=proposal.why,
    )


def act_of(work: Work, proposal: Proposal) -> Act:
    """The act that is proposed.

    Raises:
        UnknownValue: it is of an older version.
    """
    act = work.registry.decode(proposal.value or "").request
    if not isinstance(act, Act):
        raise UnknownValue(act.NAME)
    return act
