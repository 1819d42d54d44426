"""What the item's present date adds to what was said, and what the answer must say about the result."""

from __future__ import annotations

from collections.abc import Iterator
from dataclasses import replace
from datetime import datetime, time, timedelta

from bot.dates.scene import Meaning, Scene, days_value
from bot.dates.understood import Cause, Context, RemarkKind
from bot.dates.wall_time import local
from bot.dates.when import Precision, When
from bot.dates.zones import city_of

MORNING, NIGHT = time(7), time(21)
FAR_YEARS, FAR_IN_PLAN = 3, 5


def settled(meaning: Meaning, scene: Scene) -> tuple[Meaning, ...]:
    """The meaning with what the item's date gives: hours for a new day, length for a new beginning.

    Two where the zone of a new time could be the group's or the one that the item has.
    """
    present, when = scene.current, meaning.when
    if present is None or meaning.is_complete or when.first_day is None or present.first_day is None:
        return (meaning,)
    if when.precision is Precision.DAY and present.precision in (Precision.EXACT, Precision.HALF_DAY):
        kept = _on_day(present, when)
        return (replace(meaning, when=kept, remarks=(*meaning.remarks, RemarkKind.HOURS_KEPT)),)
    if when.precision is Precision.DAY and present.precision is Precision.DAYS:
        return (_as_long(meaning, present),)
    if when.precision is Precision.EXACT and present.has_time:
        return tuple(_with_length(each, present) for each in _zones(meaning, present, scene.context.zone))
    dropped = present.precision in (Precision.EXACT, Precision.HALF_DAY) and not when.has_time
    if dropped and when.precision is not Precision.HALF_DAY:
        return (replace(meaning, remarks=(*meaning.remarks, RemarkKind.HOURS_DROPPED)),)
    return (meaning,)


def _on_day(present: When, day: When) -> When:
    """The item's hours on another day; an end on a later day stays as much later."""
    assert present.first_day and present.last_day and present.start and day.first_day
    start = f"{day.start}{present.start[10:]}"
    last = day.first_day + (present.last_day - present.first_day)
    end = f"{last}{present.end[10:]}" if present.end else None
    return When(present.precision, start, end, present.zone)


def _as_long(meaning: Meaning, present: When) -> Meaning:
    first = meaning.when.first_day
    assert first and present.first_day and present.last_day
    kept = days_value(first, first + (present.last_day - present.first_day))
    return replace(meaning, when=kept, remarks=(*meaning.remarks, RemarkKind.LENGTH_KEPT))


def _with_length(meaning: Meaning, present: When) -> Meaning:
    when = meaning.when
    if when.end is not None or present.end is None or when.start is None or present.start is None:
        return meaning
    length = datetime.fromisoformat(present.end) - datetime.fromisoformat(present.start)
    end = datetime.fromisoformat(when.start) + length
    kept = replace(when, end=end.isoformat(timespec="minutes"))
    return replace(meaning, when=kept, remarks=(*meaning.remarks, RemarkKind.LENGTH_KEPT))


def _zones(meaning: Meaning, present: When, group: str) -> tuple[Meaning, ...]:
    """A new time without a zone, of an item that is told in another zone than the group's."""
    if present.zone is None or meaning.names_zone or meaning.when.zone is not None:
        return (meaning,)
    theirs = replace(meaning, when=replace(meaning.when, zone=present.zone), label=city_of(present.zone))
    return tuple(replace(each, cause=Cause.ZONE) for each in (theirs, replace(meaning, label=city_of(group))))


def doubt(when: When, context: Context) -> Cause | None:
    """Why a single date is confirmed all the same: it lies in the past or far away."""
    first = when.first_day
    if first is None:
        return None
    if context.is_document:
        years = context.years or (context.now.year - FAR_IN_PLAN, context.now.year + FAR_IN_PLAN)
        if not years[0] - FAR_IN_PLAN <= first.year <= years[1] + FAR_IN_PLAN:
            return Cause.FAR
        return None
    ends = when.ends_at(context.zone)
    if ends is not None and ends <= context.now:
        return Cause.PAST
    today = local(context.now, context.zone).date()
    return (
        Cause.FAR
        if (first.year - FAR_YEARS, first.month, first.day) > (today.year, today.month, today.day)
        else None
    )


def remarks(when: When, context: Context) -> Iterator[RemarkKind]:
    """What is unusual about the day or the hour."""
    day, at = when.first_day, when.start_time
    if day is None or not when.is_dated:
        return
    if when.has_time and at is not None:
        zone = when.zone or context.zone
        starts = when.starts_at(context.zone)
        if starts is not None and local(starts, zone).replace(tzinfo=None) != datetime.combine(day, at):
            yield RemarkKind.MOVED_FORWARD
        if not MORNING <= at < NIGHT:
            yield RemarkKind.NIGHT
    span = ((when.last_day or day) - day).days
    if span < 5 and any((day + timedelta(days=each)).weekday() > 4 for each in range(span + 1)):
        yield RemarkKind.WEEKEND
    if span < 31 and any(context.is_holiday(day + timedelta(days=each)) for each in range(span + 1)):
        yield RemarkKind.HOLIDAY
