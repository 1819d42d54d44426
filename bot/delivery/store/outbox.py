"""Notices: added, taken back and listed inside the caller's transaction (flushed, never committed)."""

from __future__ import annotations

import secrets
from collections.abc import Collection, Iterable, Mapping, Sequence
from datetime import datetime
from typing import Any

from sqlalchemy import Update, case, func, literal_column, or_, select, update
from sqlalchemy.engine import CursorResult
from sqlalchemy.orm import Session
from sqlalchemy.sql.elements import ColumnElement

from bot.core.notices import NewNotice
from bot.core.people import OUTSIDE
from bot.delivery.store.redraws import keep_shown
from bot.delivery.tables import OutboxRow, Redraw, State
from bot.store.chunks import in_chunks
from bot.store.inserts import insert_new

SKIPPED = "skipped"
"""Why a notice is cancelled that a person does not want: no change of the plan brings it back."""


def is_state(state: State) -> ColumnElement[bool]:
    """A condition with the state written out, so that the partial index of that state is used."""
    return OutboxRow.state == literal_column(f"'{state}'")


def add_notice(session: Session, notice: NewNotice, *, now: datetime, revive: bool = False) -> bool:
    """Store a notice unless its key is known; `revive` makes a cancelled one pending again.

    Returns:
        Whether something will be said that would not have been said before.
    """
    return bool(add_notices(session, [notice], now=now, revive=revive))


def add_notices(
    session: Session, notices: Iterable[NewNotice], *, now: datetime, revive: bool = False
) -> set[str]:
    """Store many notices as `add_notice` does one; returns the keys that were added or revived."""
    notices = list(notices)
    added = _insert(session, notices, now) if notices else {}
    if revive:
        known = {notice.key: notice for notice in notices if notice.key not in added}
        added |= _revive(session, known) if known else {}
    shown = {notice.key: notice.shows for notice in notices if notice.shows}
    keep_shown(session, {row_id: shown[key] for key, row_id in added.items() if key in shown})
    return set(added)


def _insert(session: Session, notices: Sequence[NewNotice], now: datetime) -> dict[str, int]:
    """Store those whose key is new; returns the ids of their rows by key."""
    rows = [
        _planned(notice)
        | {
            "key": notice.key,
            "state": "pending",
            "fence": 0,
            "attempts": 0,
            "nonce": secrets.token_urlsafe(12),
            "created_at": now,
        }
        for notice in notices
    ]
    stored = session.execute(insert_new(session, OutboxRow).returning(OutboxRow.key, OutboxRow.id), rows)
    return {row.key: row.id for row in stored}


def _planned(notice: NewNotice) -> dict[str, Any]:
    return {
        "team_id": notice.team_id,
        "group_id": notice.group_id,
        "item_id": notice.item_id,
        "kind": notice.kind,
        "schedule_version": notice.schedule_version,
        "recipient": notice.recipient,
        "recipient_team": notice.recipient_team,
        "thread_of": notice.thread_of,
        "thread_ts": notice.thread_ts,
        "payload": notice.payload,
        "due_at": notice.due_at,
        "retry_at": notice.due_at,
        "expires_at": notice.expires_at,
    }


def _revive(session: Session, notices: Mapping[str, NewNotice]) -> dict[str, int]:
    """Let those wait again that were cancelled; returns the ids of their rows by key."""
    cancelled = (is_state("cancelled"), OutboxRow.error.is_distinct_from(SKIPPED))
    revived = {}
    for keys in in_chunks(list(notices)):
        rows = select(OutboxRow.key, OutboxRow.id).where(OutboxRow.key.in_(keys), *cancelled)
        for key, row_id in session.execute(rows.order_by(OutboxRow.id)).all():
            statement = update(OutboxRow).where(OutboxRow.id == row_id, *cancelled)
            planned = _planned(notices[key])
            if _rows(session, statement.values(**planned, state="pending", error=None)):
                revived[key] = row_id
    return revived


def is_followed(session: Session, row_id: int, item_id: int, recipient: str, kinds: Collection[str]) -> bool:
    """Whether a later notice of these kinds about an item was sent to the same recipient."""
    later = (OutboxRow.item_id == item_id, OutboxRow.recipient == recipient, OutboxRow.kind.in_(kinds))
    newest = select(func.max(OutboxRow.id)).where(*later, is_state("sent"))
    return (session.scalar(newest) or 0) > row_id


def cancel_keys(session: Session, keys: Collection[str], *, reason: str) -> int:
    """Take back the pending ones among these notices."""
    statement = update(OutboxRow).where(OutboxRow.key.in_(keys), is_state("pending"))
    return _rows(session, statement.values(state="cancelled", error=reason))


def cancel_rows(session: Session, row_ids: Collection[int], *, reason: str) -> int:
    """The same by their ids. Notices under way or unclear are left to delivery, which asks the plan again."""
    statement = update(OutboxRow).where(OutboxRow.id.in_(row_ids), is_state("pending"))
    return _rows(session, statement.values(state="cancelled", error=reason)) if row_ids else 0


def skip(session: Session, row_id: int, *, reason: str = SKIPPED) -> bool:
    """Take back one pending notice; False if it is no longer pending."""
    statement = update(OutboxRow).where(OutboxRow.id == row_id, is_state("pending"))
    return _rows(session, statement.values(state="cancelled", error=reason)) > 0


