"""The list of proposals: those that the reader may decide on, and their own that wait."""

from __future__ import annotations

from bot.core.codec import UnknownValue
from bot.core.registry import Looking
from bot.core.requests import Act
from bot.core.rights import Need, Right
from bot.plan.acts import AddItem, ItemAct
from bot.plan.rules.plan import Plan
from bot.proposals import store
from bot.proposals.acts import Proposals
from bot.proposals.tables import Proposal
from bot.proposals.texts import Waiting, build_proposals
from bot.slack.message import Message


def show_proposals(_look: Proposals, looking: Looking) -> Message:
    """What waits for the reader's decision, and what of theirs waits for others'."""
    looking.caller.require(Need(Right.READ))
    waiting = []
    for proposal in store.open_proposals(looking.session, looking.snapshot.facts.group.id):
        is_own = proposal.person_id == looking.caller.person_id
        act = _act(proposal, looking)
        decides = act is not None and _may_decide(act, looking)
        if act is not None and (is_own or decides):
            person = looking.snapshot.facts.roster.people.get(proposal.person_id)
            by = f"<@{person.user_id}>" if person is not None else ""
            waiting.append(Waiting(proposal.id, by, looking.label(act), proposal.at, decides))
    return build_proposals(looking.snapshot.facts.group, waiting)


def _act(proposal: Proposal, looking: Looking) -> Act | None:
    try:
        request = looking.registry.decode(proposal.value or "").request
    except UnknownValue:
        return None
    return request if isinstance(request, Act) else None


def _may_decide(act: Act, looking: Looking) -> bool:
    """Whether the reader may do what is proposed, as far as the plan tells; accepting it tells for certain.

    What is not about one item of the plan is shown to the coordinator.
    """
    if isinstance(act, AddItem):
        return looking.caller.may(act.need(None))
    if not isinstance(act, ItemAct):
        return looking.caller.may(Need(Right.GOVERN))
    item = looking.snapshot[Plan].by_id.get(act.item_id)
    return item is not None and looking.caller.may(act.need(item))
