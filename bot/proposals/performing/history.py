"""Proposals in the history: sending one, and deciding on one, can both be taken back."""

from __future__ import annotations

from dataclasses import dataclass

from bot.core.edit import Edit
from bot.core.errors import UserError
from bot.core.i18n import _
from bot.core.requests import Act
from bot.core.rights import Need, Right
from bot.core.tables import Change
from bot.core.undo_acts import GroupHistory
from bot.delivery.store import outbox
from bot.proposals import store
from bot.proposals.performing.deciding import decisions_of, outcome_key, tell
from bot.proposals.performing.proposing import need_of
from bot.proposals.rules import OPEN, PROPOSAL, SUBJECT, WITHDRAWN
from bot.proposals.tables import Proposal


@dataclass(frozen=True, slots=True)
class Reopened:
    """A proposal after something about it was taken back: its number, and how it stands."""

    proposal_id: int
    state: str


def name_of_change(_edit: Edit, change: Change) -> str:
    """The proposal that an entry is about."""
    return _("proposal {number}").format(number=change.subject_id)


def need_of_entry(edit: Edit, change: Change) -> Need:
    """Whoever sent a proposal may take it back; a decision, whoever may decide."""
    proposal = _proposal(edit, change)
    if change.action == "propose" and proposal.person_id == edit.caller.person_id:
        return Need(Right.EVERYBODY)
    act = edit.registry.decode(proposal.value or "").request
    assert isinstance(act, Act)
    return need_of(act, edit)


def reverse_entry(edit: Edit, change: Change) -> Reopened:
    """A proposal that was sent is withdrawn; one that was decided on waits again.

    Raises:
        UserError: it stands otherwise by now.
    """
    proposal = _proposal(edit, change)
    was, becomes = (OPEN, WITHDRAWN) if change.action == "propose" else (change.after.get("state"), OPEN)
    if proposal.state != was:
        told = _("Proposal {number} has changed since.")
        raise UserError(told.format(number=proposal.id), offers=(GroupHistory(),))
    decisions = decisions_of(edit, proposal)
    proposal.state, proposal.why = becomes, None
    proposal.decided_by = edit.work.means.who(edit.session, edit.actor) if becomes == WITHDRAWN else None
    proposal.decided_at = edit.now if becomes == WITHDRAWN else None
    before, after = {"state": was}, {"state": becomes}
    version = change.version + 1
    edit.record(SUBJECT, proposal.id, str(proposal.id), becomes, before, after, version=version)
    edit.redraw(PROPOSAL, proposal.id)
    if becomes == OPEN:
        _tell_again(edit, proposal, decisions)
    return Reopened(proposal.id, becomes)


def _tell_again(edit: Edit, proposal: Proposal, decisions: int) -> None:
    """Whoever sent it hears that it waits again, where they had heard of the decision."""
    key = outcome_key(proposal.id, decisions)
    told = outbox.find_by_keys(edit.session, [key]).get(key)
    if told is None or told.state == "pending":
        outbox.cancel_keys(edit.session, [key], reason="taken back")
    else:
        tell(edit, proposal, f"{key}:open", OPEN)


def _proposal(edit: Edit, change: Change) -> Proposal:
    found = store.proposal_of(edit.session, edit.group.id, change.subject_id, lock=True)
    if found is None:
        raise UserError(_("There is no such proposal."))
    return found
