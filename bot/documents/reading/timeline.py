"""The one reader of timelines: from rows of any format to a draft of a plan."""

from __future__ import annotations

import re
from collections.abc import Sequence
from dataclasses import dataclass, field, replace

from bot.core.errors import UserError
from bot.core.i18n import _
from bot.dates.when import NO_DATE
from bot.documents.draft import DraftPlan, Question
from bot.documents.reading.building import build_item
from bot.documents.reading.dates import WrittenDate
from bot.documents.reading.dependencies import add_dependencies
from bot.documents.reading.entries import Entry, Outline
from bot.documents.reading.facts import is_tentative
from bot.documents.reading.keys import give_keys
from bot.documents.reading.outline import read_outline
from bot.documents.reading.questions import plan_questions
from bot.documents.reading.resolving import Resolved, Step, resolve_dates, years_before
from bot.documents.reading.rows import Row
from bot.documents.reading.setting import Setting
from bot.documents.reading.titles import Title, read_title

_YEARS = re.compile(r"\b(20\d\d)(?:\s?[-–—/]\s?(20\d\d|\d\d)\b)?")


@dataclass(slots=True)
class Reading:
    """An entry with its title, its date and its doubts."""

    entry: Entry
    title: Title
    resolved: Resolved = field(default_factory=lambda: Resolved(NO_DATE))


def read_timeline(rows: Sequence[Row], setting: Setting) -> DraftPlan:
    """The plan that the rows hold.

    Raises:
        UserError: there is no item in them.
    """
    outline = read_outline(rows, setting.streams)
    readings = _read_dates(outline, setting)
    if not readings or not any(
        isinstance(event, WrittenDate) or _is_dated(r) for event in outline.events for r in readings
    ):
        raise UserError(
            _(
                "I found no plan in that file: no dates with meetings or tasks under or beside them. "
                "A plan has months as headings, or a table with a date column."
            )
        )
    streams = _stream_names(readings, setting.streams)
    open_plan = is_tentative(outline.title or "")
    items = [
        build_item(r.entry, r.title, r.resolved.when, tuple(streams), tentative=open_plan) for r in readings
    ]
    items, key_doubts = give_keys(items, setting.label)
    items = add_dependencies(items)
    doubts = [
        Question(item.key, about, text)
        for item, r in zip(items, readings, strict=True)
        for about, text in r.resolved.doubts
    ]
    lacks_year = any(r.resolved.lacks_year for r in readings)
    lacks_zone = outline.zone is None and any(r.resolved.lacks_zone for r in readings)
    first_doubts = plan_questions(items, setting, lacks_year=lacks_year, lacks_zone=lacks_zone)
    return DraftPlan(
        items=tuple(items),
        headings=tuple(outline.headings),
        questions=(*first_doubts, *doubts, *key_doubts),
        unread=tuple(outline.unread),
        title=outline.title,
        stream_names=streams,
    )


def _is_dated(reading: Reading) -> bool:
    return reading.resolved.when != NO_DATE or reading.entry.side is not None


def _read_dates(outline: Outline, setting: Setting) -> list[Reading]:
    """Titles and dates of all entries."""
    steps: list[Step] = []
    readings: list[tuple[Reading, int | None]] = []
    heading: int | None = None
    for event in outline.events:
        if isinstance(event, WrittenDate):
            steps.append(Step(event, is_heading=True))
            heading = len(steps) - 1
            continue
        above = steps[heading].written if heading is not None else None
        title = read_title(
            event.title, setting.streams, with_month=above is None or above.beside or not above.first.month
        )
        written = _join(event.side, title.written)
        at = heading
        if written is not None:
            steps.append(Step(written, is_heading=False))
            at = len(steps) - 1
        readings.append((Reading(event, title), at))
    years = _years([outline.title or "", *outline.preface], setting.year) or years_before(steps)
    found = resolve_dates(steps, years, outline.zone or setting.zone, setting.start)
    for reading, at in readings:
        if at is not None:
            own = not steps[at].is_heading
            reading.resolved = found[at] if own else replace(found[at], doubts=())
    return [reading for reading, _at in readings]


def _join(side: WrittenDate | None, title: WrittenDate | None) -> WrittenDate | None:
    """The date beside an item, with the time that its title adds; the title's where there is none beside."""
    if side is None or not side.says_when:
        return title if title is not None and title.says_when else None
    if title is not None and title.times and not side.times:
        return replace(side, times=title.times)
    return side


def _years(titles: Sequence[str], year: int | None) -> list[int]:
    if year is not None:
        return [year]
    match = next(filter(None, map(_YEARS.search, titles)), None)
    if match is None:
        return []
    first = int(match[1])
    last = int(match[2]) if match[2] else first
    last += first // 100 * 100 if last < 100 else 0
    return list(range(first, last + 1)) if first <= last <= first + 10 else [first]


def _stream_names(readings: Sequence[Reading], known: Sequence[str]) -> dict[str, str]:
    names = {label: label for label in known}
    for reading in readings:
        for label, name in (*reading.entry.streams.items(), *reading.title.streams.items()):
            if names.get(label, label) == label:
                names[label] = name
    return dict(sorted(names.items(), key=lambda pair: (pair[0] not in known, pair[0])))
