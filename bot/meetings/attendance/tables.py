"""Who was at a meeting: an agency, or a person who comes for none."""

from __future__ import annotations

from sqlalchemy import ForeignKey
from sqlalchemy.orm import Mapped, mapped_column

from bot.store.base import Base


class Attendance(Base):
    """How an agency (or a person without one) took part; `names` are its people, as they were recorded."""

    __tablename__ = "attendance"

    id: Mapped[int] = mapped_column(primary_key=True)
    item_id: Mapped[int] = mapped_column(ForeignKey("items.id"), index=True)
    agency_id: Mapped[int | None] = mapped_column(ForeignKey("agencies.id"))
    person_id: Mapped[int | None] = mapped_column(ForeignKey("people.id"))
    how: Mapped[str]
    names: Mapped[str | None]
