"""The plan as a table, one row an item, that Excel opens by a double click.

Excel takes a file for UTF-8 only where it begins with a byte order mark; other readers skip it
(``encoding="utf-8-sig"``). The first row names the columns as the JSON interface does. Several values in one
cell stand on lines of their own. A text that a spreadsheet would take for a formula gets an apostrophe.
"""

from __future__ import annotations

import csv
import re
from collections.abc import Callable, Iterable, Mapping
from io import StringIO

from bot.documents.writing.plan import ExportedItem, PlanExport, Wording
from bot.plan.rules.item_fields import NAMES_OF_TEXTS
from bot.plan.rules.progress import drift_days

_FORMULA = re.compile(r"'*\s*[=+@＝＋－＠-]")

# Where semicolons or tabs separate, what follows one inside a cell begins a cell, and a new line a row.
_SPLIT_FORMULA = re.compile(r"([;\t\n][^\S\n]*)(?='*[=+@＝＋－＠-])")

Cell = str | int | None


def _text(name: str) -> Callable[[ExportedItem], Cell]:
    return lambda exported: getattr(exported.item, name)


COLUMNS: Mapping[str, Callable[[ExportedItem], Cell]] = {
    "key": lambda e: e.item.key,
    "kind": lambda e: e.item.kind.value,
    "ordinal": lambda e: e.item.ordinal,
    "title": lambda e: e.item.title,
    "streams": lambda e: _lines(e.item.streams),
    "precision": lambda e: e.item.when.precision.value,
    "start": lambda e: e.item.when.start,
    "end": lambda e: e.item.when.end,
    "zone": lambda e: e.item.when.zone,
    "anchor": lambda e: e.item.when.anchor,
    "status": lambda e: e.item.status.value,
    "status_note": lambda e: e.item.status_note,
    "owner": lambda e: e.owner_name,
    "tentative": lambda e: "yes" if e.item.tentative else None,
    "agenda": lambda e: _lines(e.item.agenda),
    "recommendations": lambda e: _lines(e.item.recommendations),
    **{name: _text(name) for name in NAMES_OF_TEXTS},
    "depends_on": lambda e: _lines(key for key, inferred in e.needs if not inferred),
    "seems_to_depend_on": lambda e: _lines(key for key, inferred in e.needs if inferred),
    "baseline_precision": lambda e: e.item.baseline.precision.value if e.item.baseline else None,
    "baseline_start": lambda e: e.item.baseline.start if e.item.baseline else None,
    "baseline_end": lambda e: e.item.baseline.end if e.item.baseline else None,
    "drift_days": lambda e: drift_days(e.item),
}


def write_csv(plan: PlanExport, wording: Wording) -> bytes:
    """The plan as comma-separated values in UTF-8 with a byte order mark; ``when`` is in words."""
    text = StringIO(newline="")
    rows = csv.writer(text)
    rows.writerow([*COLUMNS, "when"])
    for exported in plan.items:
        cells = [read(exported) for read in COLUMNS.values()]
        cells.append(wording.when(exported.item.when, plan.group.zone))
        rows.writerow([_safe(cell) for cell in cells])
    return text.getvalue().encode("utf-8-sig")


def _lines(values: Iterable[str]) -> str:
    return "\n".join(values)


def _safe(cell: Cell) -> Cell:
    """A cell that no spreadsheet calculates; numbers (a drift of -3) are ours and stay numbers.

    `unsafe` takes the apostrophes out again.
    """
    if not isinstance(cell, str):
        return cell
    text = cell.replace("\r\n", "\n").replace("\r", "\n").replace("\0", "")
    text = _SPLIT_FORMULA.sub(r"\1'", text)
    return f"'{text}" if _FORMULA.match(text) else text
