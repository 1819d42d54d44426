"""Queries about installations; tokens stay encrypted here."""

from __future__ import annotations

from collections.abc import Mapping, Sequence
from datetime import datetime
from typing import Any

from sqlalchemy import ColumnElement, delete, or_, select, update
from sqlalchemy.orm import Session

from bot.groups.tables import Installation, OrganisationTeam


def find(session: Session, enterprise_id: str | None, team_id: str | None) -> Installation | None:
    """What serves a workspace: its own installation, else its organisation's; None where it is revoked.

    Where a workspace has moved into an organisation, its own row may still name none.
    """
    known = session.get(OrganisationTeam, team_id) if team_id and not enterprise_id else None
    organisation = known.enterprise_id if known else enterprise_id
    rows = session.scalars(
        select(Installation).where(
            Installation.revoked_at.is_(None),
            or_(_of("", team_id or "-"), _of(organisation or "-", "")),
        )
    ).all()
    return max(rows, key=lambda row: (row.team_id != "", row.installed_at), default=None)


def replace(session: Session, enterprise_id: str, team_id: str, values: Mapping[str, Any]) -> None:
    """Store an installation; it replaces the one of the same workspace or organisation."""
    row = session.scalar(select(Installation).where(_of(enterprise_id, team_id)).with_for_update())
    if row is None:
        row = Installation(team_id=team_id)
        session.add(row)
    for name, value in {"enterprise_id": enterprise_id, **values}.items():
        setattr(row, name, value)


def remember_team(session: Session, team_id: str, enterprise_id: str) -> None:
    """An organisation's installation serves this workspace."""
    session.merge(OrganisationTeam(team_id=team_id, enterprise_id=enterprise_id))


def forget_teams(session: Session, teams: Sequence[str], enterprise_id: str) -> list[str]:
    """An organisation's installation serves these workspaces no more; returns those that it did serve."""
    served = [team for team in teams_of(session, enterprise_id) if team in teams]
    session.execute(delete(OrganisationTeam).where(OrganisationTeam.team_id.in_(served)))
    return served


def revoke(session: Session, enterprise_id: str, team_id: str, at: datetime) -> None:
    """Mark an installation as revoked if it is older than an instant; a later one is left alone."""
    session.execute(
        update(Installation)
        .where(_of(enterprise_id, team_id))
        .where(Installation.revoked_at.is_(None), Installation.installed_at <= at)
        .values(revoked_at=at)
    )


def teams_left(session: Session, enterprise_id: str, team_id: str) -> list[str]:
    """The workspaces that an installation served which is revoked, and that nothing serves any more."""
    own = select(Installation.team_id).where(_of(enterprise_id, team_id))
    teams = session.scalars(own).all() if team_id else teams_of(session, enterprise_id)
    return [team for team in teams if find(session, None, team) is None]


def teams_of(session: Session, enterprise_id: str) -> list[str]:
    """The workspaces that an organisation's installation has served."""
    served = select(OrganisationTeam.team_id).where(OrganisationTeam.enterprise_id == enterprise_id)
    return list(session.scalars(served))


def claim_renewal(
    session: Session, id: int, now: datetime, *, due: datetime, until: datetime
) -> Installation | None:
    """Take it on to renew a token that expires by `due`, which only one may: it can be done once."""
    row = session.scalar(
        select(Installation)
        .where(Installation.id == id, Installation.revoked_at.is_(None), Installation.expires_at <= due)
        .where(or_(Installation.renewing_until.is_(None), Installation.renewing_until < now))
        .with_for_update()
    )
    if row is not None:
        row.renewing_until = until
    return row


def by_id(session: Session, id: int) -> Installation | None:
    """One installation."""
    return session.get(Installation, id)


def all_locked(session: Session) -> Sequence[Installation]:
    """All of them, for a change of their tokens."""
    return session.scalars(select(Installation).order_by(Installation.id).with_for_update()).all()


def _of(enterprise_id: str, team_id: str) -> ColumnElement[bool]:
    if team_id:
        return Installation.team_id == team_id
    return (Installation.team_id == "") & (Installation.enterprise_id == enterprise_id)
