"""The rows of a table as items: dated rows, start and end, baseline and forecast; other shapes in `grids`."""

from __future__ import annotations

import re
from collections.abc import Sequence
from dataclasses import replace
from itertools import pairwise

from bot.core.i18n import N_, _
from bot.documents.reading.blocks import Row, Table, plain, pointed
from bot.documents.reading.cards import is_label, take_pairs
from bot.documents.reading.columns import WHEN, Columns, Shape, is_repeated_head, transposed, type_columns
from bot.documents.reading.grids import take_matrix, take_periods
from bot.documents.reading.heads import is_sum
from bot.documents.reading.kinds import is_meeting
from bot.documents.reading.passages import take_passage
from bot.documents.reading.points import strip_markers
from bot.documents.reading.row_items import take_row
from bot.documents.reading.starts import Habits, habits_of, starts_entry
from bot.documents.reading.title_dates import leading_date
from bot.documents.reading.walk import NOT_A_PLAN, SUM, Section, Walk
from bot.documents.reading.words import SLOT, fold

TABLE_DEPTH = 40
_SHORT = 80  # characters of a title that may hold a date anywhere
_SLOT = N_("it is an hour of a day's programme")
_HOUR = re.compile(r"\d{1,2}[:.h]\d\d")
_NO_DATES = N_("it is a table without dates")


def take_table(at: Walk, table: Table) -> None:
    """Take a table; what stands in it belongs to no item outside of it."""
    at.entry = None
    if at.agenda is not None:
        _take_agenda(at, table)
        return
    if table.width == 1:
        take_passage(at, [p for row in table.rows for p in row.cells[0].paragraphs])
        return
    if table.width == 2 and _take_pairs(at, table):
        return
    table = transposed(table) or table
    columns = type_columns(table, at.dates)
    at.series += 1
    if at.closed is not None and (columns.shape is Shape.NONE or at.closed.is_history):
        _unread(at, table.rows, NOT_A_PLAN)
    elif columns.shape is Shape.NONE and not _is_dated_elsewhere(at, table, columns):
        _unread(at, table.rows, _NO_DATES)
    else:
        for row in table.rows[: columns.first]:
            _take_head(at, row)
        take = {Shape.MATRIX: take_matrix, Shape.PERIODS: take_periods}.get(columns.shape)
        if take is not None:
            take(at, table, columns)
        else:
            _take_rows(at, table, columns)
    at.pop(TABLE_DEPTH - 2)
    at.entry = None


def _take_head(at: Walk, row: Row) -> None:
    text = " ".join(dict.fromkeys(cell.text for cell in row.cells if cell))
    at.outline.add_heading(row.lines, text)
    if sum(bool(cell) for cell in row.cells) == 1 and at.outline.title is None:
        at.outline.title = text
        at.preface.append(text)


def _take_agenda(at: Walk, table: Table) -> None:
    assert at.agenda is not None
    for row in table.rows:
        text = " ".join(cell.text for cell in row.cells if cell)
        at.agenda.body.append(replace(plain(text, *row.lines), level=1, marker="•"))
        at.agenda.own(row.lines, text)


def _take_pairs(at: Walk, table: Table) -> bool:
    rows = [row for row in table.rows if row.cell(0)]
    if 2 * sum(is_label(row.cell(0).text) for row in rows) < len(table.rows):
        return False
    return take_pairs(
        at, [(row.cell(0).text, plain(row.cell(1).text, *row.lines), row.lines) for row in table.rows]
    )


def _unread(at: Walk, rows: Sequence[Row], why: str) -> None:
    for row in rows:
        at.outline.add_unread(row.lines, row.text, why)


