"""The domain's table of what is said unasked, for any group: reckoned without the bot's code."""

from __future__ import annotations

from calendar import monthrange
from collections.abc import Iterator
from dataclasses import dataclass, replace
from datetime import UTC, date, datetime, time, timedelta
from zoneinfo import ZoneInfo

DAY, WEEK = timedelta(days=1), timedelta(weeks=1)
NINE = time(9)
DATED = ("exact", "half-day", "day", "days")
PARTS = {"early": (1, 10), "mid": (11, 20), "late": (21, 31)}
OWNER, OWNER_AGAIN, COORDINATOR = "owner", "owner unless that is the coordinator", "coordinator"


@dataclass(frozen=True)
class Thing:
    """An item as it stands: its kind, its date as the JSON interface writes it, who answers for it."""

    key: str
    kind: str
    precision: str
    start: str
    end: str | None
    streams: tuple[str, ...] = ()
    owner: str | None = None
    is_open: bool = True
    is_asked_about: bool = True
    dated_at: datetime = datetime(2000, 1, 1, tzinfo=UTC)

    @property
    def is_meeting(self) -> bool:
        return self.kind == "meeting"

    @property
    def is_dated(self) -> bool:
        return self.precision in DATED

    @property
    def first(self) -> date:
        return bounds(self.precision, self.start)[0]

    @property
    def last(self) -> date:
        return bounds(self.precision, self.end or self.start)[1]

    @property
    def hour(self) -> time | None:
        if self.precision == "exact":
            return time.fromisoformat(self.start[11:])
        return {"AM": NINE, "PM": time(14)}.get(self.start[-2:]) if self.precision == "half-day" else None

    def over_at(self, zone: str) -> datetime:
        """When all of it has passed."""
        last = self.end or self.start
        if self.precision == "exact":
            return instant(self.last, time.fromisoformat(last[11:]), zone)
        if self.precision == "half-day":
            return instant(self.last, time(13) if last.endswith("AM") else time(18), zone)
        return instant(self.last + DAY, time(0), zone)


def bounds(precision: str, value: str) -> tuple[date, date]:
    if precision in DATED:
        return date.fromisoformat(value[:10]), date.fromisoformat(value[:10])
    year = int(value[:4])
    if precision == "year":
        return date(year, 1, 1), date(year, 12, 31)
    first = 3 * int(value[-1]) - 2 if precision == "quarter" else int(value[5:7])
    last = first + 2 if precision == "quarter" else first
    length = monthrange(year, last)[1]
    low, high = PARTS[value[8:]] if precision == "part-month" else (1, length)
    return date(year, first, low), date(year, last, min(high, length))


def instant(day: date, at: time, zone: str) -> datetime:
    """A wall-clock time in UTC: a gap moves it forward, of a fold the first counts."""
    return datetime.combine(day, at, ZoneInfo(zone)).astimezone(UTC)


@dataclass(frozen=True)
class Calendar:
    """A group's zone and the days on which it does not work beside weekends."""

    zone: str
    holidays: frozenset[date]

    def works(self, day: date) -> bool:
        return day.weekday() < 5 and day not in self.holidays

    def before(self, day: date) -> date:
        return day if self.works(day) else self.before(day - DAY)

    def after(self, day: date) -> date:
        return day if self.works(day) else self.after(day + DAY)

    def step(self, day: date, count: int) -> date:
        for _ in range(abs(count)):
            day = self.after(day + DAY) if count > 0 else self.before(day - DAY)
        return day

    def note(self, day: date) -> date:
        """When the Monday note of that day's week comes."""
        return self.after(day - day.weekday() * DAY)