def resolve_dead(session: Session, row_id: int, *, posted: bool, now: datetime) -> bool:
    """Act on a person's answer about a dead letter; False if somebody has answered before.

    "It was posted" makes it sent; "post again" makes it pending, whatever its expiry was.
    """
    changes: dict[str, Any] = (
        {"state": "sent", "sent_at": now}
        if posted
        else {
            "state": "pending",
            "due_at": now,
            "retry_at": now,
            "expires_at": None,
            "attempts": 0,
            "error": None,
        }
    )
    statement = update(OutboxRow).where(OutboxRow.id == row_id, is_state("dead")).values(**changes)
    return _rows(session, statement) > 0


def pending_keys(session: Session, start: str) -> list[str]:
    """The keys of pending notices that begin with some text."""
    statement = select(OutboxRow.key).where(is_state("pending"))
    return list(session.scalars(statement.where(OutboxRow.key.startswith(start, autoescape=True))))


def retime(session: Session, notices: Iterable[NewNotice]) -> int:
    """Move stored notices that are still pending to the times given here; returns how many moved.

    One that waits for another reason (a pause, quiet hours) goes on waiting for that.
    """
    moved = 0
    for notice in notices:
        statement = update(OutboxRow).where(
            OutboxRow.key == notice.key,
            is_state("pending"),
            or_(OutboxRow.due_at != notice.due_at, OutboxRow.expires_at.is_distinct_from(notice.expires_at)),
        )
        untouched = OutboxRow.retry_at == OutboxRow.due_at
        retry_at = case((untouched, notice.due_at), else_=OutboxRow.retry_at)
        values = {"due_at": notice.due_at, "expires_at": notice.expires_at, "retry_at": retry_at}
        moved += _rows(session, statement.values(**values))
    return moved


def lock(session: Session, row_ids: Collection[int]) -> dict[int, OutboxRow]:
    """Some notices as they are now, by their ids; nobody else changes them until the transaction ends.

    Whoever changes several locks them all by this, in one order, or skips what is locked: so nobody waits in
    a circle.
    """
    statement = select(OutboxRow).where(OutboxRow.id.in_(row_ids)).order_by(OutboxRow.id).with_for_update()
    rows = session.scalars(statement.execution_options(populate_existing=True)) if row_ids else ()
    return {row.id: row for row in rows}


def get(session: Session, row_id: int) -> OutboxRow | None:
    """One notice by its id."""
    return session.get(OutboxRow, row_id)


def find_sent(session: Session, team_id: str, channel_id: str, ts: str) -> OutboxRow | None:
    """The notice that a message in Slack is."""
    statement = select(OutboxRow).where(
        OutboxRow.channel_id == channel_id, OutboxRow.ts == ts, OutboxRow.team_id == team_id, is_state("sent")
    )
    return session.scalar(statement)


def gathered_by(session: Session, digest_id: int) -> Sequence[OutboxRow]:
    """The expired notices that a digest names, in the order in which they were due."""
    statement = select(OutboxRow).where(OutboxRow.digest_id == digest_id)
    return session.scalars(statement.order_by(OutboxRow.due_at, OutboxRow.id)).all()


def is_told(session: Session, kind: str, item_id: int, version: int, recipient: str) -> bool:
    """Whether somebody heard of an item's date by a kind of notice, or will."""
    same = (OutboxRow.kind == kind, OutboxRow.item_id == item_id, OutboxRow.schedule_version == version)
    told = select(OutboxRow.id).where(*same, OutboxRow.recipient == recipient, ~is_state("cancelled"))
    return session.scalar(told.limit(1)) is not None


def find_by_keys(session: Session, keys: Collection[str]) -> dict[str, OutboxRow]:
    """The stored notices among these keys."""
    return {row.key: row for row in session.scalars(select(OutboxRow).where(OutboxRow.key.in_(keys)))}


def row_of_nonce(session: Session, nonce: str) -> OutboxRow | None:
    """The letter whose Message-ID begins with that."""
    mailed = OutboxRow.recipient.startswith(OUTSIDE, autoescape=True)
    return session.scalar(select(OutboxRow).where(OutboxRow.nonce == nonce, mailed).limit(1))


def dead_of_group(session: Session, group_id: int, most: int) -> Sequence[OutboxRow]:
    """The newest of a group's messages whose fate a person has to settle."""
    mine = select(OutboxRow).where(OutboxRow.group_id == group_id, is_state("dead"))
    return session.scalars(mine.order_by(OutboxRow.id.desc()).limit(most)).all()


def pending_for_group(session: Session, group_id: int, until: datetime) -> Sequence[OutboxRow]:
    """What a group will be told before `until`, in order."""
    return session.scalars(
        select(OutboxRow)
        .where(OutboxRow.group_id == group_id, is_state("pending"), OutboxRow.retry_at < until)
        .order_by(OutboxRow.retry_at, OutboxRow.id)
    ).all()


_NEXT_DUE = select(
    *(
        select(func.min(column)).where(condition).scalar_subquery()
        for column, condition in (
            (OutboxRow.retry_at, is_state("pending")),
            (OutboxRow.retry_at, is_state("unknown")),
            (OutboxRow.heal_at, OutboxRow.heal_at.is_not(None)),
            (Redraw.due_at, Redraw.due_at.is_not(None)),
        )
    )
)


def next_due(session: Session) -> datetime | None:
    """When delivery next has something to do: a post, a look-up, a search for copies or an update."""
    times = session.execute(_NEXT_DUE).one()
    return min((time for time in times if time is not None), default=None)


def _rows(session: Session, statement: Update) -> int:
    result = session.execute(statement)
    assert isinstance(result, CursorResult)
    return result.rowcount
