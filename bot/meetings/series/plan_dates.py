"""What each date of a series would do to a plan: add a meeting, date one, or nothing."""

from __future__ import annotations

from collections.abc import Callable, Sequence
from dataclasses import dataclass
from datetime import date, datetime

from bot.dates.when import When
from bot.meetings.series.rules import dates_of, pattern_of
from bot.plan.rules.items import Item


@dataclass(frozen=True, slots=True)
class SeriesDate:
    """A date of a series, for which a meeting is added unless there is one.

    `known` is a meeting that the plan has on that day already, `dates` one of that month that has no day yet
    and gets this one.
    """

    when: When
    is_holiday: bool = False
    known: Item | None = None
    dates: Item | None = None

    @property
    def day(self) -> date:
        """Its day."""
        day = self.when.first_day
        assert day is not None
        return day


def plan_dates(
    rule: str,
    first: When,
    streams: Sequence[str],
    items: Sequence[Item],
    now: datetime,
    zone: str,
    is_holiday: Callable[[date], bool],
    left_out: Sequence[date] = (),
) -> tuple[SeriesDate, ...]:
    """The dates of a series that lie ahead, and what each does; no meeting of the plan is made twice."""
    pattern = pattern_of(rule)
    if pattern is None:
        return ()
    meetings = [item for item in items if item.is_meeting and item.is_open and item.streams == tuple(streams)]
    dated = {item.when.first_day: item for item in meetings if item.when.is_dated}
    waiting = [item for item in meetings if not item.when.is_dated and item.when.first_day is not None]
    found = []
    for when in dates_of(pattern, first):
        day, starts_at = when.first_day, when.starts_at(zone)
        if day is None or day in left_out or starts_at is None or starts_at <= now:
            continue
        known = dated.get(day)
        undated = next((item for item in waiting if known is None and _holds(item, day)), None)
        if undated is not None and not is_holiday(day):
            waiting.remove(undated)
        found.append(SeriesDate(when, is_holiday(day), known, undated if not is_holiday(day) else None))
    return tuple(found)


def _holds(item: Item, day: date) -> bool:
    first, last = item.when.first_day, item.when.last_day
    return first is not None and last is not None and first <= day <= last
