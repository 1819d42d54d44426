"""From items to entries of a calendar: what is shown, when, and as what."""

from __future__ import annotations

import uuid
from dataclasses import dataclass
from datetime import date, datetime, timedelta

from bot.core.group import GroupView
from bot.core.rights import Standing
from bot.dates.wall_time import local, to_utc
from bot.dates.when import Precision
from bot.links.rules import GROUP, MINE, LinkOption, stream_in
from bot.plan.rules.items import CALLED_OFF, SUCCEEDED, Item

_NAMESPACE = uuid.UUID("5b4b0a52-6c4e-4f0e-9a55-2f6f3f4b7a11")
_HALF_DAY, _FULL_DAY = timedelta(hours=4), timedelta(hours=8)


@dataclass(frozen=True, slots=True)
class Span:
    """When an entry stands in a calendar: wall times of a zone, or whole days; `end` is exclusive."""

    start: datetime | date
    end: datetime | date | None
    zone: str | None = None


def uid_of(group: GroupView, item: Item) -> str:
    """The id of an item's entry: the same for ever, wherever this installation moves."""
    return f"{uuid.uuid5(_NAMESPACE, f'{group.team_id}/{group.id}/{item.id}')}@img-bot"


def span_of(item: Item, group_zone: str) -> Span | None:
    """When an item stands in a calendar; None for what counts from an unknown start, or has no date.

    A day, and all that is longer, are whole days: a month is never one of its days. Of half a day no hours
    are known.
    """
    when = item.when
    first, last = when.first_day, when.last_day
    if first is None or last is None:
        return None
    if when.precision is not Precision.EXACT or when.start is None:
        return Span(first, last + timedelta(days=1))
    zone = when.zone or group_zone
    start = _on_clocks(datetime.fromisoformat(when.start), zone)
    if when.end is not None:
        return Span(start, _on_clocks(datetime.fromisoformat(when.end), zone), zone)
    length = _length(item.length)
    return Span(start, start + length if length else None, zone)


def _on_clocks(typed: datetime, zone: str) -> datetime:
    """The time that clocks show: one that they leave out in spring lies after the gap."""
    return local(to_utc(typed.date(), typed.time(), zone), zone).replace(tzinfo=None)


def _length(length: str | None) -> timedelta | None:
    if length is not None and length.isdecimal():
        return timedelta(minutes=int(length))
    return {"half-day": _HALF_DAY, "full-day": _FULL_DAY}.get(length or "")


def is_shown(item: Item) -> bool:
    """Whether an item is an entry: every meeting with a date or a period, what else has a day."""
    return item.when.start is not None and (item.is_meeting or item.when.is_dated)


def is_task(item: Item, options: tuple[LinkOption, ...]) -> bool:
    """Whether it is a to-do instead: what has to be done by the end of a period, where that is wished for."""
    return LinkOption.TODOS in options and not item.is_meeting and item.when.last_day is not None


def status_of(item: Item) -> str:
    """STATUS of an entry: what has a day is no longer only proposed."""
    if item.status in CALLED_OFF:
        return "CANCELLED"
    return "TENTATIVE" if item.tentative and item.is_open and not item.when.is_dated else "CONFIRMED"


def task_status_of(item: Item) -> str:
    """STATUS of a to-do."""
    if item.status in CALLED_OFF:
        return "CANCELLED"
    return "COMPLETED" if item.status in SUCCEEDED else "NEEDS-ACTION"


def holds(scope: str, item: Item, standing: Standing) -> bool:
    """Whether an item belongs to what a link shows; `standing` is its person's, as it is by now."""
    if scope == GROUP:
        return True
    if scope != MINE:
        return stream_in(scope) in item.streams
    unowned = item.owner_id is None and item.owner_agency is None
    leads = not standing.lead_of.isdisjoint(item.streams)
    # Without a list of who is invited, a team meeting concerns those who lead the team or own it.
    if standing.owns(item) or item.is_plenary or (leads and (unowned or item.is_meeting)):
        return True
    return unowned and not item.streams and standing.is_coordinator
