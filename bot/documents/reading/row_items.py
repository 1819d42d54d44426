"""A row of a table as items: its title, its dates and what its other columns say."""

from __future__ import annotations

import re
from collections.abc import Sequence

from bot.core.i18n import N_, _
from bot.documents.reading.blocks import Cell, Paragraph, Row, plain, pointed
from bot.documents.reading.cards import is_label
from bot.documents.reading.columns import Columns
from bot.documents.reading.entries import Entry
from bot.documents.reading.starts import Habits, add_below, reads_on, starts_entry
from bot.documents.reading.title_dates import is_no_title
from bot.documents.reading.walk import NOTHING, Walk
from bot.documents.reading.words import NOTHING_ON, fold, status_named

_ZONE = re.compile(r"[(,/]\s*([A-Z][\w/+: -]{1,25})\)?$")


_FACTS = {"owner", "status", "streams", "format", "notes", "place", "host", "link", "needs"}


_TOLD = {"place": N_("Place"), "host": N_("Host"), "link": N_("Link"), "needs": N_("Depends on")}


def take_row(at: Walk, row: Row, columns: Columns, habits: Habits) -> None:
    """A row: the entries that begin in it, and what belongs to the one above."""
    date = _date_cell(row, columns)
    title = _title_cell(row, columns)
    if title and all(NOTHING_ON.fullmatch(fold(one.text).strip(" .:()–—-")) for one in title):
        at.outline.add_unread(row.lines, row.text, _(NOTHING))
        return
    kept = _written(at, row, columns)
    facts = _facts(row, columns)
    if kept and status_named(kept):  # "Done" stands where the date of what is done would
        facts.setdefault("status", kept)
    written = kept if (kept and at.dates.begins(kept)) or at.dates.says_none(kept) else ""
    before = len(at.outline.entries)
    taken = _take_title(at, row, title, habits, beside=bool(written) or any(r != "notes" for r in facts))
    new = at.outline.entries[before:]
    for entry in new:
        entry.meets = columns.meets
    if (not title and columns.one("title") is None and (written or _spans(row, columns))) or (
        not title and not new and (written or _spans(row, columns)) and facts
    ):
        new = [_untitled(at, row, facts)]
    if new:
        _give_dates(at, row, columns, new, date, written)
        for entry in new:
            entry.columns |= facts
            if kept and not written:
                entry.remarks.append(kept)
                entry.unread_date = kept if columns.names_date and not status_named(kept) else ""
    elif not taken and at.entry is not None and kept and not title:
        at.entry.remarks.append(kept)
        at.entry.own(row.lines, row.text)
    elif not taken:
        at.outline.add_unread(row.lines, row.text, _("it has neither a title nor a date"))
    elif at.entry is not None and kept:
        at.entry.remarks.append(kept)


def _written(at: Walk, row: Row, columns: Columns) -> str:
    """The words of the columns of dates and times."""
    return with_times(at, row, columns, _kept(row, columns, "date"))


def with_times(at: Walk, row: Row, columns: Columns, date: str) -> str:
    """A date with the times of day beside it, in the zone that a column or the head of theirs names."""
    times = [column for column in columns.all("time") if at.dates.is_time(row.cell(column).kept)]
    heads = [head[1] for column in times if (head := _ZONE.search(columns.heads[column]))]
    written = " ".join(filter(None, (date, *(row.cell(column).kept for column in times))))
    return _zoned(at, row, columns, written, *heads)


def _zoned(at: Walk, row: Row, columns: Columns, written: str, *heads: str) -> str:
    """A date with a time in the zone that the row names in a column of its own, or else a head."""
    zones = [*(row.cell(column).kept for column in columns.all("zone")), *heads]
    zoned = (f"{written} {zone}" for zone in zones if zone and at.dates.has_time(written))
    return next((text for text in zoned if at.dates.is_date(text)), written)


def _date_cell(row: Row, columns: Columns) -> Cell:
    column = columns.one("date")
    return row.cell(column) if column is not None else Cell()


