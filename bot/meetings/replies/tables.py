"""Replies to meetings."""

from __future__ import annotations

from typing import Any

from sqlalchemy import ForeignKey, Index, UniqueConstraint
from sqlalchemy.orm import Mapped, mapped_column

from bot.meetings.invited.tables import Answered
from bot.plan.tables import JSON_OR_NULL
from bot.store.base import Base


class ReplyRow(Answered, Base):
    """What somebody said of a meeting at one of its dates: a row for each schedule version."""

    __tablename__ = "replies"
    __table_args__ = (UniqueConstraint("item_id", "schedule_version", "voice_key"), Index(None, "group_id"))

    id: Mapped[int] = mapped_column(primary_key=True)
    group_id: Mapped[int] = mapped_column(ForeignKey("groups.id"))
    item_id: Mapped[int] = mapped_column(ForeignKey("items.id"))
    schedule_version: Mapped[int]
    said_for: Mapped[dict[str, Any] | None] = mapped_column(JSON_OR_NULL)
    """The date that it was a reply to, as a JSON value: where a move is taken back, the reply holds again."""
    coming: Mapped[str]
    alternate: Mapped[str | None]
