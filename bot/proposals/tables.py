"""What people proposed, and what became of it."""

from __future__ import annotations

from datetime import datetime

from sqlalchemy import ForeignKey
from sqlalchemy.orm import Mapped, mapped_column

from bot.store.base import Base


class Proposal(Base):
    """An act that a person may not do, sent to those who may accept or decline it.

    `value` is the act as `codec` writes it. Before acts were stored, a proposal was a command in `words`.
    `state` is open, accepted, declined or closed; `why` tells why it was declined.
    """

    __tablename__ = "proposals"

    id: Mapped[int] = mapped_column(primary_key=True)
    group_id: Mapped[int] = mapped_column(ForeignKey("groups.id"))
    item_id: Mapped[int | None] = mapped_column(ForeignKey("items.id"))
    person_id: Mapped[int] = mapped_column(ForeignKey("people.id"))
    words: Mapped[str | None]
    value: Mapped[str | None]
    at: Mapped[datetime]
    state: Mapped[str] = mapped_column(default="open")
    why: Mapped[str | None]
    decided_by: Mapped[str | None]
    decided_at: Mapped[datetime | None]
