"""Polls and what people answered."""

from __future__ import annotations

from datetime import datetime
from typing import Any

from sqlalchemy import ForeignKey, Index, UniqueConstraint
from sqlalchemy.orm import Mapped, mapped_column

from bot.meetings.invited.tables import Answered
from bot.store.base import Base, Recorded


class PollRow(Recorded, Base):
    """A poll of dates for one meeting.

    `options` are ``{"number", "when"}`` in their order, `when` in the terms of the JSON interface; numbers
    are not given twice. `closes_on` is the last day on which people vote, `chosen` the number that was taken.
    """

    __tablename__ = "polls"
    __table_args__ = (Index(None, "group_id", "state"), Index(None, "item_id"))

    id: Mapped[int] = mapped_column(primary_key=True)
    group_id: Mapped[int] = mapped_column(ForeignKey("groups.id"))
    item_id: Mapped[int] = mapped_column(ForeignKey("items.id"))
    organiser_id: Mapped[int | None] = mapped_column(ForeignKey("people.id"))
    state: Mapped[str] = mapped_column(default="open")
    options: Mapped[list[Any]]
    last_number: Mapped[int]
    closes_on: Mapped[str]
    chosen: Mapped[int | None]
    opened_at: Mapped[datetime]


class BallotRow(Answered, Base):
    """What somebody answered; `answers` are yes, ifneedbe or no by the number of the option."""

    __tablename__ = "ballots"
    __table_args__ = (UniqueConstraint("poll_id", "voice_key"),)

    id: Mapped[int] = mapped_column(primary_key=True)
    poll_id: Mapped[int] = mapped_column(ForeignKey("polls.id"))
    answers: Mapped[dict[str, Any]]
