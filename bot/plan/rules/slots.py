"""Times to propose for a meeting of which only the period is known, so that one press can settle it."""

from __future__ import annotations

from collections.abc import Collection, Iterator, Sequence
from datetime import date, datetime, time, timedelta

from bot.dates.holidays import is_holiday_in
from bot.dates.kindness import kindest
from bot.dates.when import Precision, When
from bot.dates.working_days import WorkingDays
from bot.plan.rules.items import Item

DEFAULT_MINUTES = 120
GOOD_WEEKDAYS = (1, 2, 3)
NOTICE = timedelta(days=3)
APART = timedelta(days=2)
AFTERNOON, MORNING = time(14), time(9, 30)
OTHER_HOURS = (time(10), time(9), time(11), time(13), time(15), time(16))
LENGTHS = {"half-day": (AFTERNOON, 210), "full-day": (MORNING, 450)}


def propose_slots(
    item: Item,
    today: date,
    days: WorkingDays,
    busy: Collection[date] = (),
    count: int = 3,
    *,
    zones: Sequence[str] = (),
    group_zone: str = "UTC",
) -> tuple[When, ...]:
    """Up to `count` exact times within the item's period, in order; one of three is at another hour.

    The hours are those that are kindest to all `zones`, at their beginning and their end.

    Tuesdays to Thursdays that the group works and that are no holidays where the others are, from the middle
    of the period on if there are enough, at least three days ahead and two apart; never on a day of `busy`
    (other meetings), nor in the last days of December.
    """
    first, last = item.when.first_day, item.when.last_day
    if first is None or last is None:
        return ()
    free = [
        day
        for offset in range(min((last - first).days, 366) + 1)
        if _is_good(day := first + timedelta(days=offset), today, days) and day not in busy
    ]
    middle = first + (last - first) // 2
    # A holiday where somebody is comes only where there is no other day at all.
    free = [day for day in free if not is_holiday_in(zones, day)] or free
    # The later half in order, then the earlier half backwards: always as near the middle as can be.
    order = [day for day in free if day >= middle] + [day for day in reversed(free) if day < middle]
    chosen: list[date] = []
    for day in order:
        if len(chosen) < count and all(abs(day - other) >= APART for other in chosen):
            chosen.append(day)
    return tuple(_slots(item, sorted(chosen), zones, group_zone))


def _is_good(day: date, today: date, days: WorkingDays) -> bool:
    year_end = day.month == 12 and day.day > 20
    return day.weekday() in GOOD_WEEKDAYS and day >= today + NOTICE and not year_end and days.works(day)


def _slots(item: Item, days: Sequence[date], zones: Sequence[str], group_zone: str) -> Iterator[When]:
    """The days with their hours: the kindest, and on the last of three the next kindest."""
    start, minutes = LENGTHS.get(item.length or "", (AFTERNOON, DEFAULT_MINUTES))
    if item.length and item.length.isdecimal():
        minutes = min(max(int(item.length[:4]), 15), 8 * 60)
    hours = [start, *(other for other in OTHER_HOURS if other != start)]
    for place, day in enumerate(days):
        whens = (
            [_slot(item, day, hour, minutes) for hour in hours]
            if zones
            else [_slot(item, day, start, minutes)]
        )
        ranked = kindest(whens, item.when.zone or group_zone, zones)
        yield ranked[1] if place == 2 and len(ranked) > 1 else ranked[0]


def _slot(item: Item, day: date, start: time, minutes: int) -> When:
    begin = datetime.combine(day, start)
    end = begin + timedelta(minutes=minutes)
    return When(
        Precision.EXACT,
        begin.isoformat(timespec="minutes"),
        end.isoformat(timespec="minutes"),
        item.when.zone,
    )
