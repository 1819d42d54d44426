"""Proposals: what someone may not do is sent to those who may, who accept or decline it."""

from __future__ import annotations

from dataclasses import dataclass
from datetime import datetime

from bot.core import history
from bot.core.edit import editing
from bot.core.errors import UserError
from bot.core.history_views import who
from bot.core.i18n import _
from bot.core.work import Work
from bot.dates.wall_time import to_utc
from bot.delivery.store import outbox
from bot.delivery.store.outbox import NewNotice
from bot.groups.arrivals import Caller, require
from bot.groups.rules.rights import Act
from bot.groups.rules.roster import Contact
from bot.groups.tables import Person
from bot.plan.rules.upcoming import today_in
from bot.plan.store import plans
from bot.plan.tables import Item as ItemRow
from bot.proposals.tables import Proposal
from bot.reminders.materialise import PROPOSAL
from bot.reminders.notices import proposal_view
from bot.reminders.rules.ladders import POSTING_TIME
from bot.reminders.rules.notice_views import ProposalNotice
from bot.talk.tokens import labels_named

ESCALATE_AFTER_WORKING_DAYS = 2


@dataclass(frozen=True, slots=True)
class Proposed:
    """A proposal that was sent: to whom, and whether it had been sent before."""

    proposal_id: int
    words: str
    to: tuple[Contact, ...]
    is_same: bool = False


def propose(work: Work, caller: Caller, words: str, key: str | None, now: datetime) -> Proposed:
    """Send a command as a proposal: at once to the leads, after two working days to the coordinator.

    Raises:
        UserError: there is nobody who could decide on it.
    """
    with editing(work, caller, now) as edit:
        row = plans.row_by_key(edit.session, edit.group.id, key) if key else None
        today = today_in(edit.group.zone, now)
        roster = edit.facts.roster
        coordinator = roster.coordinator(today)
        labels = _labels(row, words, caller)
        present = [lead for label in labels if (lead := roster.lead(label, today)) is not None]
        leads = tuple(dict.fromkeys(present))
        first = leads or ((coordinator,) if coordinator else ())
        if not first:
            raise UserError(_("This group has nobody yet who could decide on that."))
        known = history.open_proposal_of(edit.session, edit.group.id, caller.person_id, words)
        if known is not None:
            return Proposed(known.id, words, first, is_same=True)
        proposal = Proposal(
            group_id=edit.group.id,
            item_id=row.id if row else None,
            person_id=caller.person_id,
            words=words,
            at=now,
        )
        edit.session.add(proposal)
        edit.session.flush()
        edit.audit("propose", row.key if row else "", words)
        later = to_utc(
            edit.facts.rules.days.add(today, ESCALATE_AFTER_WORKING_DAYS), POSTING_TIME, edit.group.zone
        )
        notices = [_notice(edit.group.team_id, proposal, contact, now) for contact in first]
        if coordinator is not None and coordinator not in first:
            notices.append(_notice(edit.group.team_id, proposal, coordinator, later))
        outbox.add_notices(edit.session, notices, now=now)
        return Proposed(proposal.id, words, first)


def _labels(row: ItemRow | None, words: str, caller: Caller) -> tuple[str, ...]:
    """The streams whose leads may decide: the item's, or those of the item that is to be added."""
    return tuple(plans.labels(row.streams)) if row else labels_named(words, caller.group.labels)


def _notice(team_id: str, proposal: Proposal, contact: Contact, due_at: datetime) -> NewNotice:
    return NewNotice(
        team_id=team_id,
        key=f"proposal:{proposal.id}:{contact.id}",
        kind=PROPOSAL,
        recipient=contact.user_id,
        recipient_team=contact.team_id,
        due_at=due_at,
        group_id=proposal.group_id,
        payload={"proposal": proposal.id},
    )


def open_proposal(work: Work, caller: Caller, proposal_id: int) -> ProposalNotice:
    """A proposal as it stands.

    Raises:
        UserError: there is no such proposal in the group.
    """
    with work.database.reading() as session:
        proposal = session.get(Proposal, proposal_id)
        if proposal is None or proposal.group_id != caller.group.id:
            raise UserError(_("There is no such proposal."))
        return proposal_view(session, caller.facts, proposal)


def decide(work: Work, caller: Caller, proposal_id: int, accept: bool, now: datetime) -> ProposalNotice:
    """Close a proposal as accepted or declined, once; its proposer is told.

    The caller carries out an accepted proposal with their own rights, before this.

    Raises:
        UserError: no right, or it was decided before.
    """
    with editing(work, caller, now) as edit:
        proposal = history.proposal_by_id(edit.session, proposal_id)
        if proposal is None or proposal.group_id != edit.group.id:
            raise UserError(_("There is no such proposal."))
        row = edit.session.get(ItemRow, proposal.item_id) if proposal.item_id else None
        labels = _labels(row, proposal.words, caller)
        if row is not None:
            require(caller, Act.STATUS, edit.item(row))
        else:
            require(caller, Act.PLAN if labels else Act.GOVERN, None, labels)
        if proposal.state != "open":
            raise UserError(
                _("That proposal was {state} already by {who}.").format(
                    state=_state_word(proposal.state), who=proposal.decided_by or _("somebody")
                )
            )
        proposal.state = "accepted" if accept else "declined"
        proposal.decided_at = now
        proposal.decided_by = who("", {}) if caller.person_key is None else f"<@{caller.person_key[1]}>"
        edit.audit(proposal.state, str(proposal.id), proposal.words)
        person = edit.session.get_one(Person, proposal.person_id)
        outbox.add_notice(
            edit.session,
            NewNotice(
                team_id=edit.group.team_id,
                key=f"proposal:{proposal.id}:outcome",
                kind=PROPOSAL,
                recipient=person.user_id,
                recipient_team=person.team_id,
                due_at=now,
                group_id=edit.group.id,
                payload={"proposal": proposal.id, "outcome": proposal.state},
            ),
            now=now,
        )
    return open_proposal(work, caller, proposal_id)


def _state_word(state: str) -> str:
    return {"accepted": _("accepted"), "declined": _("declined")}.get(state, state)
