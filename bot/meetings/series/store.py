"""Queries on series."""

from __future__ import annotations

from sqlalchemy import select
from sqlalchemy.orm import Session

from bot.dates.when import When
from bot.meetings.series.rules import SeriesBook, SeriesView
from bot.meetings.series.tables import SeriesMeeting, SeriesRow
from bot.plan.fields import when_from


def series_of(session: Session, group_id: int) -> SeriesBook:
    """The series of a group."""
    rows = session.scalars(
        select(SeriesRow).where(SeriesRow.group_id == group_id, ~SeriesRow.removed).order_by(SeriesRow.id)
    ).all()
    planned: dict[int, list[tuple[int, When]]] = {}
    ids = [row.id for row in rows]
    if ids:
        made = select(SeriesMeeting).where(SeriesMeeting.series_id.in_(ids)).order_by(SeriesMeeting.item_id)
        for one in session.scalars(made):
            planned.setdefault(one.series_id, []).append((one.item_id, when_from(one.planned)))
    return SeriesBook(tuple(view_of_row(row, tuple(planned.get(row.id, ()))) for row in rows))


def view_of_row(row: SeriesRow, planned: tuple[tuple[int, When], ...]) -> SeriesView:
    """A row as the rules see it."""
    return SeriesView(
        row.id, row.rule, when_from(row.first), row.title, tuple(row.streams), planned, row.ended, row.version
    )


def series_row(session: Session, group_id: int, series_id: int) -> SeriesRow | None:
    """The row of a series, to change."""
    row = session.get(SeriesRow, series_id, populate_existing=True) if 0 < series_id < 2**31 else None
    return row if row is not None and row.group_id == group_id and not row.removed else None


def planned_of(session: Session, series_id: int) -> dict[int, When]:
    """The dates that the meetings of a series were made for, by the item's id."""
    made = session.scalars(select(SeriesMeeting).where(SeriesMeeting.series_id == series_id))
    return {one.item_id: when_from(one.planned) for one in made}
