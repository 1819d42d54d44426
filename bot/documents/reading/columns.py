"""Which column of a table holds what: by its head, in English or French, and by what stands in it."""

from __future__ import annotations

import re
from collections.abc import Sequence
from dataclasses import dataclass, replace
from enum import StrEnum

from bot.documents.reading.blocks import Row, Table
from bot.documents.reading.dating import Dates
from bot.documents.reading.heads import SAMPLE, Seen, head_row, heads_of, look
from bot.documents.reading.words import ROLES, STAGE, fold, role_named

WHEN = frozenset({"date", "start", "end", "baseline", "forecast", "actual", "stage"})
_COARSE_HEAD = re.compile(
    r"(?:weeks?|months?|quarters?|years?|days?|semaine|mois|annee|trimestre|jours?|weekday)(?: no\.?)?"
)
_STAGE_DATE = re.compile(r"\b(?:final|draft|release|publication|submission|delivery)\b")
_OUTPUT = re.compile(
    r"\b(?:outputs?|outcomes?|objectives?|details?|comments?|remarks?|notes?"
    r"|resultats?|phase|section|chapter|track|work ?package|wp)\b(?! ?takers?)"
)
_MEETINGS = re.compile(r"(?:name of )?(?:the )?(?:meetings?|reunions?|seances?)(?: (?:name|title))?")
_NOT_FIRST = re.compile(r"\b(?:description|summary|details?|deliverables?|outputs?)\b")


class Shape(StrEnum):
    """What kind of table it is."""

    ROWS = "rows"  # a row is an item
    MATRIX = "matrix"  # a cell with a date is an item
    PERIODS = "periods"  # columns are periods: marks make a bar, words are items
    NONE = "none"


@dataclass(frozen=True, slots=True)
class Columns:
    """The roles and heads of columns; `first` is the index of the first row below the heads."""

    roles: tuple[str, ...]
    heads: tuple[str, ...]
    first: int
    shape: Shape

    def all(self, role: str) -> list[int]:
        """The columns of a role."""
        return [index for index, name in enumerate(self.roles) if name == role]

    @property
    def meets(self) -> bool:
        """Whether the head of the titles calls what stands below it meetings."""
        title = self.one("title")
        return title is not None and _MEETINGS.fullmatch(fold(self.heads[title])) is not None

    @property
    def names_date(self) -> bool:
        """Whether the head of the dates calls them so, where remarks may stand in their place otherwise."""
        date = self.one("date")
        return date is not None and ROLES["date"].fullmatch(fold(self.heads[date])) is not None

    def one(self, role: str) -> int | None:
        """The first column of a role."""
        return next(iter(self.all(role)), None)


def type_columns(table: Table, dates: Dates) -> Columns:
    """The columns of a table and its shape."""
    head = head_row(table, dates)
    first = 0 if head is None else head + 1
    heads = heads_of(table, head)
    body = [row for row in table.rows[first : first + SAMPLE] if len({c.text for c in row.cells if c}) > 1]
    seen = [look(body, column, dates) for column in range(table.width)]
    periods = [column for column, text in enumerate(heads) if text and dates.is_date(text)]
    if len(periods) > 1 and 3 * len(periods) >= table.width and _are_bars(seen, periods):
        roles = tuple("period" if c in periods else role or "notes" for c, role in enumerate(_named(heads)))
        roles = _with_title(roles, seen, heads)
        return Columns(roles, heads, first, Shape.PERIODS)
    roles = _typed(heads, seen, has_head=head is not None)
    stages = [role for role in roles if role == "stage"]
    if len(stages) > 1 or (stages and {"date", "scope"} & set(roles)):
        return Columns(roles, heads, first, Shape.MATRIX)
    if not any(role in WHEN for role in roles) and head is None and first == 0:
        return Columns(roles, heads, first, Shape.NONE)
    return Columns(roles, heads, first, Shape.ROWS if any(role in WHEN for role in roles) else Shape.NONE)


def _are_bars(seen: Sequence[Seen], periods: Sequence[int]) -> bool:
    """Whether the cells below periods are marks or words, and no dates."""
    filled = sum(seen[c].filled for c in periods)
    return (
        sum(seen[c].dates for c in periods) * 2 <= filled
        and sum(seen[c].amounts for c in periods) * 2 <= filled
    )


def _named(heads: Sequence[str]) -> list[str | None]:
    return [role_named(text) if text else None for text in heads]


def _typed(heads: Sequence[str], seen: Sequence[Seen], *, has_head: bool) -> tuple[str, ...]:
    """The role of each column: its head's, where what stands in it does not speak against it."""
    roles: list[str] = []
    named = _named(heads)
    is_told = any(role in WHEN and column.is_dates for role, column in zip(named, seen, strict=True))
    for head, role, column in zip(heads, named, seen, strict=True):
        if role in WHEN or (role is None and column.is_dates):
            if role in WHEN and column.filled and not (column.dates or column.undated):
                role = "notes"
            elif role is None:
                role = "stage" if head else "date"
        elif (
            role in {"title", "notes", "number", "streams"}
            and not is_told
            and column.is_dates
            and 4 * column.dates >= 3 * column.filled
        ):
            role = (
                "stage"
                if role == "title" and STAGE.search(fold(head))
                else "date"
                if role != "title"
                else role
            )
        elif role is None and not head and column.filled and column.statuses * 2 > column.filled:
            role = "status"
        elif role is None and not head and column.filled and column.numbers == column.filled:
            role = "number"
        roles.append(role or "")
    roles = _settle_dates(roles, heads, seen, has_head=has_head)
    roles = [
        "notes" if role == "stage" and not head else role for role, head in zip(roles, heads, strict=True)
    ]
    return _with_title(tuple(roles), seen, heads)


