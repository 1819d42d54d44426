"""What happened: the changes of items (history, undo, drift), the audit chain, and what was received."""

from __future__ import annotations

from datetime import datetime
from typing import Any

from sqlalchemy import ForeignKey, Index
from sqlalchemy.orm import Mapped, mapped_column

from bot.store.base import Base


class Change(Base):
    """One change of one item: who, when, from, to, note.

    `action` is add, status, when, edit or import; `before` and `after` hold the changed fields in the
    terms of the JSON interface (`when` as a whole). Status changes and moves are the changes of those
    actions. `undoes_id` names the change that this one reversed.
    """

    __tablename__ = "changes"
    __table_args__ = (Index(None, "item_id", "id"), Index(None, "group_id", "at"))

    id: Mapped[int] = mapped_column(primary_key=True)
    group_id: Mapped[int] = mapped_column(ForeignKey("groups.id"))
    item_id: Mapped[int] = mapped_column(ForeignKey("items.id"))
    at: Mapped[datetime]
    actor: Mapped[str] = mapped_column(index=True)
    action: Mapped[str]
    before: Mapped[dict[str, Any]]
    after: Mapped[dict[str, Any]]
    note: Mapped[str | None]
    row_version: Mapped[int]
    undoes_id: Mapped[int | None] = mapped_column(ForeignKey("changes.id"))


class AuditEntry(Base):
    """An entry of a group's hash chain; `actor` is a pseudonym, so erasing a person leaves it whole.

    `hash` is the SHA-256 of the previous hash and of the entry's fields; `digest` is the SHA-256 of the
    change's content, which may itself be erased later.
    """

    __tablename__ = "audit_entries"
    __table_args__ = (Index(None, "group_id", "id"),)

    id: Mapped[int] = mapped_column(primary_key=True)
    group_id: Mapped[int] = mapped_column(ForeignKey("groups.id"))
    at: Mapped[datetime]
    actor: Mapped[str]
    action: Mapped[str]
    subject: Mapped[str]
    digest: Mapped[str]
    previous_hash: Mapped[str]
    hash: Mapped[str]


class ReceivedEvent(Base):
    """An event or trigger whose effect is stored: the same id a second time has none."""

    __tablename__ = "received_events"
    __table_args__ = (Index(None, "received_at"),)

    id: Mapped[str] = mapped_column(primary_key=True)
    received_at: Mapped[datetime]
