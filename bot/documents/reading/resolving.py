"""What the dates of entries mean, in the order of the document: years and headings follow on."""

from __future__ import annotations

import re
from collections.abc import Sequence
from dataclasses import dataclass, replace

from bot.core.i18n import _
from bot.dates.when import Precision, When
from bot.documents.reading.dated import UNDATED, Dated, Doubt, combined
from bot.documents.reading.dating import Dates
from bot.documents.reading.entries import Entry, Outline
from bot.documents.reading.kinds import is_meeting
from bot.documents.reading.title_dates import Title
from bot.documents.reading.words import POSTPONED

_HELD = re.compile(
    r"^(?:(?:(?:was|were|to\s+be|will\s+be)\s+)?held|took\s+place|tenue?)?(?:\s*(?:on|at|from|le))*\s*", re.I
)


_MOVED_FROM = re.compile(rf"{POSTPONED.pattern}\s+(?:from|de|du)\s+(.+)", re.IGNORECASE)


BELOW_MONTH = frozenset(
    {Precision.MONTH, Precision.PART_MONTH, Precision.DAY, Precision.DAYS, Precision.EXACT,
     Precision.HALF_DAY,
     Precision.MONTHS}
)  # fmt: skip


_COARSE = {Precision.MONTH, Precision.MONTHS, Precision.QUARTER, Precision.YEAR, Precision.PART_MONTH}


@dataclass(slots=True)
class Titled:
    """An entry with its title and, later, its date."""

    entry: Entry
    title: Title
    dated: Dated = UNDATED


def resolve_entries(outline: Outline, titled: Sequence[Titled], dates: Dates) -> None:
    """The dates of all entries, in the order of the document: years follow on."""
    by_entry = {id(t.entry): t for t in titled}
    above: dict[tuple[int, ...], Entry] = {}
    for event in outline.events:
        if not isinstance(event, Entry):
            dates.of_scope(event)
            continue
        one = by_entry[id(event)]
        if event.from_above:
            _take_above(event, above.get(event.series), dates)
        elif event.date:
            above[event.series] = event
        one.dated = _date_of(one, dates)


def _take_above(entry: Entry, above: Entry | None, dates: Dates) -> None:
    """An empty cell below a period: the period may hold on, and that is asked about."""
    scope = dates.of_scope(entry.scope)
    if (
        above is None
        or above.scope is not entry.scope
        or (scope is not None and scope.precision in BELOW_MONTH)
    ):
        entry.from_above = False
        return
    if dates.resolve(above.date, above.scope, entry.series).when.precision in _COARSE:
        entry.date, entry.end = above.date, above.end
    else:
        entry.from_above = False


def _date_of(one: Titled, dates: Dates) -> Dated:
    entry, title = one.entry, one.title
    due = not (entry.meets or is_meeting(title.text))
    scope = dates.of_scope(entry.scope)
    if moved := _MOVED_FROM.match(entry.date):
        entry.old, entry.date = moved[1], ""
    text = entry.date or title.date
    found = dates.resolve(text, entry.scope, entry.series, due=due) if text else UNDATED
    if text and not found.is_known and not found.says_none:
        found = _inside(text, entry, dates, due=due) or found
    if entry.date:
        found = _finer(one, found, dates, due=due)
    elif title.times or entry.times:
        base = text or (entry.scope.text if entry.scope else "")
        found = _with_times(found, base, one, dates)
    if entry.end:
        found = _to_end(found, entry, dates, due=due)
    if not text and scope is None and entry.scope is not None:
        found = (
            dates.resolve(" ", None, ())
            if not entry.scope.dated
            else replace(UNDATED, doubts=entry.scope.dated.doubts)
        )
    if (
        not found.is_known
        and not found.doubts
        and scope is not None
        and scope.precision is not Precision.NONE
    ):
        kept = found.kept if found.says_none else ""
        found = Dated(
            replace(scope),
            doubts=_of_heading(entry.unread_date, scope) if entry.unread_date else (),
            tentative=found.tentative,
            rest=found.rest,
            kept=kept,
            says_none=found.says_none,
        )
    return _with_old(one, found, scope, dates)


