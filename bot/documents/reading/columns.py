"""Which column of a table holds what: by its header, else by what stands in it."""

from __future__ import annotations

import re
from collections.abc import Sequence
from dataclasses import dataclass, field

from bot.documents.reading.dates import read_date
from bot.documents.reading.rows import Cell, Row, cell_text

_THINGS = r"(?:activit(?:y|ies)|tasks?|milestones?|deliverables?|events?|meetings?|items?|actions?)"
_NAMES = {
    "date": r"(?:(?:due|target|proposed|start|tentative|planned|meeting)\s+)?dates?|when|timing"
    r"|time-?\s?(?:line|frame)|months?|period|deadline|due|schedule|day|date\s*(?:/|and|&)\s*time|year|quarter",
    "time": r"times?|hours?",
    "task": rf"(?:(?:planned|key|main)\s+)?{_THINGS}(?:\s*(?:/|and|&|or)\s*{_THINGS})?|what"
    r"|descriptions?|titles?|topics?|workplan|steps?",
    "owner": r"owners?|responsib(?:le|ility|ilities)(?:\s+\w+)?|leads?|lead\s+(?:agency|agencies|entity)|who"
    r"|by\s+whom|focal\s+points?",
    "status": r"status|state|progress",
    "streams": r"work\s?-?streams?|streams?|ws|tracks?|working\s+group|group",
    "format": r"format|modality|mode|type\s+of\s+meeting|venue|location|place|where|duration|length",
    "notes": r"comments?|remarks?|notes?|details?|(?:expected\s+)?outputs?|outcomes?|objectives?|agenda",
    "number": r"no\.?|nr\.?|#|number|ref\.?|id|n°|type|kind",
}
_HEADERS = {role: re.compile(pattern, re.IGNORECASE) for role, pattern in _NAMES.items()}
_JOINED = re.compile(r"\s*(?:/|,|&|\band\b|\(|\)|\bor\b)\s*")  # "Date/venue", "Remarks (date)"


@dataclass(frozen=True, slots=True)
class Columns:
    """The role of each column; `bare` where no header names them."""

    roles: tuple[str, ...] = ()
    bare: bool = True
    guessed: dict[int | None, tuple[str, ...]] = field(default_factory=dict)

    @classmethod
    def guess(cls, rows: Sequence[Row]) -> Columns:
        """Columns for tables without header: the longest text is the task, the most dates are the date."""
        tables: dict[int | None, list[Row]] = {}
        for row in rows:
            if len(row.cells) > 1:
                tables.setdefault(row.table, []).append(row)
        guessed = {table: _guess_roles(found) for table, found in tables.items()}
        return cls(next(iter(guessed.values()), ()), True, guessed)

    def for_table(self, table: int | None) -> Columns:
        """The columns to begin another table with."""
        return Columns(self.guessed.get(table, self.roles), True, self.guessed)

    def cell(self, row: Row, role: str) -> Cell:
        """The cell of that role; a row of one cell is all task."""
        if len(row.cells) == 1:
            return row.cells[0] if role == "task" else ()
        found: list[Cell] = [cell for cell, name in zip(row.cells, self.roles, strict=False) if name == role]
        if role == "date":
            found += [cell for cell, name in zip(row.cells, self.roles, strict=False) if name == "time"]
        if role == "task" and row.cells and "task" not in self.roles:
            return row.cells[-1]
        return tuple(paragraph for cell in found for paragraph in cell)

    def facts(self, row: Row) -> dict[str, str]:
        """What the other columns say, by role; columns beyond the known ones are notes."""
        said: dict[str, str] = {}
        if len(row.cells) == 1:
            return said
        roles = (*self.roles, *["notes"] * (len(row.cells) - len(self.roles)))
        for cell, role in zip(row.cells, roles, strict=False):
            text = cell_text(cell)
            if text and role in {"owner", "status", "streams", "format", "notes"}:
                said[role] = f"{said[role]}; {text}" if role in said else text
        return said


def read_header(row: Row) -> Columns | None:
    """The columns that a header row names, or None where the row is no header."""
    texts = [cell_text(cell).strip(" :*") for cell in row.cells]
    if len(texts) < 2 or not all(len(text) <= 40 for text in texts):
        return None
    roles = [_role(text) for text in texts]
    named = [role for role, text in zip(roles, texts, strict=True) if text]
    if len(named) < 2 or named.count(None) * 2 > len(named):
        return None
    if (
        "task" not in named and "date" in named and "notes" in named
    ):  # "Deadline, Output, Lead agency": the output is what is done
        roles = ["task" if i == roles.index("notes") else role for i, role in enumerate(roles)]
    if "task" not in roles:
        return None
    if "date" not in roles and "notes" in roles:
        roles[roles.index("notes")] = "date"  # "Comments" beside the tasks is where dates are put
    return Columns(tuple(role or "notes" for role in roles), bare=False)


def _role(text: str) -> str | None:
    """The role that a name tells, as a whole or by the first of the names it joins; dates before others."""
    whole = next((role for role, pattern in _HEADERS.items() if pattern.fullmatch(text)), None)
    parts = (
        [_role(part) for part in _JOINED.split(text) if part]
        if whole is None and _JOINED.search(text)
        else []
    )
    return whole or ("date" if "date" in parts else next(iter(filter(None, parts)), None))


def _guess_roles(rows: Sequence[Row]) -> tuple[str, ...]:
    width = max(len(row.cells) for row in rows)
    lengths, dates = [0] * width, [0] * width
    for row in rows:
        if len({cell_text(cell) for cell in row.cells if cell}) < 1:
            continue
        for index, cell in enumerate(row.cells):
            text = cell_text(cell)
            lengths[index] += len(text)
            if text and len(text) < 60 and read_date(text, bare=True):
                dates[index] += 1
    task = max(range(width), key=lambda i: (lengths[i], i))
    others = [index for index in range(width) if index != task]
    date = max(others, key=lambda i: (dates[i], -i))
    return tuple("task" if i == task else "date" if i == date else "notes" for i in range(width))
