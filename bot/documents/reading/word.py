"""Word documents as blocks: tracked changes as if accepted, hidden text left out."""

from __future__ import annotations

import struct
import zipfile
from collections.abc import Iterator
from dataclasses import replace
from io import BytesIO
from itertools import groupby, islice
from typing import TYPE_CHECKING

from bot.documents.reading.blocks import Block, Cell, Paragraph, Row, Run, Source, Table
from bot.documents.reading.files import broken_word_file, check_package

if TYPE_CHECKING:
    from docx.document import Document
    from lxml.etree import _Element

_W = "{http://schemas.openxmlformats.org/wordprocessingml/2006/main}"
_OFF = {"0", "false", "off", "none"}
_BODY, _ROW, _CELL = (frozenset(f"{_W}{tag}" for tag in tags) for tags in (("p", "tbl"), ("tr",), ("tc",)))
_WRAPPERS = {f"{_W}{name}" for name in ("sdt", "sdtContent", "ins", "moveTo", "customXml", "smartTag")}
_MAX_SPAN = 30
OWN_TAG = "img-bot"
"""The tag of content controls that an export of the bot's wrote: they are not the group's own words."""
# Begins the name of a bookmark on a title that an export of the bot's wrote; Word hides such names.
_KEY_MARK, _DASH, _LINE, LONGEST_MARK = "_imgbot_", "_h", "_u", 40
_SKIPPED = {f"{_W}{name}" for name in ("del", "moveFrom", "instrText", "delText", "pPr")}
_R_ID = "{http://schemas.openxmlformats.org/officeDocument/2006/relationships}id"
_W14 = "{http://schemas.microsoft.com/office/word/2010/wordml}"
_CHECKED = f"{_W14}checked"
_MAX_PARAGRAPHS = 500
_BLANKS = {f"{_W}{name}" for name in ("tab", "br", "cr")}
_DASHES = {f"{_W}noBreakHyphen": "-", f"{_W}sym": " "}


def read_word(data: bytes) -> Source:
    """The blocks of a Word document: its tables, and each paragraph outside them.

    Raises:
        UserError: broken, too big or hostile.
    """
    check_package(data)
    # Imported late: python-docx takes a third of a second to load, and other files do not need it.
    from docx import Document as open_document
    from docx.exceptions import PythonDocxError
    from docx.opc.exceptions import OpcError
    from lxml.etree import LxmlError

    try:
        blocks = tuple(_Reader(open_document(BytesIO(data))).blocks())
    except (
        PythonDocxError, OpcError, LxmlError, zipfile.BadZipFile, OSError, LookupError, ValueError, TypeError,
        AttributeError, RecursionError, AssertionError, struct.error,
    ) as error:  # fmt: skip
        # The library trusts that parts, styles and relations exist; each of these was one that did not.
        raise broken_word_file() from error
    return Source(blocks)


