"""Text with HTML in it, as paragraphs and rows.

The standard library's event parser is used, not a tree: it tells the line of everything, and nesting
costs it nothing.
"""

from __future__ import annotations

import re
from html.parser import HTMLParser

from bot.core.errors import UserError
from bot.core.i18n import _
from bot.documents.reading.rows import Cell, Paragraph, Row, Run, squeeze

MAX_DEPTH = 100
MAX_TAGS = 150_000
MAX_COLUMNS = 30
_TAG = re.compile(r"<(?!/?[a-zA-Z][^<>]*>|!doctype[^<>]*>)", re.IGNORECASE)
_BOLD, _UNDERLINE, _ITALIC = {"b", "strong", "th"}, {"u", "ins"}, {"i", "em"}
_HEAVY = re.compile(r"font-weight:\s*(?:bold|[6-9]00)")
_INLINE = _BOLD | _UNDERLINE | _ITALIC | {"span", "font", "sup"}
_BLOCK = {
    "p",
    "div",
    "br",
    "li",
    "ul",
    "ol",
    "tr",
    "td",
    "th",
    "table",
    "thead",
    "tbody",
    "tfoot",
    "caption",
    "section",
    "article",
    "header",
    "footer",
    "main",
    "blockquote",
    "center",
    "hr",
    "pre",
    "title",
    "dl",
    "dt",
    "dd",
    "h1",
    "h2",
    "h3",
    "h4",
    "h5",
    "h6",
    "body",
    "html",
    "head",
}
_IS_BOLD, _IS_UNDERLINED, _IS_ITALIC = 1, 2, 4
_NESTING = {"div", "table", "section", "article", "blockquote", "center", "ul", "ol", "dl"}
_HEADINGS = {"title": 1, "h1": 1, "h2": 2, "h3": 3, "h4": 4, "h5": 5, "h6": 6}


def tame(text: str) -> str:
    """The text with comments blanked and every ``<`` that begins no closed tag escaped.

    What is left cannot make the parser look far ahead again and again.

    Raises:
        UserError: more tags than any plan has.
    """
    if "<!--" in text:
        first, *others = text.split("<!--")
        pieces = [first]
        for other in others:
            inside, closed, after = other.partition("-->")
            pieces.append("\n" * inside.count("\n") + after if closed else "<!--" + other)
        text = "".join(pieces)
    if text.count("<") > MAX_TAGS:
        raise UserError(_("That file holds more markup than a plan can have."))
    return _TAG.sub("&lt;", text)


def _style(tag: str, style: str) -> int:
    """What a tag and its style attribute make of the text in it, as one number."""
    return (
        _IS_BOLD * (tag in _BOLD or _HEAVY.search(style) is not None)
        + _IS_UNDERLINED * (tag in _UNDERLINE or "underline" in style)
        + _IS_ITALIC * (tag in _ITALIC or "italic" in style)
    )


