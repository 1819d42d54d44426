"""People, the agencies they represent, and their roles in groups."""

from __future__ import annotations

from datetime import date, datetime
from typing import Any

from sqlalchemy import ForeignKey, Index, UniqueConstraint
from sqlalchemy.orm import Mapped, mapped_column

from bot.models.base import Base


class Person(Base):
    """A Slack user, by their own team and user id (in shared channels not the workspace's)."""

    __tablename__ = "people"
    __table_args__ = (UniqueConstraint("team_id", "user_id"),)

    id: Mapped[int] = mapped_column(primary_key=True)
    team_id: Mapped[str]
    user_id: Mapped[str]
    name: Mapped[str | None]
    locale: Mapped[str | None]
    zone: Mapped[str | None]
    is_workspace_admin: Mapped[bool] = mapped_column(default=False)
    is_guest: Mapped[bool] = mapped_column(default=False)
    is_gone: Mapped[bool] = mapped_column(default=False)
    level: Mapped[str] = mapped_column(default="quiet")
    away_until: Mapped[date | None]
    default_group_id: Mapped[int | None] = mapped_column(ForeignKey("groups.id"))
    profile_read_at: Mapped[datetime | None]


class Pseudonym(Base):
    """The name a person has in history and audit; erasing a person cuts the link and nothing else."""

    __tablename__ = "pseudonyms"

    token: Mapped[str] = mapped_column(primary_key=True)
    person_id: Mapped[int | None] = mapped_column(ForeignKey("people.id"), unique=True)


class Agency(Base):
    """A body that takes part; attendance is counted by agency."""

    __tablename__ = "agencies"
    __table_args__ = (UniqueConstraint("group_id", "name"),)

    id: Mapped[int] = mapped_column(primary_key=True)
    group_id: Mapped[int] = mapped_column(ForeignKey("groups.id"))
    name: Mapped[str]
    aliases: Mapped[list[Any]] = mapped_column(default=list)


class Member(Base):
    """A person on a group's roster, for an agency or none."""

    __tablename__ = "members"
    __table_args__ = (UniqueConstraint("group_id", "person_id"), Index(None, "person_id"))

    id: Mapped[int] = mapped_column(primary_key=True)
    group_id: Mapped[int] = mapped_column(ForeignKey("groups.id"))
    person_id: Mapped[int] = mapped_column(ForeignKey("people.id"))
    agency_id: Mapped[int | None] = mapped_column(ForeignKey("agencies.id"))
    represents_as: Mapped[str] = mapped_column(default="representative")
    joined_at: Mapped[datetime]


class RoleAssignment(Base):
    """A coordinator of a group (no stream) or a lead of a stream; the lowest rank is asked first."""

    __tablename__ = "role_assignments"
    __table_args__ = (UniqueConstraint("group_id", "person_id", "stream_id"), Index(None, "person_id"))

    id: Mapped[int] = mapped_column(primary_key=True)
    group_id: Mapped[int] = mapped_column(ForeignKey("groups.id"))
    person_id: Mapped[int] = mapped_column(ForeignKey("people.id"))
    stream_id: Mapped[int | None] = mapped_column(ForeignKey("streams.id"))
    rank: Mapped[int] = mapped_column(default=0)
