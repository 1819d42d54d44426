"""Tables whose columns are stages with dates, or periods with marks or words below them."""

from __future__ import annotations

import re

from bot.core.i18n import N_, _
from bot.documents.reading.blocks import Cell, Paragraph, Row, Table, plain
from bot.documents.reading.columns import Columns, is_repeated_head
from bot.documents.reading.dated import Scope
from bot.documents.reading.heads import AMOUNT, MARK, is_sum
from bot.documents.reading.row_items import with_times
from bot.documents.reading.title_dates import is_no_title
from bot.documents.reading.walk import SUM, Section, Walk

_EMPTY_ROW = N_("it has neither a title nor a date")
_TOLD = {"owner", "status", "notes", "streams"}
_SECTION_DEPTH = 39
_LONGEST_MARK, _STAGE_WORDS = 3, 3
_NOTHING_DUE = re.compile(r"\s*(?:none|nil|n/?a|not applicable|sans objet|aucune?|-+|–|—)?\s*", re.IGNORECASE)


def take_matrix(at: Walk, table: Table, columns: Columns) -> None:
    """A table of stages: each cell with a date is an item, named by its row and its column."""
    title = columns.one("title")
    last = ""
    for row in table.rows[columns.first :]:
        if _is_aside(at, row, columns):
            continue
        label = row.cell(title).kept if title is not None else ""
        last = label or last
        struck = title is not None and bool(row.cell(title).struck) and not label
        begun = False
        scope = columns.one("scope")
        if scope is not None and row.cell(scope).kept:
            at.hold(row.cell(scope).kept, _SECTION_DEPTH + 1)
        for column in (*columns.all("date"), *columns.all("stage")):
            cell = row.cell(column)
            if _NOTHING_DUE.fullmatch(cell.kept) or (
                is_no_title(cell.kept) and not at.dates.says_none(cell.kept)
            ):
                continue
            named = columns.roles[column] == "date" and last
            name = last if named else _joined(last, columns.heads[column])
            entry = at.begin(plain(name, *row.lines), row.lines, row.text, whole=True, struck=struck)
            entry.date, entry.old = cell.kept, cell.struck
            if named:
                entry.date, entry.meets = with_times(at, row, columns, cell.kept), columns.meets
            entry.series = (at.series, column)  # each column has its own years
            entry.columns |= _facts(row, columns)
            begun = True
        if not begun:
            at.outline.add_unread(row.lines, row.text, _(_EMPTY_ROW))


def _joined(label: str, head: str) -> str:
    if not label:
        return head
    low = head[:1].lower() + head[1:] if head[1:2].islower() else head
    return f"{label}: {low}"


def _facts(row: Row, columns: Columns) -> dict[str, str]:
    found: dict[str, str] = {}
    for column, role in enumerate(columns.roles):
        if role in _TOLD and row.cell(column):
            text = row.cell(column).text
            found[role] = f"{found[role]}; {text}" if role in found else text
    return found


def _is_aside(at: Walk, row: Row, columns: Columns) -> bool:
    """A row that names the columns once more, or a part of the table."""
    texts = {cell.text for cell in row.cells if cell}
    if is_repeated_head(row, columns):
        at.outline.add_heading(row.lines, " ".join(texts))
        return True
    if is_sum(row, at.dates):
        at.outline.add_unread(row.lines, row.text, _(SUM))
        return True
    cell = next(c for c in row.cells if c)
    if len(texts) == 1 and (
        cell.span > 1 or columns.roles[row.cells.index(cell)] in {"title", "notes", "streams"}
    ):
        text = texts.pop()
        at.push(Section(_SECTION_DEPTH, text))
        at.outline.add_heading(row.lines, text)
        return True
    return False


