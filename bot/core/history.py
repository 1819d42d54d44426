"""The history of items, the audit chain, proposals, imports, and events that came before."""

from __future__ import annotations

import hashlib
import json
from collections.abc import Mapping, Sequence
from datetime import UTC, datetime
from typing import Any

from sqlalchemy import delete, select
from sqlalchemy.orm import Session, aliased

from bot.core.tables import AuditEntry, Change, ReceivedEvent
from bot.documents.tables import Import
from bot.plan.tables import Item
from bot.proposals.tables import Proposal
from bot.store.inserts import insert_new

GENESIS = "0" * 64
_Undo = aliased(Change)


def record_event(session: Session, event_id: str, now: datetime) -> bool:
    """Remember an event or trigger in the transaction of its effect; False if it was here before."""
    statement = insert_new(session, ReceivedEvent).values(id=event_id, received_at=now)
    return session.execute(statement.returning(ReceivedEvent.id)).first() is not None


def event_known(session: Session, event_id: str) -> bool:
    """Whether an event was recorded."""
    return session.get(ReceivedEvent, event_id) is not None


def forget_events(session: Session, before: datetime) -> int:
    """Drop the events received before an instant; returns how many."""
    statement = delete(ReceivedEvent).where(ReceivedEvent.received_at < before).returning(ReceivedEvent.id)
    return len(session.scalars(statement).all())


def digest_of(content: Any) -> str:  # noqa: ANN401 - any JSON value
    """The SHA-256 of a JSON value in its canonical form."""
    canonical = json.dumps(content, sort_keys=True, separators=(",", ":"), ensure_ascii=False)
    return hashlib.sha256(canonical.encode()).hexdigest()


def append_audit(
    session: Session,
    group_id: int,
    at: datetime,
    actor: str,
    action: str,
    subject: str,
    content: Any,  # noqa: ANN401
) -> None:
    """Add an entry to the group's chain; the caller holds the group's lock."""
    last = session.scalar(
        select(AuditEntry.hash).where(AuditEntry.group_id == group_id).order_by(AuditEntry.id.desc()).limit(1)
    )
    entry = AuditEntry(
        group_id=group_id,
        at=at,
        actor=actor,
        action=action,
        subject=subject,
        digest=digest_of(content),
        previous_hash=last or GENESIS,
        hash="",
    )
    entry.hash = _hash(entry)
    session.add(entry)
    session.flush()


def broken_audit_entry(session: Session, group_id: int) -> int | None:
    """The id of the first entry whose hash does not follow; None when the chain is whole."""
    previous = GENESIS
    statement = select(AuditEntry).where(AuditEntry.group_id == group_id).order_by(AuditEntry.id)
    for entry in session.scalars(statement):
        if entry.previous_hash != previous or entry.hash != _hash(entry):
            return entry.id
        previous = entry.hash
    return None


def _hash(entry: AuditEntry) -> str:
    return digest_of(
        [entry.previous_hash, entry.group_id, entry.at.astimezone(UTC).isoformat(), entry.actor, entry.action,
         entry.subject, entry.digest]
    )  # fmt: skip


def add_change(
    session: Session,
    item: Item,
    *,
    at: datetime,
    actor: str,
    action: str,
    before: Mapping[str, Any],
    after: Mapping[str, Any],
    note: str | None,
    undoes_id: int | None = None,
) -> Change:
    """Write an entry of an item's history."""
    change = Change(
        group_id=item.group_id,
        item_id=item.id,
        at=at,
        actor=actor,
        action=action,
        before=dict(before),
        after=dict(after),
        note=note,
        row_version=item.row_version,
        undoes_id=undoes_id,
    )
    session.add(change)
    session.flush()
    return change


def changes_of_item(session: Session, item_id: int) -> list[Change]:
    """An item's history, newest first."""
    return list(session.scalars(select(Change).where(Change.item_id == item_id).order_by(Change.id.desc())))


def changes_of_group(session: Session, group_id: int) -> list[Change]:
    """A group's whole history, oldest first."""
    return list(session.scalars(select(Change).where(Change.group_id == group_id).order_by(Change.id)))


def changes_since(
    session: Session, group_id: int, since: datetime | None, most: int
) -> list[tuple[Change, Item]]:
    """A group's changes with their items since an instant, newest first; additions and imports left out."""
    statement = (
        select(Change, Item)
        .join(Item, Item.id == Change.item_id)
        .where(Change.group_id == group_id, Change.action.in_(("status", "when")))
        .order_by(Change.id.desc())
        .limit(most)
    )
    if since is not None:
        statement = statement.where(Change.at > since)
    return [(change, item) for change, item in session.execute(statement)]


def last_change_by(session: Session, group_id: int, actor: str, since: datetime) -> Change | None:
    """Someone's own last change since an instant that was not an undoing."""
    statement = (
        select(Change)
        .where(
            Change.group_id == group_id,
            Change.actor == actor,
            Change.at >= since,
            Change.undoes_id.is_(None),
            ~select(1).where(_Undo.undoes_id == Change.id).exists(),
        )
        .order_by(Change.id.desc())
        .limit(1)
    )
    return session.scalar(statement)


def change_by_id(session: Session, change_id: int) -> Change | None:
    """One change."""
    return session.get(Change, change_id)


def undone_ids(session: Session, change_ids: Sequence[int]) -> set[int]:
    """Which of these changes were undone."""
    statement = select(Change.undoes_id).where(Change.undoes_id.in_(change_ids))
    return {found for found in session.scalars(statement) if found is not None}


def last_import(session: Session, group_id: int) -> Import | None:
    """The newest import of a group."""
    return session.scalar(
        select(Import).where(Import.group_id == group_id).order_by(Import.id.desc()).limit(1)
    )


def proposal_by_id(session: Session, proposal_id: int) -> Proposal | None:
    """A proposal, locked for a decision."""
    return session.get(Proposal, proposal_id, with_for_update=True)


def open_proposal_of(session: Session, group_id: int, person_id: int | None, words: str) -> Proposal | None:
    """The same proposal by the same person, if nobody has decided on it yet."""
    same = (Proposal.group_id == group_id, Proposal.person_id == person_id, Proposal.words == words)
    return session.scalar(select(Proposal).where(*same, Proposal.state == "open").limit(1))