def _is_dated_elsewhere(at: Walk, table: Table, columns: Columns) -> bool:
    """Whether a heading above dates the rows, or their titles hold dates."""
    if at.scope is not None:
        return True
    rows = table.rows[columns.first :]
    if any(
        at.is_date_heading(next(iter({c.text for c in row.cells if c}), ""))
        and len({c.text for c in row.cells if c}) == 1
        for row in rows
    ):
        return True
    title = columns.one("title")
    titles = [row.cell(title).text for row in rows if title is not None and row.cell(title)]
    return bool(titles) and 2 * sum(_is_dated(at, text) for text in titles) >= len(titles)


def _is_dated(at: Walk, text: str) -> bool:
    """Whether a title begins with a date, or is short and holds one."""
    return bool(leading_date(text, at.dates)) or (len(text) < _SHORT and bool(at.dates.find(text)))


def _take_rows(at: Walk, table: Table, columns: Columns) -> None:
    title = columns.one("title")
    firsts = [
        pointed(row.cell(title).paragraphs[0])
        for row in table.rows[columns.first :]
        if title is not None
        and row.cell(title)
        and len({c.text for c in row.cells if c}) >= 1
        and not _is_across(row)
    ]
    habits = habits_of(at, firsts, in_table=True)
    programme = _is_programme(at, table, columns)
    for row in table.rows[columns.first :]:
        if is_repeated_head(row, columns):
            _take_head(at, row)
        elif is_sum(row, at.dates):
            at.outline.add_unread(row.lines, row.text, _(SUM))
        elif programme and not at.is_date_heading(row.text):
            at.outline.add_unread(row.lines, row.text, _(_SLOT))
        elif not _take_row_across(at, row, columns, habits):
            take_row(at, row, columns, habits)


def _is_programme(at: Walk, table: Table, columns: Columns) -> bool:
    """Whether the rows are the hours of one day: times that join on, or a break among them."""
    rows = table.rows[columns.first :]
    timed = [row for row in rows if row.cells and at.dates.is_time(row.cells[0].text)]
    hours = [_HOUR.findall(row.cells[0].text) for row in timed]
    joins = any(len(one) == 2 and one[1:] == after[:1] for one, after in pairwise(hours))
    return 2 * len(timed) > len(rows) and (joins or any(SLOT.search(fold(row.text)) for row in rows))


def _is_across(row: Row) -> bool:
    """Whether one text stands for the whole row."""
    return len({cell.text for cell in row.cells if cell}) == 1 and (
        row.cells[0].span > 1 or all(cell for cell in row.cells)
    )


def _take_row_across(at: Walk, row: Row, columns: Columns, habits: Habits) -> bool:
    """A row with one text: a date for the rows below, a stream, a part of the plan."""
    texts = {cell.text for cell in row.cells if cell}
    texts = {text for text in texts if text.strip("-–— ")} or texts
    if len(texts) != 1:
        return False
    text = texts.pop()
    if columns.one("title") is None and not any(cell.span > 1 for cell in row.cells):
        return False
    column, cell = next((i, c) for i, c in enumerate(row.cells) if c.text == text)
    if at.is_date_heading(text) or (len(text) < 60 and columns.roles[column] in WHEN and _is_open(at, text)):
        at.hold(text, TABLE_DEPTH)
        at.outline.add_heading(row.lines, text)
        return True
    if (not cell.span > 1 and columns.roles[column] == "title") or cell.repeated:
        return False
    if at.take_stream_line(cell.paragraphs[0], ""):
        return True
    if cell.span > 1 and (
        leading_date(text, at.dates) or (at.scope is not None and is_meeting(strip_markers(text)))
    ):
        return False
    if columns.roles[column] in {"date", "notes"} and at.entry is not None and cell.span == 1:
        return False
    if cell.span > 1 and cell.span >= 30 and starts_entry(at, cell.paragraphs[0], habits):
        return False
    at.push(Section(TABLE_DEPTH - 1, text))
    at.outline.add_heading(row.lines, text)
    return True


def _is_open(at: Walk, text: str) -> bool:
    """Whether a lone text in the column of dates leaves the date of what stands below open."""
    return at.scope is not None and at.dates.says_none(text)
