"""A whole plan as a value: its items in order, and which come before which."""

from __future__ import annotations

from collections.abc import Sequence
from dataclasses import dataclass
from datetime import datetime
from functools import cached_property

from bot.plan.rules.items import Item


@dataclass(frozen=True)
class Plan:
    """The part of a group's snapshot that is its plan.

    `items` are all items in plan order, each with its agenda. `removed` are those whose addition was taken
    back: they are in the plan no more, but have a history and can come back.
    """

    items: tuple[Item, ...]
    removed: tuple[Item, ...] = ()

    @cached_property
    def by_id(self) -> dict[int, Item]:
        """The items by id."""
        return {item.id: item for item in self.items}

    def known(self, item_id: int) -> Item | None:
        """An item of the plan, or one that has left it."""
        found = self.by_id.get(item_id)
        return found or next((item for item in self.removed if item.id == item_id), None)

    @cached_property
    def by_key(self) -> dict[str, Item]:
        """The items by key."""
        return {item.key: item for item in self.items}

    @cached_property
    def open_items(self) -> tuple[Item, ...]:
        """What is still to happen, in plan order."""
        return tuple(item for item in self.items if item.is_open)

    @cached_property
    def in_order(self) -> tuple[Item, ...]:
        """What is still to happen, in the order of dates."""
        return tuple(sorted(self.open_items, key=Item.sort_key))

    @cached_property
    def _ends(self) -> dict[str, tuple[datetime | None, ...]]:
        return {}

    def ends_in(self, zone: str) -> tuple[datetime | None, ...]:
        """When all of each item `in_order` has passed, in a zone: reckoned once for a plan."""
        if zone not in self._ends:
            self._ends[zone] = tuple(item.when.ends_at(zone) for item in self.in_order)
        return self._ends[zone]


@dataclass(frozen=True)
class Needs:
    """The part of a group's snapshot that tells which item needs which: few looks ask for it.

    `pairs` are (the one that waits, the one it waits for, whether that is only inferred), by id.
    """

    pairs: tuple[tuple[int, int, bool], ...] = ()

    def of(self, item_id: int, plan: Plan) -> list[tuple[Item, bool]]:
        """What an item waits for, and whether that is only inferred."""
        return [
            (plan.by_id[needed], inferred) for needer, needed, inferred in self.pairs if needer == item_id
        ]

    def waiting_for(self, item_id: int, plan: Plan) -> list[tuple[Item, bool]]:
        """What waits for an item, and whether that is only inferred."""
        return [
            (plan.by_id[needer], inferred) for needer, needed, inferred in self.pairs if needed == item_id
        ]


def conflicts_of(item: Item, items: Sequence[Item]) -> tuple[Item, ...]:
    """Other open meetings that share a day with a dated meeting."""
    if not (item.is_meeting and item.when.is_dated and item.is_open):
        return ()
    first, last = item.when.first_day, item.when.last_day
    return tuple(
        other
        for other in items
        if other.id != item.id and other.is_open and other.is_meeting and other.when.is_dated
        and other.when.first_day <= last and other.when.last_day >= first  # type: ignore[operator]
    )  # fmt: skip
