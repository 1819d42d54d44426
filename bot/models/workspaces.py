"""Workspaces the bot is installed in, and what came from them."""

from __future__ import annotations

from datetime import datetime

from sqlalchemy import ForeignKey, Index
from sqlalchemy.orm import Mapped, mapped_column

from bot.models.base import Base


class Workspace(Base):
    """A Slack workspace (team): the home of groups."""

    __tablename__ = "workspaces"

    team_id: Mapped[str] = mapped_column(primary_key=True)
    name: Mapped[str | None]
    created_at: Mapped[datetime]


class Installation(Base):
    """The bot's token in one workspace, encrypted; a new install replaces the row."""

    __tablename__ = "installations"

    team_id: Mapped[str] = mapped_column(ForeignKey("workspaces.team_id"), primary_key=True)
    bot_token: Mapped[str]  # Fernet ciphertext, see ENCRYPTION_KEYS
    bot_user_id: Mapped[str]
    app_id: Mapped[str | None]
    scopes: Mapped[str]
    installer_user_id: Mapped[str | None]
    installed_at: Mapped[datetime]
    revoked_at: Mapped[datetime | None]


class ReceivedEvent(Base):
    """An event or trigger whose effect is stored: the same id a second time has none."""

    __tablename__ = "received_events"
    __table_args__ = (Index(None, "received_at"),)

    id: Mapped[str] = mapped_column(primary_key=True)
    received_at: Mapped[datetime]