def _settle_dates(
    roles: list[str], heads: Sequence[str], seen: Sequence[Seen], *, has_head: bool
) -> list[str]:
    """Which of several columns of dates is the date."""
    found = {role for role in roles if role in WHEN}
    if not found and "notes" in roles and has_head:  # "Comments" beside the tasks is where dates are put
        roles[roles.index("notes")] = "date" if "title" in roles and roles.count("notes") == 1 else "notes"
        return roles
    if "start" in found and "end" not in found and "date" in found:
        roles = ["end" if role == "date" else role for role in roles]
    elif "date" in found and found & {"forecast", "actual"} and "baseline" not in found:
        roles = ["baseline" if role == "date" else role for role in roles]
    elif found & {"start", "end"} and not {"start", "end"} <= found:
        roles = ["date" if role in {"start", "end"} else role for role in roles]
    plain = [c for c, role in enumerate(roles) if role == "date"]
    stages = roles.count("stage")
    if stages == 1 and not plain:
        roles = ["date" if role == "stage" else role for role in roles]
    elif stages and len(plain) == 1 and has_head:
        if _STAGE_DATE.search(fold(heads[plain[0]])):
            return ["stage" if role == "date" else role for role in roles]
        if _COARSE_HEAD.fullmatch(fold(heads[plain[0]])):  # a row is a quarter, a column a body that meets
            return ["scope" if role == "date" else role for role in roles]
        named = {c for c, head in enumerate(heads) if STAGE.search(fold(head))}
        roles = ["notes" if role == "stage" and c not in named else role for c, role in enumerate(roles)]
    elif len(plain) > 1 and any(not _COARSE_HEAD.fullmatch(fold(heads[c])) and seen[c].dates for c in plain):
        fine = [c for c in plain if not _COARSE_HEAD.fullmatch(fold(heads[c]))]
        if len(fine) < len(plain):
            roles = ["notes" if c in plain and c not in fine else role for c, role in enumerate(roles)]
            return _settle_dates(roles, heads, seen, has_head=has_head)
    if len(plain) > 1 and roles.count("date") > 1:
        best = max(plain, key=lambda c: (seen[c].dates, -c))
        others = [c for c in plain if c != best and seen[c].dates]
        for c in plain:
            roles[c] = (
                "stage"
                if others and has_head and (c == best or c in others)
                else "date"
                if c == best
                else "notes"
            )
    return roles


def _with_title(roles: tuple[str, ...], seen: Sequence[Seen], heads: Sequence[str]) -> tuple[str, ...]:
    """One column of titles: the longest that a head calls so, else the longest of unknown ones."""
    titles = [c for c, role in enumerate(roles) if role == "title" and seen[c].filled]
    if not titles:
        unknown = [
            c for c, role in enumerate(roles) if role in {"", "title"} and seen[c].filled > seen[c].numbers
        ]
        notes = [
            c
            for c, role in enumerate(roles)
            if role in {"notes", "streams"} and _OUTPUT.search(fold(heads[c]))
        ]
        titles = unknown or (notes if any(r in WHEN or r == "period" for r in roles) else [])
    if titles:
        words = [c for c in titles if seen[c].numbers < max(1, seen[c].filled)] or titles
        words = [c for c in words if not _NOT_FIRST.search(fold(heads[c]))] or words
        best = max(words, key=lambda c: (seen[c].length if len(words) > 1 else 0, -c))
        roles = tuple(
            "title"
            if c == best
            else "number"
            if c in titles and c not in words
            else "notes"
            if role == "title"
            else role
            for c, role in enumerate(roles)
        )
    return tuple(role or "notes" for role in roles)


def is_repeated_head(row: Row, columns: Columns) -> bool:
    """Whether a row names the columns once more, as after a page break."""
    texts = [cell.text for cell in row.cells]
    return (
        any(texts)
        and len([t for t in texts if t]) > 1
        and all(
            not text or fold(text) == fold(head) for text, head in zip(texts, columns.heads, strict=False)
        )
    )


def transposed(table: Table) -> Table | None:
    """The table with rows for columns, where its first column names roles and its first row does not."""
    first = [role_named(row.cell(0).text) for row in table.rows]
    named = [role for role in first if role]
    across = [role_named(cell.text) for cell in table.rows[0].cells[1:]]
    if table.width < 3 or len(table.rows) < 2 or 2 * len(named) < len(first) or not set(named) & WHEN:
        return None
    if any(across) or len(set(named)) < 2:
        return None
    lines = tuple(line for row in table.rows for line in row.lines)
    rows = []
    for column in range(table.width):
        cells = tuple(replace(row.cell(column), span=1) for row in table.rows)
        if any(cells):
            rows.append(Row(lines, cells))
    return Table(tuple(rows), ruled=True)
