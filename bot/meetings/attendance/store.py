"""Attendance in the database."""

from __future__ import annotations

from sqlalchemy import delete, select
from sqlalchemy.orm import Session

from bot.meetings.attendance.rules import AttendanceBook, How
from bot.meetings.attendance.tables import Attendance
from bot.plan.tables import Item

Record = dict[str, tuple[How, str | None]]


def book_of(session: Session, group_id: int) -> AttendanceBook:
    """Who was at the meetings of a group."""
    found: dict[int, Record] = {}
    statement = (
        select(Attendance)
        .join(Item, Item.id == Attendance.item_id)
        .where(Item.group_id == group_id)
        .order_by(Attendance.id)
    )
    for row in session.scalars(statement):
        found.setdefault(row.item_id, {})[_key(row)] = (How(row.how), row.names)
    return AttendanceBook(found)


def record_of(session: Session, item_id: int) -> Record:
    """Who was at one meeting."""
    rows = session.scalars(select(Attendance).where(Attendance.item_id == item_id).order_by(Attendance.id))
    return {_key(row): (How(row.how), row.names) for row in rows}


def _key(row: Attendance) -> str:
    return f"a{row.agency_id}" if row.agency_id is not None else f"p{row.person_id}"


def replace_record(session: Session, item_id: int, record: Record) -> None:
    """Write who was at a meeting."""
    session.execute(delete(Attendance).where(Attendance.item_id == item_id))
    for key, (how, names) in record.items():
        session.add(
            Attendance(
                item_id=item_id,
                agency_id=int(key[1:]) if key[0] == "a" else None,
                person_id=int(key[1:]) if key[0] == "p" else None,
                how=how.value,
                names=names,
            )
        )
    session.flush()
