"""Events that were received: each has one effect, however often Slack delivers it."""

from __future__ import annotations

from datetime import datetime, timedelta

from bot.core import history
from bot.core.work import Work

KEEP_FOR = timedelta(days=7)


def was_received(work: Work, event_id: str) -> bool:
    """Whether an event has had its effect."""
    with work.database.reading() as session:
        return history.event_known(session, event_id)


def mark_received(work: Work, event_id: str, now: datetime) -> bool:
    """Remember an event that changed nothing; False if it was remembered before."""
    with work.database.writing() as session:
        return history.record_event(session, event_id, now)


def forget_old_events(work: Work, now: datetime) -> int:
    """Drop what Slack can no longer repeat; returns how many."""
    with work.database.writing() as session:
        return history.forget_events(session, now - KEEP_FOR)