class _Reader:
    """Walks a document's body in order."""

    def __init__(self, document: Document) -> None:
        self._body: _Element = document.element.body
        self._styles = {style.style_id: style for style in document.styles}
        self._links = {
            key: relation.target_ref for key, relation in document.part.rels.items() if relation.is_external
        }
        self._known: dict[str | None, tuple[str, bool, bool, int, int]] = {}

    def blocks(self) -> Iterator[Block]:
        """All blocks, their lines numbered by the row."""
        has_tables = self._body.find(f"{_W}tbl") is not None
        number = paragraphs = 0
        for element in self._children(self._body):
            if element.tag == f"{_W}p":
                paragraphs += 1
                paragraph = self._paragraph(element)
                if paragraph.text:
                    yield replace(paragraph, lines=(number if has_tables else paragraphs,))
                continue
            rows: list[Row] = []
            above: dict[int, Cell] = {}
            elements = list(self._children(element, _ROW))
            for row in elements:
                number += 1
                cells = self._cells(row, above, number)
                if any(cells) and not _is_gone(row):
                    rows.append(Row((number,), cells))
            if rows:
                ruled = elements[0].find(f"{_W}trPr/{_W}tblHeader") is not None
                yield Table(tuple(rows), ruled)

    def _children(self, parent: _Element, wanted: frozenset[str] = _BODY) -> Iterator[_Element]:
        """The children of the kinds wanted, also those inside content controls and insertions."""
        for element in parent.iterchildren():
            if element.tag in wanted:
                yield element
            elif element.tag in _WRAPPERS and not _is_own(element):
                yield from self._children(element, wanted)

    def _cells(self, row: _Element, above: dict[int, Cell], number: int) -> tuple[Cell, ...]:
        """The cells of a row, one for each column of the grid."""
        cells = [Cell(missing=True)] * _number(row.find(f"{_W}trPr/{_W}gridBefore"), 0)
        for element in self._children(row, _CELL):
            merge = element.find(f"{_W}tcPr/{_W}vMerge")
            span = _number(element.find(f"{_W}tcPr/{_W}gridSpan"), 1)
            column = len(cells)
            if merge is not None and merge.get(f"{_W}val") != "restart":
                cell = replace(above.get(column, Cell()), repeated=True)
            else:
                paragraphs = islice(self._cell_paragraphs(element), _MAX_PARAGRAPHS)
                cell = Cell(tuple(replace(p, lines=(number,)) for p in paragraphs), span)
                above[column] = cell if merge is not None else Cell()
            cells += [cell, *[Cell(covered=True)] * (span - 1)]
        return tuple(cells)

    def _cell_paragraphs(self, cell: _Element) -> Iterator[Paragraph]:
        """The paragraphs of a cell; a row of a table inside it is one: ``1)`` and *Opening*."""
        own = next(cell.iterancestors(f"{_W}tr"))
        own_words = {
            p for control in cell.iter(f"{_W}sdt") if _is_own(control) for p in control.iter(f"{_W}p")
        }
        paragraphs = (p for p in cell.iter(f"{_W}p") if p not in own_words)
        for row, group in groupby(paragraphs, lambda p: next(p.iterancestors(f"{_W}tr"))):
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
        box = next((node.get(f"{_W14}val") == "1" for node in element.iter(_CHECKED)), None)
        aside = "nav" if name.lower().startswith("toc") else ""
        marker = "1." if level and "umber" in name else "•" if level else ""
        key = _key_in(element)
        return Paragraph(runs, (), level, marker=marker, heading=heading, box=box, aside=aside, own_key=key)

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

    def _runs(
        self, element: _Element, *, bold: bool, underline: bool, link: str | None = None
    ) -> Iterator[Run]:
        for child in element.iterchildren():
            if child.tag == f"{_W}r":
                yield _run(child, bold=bold, underline=underline, link=link)
            elif isinstance(child.tag, str) and child.tag not in _SKIPPED:
                to = self._links.get(child.get(_R_ID) or "", link) if child.tag == f"{_W}hyperlink" else link
                yield from self._runs(child, bold=bold, underline=underline, link=to)


def _is_own(element: _Element) -> bool:
    """Whether it is what the bot itself wrote into a group's document."""
    tag = element.find(f"{_W}sdtPr/{_W}tag")
    return tag is not None and tag.get(f"{_W}val") == OWN_TAG


def _key_in(paragraph: _Element) -> str:
    """The key of the item whose title the bot wrote into a paragraph; "" where it did not."""
    names = (str(mark.get(f"{_W}name")) for mark in paragraph.iter(f"{_W}bookmarkStart"))
    mark = next((name.removeprefix(_KEY_MARK) for name in names if name.startswith(_KEY_MARK)), "")
    return mark.replace(_DASH, "-").replace(_LINE, "_")


def mark_of(key: str) -> str:
    """The name of the bookmark for a key, which holds letters, digits and lines alone."""
    return _KEY_MARK + key.replace("_", _LINE).replace("-", _DASH)


def _is_gone(row: _Element) -> bool:
    """Whether the deletion of a row is tracked, or the row is hidden."""
    return any(row.find(f"{_W}trPr/{_W}{name}") is not None for name in ("del", "hidden"))


def _number(element: _Element | None, default: int) -> int:
    """A count of columns, never more than a table of a plan has."""
    return (
        default if element is None else max(default, min(int(element.get(f"{_W}val") or default), _MAX_SPAN))
    )


def _run(element: _Element, *, bold: bool, underline: bool, link: str | None) -> Run:
    properties = element.find(f"{_W}rPr")
    if any(_is_on(properties, name, False) for name in ("vanish", "webHidden", "specVanish")):
        return Run("")
    texts = []
    for child in element.iterchildren():
        if child.tag == f"{_W}t":
            texts.append(child.text or "")
        elif child.tag in _BLANKS:
            texts.append(" ")
        else:
            texts.append(_DASHES.get(str(child.tag), ""))
    return Run(
        "".join(texts),
        bold=_is_on(properties, "b", bold),
        underline=_is_on(properties, "u", underline),
        italic=_is_on(properties, "i", False),
        struck=any(_is_on(properties, name, False) for name in ("strike", "dstrike")),
        link=link,
    )


def _is_on(properties: _Element | None, name: str, inherited: bool) -> bool:
    found = properties.find(f"{_W}{name}") if properties is not None else None
    return inherited if found is None else (found.get(f"{_W}val") or "on") not in _OFF
