"""Queries on proposals."""

from __future__ import annotations

from sqlalchemy import func, select
from sqlalchemy.orm import Session

from bot.proposals.tables import Proposal


def proposal_of(session: Session, group_id: int, proposal_id: int, *, lock: bool = False) -> Proposal | None:
    """A proposal of a group, locked for a decision where that is wanted."""
    found = session.get(Proposal, proposal_id, with_for_update=lock) if 0 < proposal_id < 2**31 else None
    return found if found is not None and found.group_id == group_id else None


def same_open_proposal(session: Session, group_id: int, person_id: int | None, value: str) -> Proposal | None:
    """The same proposal by the same person, if nobody has decided on it yet."""
    same = (Proposal.group_id == group_id, Proposal.person_id == person_id, Proposal.value == value)
    return session.scalar(select(Proposal).where(*same, Proposal.state == "open").limit(1))


def open_proposals(session: Session, group_id: int) -> list[Proposal]:
    """All that wait for a decision in a group, oldest first."""
    is_open = (Proposal.group_id == group_id, Proposal.state == "open")
    return list(session.scalars(select(Proposal).where(*is_open).order_by(Proposal.id)))


def open_proposals_on(session: Session, group_id: int, item_id: int) -> list[Proposal]:
    """Those of them that are about one item."""
    mine = (Proposal.group_id == group_id, Proposal.state == "open", Proposal.item_id == item_id)
    return list(session.scalars(select(Proposal).where(*mine).order_by(Proposal.id)))


def count_open_of(session: Session, group_id: int, person_id: int | None) -> int:
    """How many proposals of one person wait for a decision in a group."""
    mine = (Proposal.group_id == group_id, Proposal.person_id == person_id, Proposal.state == "open")
    return int(session.scalar(select(func.count()).select_from(Proposal).where(*mine)) or 0)
