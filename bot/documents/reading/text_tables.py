"""Tables in a text: lines with bars, with tabs, or with gaps that stand below each other."""

from __future__ import annotations

import re
from collections import Counter
from collections.abc import Sequence

from bot.documents.reading.blocks import Cell, Paragraph, Row, Table
from bot.documents.reading.grid import MAX_COLUMNS
from bot.documents.reading.inline import read_inline
from bot.documents.reading.points import bullet_of, strip_markers

_BAR = re.compile(r"(?<!\\)\|")
_DIVIDER = re.compile(r"[\s|:=_*~#.+-]+")
_RULED = re.compile(r"\s*\|?\s*:?-+:?\s*(?:\|\s*:?-+:?\s*)*\|?\s*")
_GAP = re.compile(r"(?<=\S) {2,}(?=\S)")
_LONE_MARK = re.compile(r" +|\s*(?:[•○●▪◦‣·■□➢➤✓*–—-]|\(?\w{1,3}[.)])\s*")
_MOST_BLANKS = 3
_SENTENCE_END = re.compile(r"[.!?]$")


def is_divider(line: str) -> bool:
    """Whether a line is a rule: it parts what stands above and below, and says nothing."""
    return (
        bool(_DIVIDER.fullmatch(line)) and len(line.strip()) > 1 and not re.fullmatch(r"\s*[*#.+-]\s*", line)
    )


def _is_barred(line: str) -> bool:
    stripped = line.strip()
    return stripped.startswith("|") and stripped.count("|") > 1


def _is_tabbed(line: str) -> bool:
    """Whether tabs in a line part cells, rather than indent it or stand behind its bullet."""
    if line.startswith("\t\t") and "\t" not in line.rstrip().lstrip("\t"):
        return True
    if "\t" not in line:
        return False
    first, rest = line.split("\t", 1)
    if not first.strip():
        return bool(rest.strip()) and not bullet_of(rest.strip())[0]
    return "\t" in rest or not _LONE_MARK.fullmatch(first)


def starts_table(lines: Sequence[str], at: int) -> bool:
    """Whether a table begins on a line."""
    line = lines[at]
    if _is_barred(line):
        return True
    if "\t" in line:
        return (
            _is_tabbed(line)
            and bool(line.strip())
            and (not line.startswith(("\t", " ")) or _next_tabbed(lines, at))
        )
    following = lines[at + 1] if at + 1 < len(lines) else ""
    if "|" in line and _RULED.fullmatch(following) and "|" in following:
        return True
    return (
        not line.lstrip().startswith(">")
        and bool(_GAP.search(line.strip()))
        and len(_column_starts(_paragraph(lines, at))) > 0
    )


def _next_tabbed(lines: Sequence[str], at: int) -> bool:
    return any(_is_tabbed(line) and not line.startswith("\t") for line in lines[max(0, at - 3) : at + 4])


def take_table(lines: Sequence[str], at: int, first: int) -> tuple[Table, int]:
    """The table that begins on a line, and the index of the line behind it."""
    if "|" in lines[at] and not ("\t" in lines[at] and not _is_barred(lines[at])):
        return _take_barred(lines, at, first)
    if "\t" in lines[at]:
        return _take_tabbed(lines, at, first)
    return _take_gapped(lines, at, first)


def _take_barred(lines: Sequence[str], at: int, first: int) -> tuple[Table, int]:
    rows: list[Row] = []
    ruled, begun = False, at
    while at < len(lines) and lines[at].strip() and "|" in lines[at]:
        if _RULED.fullmatch(lines[at]) and rows:
            ruled = ruled or len(rows) == 1
            rows[-1] = Row((*rows[-1].lines, first + at), rows[-1].cells)
        else:
            inside = lines[at].strip().removeprefix("|").removesuffix("|")
            parts = [part.replace("\\|", "|").strip() for part in _BAR.split(inside, MAX_COLUMNS)]
            cells = tuple(_cell(part, first + at) for part in parts)
            if any(cells):
                rows.append(Row((first + at,), cells))
        at += 1
    return Table(tuple(rows), ruled), max(at, begun + 1)


def _cell(text: str, line: int) -> Cell:
    return Cell(tuple(p for p in read_inline(text, line) if p.text))


