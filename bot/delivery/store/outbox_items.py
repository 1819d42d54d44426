"""The notices about items of a plan, read while an act changes those."""

from __future__ import annotations

from collections.abc import Sequence

from sqlalchemy import bindparam, select
from sqlalchemy.orm import Session

from bot.delivery.store.outbox import is_state
from bot.delivery.tables import OutboxRow, ShownSubject
from bot.store.chunks import in_chunks

_PENDING_OF_ITEMS = (
    select(OutboxRow)
    .where(OutboxRow.item_id.in_(bindparam("item_ids", expanding=True)), is_state("pending"))
    .execution_options(populate_existing=True)
)
_WAITING_AND_POSTED = (
    select(OutboxRow)
    .from_statement(
        select(OutboxRow)
        .where(OutboxRow.item_id == bindparam("item_id"), is_state("pending"))
        .union_all(
            select(OutboxRow)
            .join(ShownSubject, ShownSubject.row_id == OutboxRow.id)
            .where(
                ShownSubject.subject == bindparam("subject"),
                ShownSubject.subject_id == bindparam("item_id"),
                OutboxRow.state.in_(("sending", "unknown", "sent")),
            )
        )
    )
    .execution_options(populate_existing=True)
)


def pending_of_items(session: Session, item_ids: Sequence[int]) -> list[OutboxRow]:
    """The pending notices about some items, as they are in the database."""
    return [
        row for ids in in_chunks(item_ids) for row in session.scalars(_PENDING_OF_ITEMS, {"item_ids": ids})
    ]


def waiting_and_posted(
    session: Session, item_id: int, subject: str
) -> tuple[list[OutboxRow], list[OutboxRow]]:
    """The pending notices about an item, and those that show it as some subject and stand, newest first."""
    rows = session.scalars(_WAITING_AND_POSTED, {"item_id": item_id, "subject": subject}).all()
    posted = [row for row in rows if row.state != "pending"]
    posted.sort(key=lambda row: (row.due_at, row.id), reverse=True)
    return [row for row in rows if row.state == "pending"], posted
