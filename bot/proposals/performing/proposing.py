"""Sending proposals."""

from __future__ import annotations

from dataclasses import dataclass

from bot.core.codec import encode
from bot.core.edit import Edit
from bot.core.errors import UserError
from bot.core.group import POSTING_TIME
from bot.core.i18n import _
from bot.core.people import Contact
from bot.core.requests import Act
from bot.core.rights import Need, Right
from bot.dates.wall_time import to_utc
from bot.plan.rules.upcoming import today_in
from bot.proposals import store
from bot.proposals.acts import Propose
from bot.proposals.performing.asking import ask
from bot.proposals.rules import SUBJECT
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
    return need_of(act.act, edit)


def need_of(act: Act, edit: Edit) -> Need:
    """The right that an act takes, as things stand."""
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
    edit.record(SUBJECT, proposal.id, str(proposal.id), "propose", {}, {"value": value}, version=1)
    later = to_utc(
        edit.facts.rules.days.add(today, ESCALATE_AFTER_WORKING_DAYS), POSTING_TIME, edit.group.zone
    )
    for contact in first:
        ask(edit, proposal, contact, edit.now)
    if coordinator is not None and coordinator not in first:
        ask(edit, proposal, coordinator, later)
    return Proposed(proposal.id, _sentence(act, edit), first)


def _sentence(act: Propose, edit: Edit) -> str:
    snapshot = edit.work.snapshots.read(edit.session, edit.facts)
    return edit.registry.label(act.act, snapshot, edit.caller.reader)