def asks(thing: Thing, calendar: Calendar) -> Iterator[tuple[date, str, bool]]:
    """Days, who is asked, and whether it is about something over."""
    if not thing.is_open or not thing.is_asked_about:
        return
    first, last = thing.first, thing.last
    over = last + DAY
    monday = over + (-over.weekday() % 7) * DAY
    if thing.is_meeting and thing.is_dated:
        # Whoever dates it into the past is asked on the next working day.
        since = thing.dated_at.astimezone(ZoneInfo(calendar.zone))
        day = calendar.step(last, 1)
        late = since >= datetime.combine(day, NINE, ZoneInfo(calendar.zone))
        yield calendar.step(since.date(), 1) if late else day, OWNER, True
        # What is missing by the lead times of announcement, agenda and papers: here, nobody prepares.
        for weeks in (4, 3, 1 if thing.streams else 2):
            if (day := calendar.note(first - weeks * WEEK)) < first:
                yield day, OWNER, False
        return
    if thing.is_meeting:
        for week in (0, 2, 4, 6, 8):
            day = calendar.note(first - (6 if thing.streams else 8) * WEEK + week * WEEK)
            if day <= last:
                yield day, OWNER, False
                if week in (4, 8):
                    yield day, COORDINATOR, False
        yield calendar.note(calendar.step(last, -10)), COORDINATOR, False
        yield calendar.note(monday), OWNER, True
        yield from ((day, COORDINATOR, True) for day in monthly(monday, calendar))
        return
    if thing.kind == "closure":
        yield calendar.note(first - 8 * WEEK), COORDINATOR, False
    if thing.is_dated:
        yield calendar.step(last, -1), OWNER, False
        yield calendar.before(last), OWNER, False
    else:
        yield calendar.note(calendar.after(first)), OWNER, False
        yield calendar.note(calendar.before(last)), OWNER, False
    yield from ((calendar.note(monday + week * WEEK), OWNER, True) for week in (0, 4, 8))
    yield from ((calendar.note(monday + week * WEEK), OWNER_AGAIN, True) for week in (2, 6))
    yield from ((calendar.note(monday + week * WEEK), COORDINATOR, True) for week in (4, 8))
    yield from ((day, COORDINATOR, True) for day in monthly(monday, calendar))


def monthly(monday: date, calendar: Calendar) -> Iterator[date]:
    """The note of the last week of each month, once nobody has answered for eight weeks."""
    silent = calendar.note(monday + 8 * WEEK)
    for number in range(40):
        year, month = divmod(silent.year * 12 + silent.month - 1 + number, 12)
        day = calendar.note(date(year, month + 1, monthrange(year, month + 1)[1]))
        if day > silent:
            yield day


def working_from(moment: datetime, calendar: Calendar) -> datetime:
    """When a channel may hear at the earliest of what can wait: from 08:00 to 18:00 of working days."""
    there = moment.astimezone(ZoneInfo(calendar.zone))
    if calendar.works(there.date()) and time(8) <= there.time() < time(18):
        return moment
    day = there.date() if there.time() < time(8) else there.date() + DAY
    return instant(calendar.after(day), NINE, calendar.zone)


def posts(thing: Thing, calendar: Calendar) -> Iterator[tuple[str, datetime]]:
    """The posts about a meeting that has a date."""
    if thing.is_open and thing.is_meeting and thing.is_dated:
        yield "week", instant(calendar.before(thing.first - WEEK), NINE, calendar.zone)
        if thing.hour is not None:
            yield "hour", instant(thing.first, thing.hour, calendar.zone) - timedelta(hours=1)


def month_begins(month: date, calendar: Calendar) -> datetime:
    return instant(calendar.after(month.replace(day=1)), NINE, calendar.zone)


def is_presumed_held(thing: Thing, day: date, started: date, asked: date | None, calendar: Calendar) -> bool:
    """Three working days have passed since the meeting and since reminders began, and it was asked about.

    The day of the question is the first of the three.
    """
    if not (thing.is_open and thing.is_meeting and thing.is_dated) or asked is None:
        return False
    return day > max(calendar.step(thing.last, 3), calendar.step(started, 3), calendar.step(asked, 2))


def closed(thing: Thing) -> Thing:
    return replace(thing, is_open=False)
