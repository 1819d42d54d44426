"""The documents that were read into plans, and those that wait to be."""

from __future__ import annotations

from datetime import datetime
from typing import Any

from sqlalchemy import ForeignKey, Index, UniqueConstraint
from sqlalchemy.orm import Mapped, mapped_column

from bot.store.base import Base


class Import(Base):
    """A document that was read into a group's plan: its name, digest and what it held.

    `act_id` is the act that did it (None: nothing was changed, or it was before acts were stored); `answers`
    are what was said to its questions, which hold for the next document too.
    """

    __tablename__ = "imports"

    id: Mapped[int] = mapped_column(primary_key=True)
    group_id: Mapped[int] = mapped_column(ForeignKey("groups.id"))
    at: Mapped[datetime]
    actor: Mapped[str]
    file_name: Mapped[str]
    sha256: Mapped[str]
    counts: Mapped[dict[str, Any]]
    questions: Mapped[list[Any]]
    act_id: Mapped[int | None] = mapped_column(ForeignKey("acts.id"))
    answers: Mapped[dict[str, Any] | None]
    document: Mapped[bytes | None]
    """The document itself where it is a Word file, which an export is written on."""


class ImportDraft(Base):
    """A document that somebody gave, until it is imported or `until` has passed.

    It is for that person alone (None: the command line); `import_id` tells that it was imported.
    """

    __tablename__ = "import_drafts"
    __table_args__ = (Index(None, "until"),)

    id: Mapped[int] = mapped_column(primary_key=True)
    person_id: Mapped[int | None] = mapped_column(ForeignKey("people.id"), index=True)
    until: Mapped[datetime]
    file_name: Mapped[str]
    content: Mapped[bytes]
    import_id: Mapped[int | None] = mapped_column(ForeignKey("imports.id"))


class Edition(Base):
    """A plan as it stood when it was published under a name; editions of a group are numbered from 1.

    `items` are those of the JSON export, without their history.
    """

    __tablename__ = "editions"
    __table_args__ = (UniqueConstraint("group_id", "number"),)

    id: Mapped[int] = mapped_column(primary_key=True)
    group_id: Mapped[int] = mapped_column(ForeignKey("groups.id"))
    number: Mapped[int]
    name: Mapped[str]
    at: Mapped[datetime]
    actor: Mapped[str]
    items: Mapped[list[Any]]
