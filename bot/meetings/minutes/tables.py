"""The minutes of meetings, and the files in which they were written."""

from __future__ import annotations

from datetime import date, datetime

from sqlalchemy import ForeignKey, LargeBinary
from sqlalchemy.orm import Mapped, mapped_column

from bot.store.base import Base


class Minutes(Base):
    """How far the minutes of a meeting are; `note` is what was noted without a point.

    `adopted_by_id` is the meeting that adopted them, None where nobody objected in time.
    """

    __tablename__ = "minutes"

    item_id: Mapped[int] = mapped_column(ForeignKey("items.id"), primary_key=True)
    state: Mapped[str]
    note: Mapped[str | None]
    note_taker_id: Mapped[int | None] = mapped_column(ForeignKey("people.id"))
    comments_until: Mapped[date | None]
    circulated_at: Mapped[datetime | None]
    adopted_at: Mapped[datetime | None]
    adopted_by_id: Mapped[int | None] = mapped_column(ForeignKey("items.id"))
    version: Mapped[int] = mapped_column(default=1)


class MinutesFile(Base):
    """A file that somebody uploaded as the minutes: number 0 is the text itself, others are its addenda.

    An addendum may be only a `note`. The newest text that was not removed is the one that counts.
    """

    __tablename__ = "minutes_files"

    id: Mapped[int] = mapped_column(primary_key=True)
    item_id: Mapped[int] = mapped_column(ForeignKey("items.id"), index=True)
    number: Mapped[int]
    name: Mapped[str]
    note: Mapped[str | None]
    content: Mapped[bytes | None] = mapped_column(LargeBinary)
    is_removed: Mapped[bool] = mapped_column(default=False)
    at: Mapped[datetime]
