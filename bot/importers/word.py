"""Word documents as rows."""

from __future__ import annotations

import struct
import zipfile
from collections.abc import Iterator
from io import BytesIO
from typing import TYPE_CHECKING

from bot.importers.files import broken_word_file, check_package
from bot.importers.rows import Cell, Paragraph, Row, Run

if TYPE_CHECKING:
    from docx.document import Document
    from lxml.etree import _Element

_W = "{http://schemas.openxmlformats.org/wordprocessingml/2006/main}"
_OFF = {"0", "false", "off", "none"}
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
            for row in element.iterchildren(f"{_W}tr"):
                number += 1
                cells = self._cells(row)
                if any(cells):
                    yield Row((number,), cells, tables)

    def _blocks(self, parent: _Element) -> Iterator[_Element]:
        """Paragraphs and tables, also those inside content controls."""
        for element in parent.iterchildren():
            if element.tag in {f"{_W}p", f"{_W}tbl"}:
                yield element
            elif element.tag in {f"{_W}sdt", f"{_W}sdtContent", f"{_W}ins"}:
                yield from self._blocks(element)

    def _cells(self, row: _Element) -> tuple[Cell, ...]:
        cells: list[Cell] = []
        for column, element in enumerate(row.iterchildren(f"{_W}tc")):
            merge = element.find(f"{_W}tcPr/{_W}vMerge")
            if merge is not None and merge.get(f"{_W}val") != "restart":
                cell = self._above.get(column, ())
            else:
                found = (self._paragraph(p) for p in element.iter(f"{_W}p"))
                cell = tuple(paragraph for paragraph in found if paragraph.text)
                self._above[column] = cell if merge is not None else ()
            cells.append(cell)
        return tuple(cells)

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
