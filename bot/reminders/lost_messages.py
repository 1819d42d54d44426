"""A person's word on a message of which nobody knows whether it was posted."""

from __future__ import annotations

from datetime import datetime

from bot.core import history
from bot.core.work import Work
from bot.delivery.store import outbox
from bot.groups.arrivals import Arrival


def answer_dead_letter(work: Work, arrival: Arrival, row_id: int, *, posted: bool, now: datetime) -> bool:
    """Settle a dead letter of the caller's workspace, as posted or to be posted again.

    The question goes to the group's coordinators alone, so whoever has its buttons may answer.

    Returns:
        False if it was settled before, or is none of that workspace.
    """
    with work.database.writing() as session:
        if arrival.event_id is not None and not history.record_event(session, arrival.event_id, now):
            return False
        row = outbox.get(session, row_id)
        if row is None or row.team_id != arrival.team_id:
            return False
        settled = outbox.resolve_dead(session, row_id, posted=posted, now=now)
    work.on_commit()
    return settled
