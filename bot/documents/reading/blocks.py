"""What every file format is turned into before a plan is looked for: paragraphs and tables, in order.

Deleted and hidden text is left out by the readers; struck text is kept and marked.
"""

from __future__ import annotations

import re
from collections.abc import Iterable, Iterator, Sequence
from dataclasses import dataclass, field, replace
from functools import cached_property

from bot.documents.reading.points import bullet_of

# Control characters and escapes, marks of direction, and what is not seen: none of it goes onward.
_UNSEEN = {
    code: None
    for code in (*range(0x20), 0x7F, *range(0x80, 0xA0), 0xAD, 0x61C, *range(0x200C, 0x2010),
                 *range(0x202A, 0x202F), *range(0x2060, 0x206A), 0xFFF9, 0xFFFA, 0xFFFB)
} | {code: " " for code in (0x9, 0xA, 0xB, 0xC, 0xD, 0x85, 0xA0, 0x200B, 0xFEFF, 0x2028, 0x2029)} | {
    0x2010: "-", 0x2011: "-"}  # fmt: skip
_HAS_UNSEEN = re.compile(
    "[\x00-\x08\x0e-\x1f\x7f-\xa0\xad\u061c\u200b-\u2011\u2028-\u202f\u2060-\u2069\ufeff\ufff9-\ufffb]"
)
_ESCAPE = re.compile(
    r"\x1b(?:\[[0-?]*[ -/]*[@-~]|\][^\x07\x1b]*(?:\x07|\x1b\\)?|[@-_])|\x9b[0-?]*[ -/]*[@-~]"
)
_DASHES = re.compile(r"(?<=[\w\s])--(?=[\w\s])")
_MARK = re.compile(r"\W*(?:\w{1,3}[.)]\s*)?")


def squeeze(text: str) -> str:
    """The text with every run of white space as one blank, none at its ends, and nothing unseen in it."""
    if _HAS_UNSEEN.search(text):
        text = _ESCAPE.sub("", text).translate(_UNSEEN)
    if "--" in text:
        text = _DASHES.sub("–", text)
    return " ".join(text.split())


@dataclass(frozen=True, slots=True)
class Run:
    """A stretch of text in one style; `link` is where it points to."""

    text: str
    bold: bool = False
    underline: bool = False
    italic: bool = False
    struck: bool = False
    link: str | None = None

    @property
    def is_marked(self) -> bool:
        """Whether it is styled as titles are."""
        return self.bold or self.underline


@dataclass(frozen=True)  # no slots: `text` is kept once worked out
class Paragraph:
    """A heading, a paragraph, a point of a list, or a line that is no text (code, comment, front matter).

    `lines` are its source lines, counted from 1; `level` is 0 for plain text, 1 and more for a point by
    depth; `indent` the blanks before a line of plain text; `marker` the style of a point's number or bullet;
    `heading` the depth of a heading, 0 for none; `box` whether its task box is ticked (None without one);
    `gap` whether a blank line stands before it; `aside` is ``code``, ``comment``, ``matter`` or "";
    `own_key` the key of the item whose title the bot itself wrote there.
    """

    runs: tuple[Run, ...]
    lines: tuple[int, ...] = ()
    level: int = 0
    indent: int = 0
    marker: str = ""
    heading: int = 0
    box: bool | None = None
    gap: bool = False
    aside: str = ""
    own_key: str = ""

    @cached_property
    def text(self) -> str:
        """The words, without style; struck words too."""
        return squeeze("".join(run.text for run in self.runs))

    @cached_property
    def kept(self) -> Paragraph:
        """The paragraph without its struck words."""
        if not any(run.struck for run in self.runs):
            return self
        return replace(self, runs=tuple(run for run in self.runs if not run.struck))

    @cached_property
    def struck(self) -> str:
        """The words that are struck out."""
        return squeeze(" ".join(run.text for run in self.runs if run.struck))

    @property
    def link(self) -> str | None:
        """The first link in it."""
        return next((run.link for run in self.runs if run.link), None)

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


