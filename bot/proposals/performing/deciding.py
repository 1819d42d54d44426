"""Deciding on proposals, and closing those that an act has settled otherwise."""

from __future__ import annotations

from dataclasses import dataclass, replace
from typing import Any

from bot.core import history
from bot.core.codec import UnknownValue
from bot.core.edit import Edit
from bot.core.errors import UserError
from bot.core.i18n import _
from bot.core.perform import carry_out
from bot.core.registry import Done
from bot.core.requests import Act
from bot.core.rights import Need
from bot.dates.texts import when_words
from bot.groups.store import people
from bot.plan.acts import AddItem, SetDate
from bot.plan.looks import DateForm
from bot.plan.performing.changing import load_item
from bot.plan.rules.upcoming import today_in
from bot.proposals import store
from bot.proposals.acts import Accept, Decline
from bot.proposals.performing.proposing import need_of
from bot.proposals.rules import ACCEPTED, DECLINED, OPEN, OVERTAKEN, PROPOSAL, SUBJECT
from bot.proposals.tables import Proposal


@dataclass(frozen=True, slots=True)
class Waiting:
    """A proposal that is to be decided on: its act, and what that is about."""

    proposal: Proposal
    act: Act
    name: str


@dataclass(frozen=True, slots=True)
class Decided:
    """A proposal that was decided on; `done` is what the accepted act came to."""

    proposal_id: int
    act: Act
    state: str
    by: str
    done: Done[Any] | None = None


def load_proposal(act: Accept | Decline, edit: Edit) -> Waiting:
    """A proposal and its act, locked for a decision.

    Raises:
        UserError: there is none, it was decided on before, or it is from an older version.
    """
    proposal = store.proposal_of(edit.session, edit.group.id, act.proposal_id, lock=True)
    if proposal is None:
        raise UserError(_("There is no such proposal."))
    if proposal.value is None:
        raise UserError(_("That proposal is from an older version of the bot, and was closed."))
    proposed = edit.registry.decode(proposal.value).request
    assert isinstance(proposed, Act)
    kind = edit.registry.acts[type(proposed)]
    return Waiting(proposal, proposed, kind.name_of(kind.load(proposed, edit)))


def need_to_decide(_act: Act, loaded: Waiting, edit: Edit) -> Need:
    """Whoever may do an act decides on its proposal."""
    return need_of(loaded.act, edit)


def decided_already(_act: Act, _edit: Edit, loaded: Waiting) -> Decided | None:
    """Nothing where it waits for a decision.

    Raises:
        UserError: it was decided on before.
    """
    proposal = loaded.proposal
    if proposal.state == OPEN:
        return None
    raise UserError(
        _("That proposal was {state} already by {who}.").format(
            state=state_word(proposal.state), who=proposal.decided_by or _("somebody")
        )
    )


def accept(accepted: Accept, edit: Edit, loaded: Waiting) -> Decided:
    """Carry the proposed act out and close the proposal, in one transaction.

    Raises:
        UserError: what was proposed cannot be done any more, or its date has passed meanwhile.
    """
    proposal, act = loaded.proposal, loaded.act
    if not accepted.although_over:
        _refuse_what_is_over(accepted, edit, proposal, act)
    if accepted.seen is not None:
        act = replace(act, basis=accepted.seen)
    decided = _decide(edit, proposal, act, ACCEPTED, None)
    try:
        return replace(decided, done=carry_out(act, edit))
    except UserError as refused:
        raise _offering_to_accept(refused, accepted, act) from None


def _offering_to_accept(refused: UserError, accepted: Accept, act: Act) -> UserError:
    """The refusal with the act that it offers anew as an acceptance, so that it closes the proposal, too."""
    offers = tuple(
        replace(accepted, seen=offer.basis) if isinstance(offer, Act) and offer == act else offer
        for offer in refused.offers
    )
    return UserError(refused.text, proposal=refused.proposal, offers=offers)


