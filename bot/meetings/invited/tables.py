"""Who is invited to meetings, and who has taken one over."""

from __future__ import annotations

from datetime import datetime

from sqlalchemy import ForeignKey, Index
from sqlalchemy.orm import Mapped, mapped_column

from bot.store.base import Base, Recorded


class Invitee(Recorded, Base):
    """Somebody who is invited to one meeting (`item_id`), or to all of a stream (`stream`: its label).

    One of agency, person and guest (a mail address or a name) is set.
    """

    OF_PEOPLE = True
    __tablename__ = "invitees"
    __table_args__ = (Index(None, "group_id"),)

    id: Mapped[int] = mapped_column(primary_key=True)
    group_id: Mapped[int] = mapped_column(ForeignKey("groups.id"))
    item_id: Mapped[int | None] = mapped_column(ForeignKey("items.id"))
    stream: Mapped[str | None]
    agency_id: Mapped[int | None] = mapped_column(ForeignKey("agencies.id"))
    person_id: Mapped[int | None] = mapped_column(ForeignKey("people.id"))
    guest: Mapped[str | None]
    required: Mapped[bool] = mapped_column(default=False)


class Organiser(Recorded, Base):
    """Who has taken a meeting over: asks about it go there."""

    OF_PEOPLE = True
    __tablename__ = "organisers"

    id: Mapped[int] = mapped_column(primary_key=True)
    item_id: Mapped[int] = mapped_column(ForeignKey("items.id"), unique=True)
    person_id: Mapped[int] = mapped_column(ForeignKey("people.id"))


class Answered(Recorded):
    """The columns of an answer of somebody: a mixin of the tables of votes, replies and answers to rounds.

    `voice` is `Voice.key`, unique for each question; `entered_by` is who entered it for somebody else.
    """

    voice_key: Mapped[str]
    person_id: Mapped[int | None] = mapped_column(ForeignKey("people.id"))
    agency_id: Mapped[int | None] = mapped_column(ForeignKey("agencies.id"))
    guest: Mapped[str | None]
    entered_by: Mapped[int | None] = mapped_column(ForeignKey("people.id"))
    note: Mapped[str | None]
    at: Mapped[datetime]
