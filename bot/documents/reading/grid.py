"""A table in the making: cells that span columns and rows fall into one grid."""

from __future__ import annotations

from dataclasses import replace

from bot.documents.reading.blocks import EMPTY, Cell, Paragraph, Row, Table

MAX_COLUMNS = 80
MAX_PARAGRAPHS = 500


class Grid:
    """Collects the rows of one table."""

    def __init__(self) -> None:
        self._rows: list[Row] = []
        self._cells: list[Cell] = []
        self._below: dict[
            int, tuple[int, Cell]
        ] = {}  # column → rows that are left, the cell that reaches down
        self._paragraphs: list[Paragraph] = []
        self._lines: set[int] = set()
        self._cell: tuple[int, int, bool] | None = None

    def begin_cell(self, span: int, height: int, *, header: bool) -> None:
        """Begin a cell of so many columns and rows."""
        self.end_cell()
        self._cell = (min(span, MAX_COLUMNS), height, header)

    def add(self, paragraph: Paragraph) -> None:
        """Add a paragraph to the cell."""
        if self._cell is None:
            self.begin_cell(1, 1, header=False)
        self._lines.update(paragraph.lines)
        if len(self._paragraphs) < MAX_PARAGRAPHS:
            self._paragraphs.append(paragraph)

    def end_cell(self) -> None:
        """End the cell, if one is open."""
        if self._cell is None:
            return
        (span, height, header), self._cell = self._cell, None
        paragraphs, self._paragraphs = tuple(self._paragraphs), []
        self._fill()
        cell = Cell(paragraphs, span, header=header)
        for offset in range(span):
            if len(self._cells) >= MAX_COLUMNS:
                self._spill(paragraphs)
                break
            own = cell if not offset else Cell(covered=True, header=header)
            if height > 1:
                self._below[len(self._cells)] = (height, replace(own, repeated=True))
            self._cells.append(own)

    def _spill(self, paragraphs: tuple[Paragraph, ...]) -> None:
        """Put what stands beyond the last column into it."""
        last = self._cells[-1]
        self._cells[-1] = replace(last, paragraphs=(*last.paragraphs, *paragraphs))

    def _fill(self) -> None:
        """Repeat the cells that reach down from a row above, up to the next own one."""
        while len(self._cells) in self._below and len(self._cells) < MAX_COLUMNS:
            self._cells.append(self._below[len(self._cells)][1])

    def end_row(self, lines: tuple[int, ...] | None = None) -> None:
        """End the row, if it has any cell; `lines` are its own where the paragraphs do not tell them."""
        self.end_cell()
        if self._cells:
            self._fill()
            found = Row(lines or tuple(sorted(self._lines)), tuple(self._cells))
            if any(cell and not cell.repeated for cell in found.cells):
                self._rows.append(found)
            self._below = {
                column: (left - 1, cell) for column, (left, cell) in self._below.items() if left > 1
            }
        self._cells, self._lines = [], set()

    def finish(self) -> Table | None:
        """The table, padded to one width; None where it has no row."""
        self.end_row()
        width = max((len(row.cells) for row in self._rows), default=0)
        rows = [replace(row, cells=(*row.cells, *[EMPTY] * (width - len(row.cells)))) for row in self._rows]
        return Table(tuple(rows)) if rows else None
