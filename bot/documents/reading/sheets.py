"""Spreadsheets and files of separated values as tables; a line is a row, counted through all sheets."""

from __future__ import annotations

import csv
from collections.abc import Iterator, Sequence
from dataclasses import replace
from datetime import date, datetime, time, timedelta
from io import BytesIO, StringIO

from bot.documents.reading.blocks import Block, Cell, Paragraph, Row, Run, Source, Table
from bot.documents.reading.files import MAX_LINES, broken_sheet, check_package
from bot.documents.reading.grid import MAX_COLUMNS
from bot.documents.reading.inline import take_box

_DELIMITERS = ",;\t|"
Value = str | float | bool | date | time | datetime | timedelta


def read_sheets(data: bytes) -> Source:
    """The blocks of an Excel file: the name of each visible sheet as a heading, and its rows.

    Raises:
        UserError: broken, too big or hostile.
    """
    check_package(data)
    # Imported late: only spreadsheets need it.
    from python_calamine import CalamineError, CalamineWorkbook, SheetTypeEnum, SheetVisibleEnum

    blocks: list[Block] = []
    number = 0
    try:
        book = CalamineWorkbook.from_filelike(BytesIO(data))
        for meta in book.sheets_metadata:
            if meta.visible != SheetVisibleEnum.Visible or meta.typ != SheetTypeEnum.WorkSheet:
                continue
            sheet = book.get_sheet_by_name(meta.name)
            values = sheet.to_python(skip_empty_area=False)
            merged = sheet.merged_cell_ranges or []
            rows = list(_rows(values, merged, number))
            if rows:
                blocks.append(Paragraph((Run(meta.name),), (number + 1,) if not rows else (), heading=1))
                blocks.append(Table(tuple(rows)))
            number += len(values)
    except (CalamineError, OSError, ValueError, LookupError) as error:
        raise broken_sheet() from error
    return Source(tuple(blocks))


def _rows(
    values: Sequence[Sequence[Value]],
    merged: Sequence[tuple[tuple[int, int], tuple[int, int]]],
    offset: int,
) -> Iterator[Row]:
    spans = {top: bottom for top, bottom in merged}
    inside: dict[tuple[int, int], tuple[int, int]] = {}
    for (top, left), (bottom, right) in spans.items():
        for row in range(top, min(bottom, top + 2_000) + 1):
            inside |= {(row, column): (top, left) for column in range(left, min(right, MAX_COLUMNS) + 1)}
    for index, found in enumerate(values):
        cells: list[Cell] = []
        for column, value in enumerate(found[:MAX_COLUMNS]):
            home = inside.get((index, column), (index, column))
            if home == (index, column):
                right = spans.get(home, home)[1]
                cells.append(replace(_cell(_text(value), offset + index + 1), span=right - column + 1))
            elif home[1] == column:
                cells.append(
                    replace(_cell(_text(values[home[0]][column]), offset + index + 1), repeated=True)
                )
            else:
                cells.append(Cell(covered=True))
        if any(cell and not cell.repeated for cell in cells):
            yield Row((offset + index + 1,), tuple(cells))


def _text(value: Value) -> str:
    """A value as people would write it: days as ISO dates, whole numbers without a point."""
    if isinstance(value, datetime):
        return f"{value:%Y-%m-%d}" if value.time() == time(0) else f"{value:%Y-%m-%d %H:%M}"
    if isinstance(value, date):
        return value.isoformat()
    if isinstance(value, time):
        return f"{value:%H:%M}"
    if isinstance(value, bool):
        return "yes" if value else "no"
    return str(int(value)) if isinstance(value, float) and value.is_integer() else str(value)


def _cell(text: str, line: int) -> Cell:
    """A cell; each of its lines is a paragraph."""
    found = []
    for part in text.split("\n"):
        if part.strip():
            box, rest = take_box(part.strip())
            found.append(Paragraph((Run(rest),), (line,), box=box))
    return Cell(tuple(found))


def first_rows(data: bytes) -> Iterator[tuple[tuple[int, ...], list[str]]]:
    """The rows of the first sheet of an Excel file that was read before, each with its number."""
    from python_calamine import CalamineWorkbook

    values = CalamineWorkbook.from_filelike(BytesIO(data)).get_sheet_by_index(0).to_python()
    for number, row in enumerate(values, 1):
        yield (number,), [_text(value) for value in row]


def separated_rows(text: str) -> Iterator[tuple[tuple[int, ...], list[str]]]:
    """The rows of separated values that were read before, each with its number."""
    found = csv.reader(StringIO(text, newline=""), delimiter=_delimiter(text))
    for number, row in enumerate(found, 1):
        yield (number,), row


def read_separated(text: str) -> Source:
    """The table in a text of values that commas, semicolons, tabs or bars separate."""
    delimiter = _delimiter(text)
    csv.field_size_limit(MAX_LINES * 10)
    rows: list[Row] = []
    try:
        for number, values in enumerate(csv.reader(StringIO(text, newline=""), delimiter=delimiter), 1):
            if len(values) > MAX_COLUMNS:
                values[MAX_COLUMNS - 1 :] = [" ".join(values[MAX_COLUMNS - 1 :])]
            cells = tuple(_cell(value, number) for value in values)
            if any(cells):
                rows.append(Row((number,), cells))
    except csv.Error as error:
        raise broken_sheet() from error
    return Source((Table(tuple(rows)),) if rows else ())


def _delimiter(text: str) -> str:
    """The separator that the first lines hold as often as each other, and most often."""
    lines = [line for line in text[:20_000].split("\n") if line.strip()][:20]

    def weight(mark: str) -> tuple[int, int]:
        counts = [line.count(mark) for line in lines]
        return sum(count == counts[0] for count in counts if counts[0]), counts[0] if counts else 0

    return max(_DELIMITERS, key=weight)
