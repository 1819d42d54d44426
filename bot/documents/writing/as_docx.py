"""The plan as the group's own Word table: months as headings, comments beside tasks.

Where the group's document was read, that document itself is written on: only dates and statuses change, and
rows go under the month in which they are by now. All else stays as its authors left it. What the bot says of
an item's status is a content control with a tag of its own, which the reader passes over: it is not the
group's text.
"""

from __future__ import annotations

import re
from copy import deepcopy
from io import BytesIO
from typing import TYPE_CHECKING, Any

from bot.core.i18n import _
from bot.dates.folding import MONTHS, fold
from bot.dates.when import Precision, When
from bot.dates.writing import write
from bot.documents.writing.as_markdown import WITHOUT_DATE, month_of
from bot.documents.writing.plan import ExportedItem, PlanExport, Wording
from bot.documents.writing.word_table import (
    RowElement,
    date_of_row,
    heading_text,
    new_document,
    new_heading,
    new_item,
    remove_statuses,
    rows_of,
    say_date,
    say_status,
)
from bot.documents.writing.word_template import write_in_template
from bot.plan.rules.items import first_status

if TYPE_CHECKING:
    from docx.document import Document

_YEAR = re.compile(r"\b(?:19|20)\d\d\b")


def write_docx(plan: PlanExport, wording: Wording) -> bytes:
    """The plan as a Word document, see the top of this file."""
    from docx import Document as open_document  # here: it takes a third of a second to load

    if plan.template is not None:
        return write_in_template(plan, wording, plan.template)
    original = plan.original
    document = (
        open_document(BytesIO(original.data)) if original is not None else new_document(plan.group.name)
    )
    table = _Table(document, plan, wording)
    for exported in plan.items:
        table.bring_up_to_date(exported)
    table.drop_emptied()
    file = BytesIO()
    document.save(file)
    return file.getvalue()


class _Table:
    """The rows of a document, by month."""

    def __init__(self, document: Document, plan: PlanExport, wording: Wording) -> None:
        self._document = document
        self._plan = plan
        self._wording = wording
        self._said = plan.original.said if plan.original is not None else {}
        self._every_row = rows = rows_of(document)  # held, so that each keeps its identity
        self._rows = {key: rows[line - 1] for key, (line, _when) in self._said.items() if line <= len(rows)}
        self._headings: dict[str, RowElement] = {}
        self._language = "en"
        self._left: set[str] = set()
        for row in rows:
            remove_statuses(row)
            month = self._month_in(heading_text(row))
            if month:
                self._headings.setdefault(month, row)
        self._month_of_row = self._months_by_row(rows)

    def _month_in(self, text: str) -> str:
        """The month that a heading names; "" where it is none."""
        words = fold(text).split()
        year = _YEAR.search(text)
        if len(words) != 2 or year is None or words[0] not in MONTHS:
            return ""
        number = MONTHS[words[0]]
        if fold(write(When(Precision.MONTH, f"{year[0]}-{number:02d}"), "en")) != fold(text):
            self._language = "fr"
        return f"{year[0]}-{number:02d}"

    def _months_by_row(self, rows: list[RowElement]) -> dict[int, str]:
        found, month = {}, ""
        headings = {id(row): name for name, row in self._headings.items()}
        for row in rows:
            month = headings.get(id(row), month)
            found[id(row)] = month
        return found

    def bring_up_to_date(self, exported: ExportedItem) -> None:
        """Bring one item's row in line with the plan; an item that has none gets one."""
        item = exported.item
        month = month_of(item)
        row = self._rows.get(item.key)
        if row is None:
            row = new_item(self._document, item)
            self._put(row, month)
            say_date(row, self._date_words(item.when, month), was_said=False)
        elif self._plain(self._said[item.key][1]) != self._plain(item.when):
            was = self._month_of_row.get(id(row), "")
            if self._headings and month not in (was, WITHOUT_DATE):
                self._left.add(was)
                self._put(row, month)
            before = self._said[item.key][1]
            had_date = before.precision is not Precision.MONTH and bool(date_of_row(row))
            say_date(row, self._date_words(item.when, month), was_said=had_date)
        if mark := self._plan.marks.get(item.key):
            say_status(row, mark)
        if item.status is not first_status(item.kind, item.when):
            say_status(row, _("Status: {status}").format(status=self._wording.status(item.status)))

    def _plain(self, when: When) -> tuple[object, ...]:
        is_exact = when.precision is Precision.EXACT
        zone = (when.zone or self._plan.group.zone) if is_exact else None
        return when.precision, when.start, when.end if when.end != when.start else None, zone

    def _date_words(self, when: When, month: str) -> str:
        """The date in words that are read as the same; nothing where the heading says all of it."""
        if when.precision is Precision.MONTH and when.start == month:
            return ""
        if when.precision is Precision.EXACT and when.zone == self._plan.group.zone:
            when = When(when.precision, when.start, when.end)
        return write(when, self._language)

    def _put(self, row: RowElement, month: str) -> None:
        """Put a row last under its month; what has no date stands before all months."""
        if row.getparent() is not None:
            row.getparent().remove(row)
        if month == WITHOUT_DATE:
            # Before the first month, so that nobody takes it for one of the last.
            first = min(self._headings, default=None)
            if first is not None:
                self._headings[first].addprevious(row)
            else:
                self._last_table().append(row)
            return
        known = self._headings.get(month)
        heading = known if known is not None else self._new_heading(month)
        last = heading
        headings = set(map(id, self._headings.values()))
        for following in heading.itersiblings("{*}tr"):
            if id(following) in headings:
                break
            last = following
        last.addnext(row)

    def _new_heading(self, month: str) -> RowElement:
        words = write(When(Precision.MONTH, month), self._language)
        sample = next(iter(self._headings.values()), None)
        if sample is None:
            heading = new_heading(self._document, words.upper())
        else:
            text = heading_text(sample)
            heading = new_heading(
                self._document, words.upper() if text.isupper() else words, deepcopy(sample)
            )
        later = sorted(name for name in self._headings if name > month)
        if later:
            self._headings[later[0]].addprevious(heading)
        else:
            self._last_table().append(heading)
        self._headings[month] = heading
        return heading

    def _last_table(self) -> Any:  # noqa: ANN401 - an element
        return list(self._document.element.body.iterchildren("{*}tbl"))[-1]

    def drop_emptied(self) -> None:
        """Take out the headings of months whose last row has moved elsewhere."""
        headings = set(map(id, self._headings.values()))
        for month in self._left & set(self._headings):
            heading = self._headings[month]
            following = next(heading.itersiblings("{*}tr"), None)
            if following is None or id(following) in headings:
                heading.getparent().remove(heading)