def take_periods(at: Walk, table: Table, columns: Columns) -> None:
    """A table whose columns are periods: a bar of marks is one item, words below a period are one each."""
    title = columns.one("title")
    periods = columns.all("period")
    for row in table.rows[columns.first :]:
        if _is_aside(at, row, columns):
            continue
        marked = [c for c in periods if _is_marked(row, c)]
        open_ones = [c for c in periods if at.dates.says_none(row.cell(c).text)]
        words = [c for c in periods if row.cell(c) and not _is_marked(row, c) and c not in open_ones]
        if words and not marked and all(AMOUNT.fullmatch(row.cell(c).text) for c in words):
            at.outline.add_unread(row.lines, row.text, _(SUM))
            continue
        label = row.cell(title if title is not None else _first_word(row, periods)).text
        before = len(at.outline.entries)
        if label and (marked or open_ones) and not words:
            _take_bar(at, row, columns, sorted([*marked, *open_ones]))
            if open_ones and at.entry is not None:
                at.entry.remarks.append(row.cell(open_ones[0]).text)
        elif words:
            _take_words(at, table, row, columns, label, [*words, *marked])
        if len(at.outline.entries) == before:
            at.outline.add_unread(row.lines, row.text, _(_EMPTY_ROW))


def _first_word(row: Row, periods: list[int]) -> int:
    """The first column that is no period: a place or a name stands where a title would."""
    return next((c for c in range(len(row.cells)) if c not in periods), 0)


def _is_marked(row: Row, column: int) -> bool:
    """Whether a bar covers a cell: it holds a mark, or a marked cell spans it."""
    while column >= 0 and row.cell(column).covered:
        column -= 1
    text = row.cell(column).text
    return bool(text) and (MARK.fullmatch(text) is not None or (len(text) == 1 and text.isalpha()))


def _take_bar(at: Walk, row: Row, columns: Columns, marked: list[int]) -> None:
    title = columns.one("title")
    assert title is not None
    entry = at.begin(row.cell(title).paragraphs[0], row.lines, row.text)
    first, last = columns.heads[marked[0]], columns.heads[marked[-1]]
    entry.date, entry.end = first, last if last != first else ""
    entry.gap_in_marks = marked[-1] - marked[0] + 1 > len(marked)
    entry.series = (at.series, *row.lines[:1])  # each row begins its years anew
    entry.columns |= _facts(row, columns)


def _parts(cell: Cell) -> list[Paragraph]:
    """The items of a cell: its paragraphs, parted at semicolons."""
    return [
        plain(part.strip(), *p.lines) if ";" in p.text else p
        for p in cell.paragraphs
        for part in (p.text.split(";") if ";" in p.text else [p.text])
        if part.strip()
    ]


def _is_stage(table: Table, columns: Columns, text: str) -> bool:
    """Whether a cell of few words stands below several periods: it names a step, not what it is about."""
    found = [row for row in table.rows[columns.first :] if any(cell.text == text for cell in row.cells)]
    return len(found) > 1 and len(text.split()) <= _STAGE_WORDS


def _take_words(at: Walk, table: Table, row: Row, columns: Columns, label: str, cells: list[int]) -> None:
    """Words below periods: each cell is an item of that period; the row's label tells what it is about."""
    for column in sorted(cells):
        cell = row.cell(column)
        if not cell or cell.covered:
            continue
        short = label and (len(cell.text) <= _LONGEST_MARK or _is_stage(table, columns, cell.text))
        for paragraph in cell.paragraphs[:1] if short else _parts(cell):
            if is_no_title(paragraph.text):
                continue
            is_day = bool(label) and at.dates.is_date(paragraph.text)  # the day of the item, in its period
            short = short or is_day
            words = label if is_day else f"{label}: {paragraph.text}"
            own = plain(words, *row.lines) if short else paragraph
            entry = at.begin(own, row.lines, row.text)
            entry.date = columns.heads[column]
            if is_day:
                entry.scope, entry.date = Scope(entry.date, at.scope, (at.series,)), paragraph.text
            last = columns.heads[min(column + cell.span - 1, len(columns.heads) - 1)]
            entry.end = last if cell.span > 1 and last != entry.date and not is_day else ""
            entry.series = (at.series, *row.lines[:1])
            if label and not short:
                entry.section = " / ".join(filter(None, (entry.section, label)))
            entry.columns |= _facts(row, columns)
