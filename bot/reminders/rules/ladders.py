"""Reminder ladders: from an item's dates to the days on which people and channels hear of it.

A ladder stores offsets, never dates: when an item moves, all its rungs move with it. Two kinds come of it.
An `Ask` is something one person must do; it is gathered into that person's note of the day. A `Rung` is
a post in a channel about a meeting that has a date.
"""

from __future__ import annotations

from collections.abc import Collection, Iterable, Iterator
from dataclasses import dataclass
from datetime import date, datetime, timedelta
from enum import StrEnum

from bot.core.group import POSTING_TIME, Ladder, Rules
from bot.dates.wall_time import to_utc
from bot.dates.working_days import WorkingDays
from bot.plan.rules.items import Item, Kind, Status

WEEK = timedelta(weeks=1)
JUST_OVER = "just-over"
LONG_OVERDUE = "long-overdue"
PREPARING = ("prepare-announced", "prepare-agenda", "prepare-papers")
"""The lead times of a meeting that has a date, each with what it lacks."""
PRESUMED_AFTER = 3
"""Working days after which a meeting that nobody answered for counts as held."""


class To(StrEnum):
    """Whom an ask goes to."""

    OWNER = "owner"
    OWNER_AGAIN = "owner-again"
    """The owner, unless that is the coordinator: who decides is not asked every fortnight."""
    COORDINATOR = "coordinator"


@dataclass(frozen=True, slots=True)
class Ask:
    """On `day`, `to` is asked about an item; `about` names the reason, `decide` offers to move or drop it."""

    item: Item
    about: str
    day: date
    to: To
    decide: bool = False

    @property
    def looks_back(self) -> bool:
        """Whether it asks about something over, so that it can wait but not come early."""
        return self.about in ("overdue", JUST_OVER, LONG_OVERDUE)


@dataclass(frozen=True, slots=True)
class Rung:
    """A post in the item's channels at `due_at` (UTC)."""

    item: Item
    name: str
    due_at: datetime


def asks(item: Item, rules: Rules, until: date) -> list[Ask]:
    """All asks about an open item up to a day, in order; each day is a working day."""
    first = item.when.first_day
    # Most of a long plan lies far ahead: nothing is reckoned for it yet.
    if not item.is_open or first is None or first - _reach(rules.ladder) > until:
        return []
    found = [ask for ask in _asks(item, rules, until) if ask.day <= until and _is_wanted(ask)]
    # One reason a day is enough: the most pressing one wins, deciding above informing.
    best: dict[tuple[date, To], Ask] = {}
    for ask in found:
        slot = (ask.day, ask.to)
        if slot not in best or (ask.decide and not best[slot].decide):
            best[slot] = ask
    return sorted(best.values(), key=lambda ask: (ask.day, ask.to))


def _is_wanted(ask: Ask) -> bool:
    """Whether people are asked about an item: nobody has stopped that, or put it off."""
    quiet_until = ask.item.quiet_until
    if quiet_until is not None and ask.about == "needs-date" and not ask.decide and ask.day < quiet_until:
        return False
    return ask.item.asking_coordinator if ask.to is To.COORDINATOR else ask.item.asking


def _reach(ladder: Ladder) -> timedelta:
    """How long before an item's period its first ask can come at most; holidays add a month at most."""
    weeks = max(
        ladder.plenary_first_ask_weeks, ladder.team_first_ask_weeks, ladder.closure_weeks,
        ladder.announced_weeks, ladder.agenda_weeks, ladder.plenary_papers_weeks, ladder.team_papers_weeks,
    )  # fmt: skip
    days = max(ladder.decide_working_days, ladder.working_days_before_due)
    return timedelta(weeks=weeks, days=2 * days) + timedelta(days=31)


def _asks(item: Item, rules: Rules, until: date) -> Iterator[Ask]:
    first, last = item.when.first_day, item.when.last_day
    assert first is not None and last is not None
    days = rules.days
    if item.is_meeting:
        if item.when.is_dated:
            over = days.add(last, 1)
            yield Ask(item, JUST_OVER, over, To.OWNER)
            yield from _preparing(item, first, rules)
            return
        yield from _undated_meeting(item, first, last, rules)
        yield Ask(item, "overdue", _note_after(last, 0, days), To.OWNER)
        yield from _monthly(item, last, rules, until)
        return
    if item.kind is Kind.CLOSURE:
        day = days.note_day(first - rules.ladder.closure_weeks * WEEK)
        yield Ask(item, "closing", day, To.COORDINATOR)
    if item.when.is_dated:
        yield Ask(item, "due-soon", days.add(last, -rules.ladder.working_days_before_due), To.OWNER)
        yield Ask(item, "due-today", days.on_or_before(last), To.OWNER)
    else:
        yield Ask(item, "begins", days.note_day(days.on_or_after(first)), To.OWNER)
        yield Ask(item, "ends", days.note_day(days.on_or_before(last)), To.OWNER)
    yield from _overdue(item, last, rules, until)


