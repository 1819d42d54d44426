"""The card of a meeting's date, in whose thread its channel hears of all else."""

from __future__ import annotations

from sqlalchemy import select
from sqlalchemy.orm import Session

from bot.delivery.tables import OutboxRow

DATE = "date"


def date_card(session: Session, item_id: int, channel: str) -> str | None:
    """The key of the newest date card of a meeting in a channel; None where none was planned."""
    statement = (
        select(OutboxRow.key)
        .where(
            OutboxRow.item_id == item_id,
            OutboxRow.kind == DATE,
            OutboxRow.recipient == channel,
            OutboxRow.state.in_(("pending", "sending", "sent", "unknown")),
        )
        .order_by(OutboxRow.id.desc())
        .limit(1)
    )
    return session.scalar(statement)
