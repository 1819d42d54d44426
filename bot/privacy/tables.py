"""What is to be erased, and when."""

from __future__ import annotations

from datetime import datetime

from sqlalchemy import ForeignKey, Index
from sqlalchemy.orm import Mapped, mapped_column

from bot.store.base import Base


class Erasure(Base):
    """A person (`person_id`) or a workspace (`team_id`) whose data is erased at `due_at`.

    `group_id` is where a person asked for it. A row that was carried out stays, with `done_at`: it names
    nobody any more. One that was taken back is deleted.
    """

    __tablename__ = "erasures"
    __table_args__ = (Index(None, "done_at", "due_at"),)

    id: Mapped[int] = mapped_column(primary_key=True)
    person_id: Mapped[int | None] = mapped_column(ForeignKey("people.id"), unique=True)
    team_id: Mapped[str | None] = mapped_column(unique=True)
    group_id: Mapped[int | None] = mapped_column(ForeignKey("groups.id"))
    asked_at: Mapped[datetime]
    due_at: Mapped[datetime]
    agreed_at: Mapped[datetime | None]
    done_at: Mapped[datetime | None]