class MarkupParser(HTMLParser):
    """Collects rows: one for each row of a table, one for each paragraph elsewhere. Feed it tamed text."""

    def __init__(self) -> None:
        super().__init__(convert_charrefs=True)
        self.rows: list[Row] = []
        self._marks: list[tuple[str, int]] = []
        self._runs: list[Run] = []
        self._paragraphs: list[Paragraph] = []
        self._cells: list[Cell] = []
        self._spans: dict[int, tuple[int, Cell]] = {}
        self._spans_below: dict[int, tuple[int, Cell]] = {}
        self._rowspan = 1
        self._lines: set[int] = set()
        self._lists = self._heading = self._tables = self._table_count = self._hidden = self._depth = 0
        self._in_item = self._in_row = False

    def handle_starttag(self, tag: str, attrs: list[tuple[str, str | None]]) -> None:
        """Begin a style, a paragraph, a cell or a row."""
        if max(len(self._marks), self._depth) > MAX_DEPTH:
            raise UserError(_("That file has markup nested deeper than any plan."))
        given = dict(attrs) if attrs else {}
        if tag in {"script", "style"}:
            self._hidden += 1
        elif tag in _BLOCK:
            self._end_paragraph()
            self._depth += tag in _NESTING
            self._start_block(tag, given.get("rowspan") or "1")
        if tag in _INLINE:
            self._marks.append((tag, _style(tag, (given.get("style") or "").lower())))

    def handle_endtag(self, tag: str) -> None:
        """End it."""
        if tag in {"script", "style"}:
            self._hidden = max(0, self._hidden - 1)
        elif tag in _BLOCK:
            self._end_paragraph()
            self._depth -= tag in _NESTING
            self._end_block(tag)
        if tag in _INLINE:
            for index in range(len(self._marks) - 1, -1, -1):
                if self._marks[index][0] == tag:
                    del self._marks[index]
                    break

    def handle_data(self, data: str) -> None:
        """Add text in the style that holds here."""
        words = data.strip()
        if self._hidden or not (self._runs or words):
            return
        if words:
            begin = self.getpos()[0] + data[: data.index(words[0])].count("\n")
            self._lines.update(n for n, line in enumerate(words.split("\n"), begin) if line.strip())
        if self._marks and self._marks[-1][0] == "sup" and self._runs and words.isdigit():
            return  # a footnote's number, not part of the word before it
        style = 0
        for _tag, own in self._marks:
            style |= own
        self._runs.append(
            Run(data, bool(style & _IS_BOLD), bool(style & _IS_UNDERLINED), bool(style & _IS_ITALIC))
        )

    def finish(self) -> list[Row]:
        """Close what the text left open; all rows."""
        self.close()
        self._end_paragraph()
        self._end_row()
        return self.rows

    def _start_block(self, tag: str, rowspan: str) -> None:
        if tag in {"ul", "ol"}:
            self._lists += 1
        elif tag == "li":
            self._in_item = True
        elif tag in _HEADINGS:
            self._heading = _HEADINGS[tag]
        elif tag == "table":
            self._tables += 1
            if self._tables == 1:
                self._end_row()
                self._table_count += 1
                self._spans = {}
        elif self._tables <= 1 and tag in {"tr", "dt"}:
            self._end_row()
            self._in_row = True
        elif self._tables <= 1 and tag in {"td", "th", "dd"}:
            self._end_cell()
            self._in_row = True
            self._rowspan = int(rowspan) if rowspan.isdecimal() and len(rowspan) < 5 else 1

    def _end_block(self, tag: str) -> None:
        if tag in {"ul", "ol"}:
            self._lists = max(0, self._lists - 1)
        elif tag == "li":
            self._in_item = False
        elif tag in _HEADINGS:
            self._heading = 0
        elif tag == "table":
            self._tables = max(0, self._tables - 1)
            if not self._tables:
                self._end_row()
        elif self._tables <= 1 and tag in {"td", "th", "dt"}:
            self._end_cell(also_empty=True)
        elif self._tables <= 1 and tag in {"tr", "dd"}:
            self._end_row()

    def _end_paragraph(self) -> None:
        runs, self._runs = tuple(self._runs), []
        if not squeeze("".join(run.text for run in runs)):
            return
        level = max(1, self._lists) if self._in_item else 0
        paragraph = Paragraph(runs, level, "li" if level else "", self._heading)
        if self._in_row:
            self._paragraphs.append(paragraph)
        else:
            self.rows.append(Row(tuple(sorted(self._lines)), ((paragraph,),)))
            self._lines = set()

    def _end_cell(self, *, also_empty: bool = False) -> None:
        if not (self._paragraphs or also_empty):
            return
        self._fill_spanned()
        if self._rowspan > 1 and len(self._cells) < MAX_COLUMNS:
            self._spans[len(self._cells)] = (self._rowspan - 1, tuple(self._paragraphs))
        self._rowspan = 1
        self._cells.append(tuple(self._paragraphs))
        self._paragraphs = []

    def _fill_spanned(self) -> None:
        """Repeat the cells that reach down from a row above, up to the next own one."""
        while (spanned := self._spans.pop(len(self._cells), None)) is not None:
            left, cell = spanned
            if left > 1:
                self._spans_below[len(self._cells)] = (left - 1, cell)
            self._cells.append(cell)

    def _end_row(self) -> None:
        self._end_cell()
        if self._cells:
            self._fill_spanned()
            self._spans.update(self._spans_below)
        self._spans_below = {}
        cells, self._cells = tuple(self._cells), []
        lines, self._lines = tuple(sorted(self._lines)), set()
        self._in_row = False
        if any(cells):
            self.rows.append(Row(lines, cells, self._table_count if self._tables else None))
