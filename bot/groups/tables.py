"""Workspaces, groups with their streams and channels, and people with their agencies and roles."""

from __future__ import annotations

from datetime import date, datetime
from typing import Any

from sqlalchemy import ForeignKey, Index, UniqueConstraint
from sqlalchemy.orm import Mapped, mapped_column

from bot.store.base import Base


class Workspace(Base):
    """A Slack workspace (team): the home of groups."""

    __tablename__ = "workspaces"

    team_id: Mapped[str] = mapped_column(primary_key=True)
    name: Mapped[str | None]
    created_at: Mapped[datetime]


class Installation(Base):
    """The bot's tokens in one workspace, or in all of an organisation: then there is no team.

    A new install replaces the row. `enterprise_id` and `team_id` are "" where there is none. Tokens are
    Fernet ciphertext, see ENCRYPTION_KEYS; one that expires is renewed by whoever has set `renewing_until`.
    """

    __tablename__ = "installations"
    __table_args__ = (UniqueConstraint("enterprise_id", "team_id"), Index(None, "team_id"))

    id: Mapped[int] = mapped_column(primary_key=True)
    enterprise_id: Mapped[str]
    team_id: Mapped[str]
    bot_token: Mapped[str]
    refresh_token: Mapped[str | None]
    expires_at: Mapped[datetime | None]
    renewing_until: Mapped[datetime | None]
    bot_id: Mapped[str]
    bot_user_id: Mapped[str]
    app_id: Mapped[str | None]
    scopes: Mapped[str]
    installer_user_id: Mapped[str | None]
    installed_at: Mapped[datetime]
    revoked_at: Mapped[datetime | None]


class OrganisationTeam(Base):
    """A workspace that an organisation's installation serves: notices there name only the workspace."""

    __tablename__ = "organisation_teams"

    team_id: Mapped[str] = mapped_column(primary_key=True)
    enterprise_id: Mapped[str]


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
    """To which group a Slack channel belongs: one channel, one group.

    `is_private` is what Slack said when it was asked at `read_at`; None: it was not asked, or did not say.
    """

    __tablename__ = "channels"

    team_id: Mapped[str] = mapped_column(ForeignKey("workspaces.team_id"), primary_key=True)
    channel_id: Mapped[str] = mapped_column(primary_key=True)
    group_id: Mapped[int] = mapped_column(ForeignKey("groups.id"), index=True)
    is_private: Mapped[bool | None]
    read_at: Mapped[datetime | None]


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


class Person(Base):
    """A Slack user, by their own team and user id (in shared channels not the workspace's).

    Somebody without Slack has a made-up user id that begins with ``~``, in the team whose groups know them.
    `mail` and `language` are what a roster says of a person, in Slack or not. `home_opened_at` is when they
    opened Home last, `home_news_since` when they did before that: what came in between is news to them.
    `quiet_hours` are their own, such as ``19:00-09:00``; `stand_in_id` is who is asked while they are away.
    """

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
    mail: Mapped[str | None]
    mail_stopped_at: Mapped[datetime | None]
    """Since when they want no reminders by mail; dates, moves and cancellations come in any case."""
    mail_bounced_at: Mapped[datetime | None]
    """Since when letters to that address come back: nothing is mailed before somebody has looked at it."""
    feed_since: Mapped[datetime | None]
    """Since when their calendar subscribes to the plan: then no mail brings a calendar file."""
    language: Mapped[str | None]
    home_opened_at: Mapped[datetime | None]
    home_news_since: Mapped[datetime | None]
    quiet_hours: Mapped[str | None]
    stand_in_id: Mapped[int | None] = mapped_column(ForeignKey("people.id"))


class Pause(Base):
    """From `since` to `until` somebody is not asked about an item (None: about nothing), then once more.

    `is_away` tells that they were away: then others are asked meanwhile.
    """

    __tablename__ = "pauses"

    id: Mapped[int] = mapped_column(primary_key=True)
    person_id: Mapped[int] = mapped_column(ForeignKey("people.id"), index=True)
    item_id: Mapped[int | None] = mapped_column(ForeignKey("items.id"), index=True)
    since: Mapped[datetime]
    until: Mapped[datetime]
    is_away: Mapped[bool] = mapped_column(default=False)


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


class MergedAgency(Base):
    """An agency that was found to be another one: its row stays, and what refers to it means the other."""

    __tablename__ = "merged_agencies"

    agency_id: Mapped[int] = mapped_column(ForeignKey("agencies.id"), primary_key=True)
    into_id: Mapped[int] = mapped_column(ForeignKey("agencies.id"))


class Member(Base):
    """A person on a group's roster, for an agency or none; `represents_as` is a `SpeaksAs`."""

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
