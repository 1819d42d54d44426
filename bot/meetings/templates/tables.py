"""The templates that groups have dropped."""

from __future__ import annotations

from datetime import datetime

from sqlalchemy import ForeignKey, Index, LargeBinary
from sqlalchemy.orm import Mapped, mapped_column

from bot.store.base import Base, Recorded


class GroupTemplate(Recorded, Base):
    """A Word template of a group's own; of each kind (minutes, plan) the one that is not removed counts."""

    __tablename__ = "group_templates"
    __table_args__ = (Index(None, "group_id", "kind"),)

    id: Mapped[int] = mapped_column(primary_key=True)
    group_id: Mapped[int] = mapped_column(ForeignKey("groups.id"))
    kind: Mapped[str]
    name: Mapped[str]
    content: Mapped[bytes] = mapped_column(LargeBinary)
    at: Mapped[datetime]
