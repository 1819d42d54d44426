"""Points of agendas as values, and what a group's agendas are together."""

from __future__ import annotations

from collections.abc import Iterable, Mapping, Sequence
from dataclasses import dataclass, field
from datetime import datetime
from enum import StrEnum
from functools import cached_property

from bot.core.group import GroupView
from bot.dates.wall_time import local
from bot.dates.when import Precision
from bot.meetings.actions.rules import ActionItem
from bot.plan.rules.items import Item, Status
from bot.plan.rules.plan import Plan
from bot.plan.rules.point_states import ON_AGENDA, OPEN_POINT, PointState

HALF_DAY, FULL_DAY = 210, 420
"""How many minutes a meeting of half a day or a full day has for its points."""
MOST_POINTS = 60


class PointKind(StrEnum):
    """What a point is for."""

    INFORMATION = "information"
    DISCUSSION = "discussion"
    DECISION = "decision"


class Duty(StrEnum):
    """What the bot does with a standing point."""

    NONE = ""
    MINUTES = "minutes"
    ACTIONS = "actions"


class Meetings(StrEnum):
    """The kinds of meetings that have standing points of their own."""

    PLENARY = "plenary"
    TEAM = "team"


@dataclass(frozen=True, slots=True)
class PointPaper:
    """A paper of a point: its language, such as ``en`` or "", and its address.

    One that is open is shown to whoever reads the plan page.
    """

    language: str
    url: str
    is_open: bool = False


@dataclass(frozen=True, slots=True)
class PointLine:
    """A point as one line says it; `point_id` is the point that the line was, None of a new one.

    `speaker` is a mention (``<@U1>``) or a name.
    """

    text: str
    minutes: int | None = None
    speaker: str | None = None
    kind: PointKind | None = None
    papers: tuple[PointPaper, ...] = ()
    point_id: int | None = None


@dataclass(frozen=True, slots=True)
class Point:
    """A point of an agenda as it stands now."""

    id: int
    item_id: int
    text: str
    state: PointState = PointState.ACCEPTED
    position: int = 0
    is_listed: bool = True
    minutes: int | None = None
    speaker: str | None = None
    kind: PointKind | None = None
    papers: tuple[PointPaper, ...] = ()
    note: str | None = None
    why: str | None = None
    standing: str | None = None
    carried_from: int | None = None
    proposed_by: int | None = None

    @property
    def is_open(self) -> bool:
        """Whether it is still to be dealt with."""
        return self.state in OPEN_POINT

    @property
    def is_on_agenda(self) -> bool:
        """Whether the agenda lists it."""
        return self.is_listed and self.state in ON_AGENDA

    @property
    def can_be_carried(self) -> bool:
        """Whether it goes on where it stays open: standing points are made anew for each meeting."""
        return self.is_open and self.standing is None

    @property
    def line(self) -> PointLine:
        """The line that says it."""
        return PointLine(self.text, self.minutes, self.speaker, self.kind, self.papers, self.id)


@dataclass(frozen=True)
class AgendaBook:
    """The part of a group's snapshot that is its agendas.

    `points` are all points by meeting, in order, without those that are nowhere; `published` tells since when
    an agenda is no draft.
    """

    points: Mapping[int, tuple[Point, ...]] = field(default_factory=dict)
    published: Mapping[int, datetime] = field(default_factory=dict)

    @cached_property
    def by_id(self) -> dict[int, Point]:
        """The points by id."""
        return {point.id: point for points in self.points.values() for point in points}

    @cached_property
    def carried_to(self) -> dict[int, Point]:
        """By the id of a point, the point that it became on another agenda."""
        return {point.carried_from: point for point in self.by_id.values() if point.carried_from is not None}

    def of(self, item_id: int) -> tuple[Point, ...]:
        """What the agenda of a meeting lists, in order."""
        return tuple(point for point in self.points.get(item_id, ()) if point.is_on_agenda)

    def proposed(self, item_id: int) -> tuple[Point, ...]:
        """What was proposed for a meeting and waits for its lead."""
        return tuple(point for point in self.points.get(item_id, ()) if point.state is PointState.PROPOSED)

    def open_at(self, item_id: int) -> tuple[Point, ...]:
        """What is open at a meeting and would go on."""
        return tuple(point for point in self.points.get(item_id, ()) if point.can_be_carried)


