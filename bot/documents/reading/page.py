"""Pages of HTML, and pieces of HTML in a text, as blocks.

The standard library's event parser is used, not a tree: it tells the line of everything, and nesting costs
it nothing.
"""

from __future__ import annotations

from collections.abc import Callable
from dataclasses import replace
from html.parser import HTMLParser

from bot.core.errors import UserError
from bot.core.i18n import _
from bot.documents.reading.blocks import Block, Paragraph, Run, Source, Table, squeeze
from bot.documents.reading.grid import Grid
from bot.documents.reading.page_tags import (
    BLOCKS,
    HEADINGS,
    HEAVY,
    STYLES,
    UNREAD,
    UNSEEN,
    VOID,
    OpenTag,
    span_of,
    tame,
)

MAX_DEPTH = 250


class MarkupParser(HTMLParser):
    """Collects blocks. Feed it tamed text; `first` is the line that the text begins on.

    `preformatted` reads the text of a ``<pre>`` (given with its first line).
    """

    def __init__(self, first: int = 1, preformatted: Callable[[str, int], Source] | None = None) -> None:
        super().__init__(convert_charrefs=True)
        self.blocks: list[Block] = []
        self._preformatted = preformatted
        self._offset = first - 1
        self._open: list[OpenTag] = []
        self._styles: list[OpenTag] = []
        self._runs: list[Run] = []
        self._changes: list[str] = []  # beside the runs: "inserted", "deleted" or ""
        self._lines: set[int] = set()
        self._grids: list[Grid] = []
        self._lists: list[str] = []
        self._heading = 0
        self._box: bool | None = None
        self._in_point = False
        self._pre: tuple[list[str], int] | None = None

    def handle_starttag(self, tag: str, attrs: list[tuple[str, str | None]]) -> None:
        """Begin a style, a paragraph, a cell or a row."""
        given = dict(attrs)
        style = (given.get("style") or "").lower()
        if tag in BLOCKS:
            self._end_paragraph()
        if tag == "input" and (given.get("type") or "") == "checkbox":
            self._box = "checked" in given
        if tag in VOID:
            return
        hides = "hidden" in given or bool(style and UNSEEN.search(style)) or UNREAD.get(tag) == ""
        aside = UNREAD.get(tag) or ("nav" if given.get("role") == "navigation" else "")
        opened = OpenTag(tag, self._style(tag, style), given.get("href"), hides, aside)
        if tag in BLOCKS or hides or aside:
            if len(self._open) > MAX_DEPTH:
                raise UserError(_("That file has markup nested deeper than any plan."))
            self._start_block(tag, given)
            self._open.append(opened)
        if tag in STYLES:
            if len(self._styles) > MAX_DEPTH:
                raise UserError(_("That file has markup nested deeper than any plan."))
            self._styles.append(opened)

    @staticmethod
    def _style(tag: str, style: str) -> frozenset[str]:
        found = {STYLES.get(tag, "")}
        if style:
            found |= {"bold"} if HEAVY.search(style) else set()
            found |= {"underline"} if "underline" in style else set()
            found |= {"italic"} if "italic" in style else set()
            found |= {"struck"} if "line-through" in style else set()
        return frozenset(found - {""})

    def handle_endtag(self, tag: str) -> None:
        """End it."""
        if tag in BLOCKS:
            self._end_paragraph()
        for stack in (self._open, self._styles):
            for index in range(len(stack) - 1, max(-1, len(stack) - 12), -1):
                if stack[index].tag == tag:
                    del stack[index : len(stack) if stack is self._open else index + 1]
                    break
        if tag in BLOCKS:
            self._end_block(tag)

    def handle_data(self, data: str) -> None:
        """Add text in the style that holds here."""
        words = data.strip()
        if self._pre is not None:
            self._pre[0].append(data)
            return
        if (
            not (self._runs or words)
            or any(o.hides for o in self._open)
            or any(o.hides for o in self._styles)
        ):
            return
        if words:
            begin = self.getpos()[0] + self._offset + data[: data.index(words[0])].count("\n")
            self._lines.update(n for n, line in enumerate(words.split("\n"), begin) if line.strip())
        styles: set[str] = set().union(*(o.styles for o in self._styles))
        if "raised" in styles and self._runs and words.isdigit():
            return  # a footnote's number, not part of the word before it
        link = next((o.link for o in reversed(self._styles) if o.link), None)
        self._changes.append("inserted" if "inserted" in styles else "deleted" if "deleted" in styles else "")
        self._runs.append(
            Run(
                data,
                bold="bold" in styles,
                underline=bool(styles & {"underline", "inserted"}),
                italic="italic" in styles,
                struck=bool(styles & {"struck", "deleted"}),
                link=link,
            )
        )

    def handle_comment(self, data: str) -> None:
        """Keep a comment's lines, as text that nobody sees."""
        begin = self.getpos()[0] + self._offset
        for number, line in enumerate(data.split("\n"), begin):
            if line.strip():
                self.blocks.append(Paragraph((Run(line),), (number,), aside="comment"))

    def finish(self) -> list[Block]:
        """Close what the text left open; all blocks."""
        self.close()
        self._end_paragraph()
        self._end_pre()
        while self._grids:
            self._end_table()
        return self.blocks

    def _start_block(self, tag: str, given: dict[str, str | None]) -> None:
        grid = self._grids[-1] if self._grids else None
        if tag in {"ul", "ol"}:
            self._lists.append(tag)
        elif tag == "li":
            self._in_point = True
        elif tag in HEADINGS:
            self._heading = HEADINGS[tag]
        elif tag in {"table", "dl"}:
            self._grids.append(Grid())
        elif tag == "pre" and self._preformatted is not None and not self._grids:
            self._pre = ([], self.getpos()[0] + self._offset)
        elif grid and tag in {"tr", "dt"}:
            grid.end_row()
        elif grid and tag in {"td", "th", "dd"}:
            grid.begin_cell(span_of(given.get("colspan")), span_of(given.get("rowspan")), header=tag == "th")
        if grid and tag == "dt":
            grid.begin_cell(1, 1, header=False)

    def _end_block(self, tag: str) -> None:
        grid = self._grids[-1] if self._grids else None
        if tag in {"ul", "ol"}:
            del self._lists[-1:]
        elif tag == "li":
            self._in_point = False
        elif tag in HEADINGS:
            self._heading = 0
        elif tag == "pre":
            self._end_pre()
        elif grid and tag in {"table", "dl"}:
            self._end_table()
        elif grid and tag in {"td", "th", "dt", "dd"}:
            grid.end_cell()
        elif grid and tag == "tr":
            grid.end_row()

    def _end_pre(self) -> None:
        if self._pre is not None and self._preformatted is not None:
            texts, first = self._pre
            self._pre = None
            self.blocks += self._preformatted("".join(texts), first).blocks

    def _end_table(self) -> None:
        """Add a table; one inside the cell of another becomes paragraphs of that cell, a row each."""
        inner = self._grids.pop().finish()
        if inner is None:
            return
        if not self._grids:
            self.blocks.append(inner)
            return
        for row in inner.rows:
            parts = [p for cell in row.cells for p in cell.paragraphs]
            runs = tuple(run for p in parts for run in (*p.runs, Run(" ")))
            if runs:
                self._grids[-1].add(replace(parts[0], runs=runs, lines=row.lines))

    def _end_paragraph(self) -> None:
        runs, changes, lines = self._runs, self._changes, tuple(sorted(self._lines))
        self._runs, self._changes, self._lines = [], [], set()
        if "inserted" in changes:  # as if the change were accepted
            runs = [run for run, change in zip(runs, changes, strict=True) if change != "deleted"]
        if not squeeze("".join(run.text for run in runs)):
            return
        aside = next((o.aside for o in self._open if o.aside), "")
        level = max(1, len(self._lists)) if self._in_point else 0
        marker = ("1." if self._lists[-1:] == ["ol"] else "•") if level else ""
        found = Paragraph(
            tuple(runs), lines, level, marker=marker, heading=self._heading, box=self._box, aside=aside
        )
        self._box = None
        if self._grids and not aside:
            self._grids[-1].add(found)
        else:
            self.blocks.append(found)


def read_page(text: str, preformatted: Callable[[str, int], Source]) -> Source:
    """The blocks of a page of HTML."""
    parser = MarkupParser(preformatted=preformatted)
    parser.feed(tame(text))
    blocks = parser.finish()
    return Source(tuple(_with_rule(block) if isinstance(block, Table) else block for block in blocks))


def _with_rule(table: Table) -> Table:
    return replace(table, ruled=all(cell.header for cell in table.rows[0].cells if cell))


def read_piece(text: str) -> tuple[Paragraph, ...]:
    """The paragraphs of a piece of HTML in one line of a text."""
    parser = MarkupParser()
    parser.feed(tame(text))
    found: list[Paragraph] = []
    for block in parser.finish():
        if isinstance(block, Paragraph):
            found.append(block)
        else:
            found += [p for row in block.rows for cell in row.cells for p in cell.paragraphs]
    return tuple(found)
