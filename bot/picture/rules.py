"""What stands where in the picture: lanes, rows, and a scale of days."""

from __future__ import annotations

from calendar import monthrange
from collections.abc import Iterable, Sequence
from dataclasses import dataclass
from datetime import date, timedelta
from enum import StrEnum

from bot.core.group import GroupView
from bot.dates.when import When
from bot.plan.rules.items import CALLED_OFF, SUCCEEDED, Item, Status
from bot.plan.rules.upcoming import Scope

MOST_ROWS = 40
"""How many items one picture shows; what is longer is split."""


class Look(StrEnum):
    """How an item stands, as far as the picture tells it."""

    OPEN = "open"
    RISK = "risk"
    OFF = "off"
    OVER = "over"
    GONE = "gone"


@dataclass(frozen=True, slots=True)
class Row:
    """One item in its lane. `first` and `last` are None where it has no date; `ghost` is its first date."""

    item: Item
    first: date | None
    last: date | None
    look: Look
    ghost: tuple[date, date] | None = None

    @property
    def is_mark(self) -> bool:
        """Whether its day is known: a mark and no span."""
        return self.item.when.is_dated and self.first == self.last


@dataclass(frozen=True, slots=True)
class Lane:
    """The items of a stream, or of the whole group, under its name."""

    label: str
    name: str
    rows: tuple[Row, ...]


@dataclass(frozen=True, slots=True)
class Scale:
    """Days as places: `first` to `last`, whole months, across a width."""

    first: date
    last: date
    left: float
    width: float

    @property
    def days(self) -> int:
        """How many days it holds."""
        return (self.last - self.first).days + 1

    def x(self, day: date) -> float:
        """Where a day begins; what lies outside stands at the edge."""
        inside = min(max((day - self.first).days, 0), self.days)
        return round(self.left + self.width * inside / self.days, 1)

    @property
    def months(self) -> list[date]:
        """The first days of its months."""
        found, day = [], self.first
        while day <= self.last:
            found.append(day)
            day = (day + timedelta(days=31)).replace(day=1)
        return found


@dataclass(frozen=True, slots=True)
class Sheet:
    """What one picture shows: its number of how many, and its lanes."""

    number: int
    count: int
    lanes: tuple[Lane, ...]

    @property
    def rows(self) -> list[Row]:
        """All rows of it."""
        return [row for lane in self.lanes for row in lane.rows]


def look_of(item: Item) -> Look:
    """How an item stands."""
    if item.status in CALLED_OFF:
        return Look.GONE
    if item.status in SUCCEEDED:
        return Look.OVER
    return {Status.AT_RISK: Look.RISK, Status.OFF_TRACK: Look.OFF}.get(item.status, Look.OPEN)


def row_of(item: Item) -> Row:
    """An item as a row."""
    base = item.baseline
    ghost = _days(base) if base is not None and base != item.when else None
    days = _days(item.when)
    first, last = days or (None, None)
    return Row(item, first, last, look_of(item), None if ghost == days else ghost)


def _days(when: When) -> tuple[date, date] | None:
    first, last = when.first_day, when.last_day
    return (first, last) if first is not None and last is not None else None


def sheets_of(items: Iterable[Item], group: GroupView, scope: Scope, most: int = MOST_ROWS) -> list[Sheet]:
    """The lanes of a part of the plan, split into pictures of so many rows."""
    rows = [row_of(item) for item in sorted(items, key=Item.sort_key)]
    names = {stream.label: stream.name or "" for stream in group.streams}
    labels = [label for label in group.labels if scope.stream in (None, label)]
    lanes = [
        Lane(label, names[label], tuple(row for row in rows if _lane(row.item, group) == label))
        for label in labels
    ]
    whole = tuple(row for row in rows if not _lane(row.item, group))
    lanes = [lane for lane in (*lanes, Lane(group.label, group.name, whole)) if lane.rows]
    parts = _split(lanes, most)
    return [Sheet(number, len(parts), tuple(part)) for number, part in enumerate(parts, start=1)]


def _lane(item: Item, group: GroupView) -> str:
    """The stream in whose lane an item stands; what belongs to several is the group's."""
    known = [label for label in item.streams if label in group.labels]
    return known[0] if len(known) == 1 else ""


def _split(lanes: Sequence[Lane], most: int) -> list[list[Lane]]:
    parts: list[list[Lane]] = [[]]
    room = most
    for lane in lanes:
        rows = lane.rows
        while rows:
            if not room:
                parts.append([])
                room = most
            parts[-1].append(Lane(lane.label, lane.name, rows[:room]))
            rows, room = rows[room:], room - min(room, len(rows))
    return parts


def span_of(items: Iterable[Item], scope: Scope, today: date) -> tuple[date, date]:
    """The months that a picture shows: those asked for, else those of its items, at least half a year."""
    if scope.first is not None:
        first, last = scope.first, scope.last or scope.first
    else:
        days = [day for item in items if (pair := _days(item.when)) for day in pair]
        first, last = (min(days), max(days)) if days else (today, today)
        last = max(last, first + timedelta(days=150))
    return first.replace(day=1), last.replace(day=monthrange(last.year, last.month)[1])
