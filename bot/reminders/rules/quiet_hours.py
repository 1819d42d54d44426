"""When nobody is written to: evenings, nights and weekends, on the clock of the person or the group."""

from __future__ import annotations

from datetime import datetime, time, timedelta

from bot.core.group import POSTING_TIME, Rules
from bot.dates.wall_time import local, to_utc

BEGIN, END = time(20), time(8)
OPENS, CLOSES = time(8), time(18)
"""The working hours of a group, in which its channels hear of what can wait."""


def quiet_until(now: datetime, zone: str, begin: time = BEGIN, end: time = END) -> datetime | None:
    """The instant at which the quiet hours end in which `now` lies; None where it lies in none."""
    there = local(now, zone)
    day = there.date()
    if there.time() >= begin:
        day += timedelta(days=1)
    elif there.time() >= end and day.weekday() < 5:
        return None
    while day.weekday() >= 5:
        day += timedelta(days=1)
    return to_utc(day, end, zone)


def working_from(now: datetime, rules: Rules) -> datetime | None:
    """When a group's working hours begin next; None within them. A late start waits for the next morning."""
    there = local(now, rules.zone)
    day = there.date()
    if rules.days.works(day) and OPENS <= there.time() < CLOSES:
        return None
    if there.time() >= OPENS:
        day += timedelta(days=1)
    return to_utc(rules.days.on_or_after(day), POSTING_TIME, rules.zone)
