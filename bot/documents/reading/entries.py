"""The rows of a document sorted out: its entries, its headings and what was not read."""

from __future__ import annotations

from dataclasses import dataclass, field

from bot.documents.draft import SourceLine
from bot.documents.reading.clock_times import find_zone
from bot.documents.reading.dates import WrittenDate
from bot.documents.reading.rows import Paragraph


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
    preface: list[str] = field(default_factory=list)  # the headings above the first date

    @property
    def zone(self) -> str | None:
        """The zone that the document names once for all its times, as an IANA name."""
        aside = " ".join(line.text for line in (*self.headings[:10], *self.unread[:10]))
        return find_zone(aside)
