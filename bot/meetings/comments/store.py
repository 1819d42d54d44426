"""Queries on comments."""

from __future__ import annotations

from collections.abc import Sequence

from sqlalchemy import select
from sqlalchemy.orm import Session

from bot.meetings.comments.tables import MinutesComment


def comments_on(session: Session, item_id: int) -> Sequence[MinutesComment]:
    """The comments on the minutes of a meeting, in order."""
    mine = select(MinutesComment).where(MinutesComment.item_id == item_id, ~MinutesComment.removed)
    return session.scalars(mine.order_by(MinutesComment.id)).all()
