"""The checklists of meetings."""

from __future__ import annotations

from typing import Any

from sqlalchemy import ForeignKey
from sqlalchemy.orm import Mapped, mapped_column

from bot.store.base import Base, Recorded


class PreparationRow(Recorded, Base):
    """Which lines of the checklist of a meeting are ticked, by name."""

    __tablename__ = "preparations"

    id: Mapped[int] = mapped_column(primary_key=True)
    item_id: Mapped[int] = mapped_column(ForeignKey("items.id"), unique=True)
    ticked: Mapped[list[Any]]
