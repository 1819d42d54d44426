"""Whether there is something to do, and when there next will be: asked before anything is locked."""

from __future__ import annotations

from dataclasses import dataclass
from datetime import datetime, timedelta

from sqlalchemy import Executable, Float, bindparam, exists, func, or_, select
from sqlalchemy.orm import Session

from bot.delivery.leases import lease_is_over, lease_seconds
from bot.delivery.store.outbox import is_state, next_due
from bot.delivery.tables import OutboxRow, Redraw
from bot.delivery.timing import DeliveryTiming
from bot.store.base import UTCDateTime


@dataclass(frozen=True)
class Work:
    """What waits: rows to post, rows that time has overtaken, rows to look up, messages to redraw."""

    due: bool
    overtaken: bool
    doubts: bool
    redraws: bool


def _build_query() -> Executable:
    row, now = OutboxRow, bindparam("now", type_=UTCDateTime())
    due = is_state("pending") & (row.retry_at <= now)
    late = due & or_(row.retry_at < bindparam("late", type_=UTCDateTime()), row.expires_at <= now)
    over = lease_is_over(bindparam("lease_low", type_=Float()), bindparam("lease_high", type_=Float()))
    unclear = is_state("unknown") & (row.retry_at <= now)
    copied = row.heal_at.is_not(None) & (row.heal_at <= now)
    redrawn = Redraw.due_at <= now
    return select(*(exists().where(one) for one in (due, late, over, unclear, copied, redrawn)))


# Built once: it is asked whenever the clock wakes.
_QUERY = _build_query()


def find_work(session: Session, now: datetime, timing: DeliveryTiming) -> Work:
    """What is to be done at `now`."""
    seconds = lease_seconds(session)
    found = session.execute(
        _QUERY,
        {
            "now": now,
            "late": now - timing.late,
            "lease_low": seconds,
            "lease_high": seconds + timing.lease.total_seconds(),
        },
    ).one()
    return Work(due=found[0], overtaken=found[1] or found[2], doubts=found[3] or found[4], redraws=found[5])


_FIRST_LEASE = select(func.min(OutboxRow.lease_until)).where(is_state("sending"))


def find_next_wake(session: Session, now: datetime) -> datetime | None:
    """When the next row is due, may be looked up or redrawn, or loses its lease; None if nothing waits."""
    times = [next_due(session)]
    lease_until = session.scalar(_FIRST_LEASE)
    if lease_until is not None:
        times.append(now + timedelta(seconds=max(0.0, lease_until - lease_seconds(session))))
    return min((time for time in times if time is not None), default=None)
