"""Installations: revoked tokens and channels that got another id."""

from __future__ import annotations

from datetime import datetime

from bot.core.work import Work
from bot.delivery.store import outbox_places
from bot.groups.store import groups
from bot.groups.tables import Installation


def revoke(work: Work, team_id: str, now: datetime) -> None:
    """Remember that a workspace has taken its token back; its plan stays."""
    with work.database.writing() as session:
        installation = session.get(Installation, team_id)
        if installation is not None and installation.revoked_at is None:
            installation.revoked_at = now


def rename_channel(work: Work, team_id: str, old: str, new: str) -> None:
    """A channel got another id (it became shared): groups, streams and pending notices follow."""
    with work.database.writing() as session:
        groups.rename_channel(session, team_id, old, new)
        outbox_places.rename_channel(session, team_id, old, new)
    work.on_commit()
