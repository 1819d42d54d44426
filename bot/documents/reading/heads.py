"""Which rows name the columns of a table, and what stands below them."""

from __future__ import annotations

import re
from collections.abc import Sequence
from dataclasses import dataclass

from bot.documents.reading.blocks import Row, Table
from bot.documents.reading.dating import Dates
from bot.documents.reading.words import REMARK, TOTAL, fold, role_named, status_named

MARK = re.compile(r"(?:[xX✓✔✗×■█▓▒░●◆◼◾▪★*•=#+>-]+|yes|oui|ok)")


AMOUNT = re.compile(r"\W*(?!1$)\d[\d\s.,'’]*\W*(?:%|h|k|m|eur|usd|chf|days?)?", re.IGNORECASE)
_HEAD_LENGTH, _UNKNOWN_HEAD = 60, 35
_MOST_HEADS = 4  # rows that are looked at for the heads of columns


SAMPLE = 60  # rows that are looked at for what stands in a column


@dataclass(frozen=True, slots=True)
class Seen:
    """What stands in a column, below its head."""

    filled: int = 0
    dates: int = 0
    undated: int = 0
    marks: int = 0
    statuses: int = 0
    numbers: int = 0
    amounts: int = 0
    length: int = 0

    @property
    def is_dates(self) -> bool:
        """Whether at least half of what stands there are dates."""
        return self.filled > 0 and 2 * (self.dates + self.undated) >= self.filled and self.dates > 0


def heads_of(table: Table, head: int | None) -> tuple[str, ...]:
    """The heads; those of a row of years or quarters above stand before them."""
    if head is None:
        return ("",) * table.width
    own = [table.rows[head].cell(column).text for column in range(table.width)]
    if head == 0:
        return tuple(own)
    above, last = [], ""
    for column in range(table.width):
        cell = table.rows[head - 1].cell(column)
        last = last if cell.covered else cell.text
        above.append(last)
    if sum(bool(text) for text in set(above)) < 2:
        return tuple(own)
    return tuple(
        f"{low} {up}".strip() if re.search(r"\d{4}|Q\d", up) and low != up else low or up
        for up, low in zip(above, own, strict=True)
    )


def head_row(table: Table, dates: Dates) -> int | None:
    """The row that names the columns; None where no row does."""
    for index, row in enumerate(table.rows[:_MOST_HEADS]):
        texts = [cell.text for cell in row.cells if cell]
        if len(texts) < 2 or any(len(text) > _HEAD_LENGTH for text in texts):
            if len(texts) > 1:
                return None
            continue
        if _is_head(table, index, dates):
            following = index + 1
            if (
                following < len(table.rows)
                and (
                    all(dates.is_date(t) or role_named(t) for t in texts)
                    or any(cell.span > 1 for cell in row.cells)
                )
                and _is_second_head(table.rows[following], dates)
            ):
                return following
            return index
        return None
    return None


def _is_second_head(row: Row, dates: Dates) -> bool:
    texts = [cell.text for cell in row.cells if cell and not cell.repeated]
    periods = [text for text in texts if dates.is_date(text)]
    return (
        len(periods) > 2
        and 2 * len(periods) >= len(texts)
        and len(set(periods)) > 1
        and all(len(t) < 20 for t in texts)
    )


def _is_head(table: Table, index: int, dates: Dates) -> bool:
    row = table.rows[index]
    texts = [cell.text for cell in row.cells if cell]
    named = [role_named(text) for text in texts]
    periods = sum(dates.is_date(text) for text in texts)
    if table.ruled and index == 0:
        return True
    if all(cell.header for cell in row.cells if cell):
        return True
    if len([role for role in named if role]) > 1 and 2 * named.count(None) <= len(named):
        return True
    if periods > 2 and 2 * periods >= len(texts):
        return True
    # A row of unknown heads: none of its cells is a date, in columns that hold dates below.
    body = [r for r in table.rows[index + 1 : index + 1 + SAMPLE] if sum(bool(c) for c in r.cells) > 1]
    if periods or len(body) < 2 or any(status_named(text) or len(text) > _UNKNOWN_HEAD for text in texts):
        return False
    columns = [c for c in range(len(row.cells)) if row.cells[c] and look(body, c, dates).is_dates]
    return bool(columns) and not any(re.search(r"\d", row.cells[c].text) for c in columns)


def is_sum(row: Row, dates: Dates) -> bool:
    """Whether a row adds up the others, or is a remark on the table."""
    texts = [cell.text for cell in row.cells if cell and not cell.repeated]
    first = fold(texts[0]) if texts else ""
    if TOTAL.match(first):
        return all(re.search(r"\d", text) and not dates.is_date(text) for text in texts[1:])
    return len(set(texts)) == 1 and REMARK.fullmatch(first) is not None


def look(body: Sequence[Row], column: int, dates: Dates) -> Seen:
    """What stands in a column of the rows below the heads."""
    texts = [text for row in body if not row.cell(column).repeated and (text := row.cell(column).kept)]
    return Seen(
        filled=len(texts),
        dates=sum(dates.is_date(t) or (len(t) < 100 and _mostly_date(t, dates)) for t in texts),
        undated=sum(dates.says_none(t) for t in texts),
        marks=sum(MARK.fullmatch(t) is not None for t in texts),
        statuses=sum(status_named(t) is not None for t in texts),
        numbers=sum(re.fullmatch(r"[A-Z]{0,4}[ .-]?\d+(?:\.\d+)*[.)]?", t) is not None for t in texts),
        amounts=sum(AMOUNT.fullmatch(t) is not None for t in texts),
        length=sum(map(len, texts)),
    )


def _mostly_date(text: str, dates: Dates) -> bool:
    found = dates.find(text)
    return bool(found) and 2 * sum(f.end - f.start for f in found) >= len(text)
