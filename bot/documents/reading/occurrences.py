"""Calendars as tables: a row for each time of an event, as it was changed."""

from __future__ import annotations

from collections.abc import Iterator, Mapping, Sequence
from datetime import UTC, date, datetime, time, timedelta
from itertools import islice
from typing import TYPE_CHECKING

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
# What an event says once (RFC 5545, 3.6.1); of one that says it again, the first counts.
_ONCE = (
    "UID", "DTSTART", "DTEND", "DUE", "DURATION", "RECURRENCE-ID", "RRULE", "SEQUENCE",
    "SUMMARY", "LOCATION", "STATUS", "DESCRIPTION", "URL",
)  # fmt: skip


def read_calendar(text: str) -> Source:
    """The events of an iCalendar file; one that recurs is a row for each time, sixty at most.

    Raises:
        UserError: no calendar.
    """
    # Imported late: they take a quarter of a second to load, and other files do not need them.
    from icalendar import Calendar

    try:
        calendars = Calendar.from_ical(text, multiple=True)
    except (ValueError, LookupError, TypeError, AttributeError) as error:
        raise UserError(_("That file is no calendar that I can read.")) from error
    spans = _event_lines(text)
    events: list[Event] = []
    for calendar in calendars:
        zone = _said(calendar, "X-WR-TIMEZONE")
        series: dict[tuple[str, str], list[tuple[Component, tuple[int, ...]]]] = {}
        for number, event in enumerate(one for one in calendar.walk() if one.name in _ENTRIES):
            _keep_first(event)
            own = (_said(event, "UID") or f"#{number}", str(event.name))
            series.setdefault(own, []).append((event, next(spans, ())))
        for members in series.values():
            lines = tuple(line for _event, own in members for line in own)
            events += [(fields, lines) for fields in _occurrences([event for event, _own in members], zone)]
    return tables_of([("", events)], [], text)


def _keep_first(event: Component) -> None:
    for name in _ONCE:
        said = event.get(name)
        if isinstance(said, list):
            event[name] = said[0]


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
    for event in _expanded(series) or series:
        yield _fields(event, zone)


def _expanded(series: Sequence[Component]) -> list[Component]:
    """The times of an event, one by one; none where its rule is none that can be followed."""
    rule = next((rule for event in series if (rule := event.get("RRULE")) is not None), None)
    begins = [_time(event, "DTSTART") for event in series]
    days = [
        begin.date() if isinstance(begin, datetime) else begin for begin in begins if isinstance(begin, date)
    ]
    if (
        not isinstance(rule, dict)
        or len(days) < len(begins)
        or str((rule.get("FREQ") or [""])[0]).upper() in _FAST
    ):
        return []
    # Imported late: they take a quarter of a second to load.
    import recurring_ical_events  # type: ignore[import-untyped]
    from icalendar import Calendar

    calendar = Calendar()
    for event in series:
        calendar.add_component(event)
    # A time before all that begins, in any zone.
    before = datetime.combine(min(days) - timedelta(days=2), time(0), UTC)
    try:
        return list(islice(recurring_ical_events.of(calendar).after(before), MAX_OCCURRENCES))
    except (ValueError, LookupError, TypeError, AttributeError, OverflowError):
        return []


def _time(event: Component, name: str) -> date | datetime | timedelta | str | None:
    """A time of an event; one that cannot be read is given as it was written."""
    # Imported late, as above.
    from icalendar.prop.broken import vBroken

    value = event.get(name)
    return str(value) if isinstance(value, vBroken) else getattr(value, "dt", None)


def _fields(event: Component, zone: str) -> Mapping[str, str]:
    """An event as a row; times without a zone are in that of the calendar.

    A rule that was not followed stands in the notes, so that somebody sees it.
    """
    due = _time(event, "DUE")  # a task has a day by which it is done
    start = due if due is not None else _time(event, "DTSTART")
    end = _time(event, "DTEND")
    length = _time(event, "DURATION")
    if end is None and isinstance(length, timedelta) and isinstance(start, date):
        end = start + length
    rule = event.get("RRULE")
    repeats = "" if rule is None else f"RRULE:{rule if isinstance(rule, str) else rule.to_ical().decode()}"
    return {
        "date": _written(start, end, zone), "title": _said(event, "SUMMARY"),
        "location": _said(event, "LOCATION"),
        "status": _STATUSES.get(_said(event, "STATUS").upper(), ""),
        "notes": "\n".join(filter(None, (_said(event, "DESCRIPTION"), repeats))), "link": _said(event, "URL"),
    }  # fmt: skip


def _said(event: Component, name: str) -> str:
    value = event.get(name)
    return "" if value is None else str(value)


def _written(start: object, end: object, unzoned: str) -> str:
    """A start and an end as a plan would write them: whole days end on the day before the end.

    What is no time, or an end of another sort than its start, stands as it was written:
    it will be asked about.
    """
    if not isinstance(start, date):
        return f"{start or ''} {end or ''}".strip()
    if not isinstance(start, datetime):
        if isinstance(end, datetime | str):
            return f"{start.isoformat()} to {end}"
        last = end - timedelta(days=1) if isinstance(end, date) and end > start else start
        return start.isoformat() if last == start else f"{start.isoformat()} to {last.isoformat()}"
    zone = getattr(start.tzinfo, "key", None) or ("UTC" if start.tzinfo is not None else unzoned)
    if end is not None and (not isinstance(end, datetime) or (end.tzinfo is None) != (start.tzinfo is None)):
        return f"{start:%Y-%m-%d %H:%M} {zone} to {end}"
    if end is None or end <= start:
        return f"{start:%Y-%m-%d %H:%M} {zone}".strip()
    until = f"{end:%H:%M}" if end.date() == start.date() else f"{end:%Y-%m-%d %H:%M}"
    return f"{start:%Y-%m-%d %H:%M}-{until} {zone}".strip()
