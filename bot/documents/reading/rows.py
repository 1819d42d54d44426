"""What every file format is turned into before the timeline is read: rows of cells of paragraphs."""

from __future__ import annotations

import re
from dataclasses import dataclass
from functools import cached_property

_UNSEEN = {0x200B: " ", 0xFEFF: " ", 0x2060: "", 0x00AD: ""}
_HAS_UNSEEN = re.compile("[\u200b\ufeff\u2060\u00ad]")
_MARK = re.compile(r"\W*(?:\w{1,3}[.)]\s*)?")


def squeeze(text: str) -> str:
    """The text with every run of white space as one blank, and none at its ends."""
    if not text.isascii() and _HAS_UNSEEN.search(text):
        text = text.translate(_UNSEEN)
    return " ".join(text.split())


@dataclass(frozen=True, slots=True)
class Run:
    """A stretch of text in one style."""

    text: str
    bold: bool = False
    underline: bool = False
    italic: bool = False

    @property
    def is_marked(self) -> bool:
        """Whether it is styled as titles are."""
        return self.bold or self.underline


@dataclass(frozen=True)  # no slots: `text` is kept once worked out
class Paragraph:
    """A paragraph, list item or table line.

    `level` is 0 for plain text, 1 and more for a list item by depth; `marker` the style of its number or
    bullet (``1)``, ``a.``, ``•``); `heading` the depth of a heading, 0 for none.
    """

    runs: tuple[Run, ...]
    level: int = 0
    marker: str = ""
    heading: int = 0

    @cached_property
    def text(self) -> str:
        """The words, without style."""
        return squeeze("".join(run.text for run in self.runs))

    @property
    def is_marked(self) -> bool:
        """Whether it begins in bold or underlined."""
        runs = self.runs[self._first() :]
        return bool(runs) and runs[0].is_marked

    @property
    def is_italic(self) -> bool:
        """Whether all of it is in italics."""
        return all(run.italic for run in self.runs if run.text.strip())

    def _first(self) -> int:
        """The run that the words begin with: a plain number or bullet before it does not count."""
        for index, run in enumerate(self.runs):
            if run.is_marked or not _MARK.fullmatch(run.text):
                return index
        return 0

    def split_marked(self) -> tuple[str, str]:
        """The leading bold or underlined text, and the rest."""
        cut = first = self._first()
        while cut < len(self.runs) and (self.runs[cut].is_marked or not self.runs[cut].text.strip()):
            cut += 1
        lead = "".join(run.text for run in self.runs[first:cut])
        return squeeze(lead), squeeze("".join(run.text for run in self.runs[cut:]))

    def split_italic(self) -> tuple[str, str]:
        """The text before the italics that a paragraph ends in, and these; nothing where there are none."""
        cut = next((i for i, run in enumerate(self.runs) if run.italic and run.text.strip()), 0)
        if not all(run.italic for run in self.runs[cut:] if run.text.strip()):
            return "", ""
        lead = "".join(run.text for run in self.runs[:cut])
        return squeeze(lead), squeeze("".join(run.text for run in self.runs[cut:]))


Cell = tuple[Paragraph, ...]


@dataclass(frozen=True)
class Row:
    """One row: its source lines (counted from 1) and its cells; `table` numbers the table it is in.

    Rows outside tables have one cell and the table None; `gap` says that a blank line stands before it. A row
    without any text stands for lines that hold markup only.
    """

    lines: tuple[int, ...]
    cells: tuple[Cell, ...]
    table: int | None = None
    gap: bool = False

    @cached_property
    def text(self) -> str:
        """The words of the whole row, a line for each paragraph."""
        return "\n".join(p.text for cell in self.cells for p in cell if p.text)


def cell_text(cell: Cell) -> str:
    """The words of a cell on one line."""
    return " ".join([p.text for p in cell])