def _refuse_what_is_over(accepted: Accept, edit: Edit, proposal: Proposal, act: Act) -> None:
    """Ask, where a date lay ahead when it was proposed and does no longer."""
    when = act.when if isinstance(act, SetDate | AddItem) else None
    last, zone = when.last_day if when is not None else None, edit.group.zone
    if when is None or last is None or not today_in(zone, proposal.at) <= last < today_in(zone, edit.now):
        return
    another = (DateForm(act.item_id),) if isinstance(act, SetDate) else ()
    raise UserError(
        _("{when} was proposed, and that is over by now. Nothing was done.").format(
            when=when_words(when, zone)
        ),
        offers=(*another, replace(accepted, although_over=True)),
    )


def decline(act: Decline, edit: Edit, loaded: Waiting) -> Decided:
    """Close the proposal without doing it."""
    return _decide(edit, loaded.proposal, loaded.act, DECLINED, act.why)


def settle_others(edit: Edit, act: Act) -> None:
    """Close the proposals that an act has settled: it did what they propose, or made it pointless."""
    item_id = getattr(act, "item_id", None)
    if item_id is None:
        return
    for proposal in store.open_proposals_on(edit.session, edit.group.id, item_id):
        state = _settled_by(act, proposal, edit)
        if state is not None:
            _decide(edit, proposal, act, state, None)


def _settled_by(act: Act, proposal: Proposal, edit: Edit) -> str | None:
    try:
        proposed = edit.registry.decode(proposal.value or "").request
    except UnknownValue:
        return None
    if not isinstance(proposed, Act):
        return None
    kind = edit.registry.acts[type(proposed)]
    if proposed == act or kind.already(proposed, edit, kind.load(proposed, edit)) is not None:
        return ACCEPTED
    if isinstance(proposed, SetDate):
        is_over = not load_item(proposed, edit).is_open
        return OVERTAKEN if isinstance(act, SetDate) or is_over else None
    return None


def _decide(edit: Edit, proposal: Proposal, act: Act, state: str, why: str | None) -> Decided:
    proposal.state, proposal.why, proposal.decided_at = state, why, edit.now
    proposal.decided_by = edit.work.means.who(edit.session, edit.actor)
    count = len(history.changes_of(edit.session, SUBJECT, proposal.id))
    before, after = {"state": OPEN}, {"state": state, "why": why}
    label = str(proposal.id)
    edit.record(SUBJECT, proposal.id, label, state, before, after, version=count + 1, note=why)
    person = people.person_by_id(edit.session, proposal.person_id)
    key = outcome_key(proposal.id, decisions_of(edit, proposal))
    tell(edit, proposal, key, state)
    return Decided(proposal.id, act, state, f"<@{person.user_id}>")


def decisions_of(edit: Edit, proposal: Proposal) -> int:
    """How often a proposal was decided on, the last time included; decisions can be taken back."""
    entries = history.changes_of(edit.session, SUBJECT, proposal.id)
    return sum(entry.before.get("state") == OPEN for entry in entries)


def outcome_key(proposal_id: int, decisions: int) -> str:
    """The key of the notice that tells the proposer of a decision."""
    again = f":{decisions}" if decisions > 1 else ""
    return f"proposal:{proposal_id}:outcome{again}"


def tell(edit: Edit, proposal: Proposal, key: str, state: str) -> None:
    """Plan that whoever sent a proposal hears what has become of it."""
    person = people.person_by_id(edit.session, proposal.person_id)
    payload = {"proposal": proposal.id, "outcome": state}
    edit.notify(PROPOSAL, key, people.contact_of(person), payload=payload)
    edit.redraw(PROPOSAL, proposal.id)


def state_word(state: str) -> str:
    """What became of a proposal, in a word."""
    return {
        ACCEPTED: _("accepted"),
        DECLINED: _("declined"),
        OVERTAKEN: _("settled"),
        "withdrawn": _("taken back"),
        "closed": _("closed"),
    }.get(state, state)
