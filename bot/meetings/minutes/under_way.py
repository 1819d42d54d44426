"""Which meeting is spoken of where none is named: the one under way, or just over."""

from __future__ import annotations

from datetime import datetime, timedelta

from bot.core.caller import Caller
from bot.core.rights import Need, Right
from bot.core.snapshot import Snapshot
from bot.plan.rules.items import Item, Status
from bot.plan.rules.plan import Plan

BEFORE, AFTER = timedelta(minutes=30), timedelta(days=3)
"""From when to when around a meeting what is noted is taken for its own."""


def meeting_under_way(snapshot: Snapshot, now: datetime, caller: Caller) -> Item | None:
    """The meeting that has begun last and is not long over; of several at once, one that the caller plans."""
    zone = snapshot.facts.group.zone
    found = []
    for item in snapshot[Plan].items:
        if not item.is_meeting or not item.when.is_dated or item.status is Status.CANCELLED:
            continue
        start, end = item.when.starts_at(zone), item.when.ends_at(zone)
        if start is not None and end is not None and start - BEFORE <= now <= end + AFTER:
            found.append((caller.may(Need(Right.PLAN, item)), start, item.id, item))
    return max(found)[3] if found else None
