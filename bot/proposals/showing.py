"""The list of proposals: those that the reader may decide on, and their own that wait."""

from __future__ import annotations

from collections.abc import Sequence

from bot.core.codec import UnknownValue
from bot.core.i18n import _
from bot.core.registry import EntryLine, Looking
from bot.core.requests import Act
from bot.core.rights import Need, Right
from bot.core.tables import Change
from bot.groups.facts import actor_words
from bot.groups.store import people
from bot.plan.acts import AddItem, ItemAct
from bot.plan.rules.plan import Plan
from bot.proposals import store
from bot.proposals.acts import Proposals
from bot.proposals.tables import Proposal
from bot.proposals.texts import Waiting, build_proposals, entry_line, unit_of
from bot.slack.blocks import Unit
from bot.slack.message import Message


def show_proposals(_look: Proposals, looking: Looking) -> Message:
    """What waits for the reader's decision, and what of theirs waits for others'."""
    looking.caller.require(Need(Right.READ))
    return build_proposals(looking.snapshot.facts.group, _waiting(looking))


def home_units(looking: Looking) -> list[Unit]:
    """The proposals that wait for the reader's decision, for their Home."""
    return [unit_of(one, looking.snapshot.facts.group) for one in _waiting(looking) if one.decides]


def _waiting(looking: Looking) -> list[Waiting]:
    """The proposals that the reader decides on, and their own, oldest first."""
    waiting = []
    for proposal in store.open_proposals(looking.session, looking.snapshot.facts.group.id):
        is_own = proposal.person_id == looking.caller.person_id
        act = _act(proposal, looking)
        decides = act is not None and _may_decide(act, looking)
        if act is not None and (is_own or decides):
            person = looking.snapshot.facts.roster.people.get(proposal.person_id)
            by = f"<@{person.user_id}>" if person is not None else ""
            waiting.append(Waiting(proposal.id, by, looking.label(act), proposal.at, decides))
    return waiting


def history_lines(entries: Sequence[Change], looking: Looking) -> list[EntryLine]:
    """Entries of the history of proposals in words; none is restored from there."""
    group = looking.snapshot.facts.group
    contacts = people.contacts_of_tokens(looking.session, {entry.act.actor for entry in entries})
    found = []
    for entry in entries:
        proposal = store.proposal_of(looking.session, group.id, entry.subject_id)
        act = _act(proposal, looking) if proposal is not None else None
        told = looking.label(act) if act is not None else _("something that this version no longer knows")
        by = actor_words(entry.act.actor, contacts)
        line = entry_line(entry.subject_id, told, entry.action, by, entry.act.at, group.zone)
        found.append(EntryLine(line))
    return found


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
