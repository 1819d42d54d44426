"""Decisions and actions, numbered in the group."""

from __future__ import annotations

from datetime import date, datetime

from sqlalchemy import ForeignKey, UniqueConstraint
from sqlalchemy.orm import Mapped, mapped_column

from bot.store.base import Base


class Decision(Base):
    """What a meeting decided; its number is never given again, also where the decision was taken back."""

    __tablename__ = "decisions"
    __table_args__ = (UniqueConstraint("group_id", "number"),)

    id: Mapped[int] = mapped_column(primary_key=True)
    group_id: Mapped[int] = mapped_column(ForeignKey("groups.id"))
    number: Mapped[int]
    item_id: Mapped[int] = mapped_column(ForeignKey("items.id"))
    point_id: Mapped[int | None] = mapped_column(ForeignKey("agenda_points.id"))
    text: Mapped[str]
    is_removed: Mapped[bool] = mapped_column(default=False)
    at: Mapped[datetime]


class Action(Base):
    """What somebody is to do by a day; `is_carried`: the point it comes from lives on in it alone."""

    __tablename__ = "actions"
    __table_args__ = (UniqueConstraint("group_id", "number"),)

    id: Mapped[int] = mapped_column(primary_key=True)
    group_id: Mapped[int] = mapped_column(ForeignKey("groups.id"))
    number: Mapped[int]
    item_id: Mapped[int | None] = mapped_column(ForeignKey("items.id"))
    point_id: Mapped[int | None] = mapped_column(ForeignKey("agenda_points.id"), index=True)
    is_carried: Mapped[bool] = mapped_column(default=False)
    text: Mapped[str]
    owner_id: Mapped[int | None] = mapped_column(ForeignKey("people.id"))
    owner_agency_id: Mapped[int | None] = mapped_column(ForeignKey("agencies.id"))
    due: Mapped[date | None]
    state: Mapped[str]
    note: Mapped[str | None]
    at: Mapped[datetime]
    version: Mapped[int] = mapped_column(default=1)
