"""What comes next: the order of things and the scopes people ask for."""

from __future__ import annotations

from collections.abc import Iterable
from dataclasses import dataclass
from datetime import date, datetime, timedelta

from bot.dates.wall_time import local
from bot.plan.rules.items import Item


@dataclass(frozen=True, slots=True)
class Scope:
    """A part of a plan: any field that is set narrows it.

    `stream` is a stream's label; `plenary` the group's own meetings; `person_id` that person's items, those
    without an owner by `lead_of` or, where they belong to no stream, by `coordinates`;
    `first` to `last` a span of days; `state` is ``overdue`` or ``undated``; `kinds` are kinds of items.
    """

    stream: str | None = None
    plenary: bool = False
    person_id: int | None = None
    lead_of: frozenset[str] = frozenset()
    coordinates: bool = False
    agency: str | None = None
    first: date | None = None
    last: date | None = None
    state: str | None = None
    meetings_only: bool = False
    kinds: tuple[str, ...] = ()

    def holds(self, item: Item, now: datetime, zone: str) -> bool:
        """Whether an item lies within the scope."""
        if self.stream is not None and self.stream not in item.streams:
            return False
        if self.plenary and item.streams:
            return False
        if self.meetings_only and not item.is_meeting:
            return False
        if self.kinds and item.kind.value not in self.kinds:
            return False
        if self.person_id is not None and not self._concerns(item):
            return False
        if self.first is not None and not _overlaps(item, self.first, self.last or self.first):
            return False
        if self.state == "overdue":
            return item.is_overdue(now, zone)
        if self.state == "undated":
            # A month is all the date that a report needs; a meeting needs a day.
            return item.is_open and (not item.when.is_dated if item.is_meeting else item.when.start is None)
        return True

    def _concerns(self, item: Item) -> bool:
        owned = item.owner_id == self.person_id or (
            item.owner_agency is not None and item.owner_agency == self.agency
        )
        unowned = item.owner_id is None and item.owner_agency is None
        is_led = item.streams and not item.is_done_by_coordinator
        falls_to = not self.lead_of.isdisjoint(item.streams) if is_led else self.coordinates
        return owned or (unowned and falls_to)


EVERYTHING = Scope()
"""The whole plan."""


def _overlaps(item: Item, first: date, last: date) -> bool:
    begin, end = item.when.first_day, item.when.last_day
    return begin is not None and end is not None and begin <= last and end >= first


def upcoming(items: Iterable[Item], scope: Scope, now: datetime, zone: str) -> list[Item]:
    """Open items of a scope that have not passed, in order; those without any date come last."""
    found = [item for item in items if item.is_open and scope.holds(item, now, zone)]
    ahead = [item for item in found if not item.is_over(now, zone)]
    return sorted(ahead, key=Item.sort_key)


def week_of(day: date) -> tuple[date, date]:
    """Monday and Sunday of a day's week."""
    monday = day - timedelta(days=day.weekday())
    return monday, monday + timedelta(days=6)


def today_in(zone: str, now: datetime) -> date:
    """The date on the calendars of a zone."""
    return local(now, zone).date()
