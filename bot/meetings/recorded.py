"""Rows that have a history: written, changed and brought back in one way for all tables of this room."""

from __future__ import annotations

from collections.abc import Callable, Mapping
from datetime import datetime
from typing import Any

from sqlalchemy.orm import Session, object_session

from bot.core.edit import Edit
from bot.core.errors import UserError
from bot.core.i18n import _
from bot.core.kinds import SubjectKind
from bot.core.requests import Look
from bot.core.rights import Need
from bot.core.tables import Change
from bot.store.base import Recorded


def add(edit: Edit, row: Any, label: str, names: tuple[str, ...], note: str | None = None) -> Change:  # noqa: ANN401 - any of our tables
    """Store a new row; `names` are the columns that its history tells."""
    edit.changes_people |= row.OF_PEOPLE
    edit.session.add(row)
    edit.session.flush()
    after = {name: _plain(getattr(row, name)) for name in names}
    return edit.record(row.__tablename__, row.id, label, "add", {}, after, version=row.version, note=note)


def change(
    edit: Edit,
    row: Any,  # noqa: ANN401
    label: str,
    new: Mapping[str, Any],
    note: str | None = None,
    *,
    action: str = "edit",
) -> Change | None:
    """Change columns of a row; None where all had that value already. What was taken back is there again."""
    new = {**new, "removed": new.get("removed", False)}
    before = {name: _plain(getattr(row, name)) for name in new}
    after = {name: _plain(value) for name, value in new.items()}
    after = {name: value for name, value in after.items() if value != before[name]}
    if not after:
        return None
    for name in after:
        setattr(row, name, new[name])
    edit.changes_people |= row.OF_PEOPLE
    row.version += 1
    was = {name: before[name] for name in after}
    return edit.record(row.__tablename__, row.id, label, action, was, after, version=row.version, note=note)


def subject(
    table: type[Recorded],
    *,
    need: Callable[[Edit, Any], Need],
    label: Callable[[Edit, Any], str],
    look: Callable[[Any], Look],
    result: Callable[[Edit, Any], Any],
) -> SubjectKind:
    """The history of a table's rows.

    Args:
        table: the table.
        need: the right that bringing a row back takes.
        label: how people call a row.
        look: what shows a row.
        result: what is told of a row that was brought back.
    """

    def row_of(edit: Edit, entry: Change) -> Any:  # noqa: ANN401
        return edit.session.get_one(table, entry.subject_id)

    def reverse(edit: Edit, entry: Change) -> Any:  # noqa: ANN401
        row = row_of(edit, entry)
        before = entry.before or {"removed": True}
        kinds = {column.name: column.type.python_type for column in row.__table__.columns}
        old = {name: _parsed(value, kinds[name]) for name, value in before.items()}
        if change(edit, row, label(edit, row), old) is None:
            raise UserError(_("{what} is like that already.").format(what=label(edit, row)))
        return result(edit, row)

    return SubjectKind(
        table.__tablename__,  # type: ignore[attr-defined] # the tables are mapped classes
        need=lambda edit, entry: need(edit, row_of(edit, entry)),
        reverse=reverse,
        name_of=lambda edit, entry: label(edit, row_of(edit, entry)),
        history=lambda entry: look(session_of(entry).get_one(table, entry.subject_id)),
    )


def session_of(entry: Any) -> Session:  # noqa: ANN401 - any row
    """The transaction that a row was read in."""
    session = object_session(entry)
    assert session is not None
    return session


def _plain(value: Any) -> Any:  # noqa: ANN401 - any column's value
    return value.isoformat() if isinstance(value, datetime) else value


def _parsed(value: Any, kind: type) -> Any:  # noqa: ANN401
    return datetime.fromisoformat(value) if kind is datetime and isinstance(value, str) else value