def _title_cell(row: Row, columns: Columns) -> tuple[Paragraph, ...]:
    """The paragraphs of the title; a cell that spans date and title is all title."""
    column = columns.one("title")
    if column is None:
        return ()
    if row.cells and row.cells[0].span >= len(row.cells) and row.cells[0]:
        return row.cells[0].paragraphs
    cell = row.cell(column)
    if cell.covered:
        left = next((row.cells[c] for c in range(column - 1, -1, -1) if not row.cells[c].covered), Cell())
        return left.paragraphs if left.span > 1 else ()
    return tuple(pointed(paragraph) for paragraph in cell.paragraphs)


def _kept(row: Row, columns: Columns, role: str) -> str:
    """The words of the columns of a role that are not struck; a cell that spans the title has none."""
    title = columns.one("title")
    found = []
    for column in columns.all(role):
        cell = row.cell(column)
        if not (cell.span > 1 and title is not None and column < title < column + cell.span):
            found.append(cell.kept)
    return " ".join(filter(None, found))


def _spans(row: Row, columns: Columns) -> bool:
    return any(
        row.cell(c).kept
        for role in ("start", "end", "forecast", "actual", "baseline")
        for c in columns.all(role)
    )


def _facts(row: Row, columns: Columns) -> dict[str, str]:
    """What the other columns say, by role."""
    said: dict[str, str] = {}
    title = columns.one("title")
    for column, cell in enumerate(row.cells):
        role = columns.roles[column] if column < len(columns.roles) else "notes"
        if (
            not cell
            or role not in _FACTS
            or (cell.span > 1 and title is not None and column < title < column + cell.span)
        ):
            continue
        text = cell.text
        if role in _TOLD:
            role, text = "told", f"{_(_TOLD[role])}: {text}"
        said[role] = f"{said[role]}; {text}" if role in said else text
    return said


def _take_title(at: Walk, row: Row, title: Sequence[Paragraph], habits: Habits, *, beside: bool) -> bool:
    """Begin the entries of the title's cell; whether the row belongs to an item."""
    touched = False
    for index, paragraph in enumerate(title):
        first = index == 0
        if starts_entry(at, paragraph, habits, first=first, beside=first and beside):
            at.begin(paragraph, row.lines, row.text, untitled=is_no_title(paragraph.text))
            touched = True
        elif at.entry is not None and (not first or touched or _continues(paragraph)):
            add_below(at, paragraph)
            at.entry.own(row.lines, row.text)
            touched = True
    return touched


def _continues(paragraph: Paragraph) -> bool:
    return bool(paragraph.level) or reads_on(paragraph) or is_label(paragraph.text.split(":")[0])


def _untitled(at: Walk, row: Row, facts: dict[str, str]) -> Entry:
    """An item whose row names no title: called after the place or host of the meeting."""
    place = next((t.split(": ", 1)[1] for t in facts.get("told", "").split("; ") if ": " in t), "")
    above = at.section.rpartition(" / ")[2] or at.outline.title
    title = f"{_('Meeting')}, {place}" if place else above or _("Meeting")
    return at.begin(plain(title, *row.lines), row.lines, row.text, untitled=True, whole=True)


def _give_dates(at: Walk, row: Row, columns: Columns, new: Sequence[Entry], date: Cell, written: str) -> None:
    """The dates of a row's columns to its entries: one for each, or the same for all."""
    each = [p.kept.text for p in date.paragraphs if p.kept.text]
    several = len(each) > 1 and len(each) == len(new) and all(at.dates.is_date(text) for text in each)
    start, end = (_zoned(at, row, columns, _kept(row, columns, role)) for role in ("start", "end"))
    actual, forecast, base = (_kept(row, columns, role) for role in ("actual", "forecast", "baseline"))
    for index, entry in enumerate(new):
        if start or end:
            entry.date, entry.end = start or end, end if start else ""
        elif actual or forecast or base:
            entry.date = next(t for t in (actual, forecast, base) if t)
            entry.old = base if entry.date != base else ""
            entry.actual = bool(actual) and at.dates.is_date(actual)
        else:
            entry.date = each[index] if several else written
        if date.struck and not entry.struck:
            entry.old = entry.old or date.struck
        if date.struck and not entry.date:
            entry.date = date.struck if entry.struck else ""
        entry.from_above = (
            not (entry.date or date.missing or date.text or date.covered) and columns.one("date") is not None
        )
