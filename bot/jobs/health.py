"""Whether the bot can do its work."""

from __future__ import annotations

from datetime import datetime
from functools import lru_cache

from sqlalchemy.exc import SQLAlchemyError

from bot.core.work import Work
from bot.delivery.store.outbox_counts import OutboxCounts, count_live
from bot.store.migrate import newest_revision, stored_revision


def problems(work: Work) -> list[str]:
    """What is wrong with the database, in short lines; empty when it is reachable and current."""
    try:
        with work.database.reading() as session:
            stored = stored_revision(session)
    except SQLAlchemyError:
        return ["the database does not answer"]
    return [] if stored == _newest() else ["the database schema is not current"]


@lru_cache(maxsize=1)
def _newest() -> str:
    return newest_revision()


def outbox_counts(work: Work, now: datetime) -> OutboxCounts:
    """How many notices wait, by state."""
    with work.database.reading() as session:
        return count_live(session, now)
