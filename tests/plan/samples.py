"""Items in short, for tables of cases."""

from __future__ import annotations

from itertools import count
from typing import Any

from bot.dates.when import NO_DATE, Precision, When
from bot.plan.rules.items import Item, Kind, first_status

_ids = count(1)
_SHAPES = {
    4: Precision.YEAR,
    7: Precision.MONTH,
    10: Precision.DAY,
    13: Precision.HALF_DAY,
    16: Precision.EXACT,
}


def when(start: str | None, end: str | None = None) -> When:
    """A `When` by the shape of its start: ``2018``, ``2018-05``, ``2018-05-03``, ``…TAM``, ``…T15:30``."""
    if start is None:
        return NO_DATE
    if start[5:6] == "Q":
        return When(Precision.QUARTER, start, end)
    precision = _SHAPES[len(start)]
    if end is not None:
        precision = {Precision.DAY: Precision.DAYS, Precision.MONTH: Precision.MONTHS}.get(
            precision, precision
        )
    return When(precision, start, end)


def item(kind: Kind, start: str | None = None, end: str | None = None, **fields: Any) -> Item:  # noqa: ANN401
    number, date = next(_ids), when(start, end)
    fields.setdefault("status", first_status(kind, date))
    fields.setdefault("key", f"K-{number}")
    return Item(id=number, kind=kind, title=f"Item {number}", when=date, **fields)


def meeting(start: str | None = None, end: str | None = None, **fields: Any) -> Item:  # noqa: ANN401
    return item(Kind.MEETING, start, end, **fields)


def paper(start: str | None = None, end: str | None = None, **fields: Any) -> Item:  # noqa: ANN401
    return item(Kind.DELIVERABLE, start, end, **fields)
