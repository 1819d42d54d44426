"""Rows of a Word table, as the group's document has them."""

from __future__ import annotations

import zlib
from typing import TYPE_CHECKING, Any

from bot.core.i18n import _
from bot.documents.reading.word import LONGEST_MARK, OWN_TAG, mark_of
from bot.plan.rules.items import Item

if TYPE_CHECKING:
    from docx.document import Document

RowElement = Any
"""A ``w:tr`` element."""


def rows_of(document: Document) -> list[RowElement]:
    """The rows of all tables, in the order in which the reader counts them."""
    return [
        row for table in document.element.body.iterchildren("{*}tbl") for row in table.iterchildren("{*}tr")
    ]


def _cells(row: RowElement) -> list[Any]:
    return list(row.iterchildren("{*}tc"))


def _text(element: Any) -> str:  # noqa: ANN401 - any element
    return "".join(part.text or "" for part in element.iter("{*}t"))


def heading_text(row: RowElement) -> str:
    """The words of a row that has nothing but one heading; "" of other rows."""
    texts = [text for cell in _cells(row) if (text := _text(cell).strip())]
    return texts[0] if len(set(texts)) == 1 else ""


def date_of_row(row: RowElement) -> str:
    """What the first paragraph of a row's first cell says."""
    return _text(next(_cells(row)[0].iter("{*}p"))).strip()


def new_document(title: str) -> Document:
    """A document with an empty table of the usual form."""
    from docx import Document as open_document
    from docx.shared import Cm

    document = open_document()
    document.add_heading(_clean(title), 1)
    table = document.add_table(rows=1, cols=2)
    table.style = "Table Grid"
    for cell, text, width in zip(table.rows[0].cells, (_("Comments"), _("Task")), (4.5, 12), strict=True):
        cell.text = text
        cell.width = Cm(width)
    return document


def _last_table(document: Document) -> Any:  # noqa: ANN401
    return document.tables[-1]


def new_heading(document: Document, text: str, copy: RowElement = None) -> RowElement:
    """A row with a month across the whole table: like `copy` where there is one."""
    if copy is not None:
        parts = list(copy.iter("{*}t"))
        for part in parts:
            part.text = text if part is parts[0] else ""
        return copy
    table = _last_table(document)
    row: Any = table.add_row()
    cell = row.cells[0].merge(row.cells[-1])
    cell.paragraphs[0].add_run(text).bold = True
    row._tr.getparent().remove(row._tr)
    return row._tr


def new_item(document: Document, item: Item) -> RowElement:
    """A row with an item: its title, its agenda or recommendations as points.

    A hidden bookmark on the title holds the key, by which the row is known when it is read again.
    """
    row: Any = _last_table(document).add_row()
    cells = row.cells
    cell = cells[-1] if len(cells) > 1 else cells[0]
    run = cell.paragraphs[0].add_run(_clean(item.title))
    run.bold = run.underline = True
    _mark_title(run._r, item.key)
    for points, style in ((item.agenda, "List Number"), (item.recommendations, "List Bullet")):
        for point in points:
            cell.add_paragraph(_clean(point), style=style if style in document.styles else None)
    if item.notes:
        for line in item.notes.split("\n"):
            cell.add_paragraph().add_run(_clean(line)).italic = True
    row._tr.getparent().remove(row._tr)
    return row._tr


def _mark_title(run: Any, key: str) -> None:  # noqa: ANN401 - an element
    from docx.oxml.ns import qn
    from docx.oxml.parser import OxmlElement

    if len(mark_of(key)) > LONGEST_MARK:
        return  # Word would cut it: the title alone has to tell
    start, end = OxmlElement("w:bookmarkStart"), OxmlElement("w:bookmarkEnd")
    number = str(zlib.crc32(key.encode()) % 2**31)
    start.set(qn("w:id"), number)
    start.set(qn("w:name"), mark_of(key))
    end.set(qn("w:id"), number)
    run.addprevious(start)
    run.addnext(end)


def say_date(row: RowElement, words: str, *, was_said: bool) -> None:
    """Write a date into the first cell: over the one that stood there, else before what stands there."""
    from docx.oxml.ns import qn
    from docx.oxml.parser import OxmlElement

    cell = _cells(row)[0]
    first = next(cell.iter("{*}p"))
    if not was_said and words and _text(first).strip():
        paragraph = OxmlElement("w:p")
        first.addprevious(paragraph)
        first = paragraph
    if not was_said and not words:
        return
    for part in list(first):
        if part.tag != qn("w:pPr"):
            first.remove(part)
    if words:
        first.append(_run(words, bold=True))


def say_status(row: RowElement, words: str) -> None:
    """Write a status below what stands in the first cell, marked as the bot's own words."""
    from docx.oxml.ns import qn
    from docx.oxml.parser import OxmlElement

    control, properties, content = OxmlElement("w:sdt"), OxmlElement("w:sdtPr"), OxmlElement("w:sdtContent")
    tag, paragraph = OxmlElement("w:tag"), OxmlElement("w:p")
    tag.set(qn("w:val"), OWN_TAG)
    properties.append(tag)
    paragraph.append(_run(words))
    content.append(paragraph)
    control.append(properties)
    control.append(content)
    # The last paragraph of a cell has to be a plain one.
    next(_cells(row)[0].iter("{*}p")).addprevious(control)


def remove_statuses(row: RowElement) -> None:
    """Take out what the bot itself wrote when it exported the document before."""
    for control in list(row.iter("{*}sdt")):
        if any(tag.get(key) == OWN_TAG for tag in control.iter("{*}tag") for key in tag.attrib):
            control.getparent().remove(control)


def _run(words: str, *, bold: bool = False) -> Any:  # noqa: ANN401
    from docx.oxml.parser import OxmlElement

    run, text = OxmlElement("w:r"), OxmlElement("w:t")
    if bold:
        properties = OxmlElement("w:rPr")
        properties.append(OxmlElement("w:b"))
        run.append(properties)
    text.text = _clean(words)
    run.append(text)
    return run


def _clean(text: str) -> str:
    """A text on one line without what no XML may hold."""
    return "".join(letter for letter in " ".join(text.split()) if letter.isprintable())
