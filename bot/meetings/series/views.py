"""What texts about series are made from."""

from __future__ import annotations

from collections.abc import Mapping
from dataclasses import dataclass
from datetime import datetime

from bot.core.group import GroupView
from bot.dates.when import When
from bot.meetings.series.plan_dates import SeriesDate
from bot.meetings.series.rules import SeriesView
from bot.plan.rules.items import Item


@dataclass(frozen=True)
class SeriesPreview:
    """A series before it is made; `zones` are those of who would come, `is_open_ended`: no end was given."""

    group: GroupView
    rule: str
    first: When
    title: str
    streams: tuple[str, ...]
    dates: tuple[SeriesDate, ...]
    zones: tuple[str, ...]
    is_open_ended: bool
    now: datetime


@dataclass(frozen=True)
class SeriesChanged:
    """What became of a series.

    `items` are its meetings that were made, dated or cancelled; `known` were in the plan already, `moved` are
    those that somebody moved and that stay; `announce_at` is when channels hear of it.
    """

    group: GroupView
    series: SeriesView
    now: datetime
    items: tuple[Item, ...] = ()
    known: tuple[Item, ...] = ()
    moved: tuple[Item, ...] = ()
    announce_at: datetime | None = None
    is_same: bool = False


@dataclass(frozen=True)
class SeriesList:
    """All series of a group, with their meetings that lie ahead."""

    group: GroupView
    now: datetime
    series: tuple[SeriesView, ...]
    ahead: Mapping[int, tuple[Item, ...]]


@dataclass(frozen=True)
class SeriesNotice:
    """Channels hear that a series was made or has ended; `items` are its meetings that this is about."""

    group: GroupView
    series: SeriesView
    items: tuple[Item, ...]
    by: str
