"""The documents that were read into plans."""

from __future__ import annotations

from datetime import datetime
from typing import Any

from sqlalchemy import ForeignKey, UniqueConstraint
from sqlalchemy.orm import Mapped, mapped_column

from bot.store.base import Base


class Import(Base):
    """A document that was read into a group's plan: its name, digest and what it held."""

    __tablename__ = "imports"

    id: Mapped[int] = mapped_column(primary_key=True)
    group_id: Mapped[int] = mapped_column(ForeignKey("groups.id"))
    at: Mapped[datetime]
    actor: Mapped[str]
    file_name: Mapped[str]
    sha256: Mapped[str]
    counts: Mapped[dict[str, Any]]
    questions: Mapped[list[Any]]
    document: Mapped[bytes | None]
    """The document itself where it is a Word file, which an export is written on."""


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
