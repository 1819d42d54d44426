"""Sending proposals, and deciding on them."""

from __future__ import annotations

from dataclasses import dataclass, replace
from datetime import datetime
from typing import Any

from bot.core.codec import encode
from bot.core.edit import Edit
from bot.core.errors import UserError
from bot.core.group import POSTING_TIME
from bot.core.i18n import _
from bot.core.people import Contact
from bot.core.perform import carry_out
from bot.core.registry import Done
from bot.core.requests import Act
from bot.core.rights import Need, Right
from bot.dates.texts import when_words
from bot.dates.wall_time import to_utc
from bot.groups.store import people
from bot.plan.acts import AddItem, SetDate
from bot.plan.looks import DateForm
from bot.plan.rules.upcoming import today_in
from bot.proposals import store
from bot.proposals.acts import Accept, Decline, Propose
from bot.proposals.rules import PROPOSAL
from bot.proposals.tables import Proposal

ESCALATE_AFTER_WORKING_DAYS = 2
MOST_OPEN = 5
"""How many proposals of one person may wait for a decision in a group."""


@dataclass(frozen=True, slots=True)
class Proposed:
    """A proposal that was sent: to whom, and whether it had been sent before."""

    proposal_id: int
    sentence: str
    to: tuple[Contact, ...]
    is_same: bool = False


@dataclass(frozen=True, slots=True)
class Decided:
    """A proposal that was decided on; `done` is what the accepted act came to."""

    proposal_id: int
    act: Act
    state: str
    by: str
    done: Done[Any] | None = None


def need_member(_act: Propose, _need: object, _edit: Edit) -> Need:
    """Members propose; who is not on the roster would reach people who never heard of them."""
    return Need(Right.REPLY)


def load_need(act: Propose, edit: Edit) -> Need:
    """The right that the proposed act takes, by which it is known who may decide.

    Raises:
        UserError: it is nothing that can be proposed.
    """
    if not edit.registry.acts[type(act.act)].can_be_proposed:
        raise UserError(_("You can propose changes of items: a status, a date, details, a new item."))
    return _need_of(act.act, edit)


def _need_of(act: Act, edit: Edit) -> Need:
    kind = edit.registry.acts[type(act)]
    needed = kind.need(act, kind.load(act, edit), edit)
    return needed if isinstance(needed, Need) else next(iter(needed))


def propose(act: Propose, edit: Edit, need: Need) -> Proposed:
    """Send an act as a proposal: at once to the leads, after two working days to the coordinator.

    Raises:
        UserError: nobody could decide on it, or too many of the person's proposals wait.
    """
    today = today_in(edit.group.zone, edit.now)
    roster = edit.facts.roster
    coordinator = roster.coordinator(today)
    for_leads = need.right is not Right.GOVERN and not (need.owned and need.owned.is_for_coordinator)
    labels = need.labels if for_leads else ()
    leads = dict.fromkeys(lead for label in labels if (lead := roster.lead(label, today)) is not None)
    first = tuple(leads) or ((coordinator,) if coordinator else ())
    if not first:
        raise UserError(_("This group has nobody yet who could decide on that."))
    value, person_id = encode(act.act, edit.group.id), edit.caller.person_id
    known = store.same_open_proposal(edit.session, edit.group.id, person_id, value)
    if known is not None:
        return Proposed(known.id, _sentence(act, edit), first, is_same=True)
    if person_id is None or store.count_open_of(edit.session, edit.group.id, person_id) >= MOST_OPEN:
        text = _("{count} of your proposals wait for a decision; send more when these are decided.")
        raise UserError(text.format(count=MOST_OPEN))
    proposal = Proposal(
        group_id=edit.group.id,
        item_id=getattr(act.act, "item_id", None),
        person_id=person_id,
        value=value,
        at=edit.now,
    )
    edit.session.add(proposal)
    edit.session.flush()
    edit.audit("propose", str(proposal.id), value)
    later = to_utc(
        edit.facts.rules.days.add(today, ESCALATE_AFTER_WORKING_DAYS), POSTING_TIME, edit.group.zone
    )
    for contact in first:
        _ask(edit, proposal, contact, edit.now)
    if coordinator is not None and coordinator not in first:
        _ask(edit, proposal, coordinator, later)
    return Proposed(proposal.id, _sentence(act, edit), first)


def _sentence(act: Propose, edit: Edit) -> str:
    snapshot = edit.work.snapshots.read(edit.session, edit.facts)
    return edit.registry.label(act.act, snapshot, edit.caller.reader)


def _ask(edit: Edit, proposal: Proposal, contact: Contact, due_at: datetime) -> None:
    edit.notify(
        PROPOSAL,
        f"proposal:{proposal.id}:{contact.id}",
        contact,
        due_at=due_at,
        payload={"proposal": proposal.id},
        shows=[(PROPOSAL, proposal.id)],
    )


def load_proposal(act: Accept | Decline, edit: Edit) -> tuple[Proposal, Act]:
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
    return proposal, proposed


def need_to_decide(_act: Act, loaded: tuple[Proposal, Act], edit: Edit) -> Need:
    """Whoever may do an act decides on its proposal."""
    return _need_of(loaded[1], edit)


def decided_already(_act: Act, edit: Edit, loaded: tuple[Proposal, Act]) -> Decided | None:
    """That it was decided on before, by whom."""
    proposal, _act_of_it = loaded
    if proposal.state == "open":
        return None
    raise UserError(
        _("That proposal was {state} already by {who}.").format(
            state=state_word(proposal.state), who=proposal.decided_by or _("somebody")
        )
    )


def accept(accepted: Accept, edit: Edit, loaded: tuple[Proposal, Act]) -> Decided:
    """Carry the proposed act out and close the proposal, in one transaction.

    Raises:
        UserError: what was proposed cannot be done any more, or its date has passed meanwhile.
    """
    proposal, act = loaded
    if not accepted.although_over:
        _refuse_what_is_over(accepted, edit, proposal, act)
    done = carry_out(act, edit)
    return _decide(edit, proposal, act, "accepted", None, done)


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


def decline(act: Decline, edit: Edit, loaded: tuple[Proposal, Act]) -> Decided:
    """Close the proposal without doing it."""
    return _decide(edit, loaded[0], loaded[1], "declined", act.why, None)


def _decide(
    edit: Edit, proposal: Proposal, act: Act, state: str, why: str | None, done: Done[Any] | None
) -> Decided:
    proposal.state, proposal.why, proposal.decided_at = state, why, edit.now
    proposal.decided_by = edit.work.means.who(edit.session, edit.actor)
    edit.audit(state, str(proposal.id), [proposal.value, why])
    person = people.person_by_id(edit.session, proposal.person_id)
    edit.notify(
        PROPOSAL,
        f"proposal:{proposal.id}:outcome",
        people.contact_of(person),
        payload={"proposal": proposal.id, "outcome": state},
    )
    edit.redraw(PROPOSAL, proposal.id)
    return Decided(proposal.id, act, state, f"<@{person.user_id}>", done)


def state_word(state: str) -> str:
    """What became of a proposal, in a word."""
    return {"accepted": _("accepted"), "declined": _("declined"), "closed": _("closed")}.get(state, state)
