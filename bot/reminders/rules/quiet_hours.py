"""When nobody is written to: evenings, nights and weekends on the person's own clock."""

from __future__ import annotations

from datetime import datetime, time, timedelta

from bot.dates.wall_time import local, to_utc

BEGIN, END = time(20), time(8)


def quiet_until(now: datetime, zone: str) -> datetime | None:
    """The instant at which the quiet hours end in which `now` lies; None where it lies in none."""
    there = local(now, zone)
    day = there.date()
    if there.time() >= BEGIN:
        day += timedelta(days=1)
    elif there.time() >= END and day.weekday() < 5:
        return None
    while day.weekday() >= 5:
        day += timedelta(days=1)
    return to_utc(day, END, zone)
