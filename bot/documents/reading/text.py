"""Text files (plain, with some HTML or markdown, or wholly HTML) as rows."""

from __future__ import annotations

import re
from bisect import bisect
from dataclasses import replace
from functools import lru_cache
from typing import TYPE_CHECKING

from bot.documents.reading.dates import read_whole_date
from bot.documents.reading.markup import MarkupParser, tame
from bot.documents.reading.rows import Cell, Paragraph, Row, Run

if TYPE_CHECKING:
    from markdown_it import MarkdownIt

_DOCUMENT = re.compile(r"<(?:html|body|table|tr|td|dl)\b[^<>]*>", re.IGNORECASE)
_BLOCKS = re.compile(r"\s*<(?:p|ul|ol|h[1-6]|div|section|article|main)\b[^<>]*>", re.IGNORECASE)
_EMPHASIS = re.compile(r"[*_](?=[^\s*_])[^*_]*(?<=[^\s*_])[*_]")
_HASHES = re.compile(r"(#{1,6})\s+(?=\S)")
_RULE = re.compile(r"[\s|:=_*~#.+-]+")
_MAX_DELIMITERS = 40  # the markdown parser is slow on long chains of them, which no plan has
_MAX_CELLS = 30
_MAX_JOINED = 20
_GAP = re.compile(r" {2,}")  # parts a date from its task where columns are made of blanks
_SPACED = re.compile(r"(?<=[^\W\d_]{3}) {2,}(?=[A-Z])")  # what plain text has left of a new line in a cell
_INDENT = re.compile(r"\s*")
_BAR = re.compile(r"(?<!\\)\|")
_LONE_MARK = re.compile(r" +|\s*(?:[•○●▪◦‣·■□➢➤✓*–—-]|\(?\w{1,3}[.)])\s*")


def read_text(text: str) -> list[Row]:
    """The rows of a text.

    A text with HTML tables (or that is a whole page) is read as HTML; any other by the line, in which tabs
    or bars part the cells. Raises UserError where the markup is hostile.
    """
    tamed = tame(text)
    if _DOCUMENT.search(tamed) or ("\t" not in tamed.strip() and _BLOCKS.match(tamed)):
        return _read_page(tamed)
    rows: list[Row] = []
    for number, line in enumerate(tamed.split("\n"), 1):
        if line.strip():
            _add_line(rows, number, line)
        elif rows and rows[-1].lines:
            rows.append(Row((), ()))  # a blank line ends what came before, and is nothing else
    gaps = [False, *(not row.lines for row in rows)]
    return [replace(row, gap=gap) if gap else row for row, gap in zip(rows, gaps, strict=False) if row.lines]


def _read_page(tamed: str) -> list[Row]:
    parser = MarkupParser()
    parser.feed(tamed)
    rows = parser.finish()
    seen = {line for row in rows for line in row.lines}
    bare = [n for n, line in enumerate(tamed.split("\n"), 1) if line.strip() and n not in seen]
    return _with_bare_lines(rows, bare) if rows else [Row((line,), ()) for line in bare]


def _with_bare_lines(rows: list[Row], bare: list[int]) -> list[Row]:
    """Lines that hold only tags belong to the row before them, or to the first."""
    starts = [row.lines[0] for row in rows]
    extra: dict[int, list[int]] = {}
    for line in bare:
        extra.setdefault(max(0, bisect(starts, line) - 1), []).append(line)
    return [replace(row, lines=tuple(sorted({*row.lines, *extra.get(i, ())}))) for i, row in enumerate(rows)]


