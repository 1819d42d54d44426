"""Rows that are headings: what they say holds for the rows below them."""

from __future__ import annotations

import re

from bot.documents.reading.dates import WrittenDate, read_date, read_whole_date
from bot.documents.reading.points import is_stream_heading, strip_markers, take_stream_prefix
from bot.documents.reading.position import Position
from bot.documents.reading.rows import Row, cell_text
from bot.documents.reading.shapes import heading_date, is_name_of_group
from bot.documents.reading.title_dates import leading_date
from bot.documents.reading.titles import looks_like_item

_PLAN = re.compile(
    r"\b(?:time-?line|work\s?-?plan|plan|programme|program|schedule|calendar|road-?map|agenda)\b", re.I
)
_PLAN_NAME = re.compile(
    r"(?:(?:the|possible|proposed|draft|tentative|indicative|provisional|preliminary|revised|updated|annual|joint)\s+)*"
    r"(?:time-?line|work\s?-?plan|programme\s+of\s+work|plan\s+of\s+work|schedule|calendar|road-?map)\b"
    r"(?!\s+[a-z]+(?:ed|es|s)\b)",
    re.I,
)


def take_heading(at: Position, row: Row, following: Row | None) -> bool:
    """Take a row where it is a heading: of a date, of a stream, of the document or of anything else."""
    return (
        _take_date_heading(at, row, following)
        or _take_stream_heading(at, row, following)
        or _take_other_heading(at, row)
    )


def _take_date_heading(at: Position, row: Row, following: Row | None) -> bool:
    texts = {text for text in (cell_text(cell) for cell in row.cells) if text.strip(" -–—.*")}
    if len(texts) != 1:
        return False
    text = texts.pop()
    written = heading_date(text) or _open_heading(at, text) or _lone_side_date(at, row)
    if written is None:
        return False
    if _date_above(at, written, row, following):
        return True
    at.hold(written, beside=False)
    if not at.streams_above_months and not written.says_day:
        at.streams = {}
    at.add_heading(row)
    return True


def _open_heading(at: Position, text: str) -> WrittenDate | None:
    """A heading such as *Date to be confirmed*: what stands below it has no date."""
    if at.heading is None or len(text) > 60:
        return None
    written = read_whole_date(text.strip(" :()[]"))
    return written if written and not written.says_when else None


def _date_above(at: Position, written: WrittenDate, row: Row, following: Row | None) -> bool:
    """Give a day on a line of its own to the undated item above, where no item follows it."""
    entry = at.entry
    if not written.says_day or entry is None or entry.side is not None or len(row.cells) > 1:
        return False
    if following is not None and heading_date(following.text) is None:
        return False
    entry.side = written
    at.own(row)
    return True


def _lone_side_date(at: Position, row: Row) -> WrittenDate | None:
    """A day that stands alone in the date column holds for what follows."""
    if len(row.cells) < 2:
        return None
    written = read_date(cell_text(at.columns.cell(row, "date")), bare=True)
    return written if written and written.says_when and not written.rest else None


def _take_stream_heading(at: Position, row: Row, following: Row | None) -> bool:
    texts = {text for text in (cell_text(cell) for cell in row.cells) if text}
    paragraphs = [p for cell in row.cells for p in cell]
    if len(texts) != 1 or paragraphs[0].level:
        return False
    text = strip_markers(texts.pop())
    streams = is_stream_heading(text, at.known)
    if not streams and paragraphs[0].heading:
        streams = is_stream_heading(re.split(r"[:–—(]", text)[0], at.known)
    if not streams and following is not None and (at.heading is None or at.streams_above_months):
        named, _rest = take_stream_prefix(text, at.known)  # "Work Stream 1: Analysis" right above a month
        streams = named if named != at.streams and heading_date(following.text) else {}
    if not streams:
        return False
    at.streams_above_months = at.heading is None or at.streams_above_months
    at.streams = streams
    at.entry = None
    at.add_heading(row)
    return True


def _take_other_heading(at: Position, row: Row) -> bool:
    """Titles of the document, and headings that say no date; before the first item, also bare lines."""
    paragraphs = [p for cell in row.cells for p in cell]
    text = row.text.replace("\n", " ")
    before = not at.outline.entries and at.heading is None
    item_like = looks_like_item(text, at.known) or _own_date(at, row) is not None
    if before and len(row.cells) == 1 and _own_date(at, row) is None:
        named = at.outline.title is None and is_name_of_group(text)
        item_like = item_like and not named and not _PLAN_NAME.match(text)
    if paragraphs[0].heading and (not item_like or before):
        at.entry = None
    elif (
        not before
        or (item_like and not (at.outline.title is None and _PLAN.search(text)))
        or sum(bool(cell) for cell in row.cells) > 1
    ):
        return False
    elif at.outline.title is not None and not (_PLAN.search(text) or is_name_of_group(text)):
        at.add_unread(row)
        return True
    if before:
        at.outline.preface.append(text)
    if at.outline.title is None or (before and _PLAN.search(text) and not _PLAN.search(at.outline.title)):
        at.outline.title = text
    at.add_heading(row)
    return True


def _own_date(at: Position, row: Row) -> WrittenDate | None:
    if len(row.cells) < 2:
        return leading_date(strip_markers(row.text))
    return read_date(cell_text(at.columns.cell(row, "date")), bare=at.heading is not None)
