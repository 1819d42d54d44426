"""Groups, and what happened in them: acts and their changes, the audit chain, offers, what was received."""

from __future__ import annotations

from datetime import datetime
from typing import Any

from sqlalchemy import ForeignKey, Index, UniqueConstraint
from sqlalchemy.orm import Mapped, mapped_column, relationship

from bot.store.base import Base


class Group(Base):
    """A body whose work is coordinated.

    `revision` counts its committed changes; all notices due before `materialised_until` are in the outbox.
    `zone_data` is the edition of the time zone data by which its instants were derived. `language` is ``en``,
    ``fr`` or ``both``: that of its channels, and of people who have no other. `has_guests`: somebody was
    invited who is on no roster.
    """

    __tablename__ = "groups"
    __table_args__ = (UniqueConstraint("team_id", "label"),)

    id: Mapped[int] = mapped_column(primary_key=True)
    team_id: Mapped[str] = mapped_column(ForeignKey("workspaces.team_id"))
    label: Mapped[str]
    name: Mapped[str]
    channel_id: Mapped[str | None]
    zone: Mapped[str]
    language: Mapped[str] = mapped_column(default="en")
    holiday_region: Mapped[str | None]
    has_guests: Mapped[bool] = mapped_column(default=False)
    revision: Mapped[int] = mapped_column(default=0)
    reminders_started_at: Mapped[datetime | None]
    past_settled_at: Mapped[datetime | None]
    materialised_until: Mapped[datetime | None]
    zone_data: Mapped[str | None]
    created_at: Mapped[datetime]
    closed_at: Mapped[datetime | None]


class ActEntry(Base):
    """One act in the history of a group: who, when, what and why; its `changes` say from what to what.

    `request_id` is that of the request that made it, so that it has no second effect. `value` is the act as
    `codec` writes it; None for what was done before acts were stored. `undoes_id` names the act that this one
    took back.
    """

    __tablename__ = "acts"
    __table_args__ = (Index(None, "group_id", "at"),)

    id: Mapped[int] = mapped_column(primary_key=True)
    group_id: Mapped[int] = mapped_column(ForeignKey("groups.id"))
    request_id: Mapped[str | None] = mapped_column(unique=True)
    at: Mapped[datetime]
    actor: Mapped[str] = mapped_column(index=True)
    name: Mapped[str]
    value: Mapped[str | None]
    note: Mapped[str | None]
    undoes_id: Mapped[int | None] = mapped_column(ForeignKey("acts.id"), index=True)


class Change(Base):
    """What an act changed of one thing: a `subject` such as ``item``, and its `subject_id`.

    `action` is add, status, when, edit or import; `before` and `after` hold the changed fields in the
    terms of the JSON interface (`when` as a whole). `version` is the thing's after the change.
    """

    __tablename__ = "changes"
    __table_args__ = (Index(None, "subject", "subject_id", "id"),)

    id: Mapped[int] = mapped_column(primary_key=True)
    act_id: Mapped[int] = mapped_column(ForeignKey("acts.id"), index=True)
    subject: Mapped[str]
    subject_id: Mapped[int]
    action: Mapped[str]
    before: Mapped[dict[str, Any]]
    after: Mapped[dict[str, Any]]
    version: Mapped[int]
    act: Mapped[ActEntry] = relationship(lazy="joined", innerjoin=True)


class Offer(Base):
    """A request that a button carries by its id: one that is too long, or holds what others must not read.

    Only `person_id` may press it (None: whoever sees it), until `until`.
    """

    __tablename__ = "offers"
    __table_args__ = (Index(None, "until"),)

    id: Mapped[int] = mapped_column(primary_key=True)
    group_id: Mapped[int] = mapped_column(ForeignKey("groups.id"))
    person_id: Mapped[int | None] = mapped_column(ForeignKey("people.id"))
    value: Mapped[str]
    until: Mapped[datetime]


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
