"""The plan as a workbook: the columns of the CSV, and beside them the first and last day as real dates.

Every text is written as text, so that nothing is calculated; a month has no day of its own, which the column
of the precision tells.
"""

from __future__ import annotations

from datetime import datetime
from io import BytesIO

from bot.documents.writing.as_csv import COLUMNS
from bot.documents.writing.plan import PlanExport, Wording

LONGEST_CELL = 32_767
_WIDTHS = {
    "title": 50,
    "agenda": 40,
    "recommendations": 40,
    "notes": 40,
    "first_day": 12,
    "last_day": 12,
    "when": 34,
}


def write_xlsx(plan: PlanExport, wording: Wording) -> bytes:
    """The plan as a table in an Excel workbook."""
    from xlsxwriter import Workbook  # type: ignore[import-untyped] # here: only whoever wants a workbook loads it

    data = BytesIO()
    # Addresses stay text, too: nobody is led anywhere by a cell.
    book = Workbook(data, {"in_memory": True, "strings_to_formulas": False, "strings_to_urls": False})
    book.set_properties({"title": plan.group.name, "created": plan.now.replace(tzinfo=None)})
    sheet = book.add_worksheet(_sheet_name(plan.group.label))
    bold = book.add_format({"bold": True})
    wrapped = book.add_format({"text_wrap": True, "valign": "top"})
    day = book.add_format({"num_format": "yyyy-mm-dd", "valign": "top"})
    names = [*COLUMNS, "first_day", "last_day", "when"]
    for column, name in enumerate(names):
        sheet.write_string(0, column, name, bold)
        sheet.set_column(column, column, _WIDTHS.get(name, 14))
    for row, exported in enumerate(plan.items, start=1):
        when = exported.item.when
        for column, read in enumerate(COLUMNS.values()):
            cell = read(exported)
            if isinstance(cell, str) and cell:
                sheet.write_string(row, column, _plain(cell), wrapped)
            elif isinstance(cell, int):
                sheet.write_number(row, column, cell, wrapped)
        for column, value in enumerate((when.first_day, when.last_day), start=len(COLUMNS)):
            if value is not None:
                sheet.write_datetime(row, column, datetime(value.year, value.month, value.day), day)  # noqa: DTZ001
        sheet.write_string(row, len(COLUMNS) + 2, wording.when(when, plan.group.zone), wrapped)
    sheet.freeze_panes(1, 1)
    sheet.autofilter(0, 0, max(1, len(plan.items)), len(names) - 1)
    book.close()
    return data.getvalue()


def _plain(text: str) -> str:
    kept = "".join(letter for letter in text.replace("\r\n", "\n") if letter >= " " or letter in "\n\t")
    return kept[:LONGEST_CELL]


def _sheet_name(label: str) -> str:
    return "".join("-" if letter in "[]:*?/\\'" else letter for letter in label)[:31] or "plan"
