"""The items of a document in the making, and what else its lines are."""

from __future__ import annotations

from dataclasses import dataclass, field

from bot.documents.draft import SourceLine
from bot.documents.reading.blocks import Paragraph
from bot.documents.reading.dated import Scope, Series


@dataclass(slots=True)
class Entry:
    """An item in the making: its paragraphs, its dates as written, its columns and where it stands.

    `date` is the text beside it, `end` that of an end column, `old` that of a superseded date (a baseline
    column, or struck), `actual` whether the date is when it was done; `series` numbers the list it is in, and
    `scope` is the date heading that holds. `section` is the heading above, `struck` says it is struck out.
    """

    title: Paragraph
    lines: list[int] = field(default_factory=list)
    source: list[str] = field(default_factory=list)
    date: str = ""
    end: str = ""
    old: str = ""
    times: str = ""
    actual: bool = False
    scope: Scope | None = None
    series: Series = ()
    streams: dict[str, str] = field(default_factory=dict)
    section: str = ""
    body: list[Paragraph] = field(default_factory=list)
    columns: dict[str, str] = field(default_factory=dict)
    remarks: list[str] = field(default_factory=list)
    style: str = ""
    level: int = 0
    struck: bool = False
    box: bool | None = None
    gap_in_marks: bool = False
    from_above: bool = False
    untitled: bool = False
    is_card: bool = False  # whether labelled lines describe it
    whole: bool = False  # whether the title is taken as it is: a cell of a matrix
    unread_date: str = ""  # what stands in the column of dates, and is none
    meets: bool = False  # whether the head of its column calls it a meeting
    key: str = ""

    def own(self, lines: tuple[int, ...], text: str) -> None:
        """Count source lines to it."""
        new = [line for line in lines if line not in self.lines[-3:]]
        self.lines += new
        if new or not lines:
            self.source.append(text)


@dataclass(slots=True)
class Outline:
    """The document sorted out: its entries, its headings and what was not read, with the reason."""

    entries: list[Entry] = field(default_factory=list)
    headings: list[SourceLine] = field(default_factory=list)
    unread: list[SourceLine] = field(default_factory=list)
    title: str | None = None
    events: list[Scope | Entry] = field(default_factory=list)

    def add_heading(self, lines: tuple[int, ...], text: str) -> None:
        """Note lines as a heading."""
        self.headings.extend(SourceLine(line, text) for line in lines)

    def add_unread(self, lines: tuple[int, ...], text: str, why: str) -> None:
        """Note lines as not read."""
        self.unread.extend(SourceLine(line, text, why) for line in lines)
