"""Agendas beside their points, and the points that come back at every meeting."""

from __future__ import annotations

from datetime import datetime
from typing import Any

from sqlalchemy import ForeignKey, UniqueConstraint
from sqlalchemy.orm import Mapped, mapped_column

from bot.store.base import Base


class Agenda(Base):
    """The agenda of one meeting; a draft until `published_at`.

    `told` are the lines of the agenda that its channel has seen last: what differs is still to be told.
    """

    __tablename__ = "agendas"

    item_id: Mapped[int] = mapped_column(ForeignKey("items.id"), primary_key=True)
    published_at: Mapped[datetime | None]
    told: Mapped[list[Any]] = mapped_column(default=list)


class StandingPoint(Base):
    """A point of every ``plenary`` or ``team`` meeting of a group; `duty` says what the bot does with it."""

    __tablename__ = "standing_points"
    __table_args__ = (UniqueConstraint("group_id", "meetings", "position"),)

    id: Mapped[int] = mapped_column(primary_key=True)
    group_id: Mapped[int] = mapped_column(ForeignKey("groups.id"))
    meetings: Mapped[str]
    position: Mapped[int]
    text: Mapped[str]
    minutes: Mapped[int | None]
    duty: Mapped[str]
