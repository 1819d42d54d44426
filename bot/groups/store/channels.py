"""Queries for the channels of groups: a new id from Slack, and when Slack was last asked about each."""

from __future__ import annotations

from datetime import datetime

from sqlalchemy import or_, select, update
from sqlalchemy.orm import Session

from bot.core.tables import Group
from bot.groups.tables import Channel, Stream


def rename_channel(session: Session, team_id: str, old: str, new: str) -> None:
    """Give a channel its new id wherever it stands."""
    session.execute(
        update(Channel).where(Channel.team_id == team_id, Channel.channel_id == old).values(channel_id=new)
    )
    ids = select(Group.id).where(Group.team_id == team_id)
    session.execute(
        update(Stream).where(Stream.group_id.in_(ids), Stream.channel_id == old).values(channel_id=new)
    )
    session.execute(
        update(Group).where(Group.team_id == team_id, Group.channel_id == old).values(channel_id=new)
    )
    session.execute(update(Group).where(Group.team_id == team_id).values(revision=Group.revision + 1))


def channels_to_read(session: Session, read_before: datetime, most: int) -> list[Channel]:
    """Channels of groups that Slack was never asked about, or long ago."""
    stale = or_(Channel.read_at.is_(None), Channel.read_at < read_before)
    return list(session.scalars(select(Channel).where(stale).order_by(Channel.read_at).limit(most)))
