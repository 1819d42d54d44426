"""The items of a plan and what hangs on them."""

from __future__ import annotations

from datetime import datetime
from typing import Any

from sqlalchemy import JSON, ForeignKey, Index, UniqueConstraint
from sqlalchemy.dialects.postgresql import JSONB
from sqlalchemy.orm import Mapped, mapped_column

from bot.store.base import Base, Recorded

JSON_OR_NULL = JSON(none_as_null=True).with_variant(JSONB(none_as_null=True), "postgresql")
"""What is nothing is no JSON either, so that the database can look for what is there."""


class Item(Base):
    """One item; `bot.plan.rules.items.Item` is the value that rules and messages work on.

    Derived columns, written with every change: `sort_key` (see `Item.sort_key`), `starts_at` and
    `ends_at` (UTC, derived again when time zone data change), `is_open`. `streams` holds the labels
    between commas (``,WS1,WS2,``): they are part of keys and never change. `counts_from` is the relative
    date (as a JSON value, with the key of its anchor) from which the date follows. `imported` holds what the
    last import said, field by field, so that the next one can tell the document's changes from chat's.
    """

    __tablename__ = "items"
    __table_args__ = (
        UniqueConstraint("group_id", "key"),
        Index("ix_items_upcoming", "group_id", "is_open", "sort_key"),
    )

    id: Mapped[int] = mapped_column(primary_key=True)
    group_id: Mapped[int] = mapped_column(ForeignKey("groups.id"))
    key: Mapped[str]
    kind: Mapped[str]
    title: Mapped[str]
    ordinal: Mapped[int | None]
    streams: Mapped[str] = mapped_column(default="")
    position: Mapped[int]
    precision: Mapped[str]
    start: Mapped[str | None]
    end: Mapped[str | None]
    zone: Mapped[str | None]
    when_text: Mapped[str | None]
    sort_key: Mapped[str]
    starts_at: Mapped[datetime | None]
    ends_at: Mapped[datetime | None]
    status: Mapped[str]
    status_note: Mapped[str | None]
    is_open: Mapped[bool]
    removed: Mapped[bool] = mapped_column(default=False)
    """Whether adding it was taken back: it is in no plan any more, and its key is not given again."""
    tentative: Mapped[bool] = mapped_column(default=False)
    owner_id: Mapped[int | None] = mapped_column(ForeignKey("people.id"), index=True)
    owner_agency_id: Mapped[int | None] = mapped_column(ForeignKey("agencies.id"))
    actor: Mapped[str | None]
    recipient: Mapped[str | None]
    forum: Mapped[str | None]
    purpose: Mapped[str | None]
    notes: Mapped[str | None]
    format: Mapped[str | None]
    length: Mapped[str | None]
    venue: Mapped[str | None]
    link: Mapped[str | None]
    recommendations: Mapped[list[Any]] = mapped_column(default=list)
    asking: Mapped[bool] = mapped_column(default=True)
    asking_coordinator: Mapped[bool] = mapped_column(default=True)
    quiet_until: Mapped[str | None]
    """The ISO date until which nobody is asked for a date: somebody has said that the month stays."""
    schedule_version: Mapped[int] = mapped_column(default=1)
    row_version: Mapped[int] = mapped_column(default=1)
    calendar_version: Mapped[int] = mapped_column(default=0)
    """Counts changes of time and place, cancelling and restoring: what a calendar calls SEQUENCE."""
    changed_at: Mapped[datetime | None]
    counts_from: Mapped[dict[str, Any] | None] = mapped_column(JSON_OR_NULL)
    baseline_precision: Mapped[str | None]
    baseline_start: Mapped[str | None]
    baseline_end: Mapped[str | None]
    baseline_zone: Mapped[str | None]
    imported: Mapped[dict[str, Any] | None]
    source_lines: Mapped[list[Any]] = mapped_column(default=list)
    source_text: Mapped[str] = mapped_column(default="")
    created_at: Mapped[datetime]
    closed_at: Mapped[datetime | None]

    __mapper_args__ = {"version_id_col": row_version}  # noqa: RUF012


class AgendaPoint(Base):
    """A point of a meeting's agenda; numbered only when shown.

    Points are never deleted: what was taken off keeps its id, so that it can come back. `state` is a
    `PointState`; `carried_from_id` is where the point comes from. `is_listed` is false of what is over and
    was taken out of the list by hand. `speaker` is a mention or a name; `papers` are pairs of a language (""
    where none was given) and an address. `standing` is the duty of a standing point, "" where it has none.
    """

    __tablename__ = "agenda_points"
    __table_args__ = (Index(None, "item_id", "position"), Index(None, "carried_from_id"))

    id: Mapped[int] = mapped_column(primary_key=True)
    item_id: Mapped[int] = mapped_column(ForeignKey("items.id"))
    position: Mapped[int]
    text: Mapped[str]
    carried_from_id: Mapped[int | None] = mapped_column(ForeignKey("agenda_points.id"))
    state: Mapped[str] = mapped_column(default="accepted")
    is_listed: Mapped[bool] = mapped_column(default=True)
    kind: Mapped[str | None]
    minutes: Mapped[int | None]
    speaker: Mapped[str | None]
    papers: Mapped[list[Any]] = mapped_column(default=list)
    note: Mapped[str | None]
    why: Mapped[str | None]
    standing: Mapped[str | None]
    proposed_by_id: Mapped[int | None] = mapped_column(ForeignKey("people.id"))


class Dependency(Base):
    """`needs_id` comes before `item_id`; inferred ones are suggestions until confirmed."""

    __tablename__ = "dependencies"

    item_id: Mapped[int] = mapped_column(ForeignKey("items.id"), primary_key=True)
    needs_id: Mapped[int] = mapped_column(ForeignKey("items.id"), primary_key=True)
    inferred: Mapped[bool]
    confirmed_at: Mapped[datetime | None]


class AnchorRow(Recorded, Base):
    """A date of another body on which items hang; `date` and `first_date` are JSON values of a `When`.

    Its `key` is made from its name and stays, also once it was removed.
    """

    OF_PEOPLE = True
    __tablename__ = "anchors"
    __table_args__ = (UniqueConstraint("group_id", "key"),)

    id: Mapped[int] = mapped_column(primary_key=True)
    group_id: Mapped[int] = mapped_column(ForeignKey("groups.id"))
    key: Mapped[str]
    name: Mapped[str]
    date: Mapped[dict[str, Any]]
    first_date: Mapped[dict[str, Any] | None] = mapped_column(JSON_OR_NULL)
    announced: Mapped[dict[str, Any] | None] = mapped_column(JSON_OR_NULL)
    """What channels were last to hear: the `version`, and the date (`was`) that they knew before."""
