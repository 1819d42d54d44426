"""Direct conversations: opened once a person, and stored before anything is posted in them."""

from __future__ import annotations

from collections.abc import Sequence
from dataclasses import dataclass
from datetime import datetime, timedelta

from sqlalchemy import select
from sqlalchemy.orm import Session

from bot.delivery.dead_letters import bury
from bot.delivery.hooks import Plan
from bot.delivery.outcomes import Refused, Unclear, Unsent
from bot.delivery.store.outbox import is_state
from bot.delivery.tables import DirectChannel, OutboxRow
from bot.delivery.timing import DeliveryTiming
from bot.store.inserts import insert_new


@dataclass(frozen=True)
class Person:
    """Somebody with whom no direct conversation is known yet, and the rows that wait for it."""

    team_id: str
    user_id: str
    row_ids: Sequence[int]


def remember_channel(session: Session, team_id: str, user_id: str, channel_id: str) -> None:
    """Keep the direct conversation with a person; it is always the same one, whoever opens it."""
    statement = insert_new(session, DirectChannel)
    session.execute(statement.values(team_id=team_id, user_id=user_id, channel_id=channel_id))


def store_channel(session: Session, person: Person, channel_id: str, now: datetime) -> None:
    """The conversation is open: the waiting rows are due."""
    remember_channel(session, person.team_id, person.user_id, channel_id)
    for row in _waiting(session, person):
        row.retry_at = now


def store_failure(
    session: Session,
    person: Person,
    outcome: Unsent | Refused | Unclear,
    now: datetime,
    plan: Plan,
    timing: DeliveryTiming,
) -> None:
    """The conversation could not be opened: tried again, ever later (it opens nothing twice), or given up."""
    for row in _waiting(session, person):
        row.attempts += isinstance(outcome, Unclear)
        if isinstance(outcome, Refused) or row.attempts >= timing.max_attempts:
            bury(session, row, outcome.error, plan, now)
            continue
        pause = timing.retry * 2**row.attempts
        if isinstance(outcome, Unsent) and outcome.retry_after is not None:
            pause = timedelta(seconds=outcome.retry_after)
        row.retry_at, row.error = now + pause, outcome.error


def _waiting(session: Session, person: Person) -> Sequence[OutboxRow]:
    """The rows that still wait; what somebody is just changing is looked at again a lease later."""
    return session.scalars(
        select(OutboxRow)
        .where(OutboxRow.id.in_(person.row_ids), is_state("pending"))
        .with_for_update(skip_locked=True)
    ).all()
