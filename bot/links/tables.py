"""The secret links that were given out."""

from __future__ import annotations

from datetime import datetime
from typing import Any

from sqlalchemy import ForeignKey, Index
from sqlalchemy.orm import Mapped, mapped_column

from bot.store.base import Base


class SecretLink(Base):
    """A link that opens one thing to whoever has it; `digest` is the SHA-256 of its token, which is not kept.

    `kind` is calendar, page or answer; `scope` what it opens: ``mine``, ``group``, or a stream as ``=WS1``.
    `options` refine it. An answer's `requests` are what its person may do by it, as `codec` writes them.
    `person_id` is whose it is (None: made at the command line). `used_at` tells the day of its last use.
    """

    __tablename__ = "secret_links"
    __table_args__ = (Index(None, "group_id"), Index(None, "person_id"), Index(None, "until"))

    id: Mapped[int] = mapped_column(primary_key=True)
    group_id: Mapped[int] = mapped_column(ForeignKey("groups.id"))
    person_id: Mapped[int | None] = mapped_column(ForeignKey("people.id"))
    kind: Mapped[str]
    scope: Mapped[str]
    options: Mapped[list[Any]] = mapped_column(default=list)
    requests: Mapped[list[Any]] = mapped_column(default=list)
    digest: Mapped[str] = mapped_column(unique=True)
    made_at: Mapped[datetime]
    used_at: Mapped[datetime | None]
    until: Mapped[datetime | None]
    ended_at: Mapped[datetime | None]
