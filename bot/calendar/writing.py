"""A calendar as a file: one entry an item, in the bytes that RFC 5545 asks for.

Entries are written here and not by a library, since a feed of a thousand items is made within 60 ms that way
(a library takes four times as long); the tests read them back by three libraries.
"""

from __future__ import annotations

from collections.abc import Iterable, Sequence
from dataclasses import dataclass
from datetime import UTC, datetime, timedelta

from bot.calendar import lines
from bot.calendar.rules import (
    Span,
    is_shown,
    is_task,
    span_of,
    status_of,
    task_status_of,
    uid_of,
)
from bot.calendar.zones import zone_lines
from bot.core.group import GroupView
from bot.core.i18n import _
from bot.dates.texts import when_words
from bot.dates.when import Precision
from bot.links.rules import LinkOption
from bot.plan.rules.items import CALLED_OFF, Item

PRODUCT = "-//img-bot//workplan//EN"
REFRESH = "PT4H"
LONG_AGO = datetime(2000, 1, 1, tzinfo=UTC)


@dataclass(frozen=True, slots=True)
class Outline:
    """What a calendar is besides its entries.

    Args:
        group: whose plan it shows.
        name: how the calendar is called.
        is_personal: whether it is one person's own: then links to join stand in it.
        options: what its person wished.
        organiser: the address that mail comes from; None where there is none.
    """

    group: GroupView
    name: str
    is_personal: bool = False
    options: tuple[LinkOption, ...] = ()
    organiser: str | None = None


@dataclass(frozen=True, slots=True)
class MayBe:
    """A date that may be chosen: its meeting as if it had that date, and its number in the poll."""

    item: Item
    number: int


def write_calendar(items: Iterable[Item], outline: Outline, may_be: Sequence[MayBe] = ()) -> bytes:
    """The whole calendar; without any entry it still is one."""
    zone = outline.group.zone
    spans: list[tuple[Item, Span]] = []
    for item in items:
        span = span_of(item, zone) if is_shown(item) or is_task(item, outline.options) else None
        if span is not None:
            spans.append((item, span))
    open_dates = [(one, span) for one in may_be if (span := span_of(one.item, zone)) is not None]
    head = lines.folded([
        "BEGIN:VCALENDAR", "VERSION:2.0", f"PRODID:{PRODUCT}", "CALSCALE:GREGORIAN", "METHOD:PUBLISH",
        f"NAME:{lines.text(outline.name)}", f"X-WR-CALNAME:{lines.text(outline.name)}",
        f"X-WR-TIMEZONE:{zone}", f"REFRESH-INTERVAL;VALUE=DURATION:{REFRESH}", f"X-PUBLISHED-TTL:{REFRESH}",
    ])  # fmt: skip
    entries = [_entry(item, span, outline) for item, span in spans]
    entries += [_open_date(one, span, outline) for one, span in open_dates]
    every_span = [span for _what, span in (*spans, *open_dates)]
    return b"".join([head, *_zones(every_span, zone), *entries, b"END:VCALENDAR\r\n"])


def _open_date(one: MayBe, span: Span, outline: Outline) -> bytes:
    """A date that is asked for: it takes nobody's time yet, and has an id of its own."""
    item, group = one.item, outline.group
    changed = lines.instant(item.changed_at or LONG_AGO)
    title = _("To be decided: {title}").format(title=f"{item.key} {item.title}")
    return lines.folded([
        "BEGIN:VEVENT", f"UID:{one.number}-{uid_of(group, item)}", f"DTSTAMP:{changed}",
        f"LAST-MODIFIED:{changed}",
        f"SEQUENCE:{item.calendar_version}", f"SUMMARY:{lines.text(title)}", *_when(span, is_todo=False),
        "STATUS:TENTATIVE", "TRANSP:TRANSPARENT", "END:VEVENT",
    ])  # fmt: skip


def _zones(spans: Sequence[Span], group_zone: str) -> list[bytes]:
    """The zones that the entries name; the group's too, so that no calendar is without a component."""
    years = [span.start.year for span in spans] + [span.end.year for span in spans if span.end is not None]
    first, last = (min(years), max(years)) if years else (2018, 2018)
    used = dict.fromkeys([group_zone, *(span.zone for span in spans if span.zone)])
    return [zone_lines(zone, first, last) for zone in used]


def _entry(item: Item, span: Span, outline: Outline) -> bytes:
    group = outline.group
    changed = lines.instant(item.changed_at or LONG_AGO)
    is_todo = is_task(item, outline.options)
    kind = "VTODO" if is_todo else "VEVENT"
    found = [
        f"BEGIN:{kind}",
        f"UID:{uid_of(group, item)}",
        f"DTSTAMP:{changed}",
        f"LAST-MODIFIED:{changed}",
        f"SEQUENCE:{item.calendar_version}",
        f"SUMMARY:{lines.text(summary_of(item, group))}",
        *_when(span, is_todo=is_todo),
        f"STATUS:{task_status_of(item) if is_todo else status_of(item)}",
        f"CATEGORIES:{','.join(lines.text(label) for label in item.streams or (group.label,))}",
    ]
    if not is_todo:
        is_busy = (
            LinkOption.BUSY in outline.options and span.zone is not None and item.status not in CALLED_OFF
        )
        found.append(f"TRANSP:{'OPAQUE' if is_busy else 'TRANSPARENT'}")
    if item.venue:
        found.append(f"LOCATION:{lines.text(item.venue)}")
    if outline.is_personal and item.link and item.link.startswith(("http://", "https://")):
        found.append(f"URL:{lines.address(item.link)}")
    if described := _description(item, is_personal=outline.is_personal):
        found.append(f"DESCRIPTION:{lines.text(described)}")
    if outline.organiser is not None:
        found.append(f"ORGANIZER;CN={lines.quoted(group.name)}:mailto:{lines.address(outline.organiser)}")
    return lines.folded([*found, f"END:{kind}"])


def _when(span: Span, *, is_todo: bool) -> list[str]:
    if is_todo:
        # It is due at the end of its hours, or on the last of its days, which an entry's end lies behind.
        last = span.start if span.end is None else span.end
        return [lines.moment("DUE", last if span.zone else last - timedelta(days=1), span.zone)]
    found = [lines.moment("DTSTART", span.start, span.zone)]
    return [*found, lines.moment("DTEND", span.end, span.zone)] if span.end is not None else found


def summary_of(item: Item, group: GroupView) -> str:
    """Key and title; that it is called off, or that no day or hour is known, stands in the words."""
    told = f"{item.key} {item.title}"
    when = item.when
    if item.is_meeting and not when.is_dated:
        told = _("{title} ({period}, no day yet)").format(title=told, period=when_words(when, group.zone))
    elif when.precision is Precision.HALF_DAY:
        half = _("morning") if (when.start or "").endswith("AM") else _("afternoon")
        told = _("{title} ({half})").format(title=told, half=half) if when.end is None else told
    return _("Cancelled: {title}").format(title=told) if item.status in CALLED_OFF else told


def _description(item: Item, *, is_personal: bool) -> str:
    parts = [f"{number}. {point}" for number, point in enumerate(item.agenda, start=1)]
    parts += [text for text in (item.purpose, item.forum) if text]
    if is_personal and item.link:
        parts.append(_("To join: {link}").format(link=item.link))
    return "\n".join(parts)
