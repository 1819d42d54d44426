"""Which row is what: a walk over the rows that finds headings, items and what belongs to them."""

from __future__ import annotations

import re
from collections.abc import Sequence
from dataclasses import dataclass, field, replace

from bot.importers.clock_times import find_zone
from bot.importers.columns import Columns, read_header
from bot.importers.dates import WrittenDate, read_date
from bot.importers.points import is_stream_heading, strip_markers, take_stream_prefix
from bot.importers.rows import Paragraph, Row, cell_text
from bot.importers.shapes import (
    DATE_LABEL,
    HAS_WORD,
    LABEL,
    are_titles_marked,
    continues,
    heading_date,
    is_name_of_group,
    is_point,
    point_style,
    reads_on,
)
from bot.importers.titles import leading_date, looks_like_item
from bot.workplan.draft import SourceLine

_PLAN = re.compile(
    r"\b(?:time-?line|work\s?-?plan|plan|programme|program|schedule|calendar|road-?map|agenda)\b", re.I
)


@dataclass(slots=True)
class Entry:
    """An item in the making: its paragraphs, lines, columns and where it stands."""

    title: Paragraph
    lines: list[int] = field(default_factory=list)
    side: WrittenDate | None = None
    streams: dict[str, str] = field(default_factory=dict)
    body: list[Paragraph] = field(default_factory=list)
    columns: dict[str, str] = field(default_factory=dict)
    remarks: list[str] = field(default_factory=list)
    style: str = ""
    source: list[str] = field(default_factory=list)


@dataclass(slots=True)
class Outline:
    """The document sorted out; `events` are its date headings and its entries in document order."""

    events: list[WrittenDate | Entry] = field(default_factory=list)
    entries: list[Entry] = field(default_factory=list)
    headings: list[SourceLine] = field(default_factory=list)
    unread: list[SourceLine] = field(default_factory=list)
    title: str | None = None

    @property
    def zone(self) -> str | None:
        """The zone that the document names once for all its times, as an IANA name."""
        aside = " ".join(line.text for line in (*self.headings[:10], *self.unread[:10]))
        return find_zone(aside)


def read_outline(rows: Sequence[Row], known: Sequence[str]) -> Outline:
    """Sort the rows out; every line of every row ends up in an entry, a heading or `unread`."""
    walker = _Walker(rows, known)
    for row, following in zip(rows, [*rows[1:], None], strict=True):
        walker.take(row, following)
    return walker.outline


