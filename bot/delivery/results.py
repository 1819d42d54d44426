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
from bot.delivery.hooks import Plan
from bot.delivery.outcomes import Outcome, Refused, Sent, Unclear, Unsent
from bot.delivery.store.outbox import is_state, lock
from bot.delivery.store.redraws import keep_drawn
from bot.delivery.tables import OutboxRow
from bot.delivery.timing import DeliveryTiming

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
    results = sorted(results, key=lambda result: result.claimed.row_id)
    sent = [
        _sent_values(result, result.outcome, timing) for result in results if isinstance(result.outcome, Sent)
    ]
    # Where all were sent, marking them one after another locks them in the same order.
    rows = lock(session, [one.claimed.row_id for one in results]) if len(sent) < len(results) else {}
    if sent:
        session.connection().execute(_MARK_SENT, sent)
        keep_drawn(
            session,
            {
                (result.claimed.row_id, result.outcome.ts): result.claimed.post.digest
                for result in results
                if isinstance(result.outcome, Sent) and result.claimed.post.shows
            },
        )
    for result in results:
        if not isinstance(result.outcome, Sent):
            row = rows.get(result.claimed.row_id)
            if row and row.fence == result.claimed.fence and row.state in ("sending", "unknown"):
                _write_unsent(session, row, result.outcome, result.at, plan, timing)
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
    session: Session,
    row: OutboxRow,
    outcome: Unsent | Refused | Unclear,
    at: datetime,
    plan: Plan,
    timing: DeliveryTiming,
) -> None:
    if isinstance(outcome, Refused):
        bury(session, row, outcome.error, plan, at)
    elif isinstance(outcome, Unsent):
        _return(row, outcome, at, timing)
        if outcome.limited:
            _hold_back(session, row)
    elif row.state == "sending":
        row.state, row.error, row.lease_until = "unknown", outcome.error, None
        row.unclear_at, row.retry_at = at, at + timing.settle


def _return(row: OutboxRow, outcome: Unsent, at: datetime, timing: DeliveryTiming) -> None:
    """Back to pending: nothing has reached Slack, so the attempt does not count."""
    row.state, row.error, row.lease_until = "pending", outcome.error, None
    row.attempts -= 1
    wait = timing.retry if outcome.retry_after is None else timedelta(seconds=outcome.retry_after)
    row.retry_at = at + wait


def _hold_back(session: Session, limited: OutboxRow) -> None:
    """Slack wants a pause in a channel: nothing else goes there either, also after a restart.

    What somebody else holds is being claimed or changed: Slack would tell it the same.
    """
    session.flush()
    others = select(OutboxRow.id).where(
        is_state("pending"),
        OutboxRow.team_id == limited.team_id,
        OutboxRow.recipient == limited.recipient,
        OutboxRow.retry_at < limited.retry_at,
    )
    session.execute(
        update(OutboxRow)
        .where(OutboxRow.id.in_(others.with_for_update(skip_locked=True)))
        .values(retry_at=limited.retry_at)
        .execution_options(synchronize_session=False)
    )
