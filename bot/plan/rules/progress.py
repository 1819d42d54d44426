"""How a plan stands: traffic lights, and how far items have drifted."""

from __future__ import annotations

from collections.abc import Iterable, Sequence
from dataclasses import dataclass
from datetime import datetime, timedelta
from enum import StrEnum

from bot.dates.when import When
from bot.plan.rules.items import SUCCEEDED, Item, Status

OVERDUE_IS_OFF_TRACK = timedelta(days=14)


class Light(StrEnum):
    """A traffic light; always shown with its word."""

    GREEN = "on track"
    AMBER = "at risk"
    RED = "off track"


@dataclass(frozen=True, slots=True)
class StreamProgress:
    """One stream's light and counts; `label` None stands for what belongs to the group as a whole."""

    label: str | None
    light: Light
    done: int
    total: int
    overdue: tuple[Item, ...]
    at_risk: tuple[Item, ...]


def light_of(items: Iterable[Item], now: datetime, zone: str) -> Light:
    """Off track: an open item is, or is overdue by over 14 days; at risk: one is, or is overdue."""
    light = Light.GREEN
    for item in items:
        if not item.is_open:
            continue
        end = item.when.ends_at(zone)
        late = now - end if end is not None and item.is_overdue(now, zone) else timedelta(days=-1)
        if item.status is Status.OFF_TRACK or late > OVERDUE_IS_OFF_TRACK:
            return Light.RED
        if item.status is Status.AT_RISK or late >= timedelta(0):
            light = Light.AMBER
    return light


def progress(items: Sequence[Item], labels: Sequence[str], now: datetime, zone: str) -> list[StreamProgress]:
    """The state of each stream, then of what belongs to none; an empty part is left out."""
    found = []
    for label in [*labels, None]:
        mine = [item for item in items if (label in item.streams if label else not item.streams)]
        if not mine:
            continue
        found.append(
            StreamProgress(
                label=label,
                light=light_of(mine, now, zone),
                done=sum(item.status in SUCCEEDED for item in mine),
                total=sum(item.status not in (Status.DROPPED, Status.CANCELLED) for item in mine),
                overdue=tuple(item for item in mine if item.is_overdue(now, zone)),
                at_risk=tuple(item for item in mine if item.status in (Status.AT_RISK, Status.OFF_TRACK)),
            )
        )
    return found


def last_plenary(items: Iterable[Item], now: datetime, zone: str) -> Item | None:
    """The last held plenary that is over: where "since the last plenary" begins."""
    held = [
        (end, item)
        for item in items
        if item.is_plenary and item.status is Status.HELD and (end := item.when.ends_at(zone)) is not None
    ]
    ended = [pair for pair in held if pair[0] <= now]
    return max(ended, key=lambda pair: pair[0])[1] if ended else None


def drift_days(item: Item) -> int | None:
    """How many days the end of an item has moved since its first date; None where either is unknown.

    A day within the period that was first planned is no drift; one outside counts from its nearer end.
    """
    return drift_between(item.baseline, item.when) if item.baseline is not None else None


def drift_between(planned: When, when: When) -> int | None:
    """The same of any date, and what was first planned."""
    first, last, now = planned.first_day, planned.last_day, when.last_day
    if first is None or last is None or now is None:
        return None
    return (now - min(max(now, first), last)).days
