"""Written rounds and the answers to them."""

from __future__ import annotations

from datetime import datetime
from typing import Any

from sqlalchemy import ForeignKey, Index, UniqueConstraint
from sqlalchemy.orm import Mapped, mapped_column

from bot.meetings.invited.tables import Answered
from bot.store.base import Base, Recorded


class RoundRow(Recorded, Base):
    """A question to agencies about an item; `agencies` are their ids, none for all."""

    __tablename__ = "rounds"
    __table_args__ = (Index(None, "group_id"),)

    id: Mapped[int] = mapped_column(primary_key=True)
    group_id: Mapped[int] = mapped_column(ForeignKey("groups.id"))
    item_id: Mapped[int] = mapped_column(ForeignKey("items.id"))
    opened_by: Mapped[int | None] = mapped_column(ForeignKey("people.id"))
    question: Mapped[str]
    link: Mapped[str | None]
    closes_on: Mapped[str]
    is_consent: Mapped[bool] = mapped_column(default=False)
    is_open: Mapped[bool] = mapped_column(default=True)
    agencies: Mapped[list[Any]]
    opened_at: Mapped[datetime]


class RoundAnswerRow(Answered, Base):
    """What somebody answered; the comment or the nomination stands in `note`."""

    __tablename__ = "round_answers"
    __table_args__ = (UniqueConstraint("round_id", "voice_key"),)

    id: Mapped[int] = mapped_column(primary_key=True)
    round_id: Mapped[int] = mapped_column(ForeignKey("rounds.id"))
    kind: Mapped[str]
