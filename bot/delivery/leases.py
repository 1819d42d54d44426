"""The time that leases are measured in: one that no wrong wall clock can bend."""

from __future__ import annotations

import time

from sqlalchemy import BindParameter, ColumnElement, Select, func, or_, select
from sqlalchemy.orm import Session

from bot.delivery.store.outbox import is_state
from bot.delivery.tables import OutboxRow

_EPOCH: Select[tuple[float]] = select(func.extract("epoch", func.clock_timestamp()))


def boot_seconds() -> float:
    """Seconds since the machine was started, sleep included where the system tells."""
    if hasattr(time, "CLOCK_BOOTTIME"):
        return time.clock_gettime(time.CLOCK_BOOTTIME)
    return time.monotonic()


def lease_seconds(session: Session) -> float:
    """The lease clock: the database's own (PostgreSQL), or the time since boot (SQLite: one machine)."""
    if session.get_bind().dialect.name == "postgresql":
        return float(session.scalar(_EPOCH) or 0.0)
    return boot_seconds()


def lease_is_over(
    seconds: float | BindParameter[float], longest: float | BindParameter[float]
) -> ColumnElement[bool]:
    """The condition that a claim's lease has ended at `seconds` of the lease clock.

    One beyond `longest`, the end of a lease given now, was given before the machine was started again.
    """
    lease = OutboxRow.lease_until
    return is_state("sending") & or_(lease < seconds, lease > longest)
