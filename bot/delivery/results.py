"""Writing down what became of posts: many in one transaction, each only under the fence of its claim."""

from __future__ import annotations

from collections.abc import Sequence
from dataclasses import dataclass
from datetime import datetime, timedelta
from typing import Any

from sqlalchemy import Table, bindparam, case, null, select, update
from sqlalchemy.orm import Session

from bot.delivery.claims import Claimed
from bot.delivery.dead_letters import bury
from bot.delivery.outcomes import Outcome, Refused, Sent, Unclear, Unsent
from bot.delivery.plan import Plan
from bot.delivery.timing import DeliveryTiming
from bot.models.outbox import OutboxRow
from bot.repositories.outbox import is_state

_table = OutboxRow.__table__
assert isinstance(_table, Table)
# A message that Slack has confirmed is sent, whatever others have concluded meanwhile about the same claim.
_MARK_SENT = (
    update(_table)
    .where(_table.c.id == bindparam("row_id"), _table.c.fence == bindparam("row_fence"))
    .values(
        state="sent",
        ts=bindparam("row_ts"),
        sent_at=bindparam("row_sent_at"),
        lease_until=null(),
        error=null(),
        heal_at=case((_table.c.unclear_at.is_not(None), bindparam("row_heal_at")), else_=null()),
    )
)


@dataclass(frozen=True)
class Result:
    """What became of one claim, at `at` of the app's clock."""

    claimed: Claimed
    outcome: Outcome
    at: datetime


def write_results(session: Session, results: Sequence[Result], plan: Plan, timing: DeliveryTiming) -> None:
    """Write down the results of many claims."""
    sent = [
        _sent_values(result, result.outcome, timing) for result in results if isinstance(result.outcome, Sent)
    ]
    if sent:
        session.connection().execute(_MARK_SENT, sent)
    for result in results:
        if not isinstance(result.outcome, Sent):
            _write_unsent(session, result, result.outcome, plan, timing)
    session.flush()


def _sent_values(result: Result, outcome: Sent, timing: DeliveryTiming) -> dict[str, Any]:
    return {
        "row_id": result.claimed.row_id,
        "row_fence": result.claimed.fence,
        "row_ts": outcome.ts,
        "row_sent_at": result.at,
        "row_heal_at": result.at + timing.heal_after,
    }


def _write_unsent(
    session: Session, result: Result, outcome: Unsent | Refused | Unclear, plan: Plan, timing: DeliveryTiming
) -> None:
    row = session.scalars(
        select(OutboxRow)
        .where(
            OutboxRow.id == result.claimed.row_id,
            OutboxRow.fence == result.claimed.fence,
            OutboxRow.state.in_(("sending", "unknown")),
        )
        .with_for_update()
    ).one_or_none()
    if row is None:
        return
    if isinstance(outcome, Refused):
        bury(session, row, outcome.error, plan, result.at)
    elif isinstance(outcome, Unsent):
        _return(row, outcome, result.at, timing)
        if outcome.limited:
            _hold_back(session, row)
    elif row.state == "sending":
        row.state, row.error, row.lease_until = "unknown", outcome.error, None
        row.unclear_at, row.retry_at = result.at, result.at + timing.settle


def _return(row: OutboxRow, outcome: Unsent, at: datetime, timing: DeliveryTiming) -> None:
    """Back to pending: nothing has reached Slack, so the attempt does not count."""
    row.state, row.error, row.lease_until = "pending", outcome.error, None
    row.attempts -= 1
    wait = timing.retry if outcome.retry_after is None else timedelta(seconds=outcome.retry_after)
    row.retry_at = at + wait


def _hold_back(session: Session, limited: OutboxRow) -> None:
    """Slack wants a pause in a channel: nothing else goes there either, also after a restart."""
    session.flush()
    session.execute(
        update(OutboxRow)
        .where(
            is_state("pending"),
            OutboxRow.team_id == limited.team_id,
            OutboxRow.recipient == limited.recipient,
            OutboxRow.retry_at < limited.retry_at,
        )
        .values(retry_at=limited.retry_at)
        .execution_options(synchronize_session=False)
    )
