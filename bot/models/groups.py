"""Groups, their streams and channels, and what they changed of the reminder ladders."""

from __future__ import annotations

from datetime import datetime
from typing import Any

from sqlalchemy import ForeignKey, UniqueConstraint
from sqlalchemy.orm import Mapped, mapped_column

from bot.models.base import Base


class Group(Base):
    """A body whose work is coordinated.

    `revision` counts its committed changes; all notices due before `materialised_until` are in the outbox.
    `zone_data` is the edition of the time zone data by which its instants were derived.
    """

    __tablename__ = "groups"
    __table_args__ = (UniqueConstraint("team_id", "label"),)

    id: Mapped[int] = mapped_column(primary_key=True)
    team_id: Mapped[str] = mapped_column(ForeignKey("workspaces.team_id"))
    label: Mapped[str]
    name: Mapped[str]
    channel_id: Mapped[str | None]
    zone: Mapped[str]
    holiday_region: Mapped[str | None]
    revision: Mapped[int] = mapped_column(default=0)
    reminders_started_at: Mapped[datetime | None]
    past_settled_at: Mapped[datetime | None]
    materialised_until: Mapped[datetime | None]
    zone_data: Mapped[str | None]
    created_at: Mapped[datetime]
    closed_at: Mapped[datetime | None]


class Stream(Base):
    """A work stream; its label is part of its items' keys and never changes."""

    __tablename__ = "streams"
    __table_args__ = (UniqueConstraint("group_id", "label"),)

    id: Mapped[int] = mapped_column(primary_key=True)
    group_id: Mapped[int] = mapped_column(ForeignKey("groups.id"))
    label: Mapped[str]
    name: Mapped[str | None]
    channel_id: Mapped[str | None]
    position: Mapped[int] = mapped_column(default=0)


class Channel(Base):
    """To which group a Slack channel belongs: one channel, one group."""

    __tablename__ = "channels"

    team_id: Mapped[str] = mapped_column(ForeignKey("workspaces.team_id"), primary_key=True)
    channel_id: Mapped[str] = mapped_column(primary_key=True)
    group_id: Mapped[int] = mapped_column(ForeignKey("groups.id"), index=True)


class LadderStep(Base):
    """A group's own offset for one rung of one ladder; rungs without a row keep the default.

    `offset` is a whole number of the rung's unit; None switches the rung off.
    """

    __tablename__ = "ladder_steps"
    __table_args__ = (UniqueConstraint("group_id", "ladder", "rung"),)

    id: Mapped[int] = mapped_column(primary_key=True)
    group_id: Mapped[int] = mapped_column(ForeignKey("groups.id"))
    ladder: Mapped[str]
    rung: Mapped[str]
    offset: Mapped[int | None]


class Holiday(Base):
    """A day on which a group does not work, beside the public holidays of its region."""

    __tablename__ = "holidays"
    __table_args__ = (UniqueConstraint("group_id", "day"),)

    id: Mapped[int] = mapped_column(primary_key=True)
    group_id: Mapped[int] = mapped_column(ForeignKey("groups.id"))
    day: Mapped[str]
    name: Mapped[str | None]


class Import(Base):
    """A document that was read into a group's plan: its name, digest and what it held."""

    __tablename__ = "imports"

    id: Mapped[int] = mapped_column(primary_key=True)
    group_id: Mapped[int] = mapped_column(ForeignKey("groups.id"))
    at: Mapped[datetime]
    actor: Mapped[str]
    file_name: Mapped[str]
    sha256: Mapped[str]
    counts: Mapped[dict[str, Any]]
    questions: Mapped[list[Any]]