def _preparing(item: Item, first: date, rules: Rules) -> Iterator[Ask]:
    """The asks for a dated meeting: what it still lacks (room, agenda, papers) at each lead time."""
    ladder = rules.ladder
    papers = ladder.plenary_papers_weeks if item.is_plenary else ladder.team_papers_weeks
    times = (
        (PREPARING[0], ladder.announced_weeks),
        (PREPARING[1], ladder.agenda_weeks),
        (PREPARING[2], papers),
    )
    for about, weeks in times:
        day = rules.days.note_day(first - weeks * WEEK)
        if day < first:
            yield Ask(item, about, day, To.OWNER)


def _undated_meeting(item: Item, first: date, last: date, rules: Rules) -> Iterator[Ask]:
    ladder, days = rules.ladder, rules.days
    weeks = ladder.plenary_first_ask_weeks if item.is_plenary else ladder.team_first_ask_weeks
    start = first - weeks * WEEK
    for week in ladder.ask_weeks:
        day = days.note_day(start + week * WEEK)
        if day > last:
            continue
        decides = week in ladder.decide_weeks
        # While the invited are asked which dates work, only a decision is still asked for.
        if item.status is not Status.POLLING:
            yield Ask(item, "needs-date", day, To.OWNER)
        if week in ladder.coordinator_weeks and (decides or item.status is not Status.POLLING):
            yield Ask(item, "needs-date", day, To.COORDINATOR, decide=decides)
    closing = days.note_day(days.add(last, -ladder.decide_working_days))
    yield Ask(item, "needs-date", closing, To.COORDINATOR, decide=True)


def _overdue(item: Item, last: date, rules: Rules, until: date) -> Iterator[Ask]:
    ladder, days = rules.ladder, rules.days
    for week in ladder.ask_weeks:
        day = _note_after(last, week, days)
        if not week or week in ladder.coordinator_weeks:
            yield Ask(item, "overdue", day, To.OWNER)
        else:
            yield Ask(item, "overdue", day, To.OWNER_AGAIN)
        if week in ladder.coordinator_weeks:
            yield Ask(item, "overdue", day, To.COORDINATOR, decide=True)
    yield from _monthly(item, last, rules, until)


def _monthly(item: Item, last: date, rules: Rules, until: date) -> Iterator[Ask]:
    """Once the ladder has ended: in the note of each month's last week, one list for the coordinator."""
    ended = _note_after(last, max(rules.ladder.ask_weeks, default=0), rules.days)
    month = ended.replace(day=1)
    while month <= until:
        following = (month + timedelta(days=32)).replace(day=1)
        last_day = following - timedelta(days=1)
        day = rules.days.note_day(last_day - timedelta(days=last_day.weekday()))
        if day > ended:
            yield Ask(item, LONG_OVERDUE, day, To.COORDINATOR)
        month = following


def _note_after(last: date, weeks: int, days: WorkingDays) -> date:
    """The Monday note after a period has ended, some weeks on."""
    over = last + timedelta(days=1)
    monday = over + timedelta(days=-over.weekday() % 7)
    return days.note_day(monday + weeks * WEEK)


def rungs(item: Item, rules: Rules) -> list[Rung]:
    """The posts in channels about an open meeting that has a date."""
    day, at = item.when.first_day, item.when.start_time
    if not (item.is_open and item.is_meeting and item.when.is_dated) or day is None:
        return []
    ladder, found = rules.ladder, []
    if ladder.days_before_meeting is not None:
        before = rules.days.on_or_before(day - timedelta(days=ladder.days_before_meeting))
        found.append(Rung(item, "week-before", to_utc(before, POSTING_TIME, rules.zone)))
    if ladder.minutes_before_meeting is not None and at is not None:
        start = to_utc(day, at, item.when.zone or rules.zone)
        found.append(Rung(item, "hour-before", start - timedelta(minutes=ladder.minutes_before_meeting)))
    return found


def share_out(found: Iterable[Ask], most: int, said: Collection[date] = ()) -> dict[date, list[Ask]]:
    """Bring one person's asks of an ISO week together, so that it has no more than `most` notes.

    `said` are the days of that week on which the person got a note: they count, and stay. Of a week that
    is too full the days between go first. What lies ahead is then asked in the note before, what is over
    in the note after; where the week has no later one, it has to wait for the next week.
    """
    asked = sorted(found, key=lambda ask: ask.day)
    days = sorted({*said, *(ask.day for ask in asked)})
    while len(days) > most:
        spare = [day for day in (days[0], days[-1], *days[1:-1]) if day not in said]
        if not spare:
            break
        days.remove(spare[-1])
    notes: dict[date, list[Ask]] = {}
    for ask in asked:
        before, after = [day for day in days if day <= ask.day], [day for day in days if day >= ask.day]
        if ask.looks_back and after:
            notes.setdefault(after[0], []).append(ask)
        elif not ask.looks_back and before:
            notes.setdefault(before[-1], []).append(ask)
    return notes


def month_ahead_at(month: date, rules: Rules) -> datetime:
    """When the month ahead of the month of that day is posted: its first working day at 09:00."""
    return to_utc(rules.days.on_or_after(month.replace(day=1)), POSTING_TIME, rules.zone)


def presumed_held_on(item: Item, rules: Rules) -> date | None:
    """The day after which an unanswered dated meeting counts as held: three working days after it."""
    last = item.when.last_day
    if not (item.is_meeting and item.is_open and item.when.is_dated) or last is None:
        return None
    return rules.days.add(last, PRESUMED_AFTER)
