"""Which rows of all tables belong to groups, and which name people: told by the tables' own foreign keys.

So what a feature stores is erased and handed out with the rest, without a line of its own.
"""

from __future__ import annotations

from collections.abc import Iterator, Sequence
from typing import cast

from sqlalchemy import JSON, Column, ColumnElement, String, Table, select

from bot.core.tables import Group
from bot.groups.tables import Person
from bot.store.base import Base


def table_of(kind: type[Base]) -> Table:
    """The table of a kind of rows."""
    return cast(Table, kind.__table__)


GROUPS, PEOPLE = table_of(Group), table_of(Person)


def tables() -> Sequence[Table]:
    """All tables, what refers to others before what it refers to."""
    return list(reversed(Base.metadata.sorted_tables))


def of_groups(table: Table, group_ids: Sequence[int]) -> ColumnElement[bool] | None:
    """The rows of a table that are parts of groups, at whatever depth; None where it has none."""
    if table is GROUPS:
        return None
    if "group_id" in table.c:
        return table.c.group_id.in_(group_ids)
    for key in sorted(table.foreign_keys, key=lambda key: key.parent.name):
        parent = key.column.table
        # What may be without its parent is no part of it: a person may have chosen a group, or none.
        if parent is table or key.parent.nullable:
            continue
        inner = of_groups(parent, group_ids)
        if inner is not None:
            return key.parent.in_(select(key.column).where(inner))
    return None


def references_to(target: Table) -> Iterator[tuple[Table, Column[object]]]:
    """The columns of all tables that refer to a table, and their tables."""
    for table in tables():
        for key in table.foreign_keys:
            if key.column.table is target:
                yield table, key.parent


def texts_in(table: Table) -> list[Column[object]]:
    """The columns that hold words or JSON, in which somebody may be named."""
    return [column for column in table.columns if isinstance(column.type, String | JSON)]
