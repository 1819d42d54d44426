"""How many working days are left between dates, and where a move leaves fewer of them."""

from __future__ import annotations

from collections.abc import Iterator, Mapping
from dataclasses import dataclass, replace
from datetime import date, timedelta

from bot.dates.when import When
from bot.dates.working_days import WorkingDays
from bot.plan.rules.anchors import counted
from bot.plan.rules.items import Item
from bot.plan.rules.plan import Needs, Plan


@dataclass(frozen=True, slots=True)
class Squeezed:
    """An item that would have less time: between what has to come `first` (None: today) and itself.

    `before` and `after` are working days; `holidays` those days of rest, beside weekends, that lie in what
    is left. Below zero it would be due before what it waits for.
    """

    item: Item
    first: Item | None
    before: int
    after: int
    holidays: int


def working_days_between(first: date, last: date, days: WorkingDays) -> int:
    """The working days after `first`, up to and with `last`; below zero where that lies before it."""
    if last < first:
        return -working_days_between(last, first, days)
    span = (first + timedelta(days=ahead) for ahead in range(1, (last - first).days + 1))
    return sum(days.works(day) for day in span)


def holidays_between(first: date, last: date, days: WorkingDays) -> int:
    """The days from Monday to Friday after `first`, up to and with `last`, on which nobody works."""
    span = (first + timedelta(days=ahead) for ahead in range(1, max((last - first).days, 0) + 1))
    return sum(day.weekday() < 5 and not days.works(day) for day in span)


def moved_with(plan: Plan, key: str, when: When) -> dict[int, Item]:
    """The open items that count from something, with the dates that they would have, by id."""
    found: dict[int, Item] = {}
    waiting = [(key, when)]
    seen = {key}
    while waiting:
        base, date_of_base = waiting.pop(0)
        for item in plan.open_items:
            offset = item.counts_from
            if offset is None or offset.anchor != base or item.key in seen:
                continue
            seen.add(item.key)
            following = counted(date_of_base, offset) or offset
            if following != item.when:
                found[item.id] = replace(item, when=following)
                waiting.append((item.key, following))
    return found


def squeezed_by(
    plan: Plan, needs: Needs, moved: Mapping[int, Item], today: date, days: WorkingDays
) -> tuple[Squeezed, ...]:
    """What would have fewer working days if some items had other dates, the least of them first."""
    found = [*_from_today(plan, moved, today, days), *_between(plan, needs, moved, today, days)]
    return tuple(sorted(found, key=lambda one: (one.after, one.item.sort_key())))


def _from_today(plan: Plan, moved: Mapping[int, Item], today: date, days: WorkingDays) -> Iterator[Squeezed]:
    """Moved items that come nearer to today."""
    for item_id, after in moved.items():
        old, new = plan.by_id[item_id].when.last_day, after.when.last_day
        if new is None or not after.is_open:
            continue
        left = working_days_between(today, new, days)
        before = working_days_between(today, old, days) if old is not None else left
        if left < before:
            yield Squeezed(after, None, before, left, holidays_between(today, new, days))


def _between(
    plan: Plan, needs: Needs, moved: Mapping[int, Item], today: date, days: WorkingDays
) -> Iterator[Squeezed]:
    """Items that come nearer to what they wait for, where that is still ahead."""
    for item_id, needed_id, _inferred in needs.pairs:
        if item_id not in moved and needed_id not in moved:
            continue
        old = _ends(plan.by_id[needed_id], plan.by_id[item_id])
        new = _ends(moved.get(needed_id, plan.by_id[needed_id]), moved.get(item_id, plan.by_id[item_id]))
        if old is None or new is None or new[0] < today:
            continue
        before, after = working_days_between(*old, days), working_days_between(*new, days)
        if after < before:
            item = moved.get(item_id, plan.by_id[item_id])
            first = moved.get(needed_id, plan.by_id[needed_id])
            yield Squeezed(item, first, before, after, holidays_between(*new, days))


def _ends(first: Item, last: Item) -> tuple[date, date] | None:
    """From when to when there is time for an item that waits for another; None where that is not known."""
    if not (first.is_open and last.is_open):
        return None
    begins, ends = first.when.last_day, last.when.last_day
    return (begins, ends) if begins is not None and ends is not None else None
