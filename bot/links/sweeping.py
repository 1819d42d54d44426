"""Links that were ended or ran out long ago are forgotten."""

from __future__ import annotations

from datetime import datetime

from bot.core.work import Work
from bot.links import store
from bot.links.rules import EMPTY_FOR


def forget_old_links(work: Work, now: datetime) -> int:
    """Drop links once nothing is behind them any more; returns how many."""
    with work.database.writing() as session:
        return store.forget_ended(session, now - EMPTY_FOR)
