"""Where a walk over the rows of a document stands: what was found so far and what holds here."""

from __future__ import annotations

from collections.abc import Sequence
from dataclasses import replace

from bot.documents.draft import SourceLine
from bot.documents.reading.columns import Columns
from bot.documents.reading.dates import WrittenDate
from bot.documents.reading.entries import Entry, Outline
from bot.documents.reading.rows import Paragraph, Row, cell_text
from bot.documents.reading.shapes import are_titles_marked, are_titles_sentences, is_point, point_style


class Position:
    """The outline so far, the entry at hand, and the heading, streams and columns that hold here."""

    def __init__(self, rows: Sequence[Row], known: Sequence[str]) -> None:
        self.outline = Outline()
        self.known = known
        self.columns = Columns.guess(rows)
        self.entry: Entry | None = None  # the item that a following line may belong to
        self.heading: WrittenDate | None = None  # the date heading that holds here
        self.is_heading_beside = False  # whether it stood beside an item
        self.outer: WrittenDate | None = None  # the heading above all that stood beside items
        self.streams: dict[str, str] = {}
        self.streams_above_months = False
        self.marked = are_titles_marked(rows, self.columns)
        self.sentences = are_titles_sentences(rows, self.columns)
        self.table: int | None = None
        self.has_table = False  # whether a table ended above: prose below it is no task
        self.after_gap = False  # whether a blank line stands before the row
        self.stands_in_table = False  # whether the row has a column for tasks of its own

    def hold(self, written: WrittenDate, *, beside: bool) -> None:
        """Let a date hold for the rows below."""
        self.outline.events.append(replace(written, beside=beside))
        self.outer = self.outer if beside else written
        self.heading, self.is_heading_beside = written, beside
        self.entry = None

    def begin(self, paragraph: Paragraph, row: Row) -> None:
        """Begin an entry with its title."""
        style = point_style(paragraph) if is_point(paragraph) else ""
        self.entry = Entry(paragraph, streams=dict(self.streams), style=style)
        self.outline.entries.append(self.entry)
        self.outline.events.append(self.entry)
        self.own(row)

    def own(self, row: Row) -> None:
        """Count a row to the entry at hand."""
        if self.entry is not None and (not self.entry.lines or self.entry.lines[-1] != row.lines[-1]):
            self.entry.lines.extend(row.lines)
            self.entry.source.append(row.text)

    def add_heading(self, row: Row) -> None:
        """Note a row as a heading."""
        text = " ".join(dict.fromkeys(filter(None, (cell_text(cell) for cell in row.cells))))
        self.outline.headings.extend(SourceLine(line, text) for line in row.lines)

    def add_unread(self, row: Row) -> None:
        """Note a row as not understood."""
        self.outline.unread.extend(SourceLine(line, row.text) for line in row.lines)