def _take_tabbed(lines: Sequence[str], at: int, first: int) -> tuple[Table, int]:
    """Lines with tabs, and the lines between them: one without a tab is a row of one cell."""
    rows: list[Row] = []
    end = _end_of_tabbed(lines, at)
    gap = False
    for index in range(at, end):
        line = lines[index]
        if not line.strip():
            gap = True
            continue
        if is_divider(line) and rows:
            rows[-1] = Row((*rows[-1].lines, first + index), rows[-1].cells, rows[-1].gap)
            continue
        parts = line.split("\t", MAX_COLUMNS) if _is_tabbed(line) or line[0] == "\t" else [line.strip()]
        if line.startswith("\t\t") and len(line.rstrip().lstrip("\t").split("\t")) == 1:
            parts = ["", line.strip()]
        cells = tuple(_cell(part, first + index) for part in parts)
        before = rows[-1] if rows else None
        if before and len(parts) == 1 and not gap and _continues(line) and before.cells[-1]:
            rows[-1] = _joined(before, cells[0], first + index)
        elif any(cells):
            rows.append(Row((first + index,), cells if len(cells) > 1 else _across(cells[0]), gap))
        gap = False
    return Table(tuple(rows)), end


def _across(cell: Cell) -> tuple[Cell, ...]:
    return (Cell(cell.paragraphs, span=MAX_COLUMNS),)


def _joined(row: Row, cell: Cell, line: int) -> Row:
    *before, last = row.cells
    *paragraphs, end = last.paragraphs
    runs = (*end.runs, *(run for p in cell.paragraphs for run in (type(end.runs[0])(" "), *p.runs)))
    whole = Cell((*paragraphs, Paragraph(runs, end.lines, end.level, marker=end.marker)), last.span)
    return Row((*row.lines, line), (*before, whole), row.gap)


def _continues(line: str) -> bool:
    word = line.strip()
    return word[0].islower() and not re.match(r"\(?\w{1,4}[).]\s|o\s|\w+\s*:|<", word)


def _end_of_tabbed(lines: Sequence[str], at: int) -> int:
    """Where the table ends: behind the last line with tabs that few other lines part from the one before."""
    end, index, bare = at + 1, at + 1, 0
    while index < len(lines):
        line = lines[index]
        if line.lstrip().startswith("#") or _is_barred(line):
            break
        if line.strip() and (_is_tabbed(line) or line[0] == "\t"):
            end, bare = index + 1, 0
        elif line.strip():
            bare += 1
            alone = index + 1 >= len(lines) or not lines[index + 1].strip()
            if bare > _MOST_BLANKS or (alone and not lines[index - 1].strip()):
                break
            if lines[index - 1].strip() and _continues(line):
                end = index + 1
        index += 1
    return end


def _paragraph(lines: Sequence[str], at: int) -> Sequence[str]:
    """The lines up to the next blank one, a few dozen at most."""
    end = at
    while end < len(lines) and lines[end].strip() and end - at < 60:
        end += 1
    return lines[at:end]


def _column_starts(lines: Sequence[str]) -> list[int]:
    """Where columns begin behind gaps of two and more blanks, in at least half of the lines that have one."""
    starts: Counter[int] = Counter()
    gapped = 0
    for line in lines:
        body = line.rstrip()
        lead = len(body) - len(strip_markers(body.lstrip())) if bullet_of(body.strip())[0] else 0
        found = [gap.end() for gap in _GAP.finditer(body) if gap.end() > lead]
        sentence = any(_SENTENCE_END.search(body[: gap.start()]) for gap in _GAP.finditer(body))
        if found and not sentence and not lead:
            gapped += 1
            starts.update(found)
    return sorted(start for start, count in starts.items() if count >= 2 and 2 * count >= gapped)


def _take_gapped(lines: Sequence[str], at: int, first: int) -> tuple[Table, int]:
    block = _paragraph(lines, at)
    starts = [0, *_column_starts(block)]
    end = at + len(block)
    rows: list[Row] = []
    for index in range(at, end):
        line = lines[index].rstrip()
        if is_divider(line) and rows:
            rows[-1] = Row((*rows[-1].lines, first + index), rows[-1].cells)
            continue
        parts = _parts(line, starts)
        texts = tuple(_cell(part, first + index) for part in parts)
        rows.append(Row((first + index,), texts if len(parts) > 1 else _across(texts[0])))
    return Table(tuple(rows)), end


def _parts(line: str, starts: Sequence[int]) -> list[str]:
    """The cells of a line; a line without gaps is one cell, unless it begins where a column does."""
    pieces, begin = [], len(line) - len(line.lstrip())
    for gap in _GAP.finditer(line):
        pieces.append((begin, line[begin : gap.start()]))
        begin = gap.end()
    pieces.append((begin, line[begin:]))
    if len(pieces) == 1 and begin not in starts[1:]:
        return [line.strip()]
    cells = [""] * len(starts)
    for begin, text in pieces:
        column = max(i for i, start in enumerate(starts) if start <= begin)
        cells[column] = f"{cells[column]}  {text}".strip()
    return cells
