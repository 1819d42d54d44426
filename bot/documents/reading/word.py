"""Word documents as rows."""

from __future__ import annotations

import struct
import zipfile
from collections.abc import Iterator
from dataclasses import replace
from io import BytesIO
from itertools import groupby
from typing import TYPE_CHECKING

from bot.documents.reading.files import broken_word_file, check_package
from bot.documents.reading.rows import Cell, Paragraph, Row, Run

if TYPE_CHECKING:
    from docx.document import Document
    from lxml.etree import _Element

_W = "{http://schemas.openxmlformats.org/wordprocessingml/2006/main}"
_OFF = {"0", "false", "off", "none"}
_BODY, _ROW, _CELL = (frozenset(f"{_W}{tag}" for tag in tags) for tags in (("p", "tbl"), ("tr",), ("tc",)))
_WRAPPERS = {f"{_W}{name}" for name in ("sdt", "sdtContent", "ins", "moveTo", "customXml", "smartTag")}
_MAX_SPAN = 30
_SKIPPED = {f"{_W}{name}" for name in ("del", "moveFrom", "instrText", "delText")}


def read_word(data: bytes) -> list[Row]:
    """The rows of a Word document: each row of its tables, each paragraph outside them.

    Raises:
        UserError: broken, too big or hostile.
    """
    check_package(data)
    from docx import Document as open_document
    from docx.exceptions import PythonDocxError
    from docx.opc.exceptions import OpcError
    from lxml.etree import LxmlError

    try:
        rows = list(_Reader(open_document(BytesIO(data))).rows())
    except (
        PythonDocxError,
        OpcError,
        LxmlError,
        zipfile.BadZipFile,
        OSError,
        LookupError,
        ValueError,
        TypeError,
        AttributeError,
        RecursionError,
        AssertionError,
        struct.error,
    ) as error:
        # The library trusts that parts, styles and relations exist; each of these was one that did not.
        raise broken_word_file() from error
    return rows


class _Reader:
    """Walks a document's body in order."""

    def __init__(self, document: Document) -> None:
        self._body: _Element = document.element.body
        self._styles = {style.style_id: style for style in document.styles}
        self._known: dict[str | None, tuple[str, bool, bool, int, int]] = {}
        self._above: dict[int, Cell] = {}

    def rows(self) -> Iterator[Row]:
        """All rows, numbered."""
        has_tables = self._body.find(f"{_W}tbl") is not None
        number = paragraphs = tables = 0
        for element in self._blocks(self._body):
            if element.tag == f"{_W}p":
                paragraphs += 1
                paragraph = self._paragraph(element)
                if paragraph.text:
                    yield Row((number if has_tables else paragraphs,), ((paragraph,),))
                continue
            tables += 1
            self._above = {}
            for row in self._blocks(element, _ROW):
                number += 1
                cells = self._cells(row)
                if any(cells):
                    yield Row((number,), cells, tables)

    def _blocks(self, parent: _Element, wanted: frozenset[str] = _BODY) -> Iterator[_Element]:
        """The children of the kinds wanted, also those inside content controls and insertions."""
        for element in parent.iterchildren():
            if element.tag in wanted:
                yield element
            elif element.tag in _WRAPPERS:
                yield from self._blocks(element, wanted)

    def _cells(self, row: _Element) -> tuple[Cell, ...]:
        """The cells of a row, one for each column; a row of one cell across all has one."""
        cells: list[Cell] = []
        elements = list(self._blocks(row, _CELL))
        for element in elements:
            merge, span = element.find(f"{_W}tcPr/{_W}vMerge"), element.find(f"{_W}tcPr/{_W}gridSpan")
            column = len(cells)
            if merge is not None and merge.get(f"{_W}val") != "restart":
                cell = self._above.get(column, ())
            else:
                cell = tuple(self._cell_paragraphs(element))
                self._above[column] = cell if merge is not None else ()
            width = int(span.get(f"{_W}val") or 1) if span is not None and len(elements) > 1 else 1
            cells += [cell, *[()] * (min(width, _MAX_SPAN) - 1)]
        return tuple(cells)

    def _cell_paragraphs(self, cell: _Element) -> Iterator[Paragraph]:
        """The paragraphs of a cell; a row of a table inside it is one: ``1)`` and *Opening*."""
        own = next(cell.iterancestors(f"{_W}tr"))
        for row, group in groupby(cell.iter(f"{_W}p"), lambda p: next(p.iterancestors(f"{_W}tr"))):
            found = [paragraph for element in group if (paragraph := self._paragraph(element)).text]
            if row is own or len(found) < 2:
                yield from found
            else:
                runs = [run for paragraph in found for run in (*paragraph.runs, Run(" "))]
                yield replace(found[0], runs=tuple(runs))

    def _paragraph(self, element: _Element) -> Paragraph:
        properties = element.find(f"{_W}pPr")
        style = properties.find(f"{_W}pStyle") if properties is not None else None
        name, bold, underline, heading, listed = self._style(
            style.get(f"{_W}val") if style is not None else None
        )
        numbering = properties.find(f"{_W}numPr") if properties is not None else None
        level = listed
        if numbering is not None:
            depth = numbering.find(f"{_W}ilvl")
            level = max(1, listed) + int(depth.get(f"{_W}val") or 0 if depth is not None else 0)
        runs = tuple(run for run in self._runs(element, bold=bold, underline=underline) if run.text)
        return Paragraph(runs, level, name if level else "", heading)

    def _style(self, style_id: str | None) -> tuple[str, bool, bool, int, int]:
        """Name, bold, underlined, heading depth and list depth that a style gives."""
        if style_id not in self._known:
            style = self._styles.get(style_id) if style_id is not None else None
            name = (style.name or "") if style is not None else ""
            last = int(name[-1]) if name[-1:].isdigit() else 1
            heading = last if name.startswith("Heading") else 1 if name == "Title" else 0
            listed = last if name.startswith("List") and name != "List Paragraph" else 0
            font = getattr(style, "font", None)
            self._known[style_id] = (
                name,
                bool(font and font.bold),
                bool(font and font.underline),
                heading,
                listed,
            )
        return self._known[style_id]

    def _runs(self, element: _Element, *, bold: bool, underline: bool) -> Iterator[Run]:
        for child in element.iterchildren():
            if child.tag == f"{_W}r":
                yield _run(child, bold=bold, underline=underline)
            elif isinstance(child.tag, str) and child.tag not in _SKIPPED and child.tag != f"{_W}pPr":
                yield from self._runs(child, bold=bold, underline=underline)


def _run(element: _Element, *, bold: bool, underline: bool) -> Run:
    properties = element.find(f"{_W}rPr")
    texts = []
    for child in element.iterchildren():
        if child.tag == f"{_W}t":
            texts.append(child.text or "")
        elif child.tag in {f"{_W}tab", f"{_W}br", f"{_W}cr"}:
            texts.append(" ")
        elif child.tag == f"{_W}noBreakHyphen":
            texts.append("-")
    return Run(
        "".join(texts),
        bold=_is_on(properties, "b", bold),
        underline=_is_on(properties, "u", underline),
        italic=_is_on(properties, "i", False),
    )


def _is_on(properties: _Element | None, name: str, inherited: bool) -> bool:
    found = properties.find(f"{_W}{name}") if properties is not None else None
    return inherited if found is None else (found.get(f"{_W}val") or "on") not in _OFF
