"""Which row is what: a walk over the rows that finds headings, items and what belongs to them."""

from __future__ import annotations

from collections.abc import Sequence

from bot.documents.reading.columns import read_header
from bot.documents.reading.entries import Outline
from bot.documents.reading.headings import take_heading
from bot.documents.reading.item_rows import take_item_row
from bot.documents.reading.position import Position
from bot.documents.reading.rows import Row


def read_outline(rows: Sequence[Row], known: Sequence[str]) -> Outline:
    """Sort the rows out; every line of every row ends up in an entry, a heading or `unread`."""
    at = Position(rows, known)
    for row, following in zip(rows, [*rows[1:], None], strict=True):
        _take(at, row, following)
    return at.outline


def _take(at: Position, row: Row, following: Row | None) -> None:
    """Sort one row out."""
    if not any(row.cells):
        _attach_markup(at, row)
        return
    if row.table is not None and row.table != at.table:
        at.columns = at.columns.for_table(row.table)
    if at.table and row.table is None:
        at.entry = None  # what stands below a table is no part of its last row
        at.has_table = True
    at.table = row.table
    header = read_header(row)
    if header:
        at.columns = header
        at.add_heading(row)
    elif not take_heading(at, row, following):
        take_item_row(at, row)


def _attach_markup(at: Position, row: Row) -> None:
    if at.entry is not None:
        at.entry.lines.extend(row.lines)
    else:
        at.add_unread(row)