@dataclass(frozen=True, slots=True)
class AgendaView:
    """The agenda of one meeting, with all that its message says.

    `left` are points that are open at earlier meetings; `next_meeting` is where points are carried to;
    `to_review` are the actions of this kind of meetings that are open and due by then.
    """

    group: GroupView
    item: Item
    points: tuple[Point, ...]
    proposed: tuple[Point, ...]
    now: datetime
    is_published: bool
    has_standing: bool
    next_meeting: Item | None = None
    left: tuple[Point, ...] = ()
    came_from: Mapping[int, str] = field(default_factory=dict)
    went_to: Mapping[int, str] = field(default_factory=dict)
    to_review: tuple[ActionItem, ...] = ()


class Told(StrEnum):
    """What an act did to an agenda."""

    ADDED = "added"
    PROPOSED = "proposed"
    ACCEPTED = "accepted"
    DROPPED = "dropped"
    CARRIED = "carried"
    GIVEN = "given"
    PLACED = "placed"
    CHANGED = "changed"
    EDITED = "edited"
    TAKEN = "taken"
    STANDING = "standing"
    PUBLISHED = "published"
    SETTLED = "settled"


@dataclass(frozen=True, slots=True)
class AgendaChanged:
    """What an act came to: the points it touched, and all that the agenda lists now.

    `other` is another meeting that points went to or came from; `owner` to whom they went instead; `counts`
    are how many points were dealt with, carried on, given to somebody and dropped.
    """

    group: GroupView
    item: Item
    told: Told
    touched: tuple[Point, ...]
    points: tuple[Point, ...]
    is_same: bool = False
    other: Item | None = None
    owner: str | None = None
    why: str | None = None
    action: str | None = None
    counts: tuple[int, int, int, int] = (0, 0, 0, 0)


def minutes_of(points: Iterable[Point]) -> int:
    """How long the points of an agenda take together, as far as that is said."""
    return sum(point.minutes or 0 for point in points)


def length_of(item: Item) -> int | None:
    """How many minutes a meeting has; None where nothing says that."""
    when = item.when
    if when.precision is Precision.EXACT and when.start and when.end:
        start, end = datetime.fromisoformat(when.start), datetime.fromisoformat(when.end)
        return int((end - start).total_seconds()) // 60
    if item.length is not None and item.length.isdecimal():
        return int(item.length)
    known = {"half-day": HALF_DAY, "full-day": FULL_DAY}
    if when.precision is Precision.HALF_DAY and when.end is None:
        return HALF_DAY
    return known.get(item.length or "")


def meetings_kind(item: Item) -> Meetings:
    """Which standing points a meeting has."""
    return Meetings.PLENARY if item.is_plenary else Meetings.TEAM


def series_of(plan: Plan, item: Item) -> list[Item]:
    """The meetings of the same streams (of none: the plenaries), in order of date."""
    same = [one for one in plan.items if one.is_meeting and set(one.streams) == set(item.streams)]
    return sorted(same, key=Item.sort_key)


def next_meeting(plan: Plan, item: Item) -> Item | None:
    """The next meeting of the same series that is still to be held: where open points go."""
    later = [one for one in series_of(plan, item) if one.sort_key() > item.sort_key() and one.is_open]
    return next((one for one in later if one.id != item.id), None)


def is_past(item: Item, now: datetime, zone: str) -> bool:
    """Whether a meeting has been: it is closed, or its time is over."""
    return not item.is_open or item.is_over(now, zone)


def left_open(plan: Plan, book: AgendaBook, item: Item, now: datetime, zone: str) -> tuple[Point, ...]:
    """The points that are open at meetings of the same series that have been or were cancelled."""
    before = [
        one
        for one in series_of(plan, item)
        if one.id != item.id
        and is_past(one, now, zone)
        and (one.sort_key() <= item.sort_key() or one.status is Status.CANCELLED)
    ]
    return tuple(point for one in before for point in book.open_at(one.id))


def has_standing(points: Sequence[Point]) -> bool:
    """Whether an agenda has its standing points."""
    return any(point.standing is not None for point in points)


def day_of(at: datetime, zone: str) -> str:
    """The day of an instant in a zone."""
    return local(at, zone).date().isoformat()
