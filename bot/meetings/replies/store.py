"""Queries on replies."""

from __future__ import annotations

from sqlalchemy import bindparam, select
from sqlalchemy.orm import Session

from bot.meetings.invited.store import voice_of
from bot.meetings.replies.rules import Coming, Replies, Reply
from bot.meetings.replies.tables import ReplyRow
from bot.plan.fields import when_from
from bot.plan.tables import Item

_OF_GROUP = (
    select(ReplyRow)
    .join(Item, Item.id == ReplyRow.item_id)
    .where(ReplyRow.group_id == bindparam("group_id"), ~ReplyRow.removed, Item.is_open)
    .order_by(ReplyRow.id)
)


def replies_of(session: Session, group_id: int) -> Replies:
    """The replies to the open meetings of a group."""
    return Replies(tuple(reply_of(row) for row in session.scalars(_OF_GROUP, {"group_id": group_id})))


def rows_to(session: Session, item_id: int) -> list[ReplyRow]:
    """All replies to a meeting, to each of its dates, also those that were taken back."""
    return list(session.scalars(select(ReplyRow).where(ReplyRow.item_id == item_id).order_by(ReplyRow.id)))


def replies_to(session: Session, item_id: int) -> tuple[Reply, ...]:
    """The replies to a meeting, open or over."""
    return tuple(reply_of(row) for row in rows_to(session, item_id) if not row.removed)


def reply_of(row: ReplyRow) -> Reply:
    """A row as the rules see it."""
    return Reply(
        voice_of(row),
        row.at,
        row.item_id,
        row.schedule_version,
        Coming(row.coming),
        row.alternate,
        row.note,
        row.entered_by,
        when_from(row.said_for) if row.said_for else None,
    )
