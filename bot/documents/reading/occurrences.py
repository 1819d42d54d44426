"""Calendars as tables: a row for each time of an event, as it was changed."""

from __future__ import annotations

from collections.abc import Iterator, Mapping, Sequence
from datetime import UTC, date, datetime, time, timedelta
from itertools import islice
from typing import TYPE_CHECKING, Any

from bot.core.errors import UserError
from bot.core.i18n import _
from bot.documents.reading.blocks import Source
from bot.documents.reading.events import Event, tables_of

if TYPE_CHECKING:
    from icalendar import Component

MAX_OCCURRENCES = 60
_ENTRIES = ("VEVENT", "VTODO")
_STATUSES = {
    "CANCELLED": "cancelled", "TENTATIVE": "tentative", "COMPLETED": "done", "IN-PROCESS": "in progress",
}  # fmt: skip
_FAST = {"SECONDLY", "MINUTELY", "HOURLY"}


def read_calendar(text: str) -> Source:
    """The events of an iCalendar file; one that recurs is a row for each time, sixty at most.

    Raises:
        UserError: no calendar.
    """
    # Imported late: they take a quarter of a second to load, and other files do not need them.
    from icalendar import Calendar

    try:
        calendars = Calendar.from_ical(text, multiple=True)
    except (ValueError, KeyError, IndexError) as error:
        raise UserError(_("That file is no calendar that I can read.")) from error
    spans = _event_lines(text)
    events: list[Event] = []
    for calendar in calendars:
        zone = _said(calendar, "X-WR-TIMEZONE")
        series: dict[tuple[str, str], list[tuple[Component, tuple[int, ...]]]] = {}
        for number, event in enumerate(one for one in calendar.walk() if one.name in _ENTRIES):
            own = (_said(event, "UID") or f"#{number}", str(event.name))
            series.setdefault(own, []).append((event, next(spans, ())))
        for members in series.values():
            lines = tuple(line for _event, own in members for line in own)
            events += [(fields, lines) for fields in _occurrences([event for event, _own in members], zone)]
    return tables_of([("", events)], [], text)


def _event_lines(text: str) -> Iterator[tuple[int, ...]]:
    begin = 0
    for number, line in enumerate(text.split("\n"), 1):
        word = line.strip().upper()
        if word in {f"BEGIN:{name}" for name in _ENTRIES}:
            begin = number
        elif word in {f"END:{name}" for name in _ENTRIES} and begin:
            yield tuple(range(begin, number + 1))


def _occurrences(series: Sequence[Component], zone: str) -> Iterator[Mapping[str, str]]:
    """The times of an event that recurs, each as it was changed; one that does not is told once."""
    rule = next((rule for event in series if (rule := event.get("RRULE")) is not None), None)
    begins = [event.get("DTSTART") for event in series]
    if rule is None or None in begins or str((rule.get("FREQ") or [""])[0]).upper() in _FAST:
        for event in series:
            yield _fields(event, zone)
        return
    # Imported late: they take a quarter of a second to load.
    import recurring_ical_events  # type: ignore[import-untyped]
    from icalendar import Calendar

    calendar = Calendar()
    for event in series:
        calendar.add_component(event)
    for once in islice(recurring_ical_events.of(calendar).after(_before_all(begins)), MAX_OCCURRENCES):
        yield _fields(once, zone)


def _before_all(begins: Sequence[Any]) -> datetime:
    """A time before all that begins; days and times of any zone are compared by their day."""
    days = [begin.dt.date() if isinstance(begin.dt, datetime) else begin.dt for begin in begins]
    return datetime.combine(min(days) - timedelta(days=2), time(0), UTC)


def _fields(event: Component, zone: str) -> Mapping[str, str]:
    """An event as a row; times without a zone are in that of the calendar."""
    start = getattr(event.get("DTSTART"), "dt", None)
    end = getattr(event.get("DTEND"), "dt", None)
    due = getattr(event.get("DUE"), "dt", None)  # a task has a day by which it is done
    start = due if due is not None else start
    length = event.get("DURATION")
    if end is None and length is not None and start is not None:
        end = start + length.dt
    return {
        "date": _written(start, end, zone), "title": _said(event, "SUMMARY"),
        "location": _said(event, "LOCATION"),
        "status": _STATUSES.get(_said(event, "STATUS").upper(), ""),
        "notes": _said(event, "DESCRIPTION"), "link": _said(event, "URL"),
    }  # fmt: skip


def _said(event: Component, name: str) -> str:
    value = event.get(name)
    return "" if value is None else str(value)


def _written(start: date | datetime | None, end: date | datetime | None, unzoned: str) -> str:
    """A start and an end as a plan would write them: whole days end on the day before the end."""
    if start is None:
        return ""
    if not isinstance(start, datetime):
        last = end - timedelta(days=1) if isinstance(end, date) and end > start else start
        return start.isoformat() if last == start else f"{start.isoformat()} to {last.isoformat()}"
    zone = getattr(start.tzinfo, "key", None) or ("UTC" if start.tzinfo is not None else unzoned)
    if not isinstance(end, datetime) or end <= start:
        return f"{start:%Y-%m-%d %H:%M} {zone}".strip()
    until = f"{end:%H:%M}" if end.date() == start.date() else f"{end:%Y-%m-%d %H:%M}"
    return f"{start:%Y-%m-%d %H:%M}-{until} {zone}".strip()