class _Walker:
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
        self.table: int | None = None
        self._has_table = False  # whether a table ended above: prose below it is no task
        self._stands_in_table = False  # whether the row has a column for tasks of its own

    def take(self, row: Row, following: Row | None) -> None:
        """Sort one row out."""
        if not any(row.cells):
            self._attach_markup(row)
            return
        if row.table is not None and row.table != self.table:
            self.columns = self.columns.for_table(row.table)
        if self.table and row.table is None:
            self.entry = None  # what stands below a table is no part of its last row
            self._has_table = True
        self.table = row.table
        header = read_header(row)
        if header:
            self.columns = header
            self._add_heading(row)
        elif not (
            self._take_date_heading(row, following)
            or self._take_stream_heading(row, following)
            or self._take_other_heading(row)
        ):
            self._take_item_row(row)

    def _attach_markup(self, row: Row) -> None:
        if self.entry is not None:
            self.entry.lines.extend(row.lines)
        else:
            self._add_unread(row)

    def _add_heading(self, row: Row) -> None:
        text = " ".join(dict.fromkeys(filter(None, (cell_text(cell) for cell in row.cells))))
        self.outline.headings.extend(SourceLine(line, text) for line in row.lines)

    def _add_unread(self, row: Row) -> None:
        self.outline.unread.extend(SourceLine(line, row.text) for line in row.lines)

    def _take_date_heading(self, row: Row, following: Row | None) -> bool:
        texts = {text for text in (cell_text(cell) for cell in row.cells) if text}
        if len(texts) != 1:
            return False
        text = texts.pop()
        written = heading_date(text) or self._lone_side_date(row)
        if written is None:
            return False
        if self._date_above(written, row, following):
            return True
        self._hold(written, beside=False)
        if not self.streams_above_months and not written.says_day:
            self.streams = {}
        self._add_heading(row)
        return True

    def _date_above(self, written: WrittenDate, row: Row, following: Row | None) -> bool:
        """Give a day on a line of its own to the undated item above, where no item follows it."""
        entry = self.entry
        if not written.says_day or entry is None or entry.side is not None or len(row.cells) > 1:
            return False
        if following is not None and heading_date(following.text) is None:
            return False
        entry.side = written
        self._own(row)
        return True

    def _lone_side_date(self, row: Row) -> WrittenDate | None:
        """A day that stands alone in the date column holds for what follows."""
        if len(row.cells) < 2:
            return None
        written = read_date(cell_text(self.columns.cell(row, "date")), bare=True)
        return written if written and written.says_when and not written.rest else None

    def _take_stream_heading(self, row: Row, following: Row | None) -> bool:
        texts = {text for text in (cell_text(cell) for cell in row.cells) if text}
        paragraphs = [p for cell in row.cells for p in cell]
        if len(texts) != 1 or paragraphs[0].level:
            return False
        text = strip_markers(texts.pop())
        streams = is_stream_heading(text, self.known)
        if not streams and paragraphs[0].heading:
            streams = is_stream_heading(re.split(r"[:–—(]", text)[0], self.known)
        if not streams and following is not None and (self.heading is None or self.streams_above_months):
            named, _rest = take_stream_prefix(
                text, self.known
            )  # "Work Stream 1: Analysis" right above a month
            streams = named if named != self.streams and heading_date(following.text) else {}
        if not streams:
            return False
        self.streams_above_months = self.heading is None or self.streams_above_months
        self.streams = streams
        self.entry = None
        self._add_heading(row)
        return True

    def _take_other_heading(self, row: Row) -> bool:
        """Titles of the document, and headings that say no date; before the first item, also bare lines."""
        paragraphs = [p for cell in row.cells for p in cell]
        text = row.text.replace("\n", " ")
        before = not self.outline.entries and self.heading is None
        item_like = looks_like_item(text, self.known) or self._own_date(row) is not None
        if before and self.outline.title is None and len(row.cells) == 1 and is_name_of_group(text):
            item_like = False
        if paragraphs[0].heading and (not item_like or before):
            self.entry = None
        elif (
            not before
            or (item_like and not (self.outline.title is None and _PLAN.search(text)))
            or len(row.cells) > 1
        ):
            return False
        elif self.outline.title is not None and not _PLAN.search(text):
            self._add_unread(row)
            return True
        if self.outline.title is None or (
            before and _PLAN.search(text) and not _PLAN.search(self.outline.title)
        ):
            self.outline.title = text
        self._add_heading(row)
        return True

    def _own_date(self, row: Row) -> WrittenDate | None:
        if len(row.cells) < 2:
            return leading_date(strip_markers(row.text))
        return read_date(cell_text(self.columns.cell(row, "date")), bare=self.heading is not None)

    def _take_item_row(self, row: Row) -> None:
        sides = self._read_sides(row)
        side = sides[0] if sides else None
        if side and self._holds_on(side):
            self._hold(side, beside=True)
            side, sides = None, []
        elif self.is_heading_beside and self.outer is not None and self.columns.cell(row, "date"):
            self._hold(self.outer, beside=False)
        self._stands_in_table = len(row.cells) > 1
        before, touched = len(self.outline.entries), False
        beside = side is not None or any(role != "notes" for role in self.columns.facts(row))
        for index, paragraph in enumerate(self.columns.cell(row, "task")):
            first = index == 0
            if self._starts_entry(paragraph, first=first, dated=first and beside):
                self._begin(paragraph, row)
                touched = True
            elif self.entry is not None and (not first or touched or continues(paragraph)):
                self._add_below(self.entry, paragraph)
                self._own(row)
                touched = True
        new = self.outline.entries[before:]
        self._give_dates(new, sides)
        self._give_columns(row, new, side)
        if not touched:
            self._take_remark(row)

    def _read_sides(self, row: Row) -> list[WrittenDate]:
        """The dates of the row: one of the whole side cell, or one for each paragraph that is a date."""
        cell = self.columns.cell(row, "date")
        if not cell:
            return []
        bare = self.heading is not None
        whole = read_date(cell_text(cell), bare=bare)
        if whole and len(whole.rest.split()) <= 8:
            return [whole]
        each = [read_date(p.text, bare=bare) for p in cell]
        return [date for date in each if date] if all(each) else []

    def _hold(self, written: WrittenDate, *, beside: bool) -> None:
        self.outline.events.append(replace(written, beside=beside))
        self.outer = self.outer if beside else written
        self.heading, self.is_heading_beside = written, beside
        self.entry = None

    def _holds_on(self, side: WrittenDate) -> bool:
        """Whether a period beside an item is the heading of the rows below it too."""
        if side.says_day or side.rest or side.part or side.times or not side.says_period:
            return False
        if self.heading is None or self.is_heading_beside or self.heading.says_day:
            return True
        return side.first.month is not None and not (self.heading.first.month or self.heading.quarter)

    def _starts_entry(self, paragraph: Paragraph, *, first: bool, dated: bool) -> bool:
        text = paragraph.text
        if not HAS_WORD.search(strip_markers(text)):
            return False
        if dated or (paragraph.heading and first) or (first and leading_date(strip_markers(text))):
            return True
        if LABEL.match(text):
            return False
        if is_point(paragraph):
            style = point_style(paragraph)
            return (self.entry is None and first) or (self.entry is not None and self.entry.style == style)
        if self.entry is not None and self.entry.style and not paragraph.is_marked:
            return first and looks_like_item(text, self.known)
        if paragraph.is_marked:
            return first or self.marked
        if not first or (self.table is None and self._has_table and not looks_like_item(text, self.known)):
            return False
        if self._stands_in_table and not reads_on(paragraph):
            return True
        if looks_like_item(text, self.known) and not (
            paragraph.is_italic
            or (
                self.marked
                and text.endswith(".")
                and not take_stream_prefix(strip_markers(text), self.known)[0]
            )
        ):
            return True
        return not self.marked and not reads_on(paragraph)

    def _begin(self, paragraph: Paragraph, row: Row) -> None:
        style = point_style(paragraph) if is_point(paragraph) else ""
        self.entry = Entry(paragraph, streams=dict(self.streams), style=style)
        self.outline.entries.append(self.entry)
        self.outline.events.append(self.entry)
        self._own(row)

    def _add_below(self, entry: Entry, paragraph: Paragraph) -> None:
        """A paragraph below the title: its date where it is labelled as one, else text."""
        label = DATE_LABEL.match(paragraph.text)
        written = read_date(paragraph.text[label.end() :], bare=self.heading is not None) if label else None
        if written is None or written.rest or not written.says_when:
            entry.body.append(paragraph)
        elif entry.side is None:
            entry.side = written
        elif written.times and not entry.side.times:
            entry.side = replace(entry.side, times=written.times)

    def _own(self, row: Row) -> None:
        if self.entry is not None and (not self.entry.lines or self.entry.lines[-1] != row.lines[-1]):
            self.entry.lines.extend(row.lines)
            self.entry.source.append(row.text)

    def _give_dates(self, new: list[Entry], sides: list[WrittenDate]) -> None:
        for index, entry in enumerate(new):
            if sides:
                entry.side = sides[index] if len(sides) == len(new) else sides[0]

    def _give_columns(self, row: Row, new: list[Entry], side: WrittenDate | None) -> None:
        owner = new or (
            [self.entry] if self.entry is not None and self.entry.lines[-1:] == [row.lines[-1]] else []
        )
        remark = side.rest if side else ""
        date_text = cell_text(self.columns.cell(row, "date"))
        if side is None and date_text and heading_date(date_text) is None:
            remark = date_text
        for entry in owner:
            entry.columns.update(self.columns.facts(row))
            if remark:
                entry.remarks.append(remark)

    def _take_remark(self, row: Row) -> None:
        """A row without an item of its own: a comment beside the item above, or nothing understood."""
        side = cell_text(self.columns.cell(row, "date"))
        if self.entry is not None and len(row.cells) > 1 and side and not self.columns.cell(row, "task"):
            self.entry.remarks.append(side)
            self._own(row)
        else:
            self._add_unread(row)