def _add_line(rows: list[Row], number: int, line: str) -> None:
    if _RULE.fullmatch(line) and not re.fullmatch(r"\s*[*#.+-]\s*", line):
        if rows:  # a rule under a heading or a table's head belongs to it
            rows[-1] = replace(rows[-1], lines=(*rows[-1].lines, number))
        else:
            rows.append(Row((number,), ()))
        return
    cells = tuple(_read_cell(part) for part in _split(line))
    if _goes_on(rows, cells, line):
        last = rows[-1]
        *before, end = last.cells[-1]
        joined = replace(end, runs=(*end.runs, Run(" "), *(run for p in cells[0] for run in p.runs)))
        rows[-1] = replace(last, lines=(*last.lines, number), cells=(*last.cells[:-1], (*before, joined)))
        return
    rows.append(Row((number,), cells, 0 if len(cells) > 1 else None))


def _split(line: str) -> list[str]:
    """The cells of a line: at bars where it begins with one, else at tabs."""
    stripped = line.strip()
    if stripped.startswith("|") and stripped.count("|") > 1:
        inside = stripped.removeprefix("|").removesuffix("|")
        return [part.replace("\\|", "|").strip() for part in _BAR.split(inside, _MAX_CELLS)]
    body = line.rstrip()
    if line.startswith("\t\t") and "\t" not in body.lstrip("\t"):
        return ["", body.lstrip("\t")]  # indented twice: still the second column
    if "\t" not in line:
        parts = _GAP.split(stripped, maxsplit=1)
        return parts if len(parts) > 1 and read_whole_date(parts[0]) else [body]
    first, rest = line.split("\t", 1)
    return line.split("\t", _MAX_CELLS) if "\t" in rest or not _LONE_MARK.fullmatch(first) else [body]


def _goes_on(rows: list[Row], cells: tuple[Cell, ...], line: str) -> bool:
    """Whether a line belongs to the paragraph that the row before ends with."""
    before = rows[-1] if rows else None
    open_end = before is not None and len(before.lines) < _MAX_JOINED and before.cells and before.cells[-1]
    return bool(open_end) and len(cells) == 1 and _continues(line)


def _continues(line: str) -> bool:
    """Whether a line goes on with the sentence of the line before: it begins with a small letter."""
    word = line.strip()
    return word[0].islower() and not re.match(r"\(?\w{1,4}[).]\s|o\s|\w+\s*:|<", word)


def _read_cell(text: str) -> Cell:
    """The paragraphs of one cell, with what indentation and markdown say about them."""
    indent = _INDENT.match(text.expandtabs(4))
    width = indent.end() if indent else 0
    body = text.strip().replace("~~", "")
    if body.startswith("> "):
        body = body[2:]
    heading = _HASHES.match(body)
    if heading:
        body = body[heading.end() :].rstrip("# ")
    if body.count("*") + body.count("_") <= _MAX_DELIMITERS and _EMPHASIS.search(body):
        bullet = re.match(r"[*+-]\s+|\d{1,3}[.)]\s+", body)
        start = bullet.end() if bullet else 0
        body = body[:start] + _markdown().renderInline(body[start:])
    if "<" not in body and "&" not in body:
        paragraphs: Cell = (Paragraph((Run(body),)),) if body else ()
    else:
        parser = MarkupParser()
        parser.feed(body)
        paragraphs = tuple(p for row in parser.finish() for cell in row.cells for p in cell)
    paragraphs = tuple(part for p in paragraphs for part in _split_spaced(p))
    if heading:
        paragraphs = tuple(replace(p, heading=len(heading[1])) for p in paragraphs)
    if width:
        paragraphs = tuple(replace(p, level=0, marker=p.marker or f"indent{width}") for p in paragraphs)
    return paragraphs


def _split_spaced(paragraph: Paragraph) -> Cell:
    """A paragraph without any style, parted where two blanks stand for a new line."""
    run = paragraph.runs[0]
    if len(paragraph.runs) > 1 or run.is_marked or run.italic:
        return (paragraph,)
    return tuple(replace(paragraph, runs=(Run(part),)) for part in _SPACED.split(run.text))


@lru_cache(maxsize=1)
def _markdown() -> MarkdownIt:
    from markdown_it import MarkdownIt

    return MarkdownIt("commonmark", {"html": True})
