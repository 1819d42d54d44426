"""The history of acts, the audit chain, and requests that came before."""

from __future__ import annotations

import hashlib
import json
from collections.abc import Collection, Mapping, Sequence
from datetime import UTC, datetime
from typing import Any

from sqlalchemy import Select, bindparam, delete, select
from sqlalchemy.orm import Session, aliased

from bot.core.tables import ActEntry, AuditEntry, Change, Group, ReceivedEvent
from bot.store.inserts import insert_one

GENESIS = "0" * 64
LARGEST_ID = 2**31 - 1
"""What the databases hold as an id."""
# Built once: every act takes them.
_LOCKED = (
    select(Group)
    .where(Group.id == bindparam("group_id"))
    .with_for_update(key_share=True)
    .execution_options(populate_existing=True)
)
_LAST_HASH = (
    select(AuditEntry.hash)
    .where(AuditEntry.group_id == bindparam("group_id"))
    .order_by(AuditEntry.id.desc())
    .limit(1)
)
_CHANGES = (
    select(Change)
    .join(Change.act)
    .where(
        ActEntry.group_id == bindparam("group_id"),
        Change.subject == bindparam("subject"),
        Change.action.in_(bindparam("actions", expanding=True)),
    )
    .order_by(Change.id.desc())
    .limit(bindparam("most"))
)
_CHANGES_SINCE = _CHANGES.where(ActEntry.at > bindparam("since"))
_Undo = aliased(ActEntry)


def lock_group(session: Session, group_id: int) -> Group:
    """The group's row, locked until the transaction ends: changes of one group come one after another.

    Rows that refer to the group may be added meanwhile (`key_share`).
    """
    return session.execute(_LOCKED, {"group_id": group_id}).scalar_one()


def record_event(session: Session, event_id: str, now: datetime) -> bool:
    """Remember an event or trigger in the transaction of its effect; False if it was here before."""
    return insert_one(session, ReceivedEvent, {"id": event_id, "received_at": now})


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
    last = session.scalar(_LAST_HASH, {"group_id": group_id})
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


def add_act(
    session: Session,
    group_id: int,
    *,
    request_id: str | None,
    at: datetime,
    actor: str,
    name: str,
    value: str | None = None,
    note: str | None = None,
    undoes: ActEntry | None = None,
) -> ActEntry:
    """Write an act; what it changed follows with `add_change`. Its id is known after the next flush."""
    act = ActEntry(
        group_id=group_id,
        request_id=request_id,
        at=at,
        actor=actor,
        name=name,
        value=value,
        note=note,
        undoes_id=undoes.id if undoes is not None else None,
    )
    session.add(act)
    return act


def add_change(
    session: Session,
    act: ActEntry,
    subject: str,
    subject_id: int,
    action: str,
    before: Mapping[str, Any],
    after: Mapping[str, Any],
    version: int,
) -> Change:
    """Write what an act changed of one thing."""
    change = Change(
        act=act,
        subject=subject,
        subject_id=subject_id,
        action=action,
        before=dict(before),
        after=dict(after),
        version=version,
    )
    session.add(change)
    return change


def last_change_of(session: Session, subject: str, subject_id: int) -> Change:
    """The last entry of one thing that changed a field of it; there is one."""
    return next(one for one in changes_of(session, subject, subject_id) if one.before or one.after)


def changes_of(session: Session, subject: str, subject_id: int) -> list[Change]:
    """The history of one thing, newest first."""
    same = (Change.subject == subject, Change.subject_id == subject_id)
    return list(session.scalars(select(Change).where(*same).order_by(Change.id.desc())))


def latest_changes(session: Session, group_id: int, most: int) -> list[Change]:
    """What was changed last in a group, of all kinds of things, newest first."""
    statement = select(Change).join(Change.act).where(ActEntry.group_id == group_id)
    return list(session.scalars(statement.order_by(Change.id.desc()).limit(most)))


def changes_of_group(session: Session, group_id: int, subject: str) -> list[Change]:
    """The whole history of a group's things of one kind, oldest first."""
    statement = (
        select(Change).join(Change.act).where(ActEntry.group_id == group_id, Change.subject == subject)
    )
    return list(session.scalars(statement.order_by(Change.id)))


def changes_since(
    session: Session, group_id: int, subject: str, actions: Sequence[str], since: datetime | None, most: int
) -> list[Change]:
    """A group's changes of some kinds since an instant, newest first."""
    given: dict[str, Any] = {
        "group_id": group_id, "subject": subject, "actions": list(actions), "most": most,
    }  # fmt: skip
    if since is None:
        return list(session.scalars(_CHANGES, given))
    return list(session.scalars(_CHANGES_SINCE, {**given, "since": since}))


def last_act_by(
    session: Session, group_id: int, actor: str, since: datetime, final: Collection[str] = ()
) -> ActEntry | None:
    """Someone's own last act since an instant that was neither an undoing nor undone.

    Acts with a name in `final` cannot be undone, and are passed over.
    """
    return session.scalar(_last_acts(actor, since, final).where(ActEntry.group_id == group_id))


def group_of_last_act(
    session: Session, actor: str, since: datetime, final: Collection[str] = ()
) -> int | None:
    """The group of someone's own last such act, of all groups."""
    last = session.scalar(_last_acts(actor, since, final))
    return last.group_id if last is not None else None


def _last_acts(actor: str, since: datetime, final: Collection[str]) -> Select[ActEntry]:
    return (
        select(ActEntry)
        .where(
            ActEntry.actor == actor,
            ActEntry.at >= since,
            ActEntry.name.not_in(final),
            ActEntry.undoes_id.is_(None),
            ~select(1).where(_Undo.undoes_id == ActEntry.id).exists(),
        )
        .order_by(ActEntry.id.desc())
        .limit(1)
    )


def act_by_id(session: Session, group_id: int, act_id: int) -> ActEntry | None:
    """One act of a group."""
    found = session.get(ActEntry, act_id) if 0 < act_id <= LARGEST_ID else None
    return found if found is not None and found.group_id == group_id else None


def changes_of_act(session: Session, act_id: int) -> list[Change]:
    """What an act changed, in the order in which it did."""
    return list(session.scalars(select(Change).where(Change.act_id == act_id).order_by(Change.id)))


def change_by_id(session: Session, group_id: int, change_id: int) -> Change | None:
    """One change in a group."""
    found = session.get(Change, change_id) if 0 < change_id <= LARGEST_ID else None
    return found if found is not None and found.act.group_id == group_id else None


def undone_ids(session: Session, act_ids: Collection[int]) -> set[int]:
    """Which of these acts were undone."""
    statement = select(ActEntry.undoes_id).where(ActEntry.undoes_id.in_(act_ids))
    return {found for found in session.scalars(statement) if found is not None}