def plain(text: str, *lines: int) -> Paragraph:
    """A paragraph of unmarked text."""
    return Paragraph((Run(text),), lines)


@dataclass(frozen=True)
class Cell:
    """A cell of a table's grid.

    `span` counts the columns it covers (those after the first hold an empty cell that is `covered`);
    `repeated` says that it reaches down from a row above, and `missing` that the row has no cell here.
    """

    paragraphs: tuple[Paragraph, ...] = ()
    span: int = 1
    covered: bool = False
    repeated: bool = False
    missing: bool = False
    header: bool = False

    @cached_property
    def text(self) -> str:
        """The words of the cell on one line; struck words too."""
        return " ".join(p.text for p in self.paragraphs if p.text)

    @cached_property
    def kept(self) -> str:
        """The words that are not struck."""
        return " ".join(text for p in self.paragraphs if (text := p.kept.text))

    @cached_property
    def struck(self) -> str:
        """The words that are struck."""
        return " ".join(text for p in self.paragraphs if (text := p.struck))

    def __bool__(self) -> bool:
        return bool(self.text)


EMPTY = Cell()


@dataclass(frozen=True)
class Row:
    """A row of a table: its source lines and one cell for each column."""

    lines: tuple[int, ...]
    cells: tuple[Cell, ...]
    gap: bool = False

    @cached_property
    def text(self) -> str:
        """The words of the whole row, a line for each paragraph."""
        own = (cell for cell in self.cells if not cell.repeated)
        return "\n".join(p.text for cell in own for p in cell.paragraphs if p.text)

    def cell(self, column: int) -> Cell:
        """The cell of a column, an empty one beyond the row's end."""
        return self.cells[column] if column < len(self.cells) else EMPTY


@dataclass(frozen=True)
class Table:
    """Rows of one grid; `ruled` says that the document itself marks the first row as the header."""

    rows: tuple[Row, ...]
    ruled: bool = False

    @cached_property
    def width(self) -> int:
        """The most cells of a row."""
        return max((len(row.cells) for row in self.rows), default=0)


Block = Paragraph | Table


@dataclass(frozen=True)
class Source:
    """A document as blocks; `bare` are source lines that hold nothing but markup or rules."""

    blocks: tuple[Block, ...]
    bare: tuple[int, ...] = ()
    title: str | None = field(default=None)


def lines_of(block: Block) -> tuple[int, ...]:
    """The source lines of a block."""
    if isinstance(block, Table):
        return tuple(line for row in block.rows for line in row.lines)
    return block.lines


def pointed(paragraph: Paragraph) -> Paragraph:
    """A plain paragraph that begins with a bullet or number, as a point of a list."""
    if paragraph.level or paragraph.heading or paragraph.aside:
        return paragraph
    style, rest = bullet_of(paragraph.text)
    if not style or not rest:
        return paragraph
    left = len("".join(paragraph.text[: -len(rest)].split()))
    runs: list[Run] = []
    for run in paragraph.runs:  # the characters of the marker leave the runs, and the blanks beside them
        text = run.text
        while left and text:
            left -= not text[0].isspace()
            text = text[1:]
        text = text if runs else text.lstrip()
        if text:
            runs.append(replace(run, text=text))
    return (
        replace(paragraph, runs=tuple(runs), level=1 + style.count(".1"), marker=style) if runs else paragraph
    )


def paragraphs_of(blocks: Iterable[Block]) -> Iterator[Paragraph]:
    """All paragraphs, also those in tables."""
    for block in blocks:
        if isinstance(block, Paragraph):
            yield block
        else:
            yield from (p for row in block.rows for cell in row.cells for p in cell.paragraphs)


def joined(runs: Sequence[Run], more: Sequence[Run]) -> tuple[Run, ...]:
    """Two lines of one paragraph, with a blank between them."""
    return (*runs, Run(" "), *more) if runs else tuple(more)
