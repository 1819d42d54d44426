"""Times to propose for a meeting of which only the period is known, so that one press can settle it."""

from __future__ import annotations

from collections.abc import Collection
from datetime import date, datetime, time, timedelta

from bot.dates.when import Precision, When
from bot.dates.working_days import WorkingDays
from bot.plan.rules.items import Item

DEFAULT_MINUTES = 120
GOOD_WEEKDAYS = (1, 2, 3)
NOTICE = timedelta(days=3)
APART = timedelta(days=2)
AFTERNOON, MORNING = time(14), time(9, 30)
LENGTHS = {"half-day": (AFTERNOON, 210), "full-day": (MORNING, 450)}


def propose_slots(
    item: Item, today: date, days: WorkingDays, busy: Collection[date] = (), count: int = 3
) -> tuple[When, ...]:
    """Up to `count` exact times within the item's period, in order.

    Tuesdays to Thursdays that the group works, from the middle of the period on if there are enough, at
    least three days ahead and two apart; never on a day of `busy` (other meetings), nor in the last days
    of December.
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
    # The later half in order, then the earlier half backwards: always as near the middle as can be.
    order = [day for day in free if day >= middle] + [day for day in reversed(free) if day < middle]
    chosen: list[date] = []
    for day in order:
        if len(chosen) < count and all(abs(day - other) >= APART for other in chosen):
            chosen.append(day)
    return tuple(_slot(item, day) for day in sorted(chosen))


def _is_good(day: date, today: date, days: WorkingDays) -> bool:
    year_end = day.month == 12 and day.day > 20
    return day.weekday() in GOOD_WEEKDAYS and day >= today + NOTICE and not year_end and days.works(day)


def _slot(item: Item, day: date) -> When:
    start, minutes = LENGTHS.get(item.length or "", (AFTERNOON, DEFAULT_MINUTES))
    if item.length and item.length.isdecimal():
        minutes = min(max(int(item.length[:4]), 15), 8 * 60)
    begin = datetime.combine(day, start)
    end = begin + timedelta(minutes=minutes)
    return When(
        Precision.EXACT,
        begin.isoformat(timespec="minutes"),
        end.isoformat(timespec="minutes"),
        item.when.zone,
    )
