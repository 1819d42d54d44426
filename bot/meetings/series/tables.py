"""Series of meetings, and which items they made."""

from __future__ import annotations

from typing import Any

from sqlalchemy import ForeignKey, Index
from sqlalchemy.orm import Mapped, mapped_column

from bot.store.base import Base, Recorded


class SeriesRow(Recorded, Base):
    """A series: `rule` is an RRULE, `first` the first date as a JSON value; `streams` are labels."""

    __tablename__ = "series"
    __table_args__ = (Index(None, "group_id"),)

    id: Mapped[int] = mapped_column(primary_key=True)
    group_id: Mapped[int] = mapped_column(ForeignKey("groups.id"))
    rule: Mapped[str]
    first: Mapped[dict[str, Any]]
    title: Mapped[str]
    streams: Mapped[list[Any]] = mapped_column(default=list)
    ended: Mapped[bool] = mapped_column(default=False)


class SeriesMeeting(Base):
    """A meeting that a series made, and for which date (a JSON value)."""

    __tablename__ = "series_meetings"

    item_id: Mapped[int] = mapped_column(ForeignKey("items.id"), primary_key=True)
    series_id: Mapped[int] = mapped_column(ForeignKey("series.id"), index=True)
    planned: Mapped[dict[str, Any]]
