"""Queries on templates."""

from __future__ import annotations

from sqlalchemy import select
from sqlalchemy.orm import Session

from bot.meetings.templates.tables import GroupTemplate


def own_template(session: Session, group_id: int, kind: str) -> GroupTemplate | None:
    """A group's own template of a kind; None where it uses the one that ships."""
    same = (GroupTemplate.group_id == group_id, GroupTemplate.kind == kind, ~GroupTemplate.removed)
    return session.scalars(select(GroupTemplate).where(*same).order_by(GroupTemplate.id.desc())).first()


def content_of(session: Session, group_id: int, kind: str) -> bytes | None:
    """What is in it."""
    found = own_template(session, group_id, kind)
    return found.content if found is not None else None
