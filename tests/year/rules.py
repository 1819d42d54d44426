"""Who has to hear of what, and when: computed from the domain's table, not from the bot's code."""

from __future__ import annotations

from calendar import monthrange
from collections.abc import Iterator
from dataclasses import dataclass, replace
from datetime import date, datetime, time, timedelta
from zoneinfo import ZoneInfo

from holidays import country_holidays

from bot.demo import world

GENEVA = ZoneInfo("Europe/Zurich")
HOLIDAYS = country_holidays("CH", years=range(2017, 2021))
DAY, WEEK = timedelta(days=1), timedelta(weeks=1)
LEADS = {"WS1": world.WS1_LEAD, "WS2": world.WS2_LEAD}
CHANNELS = {"WS1": world.WS1_CHANNEL, "WS2": world.WS2_CHANNEL}


@dataclass(frozen=True)
class Task:
    """An item as it stands: its period, and for a meeting with a date the begin and end of it (UTC)."""

    key: str
    kind: str
    streams: tuple[str, ...]
    first: date
    last: date
    starts: datetime | None = None
    is_open: bool = True
    by_secretariat: bool = False

    def dated(self, starts: datetime) -> Task:
        day = starts.astimezone(GENEVA).date()
        return replace(self, first=day, last=day, starts=starts)

    @property
    def owners(self) -> tuple[str, ...]:
        leads = () if self.by_secretariat else tuple(LEADS[stream] for stream in self.streams)
        return leads or (world.SECRETARIAT,)

    @property
    def channels(self) -> tuple[str, ...]:
        """Where its posts go: a plenary's to the group's channel."""
        return tuple(CHANNELS[stream] for stream in self.streams) or (world.GROUP_CHANNEL,)


def works(day: date) -> bool:
    return day.weekday() < 5 and day not in HOLIDAYS


def working_day(day: date, step: int) -> date:
    """That day, or the next working day in a direction."""
    while not works(day):
        day += step * DAY
    return day


def working_days_from(day: date, count: int) -> date:
    step = 1 if count > 0 else -1
    for _ in range(abs(count)):
        day = working_day(day + step * DAY, step)
    return day


def monday_note(day: date) -> date:
    """When the note of that day's week is sent."""
    return working_day(day - day.weekday() * DAY, 1)


def asks(task: Task) -> Iterator[tuple[date, str]]:
    """On which days whom is asked about an open item."""
    if not task.is_open:
        return
    coordinator = world.SECRETARIAT
    if task.kind == "meeting" and task.starts is not None:
        for owner in task.owners:
            yield working_days_from(task.last, 1), owner
            # What is missing by the lead times of announcement, agenda and papers: here, nobody prepares.
            for weeks in (4, 3, 1 if task.streams else 2):
                if (day := monday_note(task.first - weeks * WEEK)) < task.first:
                    yield day, owner
        return
    over = monday_note(task.last + DAY + (-(task.last + DAY).weekday() % 7) * DAY)
    if task.kind == "meeting":
        begin = task.first - (6 if task.streams else 8) * WEEK
        for week in (0, 2, 4, 6, 8):
            day = monday_note(begin + week * WEEK)
            if day <= task.last:
                yield from ((day, owner) for owner in task.owners)
                if week in (4, 8):
                    yield day, coordinator
        yield monday_note(working_days_from(task.last, -10)), coordinator
        yield from ((over, owner) for owner in task.owners)
        yield from ((day, coordinator) for day in monthly(over))
        return
    if task.kind == "closure":
        yield monday_note(task.first - 8 * WEEK), coordinator
    for owner in task.owners:
        yield monday_note(working_day(task.first, 1)), owner
        yield monday_note(working_day(task.last, -1)), owner
        # Who decides is not asked every fortnight.
        asked = (0, 4, 8) if owner == coordinator else (0, 2, 4, 6, 8)
        yield from ((monday_note(over - over.weekday() * DAY + week * WEEK), owner) for week in asked)
    yield from ((monday_note(over - over.weekday() * DAY + week * WEEK), coordinator) for week in (4, 8))
    yield from ((day, coordinator) for day in monthly(over))


def monthly(over: date) -> Iterator[date]:
    """The note of the last week of each month, once nobody has answered for eight weeks."""
    silent = monday_note(over - over.weekday() * DAY + 8 * WEEK)
    for number in range(30):
        year, month = divmod(silent.year * 12 + silent.month - 1 + number, 12)
        day = monday_note(date(year, month + 1, monthrange(year, month + 1)[1]))
        if day > silent:
            yield day


def posts(task: Task) -> Iterator[tuple[str, datetime]]:
    """The posts about an open meeting that has a date."""
    if task.is_open and task.starts is not None:
        before = working_day(task.last - WEEK, -1)
        yield "week", datetime.combine(before, time(9), GENEVA)
        yield "hour", task.starts - timedelta(hours=1)


def month_begins(month: date) -> datetime:
    return datetime.combine(working_day(month, 1), time(9), GENEVA)


def is_presumed_held(task: Task, day: date) -> bool:
    """Nobody answered: three working days after a meeting it counts as held."""
    return task.kind == "meeting" and task.starts is not None and day > working_days_from(task.last, 3)
