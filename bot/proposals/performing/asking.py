"""Who decides is asked: of the first proposal of a day at once, of all others of that day in one message."""

from __future__ import annotations

from datetime import datetime, time

from bot.core.edit import Edit
from bot.core.group import POSTING_TIME
from bot.core.people import Contact
from bot.dates.wall_time import local, to_utc
from bot.delivery.store import outbox
from bot.proposals import store
from bot.proposals.rules import PROPOSAL, PROPOSALS
from bot.proposals.tables import Proposal

GATHERED_AT = time(16)
"""When, on the clock of the group, the further proposals of a day are asked about."""


def ask(edit: Edit, proposal: Proposal, contact: Contact, due_at: datetime) -> None:
    """Ask somebody at an instant whether a proposal is to be done."""
    if _is_first(edit, proposal, contact, due_at):
        edit.notify(
            PROPOSAL,
            f"proposal:{proposal.id}:{contact.id}",
            contact,
            due_at=due_at,
            payload={"proposal": proposal.id},
            shows=[(PROPOSAL, proposal.id)],
        )
        return
    gathered = _gathered_at(edit, due_at)
    key = f"{gathered_key(edit.group.id, contact.id)}{int(gathered.timestamp())}"
    known = outbox.find_by_keys(edit.session, [key]).get(key)
    ids = [*(known.payload["proposals"] if known is not None else ()), proposal.id]
    if known is not None:
        known.payload = {"proposals": ids}
    edit.notify(
        PROPOSALS,
        key,
        contact,
        due_at=gathered,
        payload={"proposals": ids},
        shows=[(PROPOSAL, one) for one in ids],
        revive=True,
    )


def gathered_key(group_id: int, person_id: int) -> str:
    """What the keys of the gathered messages to one person of a group begin with; an instant follows."""
    return f"proposals:{group_id}:{person_id}:"


def _is_first(edit: Edit, proposal: Proposal, contact: Contact, due_at: datetime) -> bool:
    """Whether no other open proposal is asked of that person on the same day."""
    others = [one for one in store.open_proposals(edit.session, edit.group.id) if one.id != proposal.id]
    rows = outbox.find_by_keys(edit.session, [f"proposal:{one.id}:{contact.id}" for one in others])
    zone = edit.group.zone
    return all(local(row.due_at, zone).date() != local(due_at, zone).date() for row in rows.values())


def _gathered_at(edit: Edit, due_at: datetime) -> datetime:
    """In the afternoon of that day; what comes later, on the next working day."""
    zone, day = edit.group.zone, local(due_at, edit.group.zone).date()
    afternoon = to_utc(day, GATHERED_AT, zone)
    if due_at < afternoon:
        return afternoon
    return to_utc(edit.facts.rules.days.add(day, 1), POSTING_TIME, zone)
