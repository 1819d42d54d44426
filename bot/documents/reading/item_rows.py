"""Rows that are no headings: the items in them, and what belongs to the item above."""

from __future__ import annotations

import re
from dataclasses import replace

from bot.documents.reading.dates import WrittenDate, read_date
from bot.documents.reading.entries import Entry
from bot.documents.reading.points import strip_markers, take_stream_prefix
from bot.documents.reading.position import Position
from bot.documents.reading.rows import Paragraph, Row, cell_text
from bot.documents.reading.shapes import (
    HAS_WORD,
    LABEL,
    continues,
    heading_date,
    is_point,
    point_style,
    reads_on,
)
from bot.documents.reading.title_dates import DATE_LABEL, finer, leading_date
from bot.documents.reading.titles import has_title, looks_like_item

_NOTHING = re.compile(
    r"(?:none|nil|n/a|nothing|no\s+(?:activit(?:y|ies)|meetings?|events?|tasks?))(?:\s+(?:is\s+|are\s+)?(?:planned|foreseen|scheduled))?",
    re.IGNORECASE,
)
_HELD = re.compile(r"(?:(?:(?:was|to\s+be)\s+)?held|took\s+place)?(?:\s+(?:on|at|from))*", re.IGNORECASE)


def take_item_row(at: Position, row: Row) -> None:
    """Take a row that is no heading: entries that begin in it, and what belongs to the one above."""
    sides = _read_sides(at, row)
    side = sides[0] if sides else None
    if side and _holds_on(at, side):
        at.hold(side, beside=True)
        side, sides = None, []
    elif at.is_heading_beside and at.outer is not None and at.columns.cell(row, "date"):
        at.hold(at.outer, beside=False)
    at.stands_in_table, at.after_gap = len(row.cells) > 1, row.gap
    before, touched = len(at.outline.entries), False
    beside = side is not None or any(role != "notes" for role in at.columns.facts(row))
    for index, paragraph in enumerate(at.columns.cell(row, "task")):
        first = index == 0
        if _starts_entry(at, paragraph, first=first, dated=first and beside):
            at.begin(paragraph, row)
            touched = True
        elif at.entry is not None and (not first or touched or continues(paragraph)):
            _add_below(at, at.entry, paragraph)
            at.own(row)
            touched = True
    new = at.outline.entries[before:]
    _give_dates(new, sides)
    _give_columns(at, row, new, side)
    if not touched:
        _take_remark(at, row)


def _read_sides(at: Position, row: Row) -> list[WrittenDate]:
    """The dates of the row: one of the whole side cell, or one for each paragraph that is a date."""
    cell = at.columns.cell(row, "date")
    if not cell:
        return []
    bare = at.heading is not None
    whole = read_date(cell_text(cell), bare=bare)
    if whole and len(whole.rest.split()) <= 8 and not _is_aside(at, whole):
        return [finer(whole, _noted_date(at, row)) or whole]
    each = [read_date(p.text, bare=bare) for p in cell]
    return [date for date in each if date and not _is_aside(at, date)] if all(each) else []


def _is_aside(at: Position, written: WrittenDate) -> bool:
    """Whether a month is named in passing, below the heading of a month: *rescheduled from March*."""
    below_month = at.heading is not None and not at.is_heading_beside and at.heading.first.month is not None
    return below_month and bool(written.rest) and not (written.says_day or written.times or written.part)


def _noted_date(at: Position, row: Row) -> WrittenDate | None:
    """The day that the notes of a row give where its date column says the month: *held on 23 January*."""
    for note in at.columns.facts(row).get("notes", "").split("; "):
        written = read_date(note, bare=True)
        if written is not None and _HELD.fullmatch(written.rest):
            return replace(written, rest="")
    return None


def _holds_on(at: Position, side: WrittenDate) -> bool:
    """Whether a period beside an item is the heading of the rows below it too."""
    if side.says_day or side.rest or side.part or side.times or not side.says_period:
        return False
    if at.heading is None or at.is_heading_beside or at.heading.says_day:
        return True
    return side.first.month is not None and not (at.heading.first.month or at.heading.quarter)


def _starts_entry(at: Position, paragraph: Paragraph, *, first: bool, dated: bool) -> bool:
    text = paragraph.text
    if not HAS_WORD.search(strip_markers(text)) or _NOTHING.fullmatch(text.strip(" .")):
        return False
    if dated or (paragraph.heading and first) or (first and leading_date(strip_markers(text))):
        return True
    if LABEL.match(text):
        return False
    if is_point(paragraph):
        style = point_style(paragraph)
        return (at.entry is None and first) or (at.entry is not None and at.entry.style == style)
    if at.entry is not None and at.entry.style and not paragraph.is_marked:
        return first and looks_like_item(text, at.known)
    if paragraph.is_marked:
        return first or at.marked
    if not first or (at.table is None and at.has_table and not looks_like_item(text, at.known)):
        return False
    if at.stands_in_table and not paragraph.is_italic and (not reads_on(paragraph) or has_title(paragraph)):
        return True
    if looks_like_item(text, at.known) and not (paragraph.is_italic or _is_sentence_below(at, text)):
        return True
    return not at.marked and not reads_on(paragraph)


def _is_sentence_below(at: Position, text: str) -> bool:
    """Whether a sentence tells more of the item right above, in a document whose titles are no sentences."""
    if not text.endswith(".") or take_stream_prefix(strip_markers(text), at.known)[0]:
        return False
    goes_on = at.entry is not None and not (at.after_gap or at.sentences or ": " in text)
    return at.marked or (goes_on and len(text.split()) > 4)


def _add_below(at: Position, entry: Entry, paragraph: Paragraph) -> None:
    """A paragraph below the title: its date where it is labelled as one, else text."""
    label = DATE_LABEL.match(paragraph.text)
    written = read_date(paragraph.text[label.end() :], bare=at.heading is not None) if label else None
    if written is None or written.rest or not written.says_when:
        entry.body.append(paragraph)
    elif entry.side is None:
        entry.side = written
    elif written.times and not entry.side.times:
        entry.side = replace(entry.side, times=written.times)


def _give_dates(new: list[Entry], sides: list[WrittenDate]) -> None:
    for index, entry in enumerate(new):
        if sides:
            entry.side = sides[index] if len(sides) == len(new) else sides[0]


def _give_columns(at: Position, row: Row, new: list[Entry], side: WrittenDate | None) -> None:
    owner = new or ([at.entry] if at.entry is not None and at.entry.lines[-1:] == [row.lines[-1]] else [])
    remark = (side.rest if side.rest in side.text else side.text) if side else ""
    date_text = cell_text(at.columns.cell(row, "date"))
    if side is None and date_text and heading_date(date_text) is None:
        remark = date_text
    for entry in owner:
        entry.columns.update(at.columns.facts(row))
        if remark:
            entry.remarks.append(remark)


def _take_remark(at: Position, row: Row) -> None:
    """A row without an item of its own: a comment beside the item above, or nothing understood."""
    side = cell_text(at.columns.cell(row, "date"))
    if at.entry is not None and len(row.cells) > 1 and side and not at.columns.cell(row, "task"):
        at.entry.remarks.append(side)
        at.own(row)
    else:
        at.add_unread(row)