def _of_heading(unread: str, scope: When) -> tuple[Doubt, ...]:
    words = _("“{text}” is no date that I can read. I took that of the heading, {date}. Is that right?")
    return (Doubt("unread-date", "date", words.format(text=unread, date=scope.text or scope.start)),)


def _inside(text: str, entry: Entry, dates: Dates, *, due: bool) -> Dated | None:
    """The one date that words beside an item hold: *back-to-back with the board, 11 June*."""
    inside = dates.find(text)
    above = dates.of_scope(entry.scope)
    passing = (
        above is not None and above.precision in BELOW_MONTH
    )  # a month is named in passing, below a month
    if len(inside) != 1 or (passing and not dates.says_day(text[inside[0].start : inside[0].end])):
        return None
    found = dates.resolve(text[inside[0].start : inside[0].end], entry.scope, entry.series, due=due)
    left = re.sub(r"\(\s*\)", " ", f"{text[: inside[0].start]} {text[inside[0].end :]}")
    left = " ".join(left.split()).strip(" ,;:")
    return replace(found, rest=" ".join(filter(None, (left, found.rest))))


def _finer(one: Titled, found: Dated, dates: Dates, *, due: bool) -> Dated:
    """The date beside an item, with what its title and notes say more exactly."""
    entry, title = one.entry, one.title
    if title.times or (title.date and dates.is_time(title.date)):
        found = _with_times(found, entry.date, one, dates)
    finer = [title.date, *(_HELD.sub("", part) for part in entry.columns.get("notes", "").split("; "))]
    for text in finer:
        if (found.when.precision not in _COARSE and found.is_known) or not text or not dates.is_date(text):
            continue
        within = found.when if found.is_known else None
        other = dates.resolve_within(text, within, entry.series, due=due)
        if other.when.is_dated or (not found.is_known and other.is_known):
            found = other
    return found


def _with_times(found: Dated, text: str, one: Titled, dates: Dates) -> Dated:
    if found.when.has_time or not text:
        return found
    whole = dates.resolve(
        f"{text}, {one.title.times or one.entry.times or one.title.date}", one.entry.scope, one.entry.series
    )
    return whole if whole.when.has_time else found


def _to_end(found: Dated, entry: Entry, dates: Dates, *, due: bool) -> Dated:
    end = dates.resolve(entry.end, entry.scope, entry.series, due=due)
    if not end.is_known:
        return replace(
            found, doubts=(*found.doubts, *end.doubts), rest=" ".join(filter(None, (found.rest, end.rest)))
        )
    when = combined(found.when, end.when)
    doubts = (*found.doubts, *end.doubts)
    if found.is_known and when == found.when and end.when != found.when:
        doubts = (
            *doubts,
            Doubt(
                "ends-too-early", "contradiction", _("It would end before it begins. I kept the beginning.")
            ),
        )
    return replace(found, when=replace(when, text=f"{entry.date} – {entry.end}"), doubts=doubts)


def _with_old(one: Titled, found: Dated, scope: When | None, dates: Dates) -> Dated:
    """The date with the older one that the document calls superseded, and what is doubtful in its place."""
    entry, title = one.entry, one.title
    doubts = list(found.doubts)
    old = entry.old or title.old
    baseline = found.baseline
    if old:
        reading = dates.resolve(old, entry.scope, (-2,))
        baseline = reading.when if reading.is_known and reading.when != found.when else baseline
    elif title.postponed and title.date and scope is not None:
        baseline = scope
    if title.postponed or title.old:
        doubts = [doubt for doubt in doubts if doubt.cause != "outside"]
    if entry.from_above and found.is_known:
        words = _("“{title}” has no date beside it. I took the one above it, {date}. Is that right?")
        doubts.append(Doubt("from-above", "date", words.format(title=title.text, date=entry.date)))
    if entry.gap_in_marks:
        words = _(
            "“{title}” is marked in periods that do not follow on each other. I took the first to the last."
        )
        doubts.append(Doubt("gap", "date", words.format(title=title.text)))
    return replace(found, baseline=baseline, doubts=tuple(doubts))
