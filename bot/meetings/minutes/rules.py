"""Minutes as values: how far they are, and all that they say."""

from __future__ import annotations

from collections.abc import Mapping
from dataclasses import dataclass, field
from datetime import date, datetime
from enum import StrEnum

from bot.core.group import GroupView
from bot.dates.wall_time import local
from bot.dates.working_days import WorkingDays
from bot.meetings.actions.rules import ActionItem, DecisionItem
from bot.meetings.agenda.rules import Point
from bot.meetings.attendance.rules import Participant
from bot.plan.rules.items import Item

SILENCE_WORKING_DAYS = 10
"""How long circulated minutes wait at least until nobody's objection adopts them."""


class MinutesState(StrEnum):
    """How far minutes are."""

    DRAFT = "draft"
    CIRCULATED = "circulated"
    ADOPTED = "adopted"


@dataclass(frozen=True, slots=True)
class Addendum:
    """A correction of adopted minutes."""

    number: int
    note: str


@dataclass(frozen=True, slots=True)
class MinutesRecord:
    """How far the minutes of one meeting are; `file_name` is that of the file that is their text."""

    item_id: int
    state: MinutesState = MinutesState.DRAFT
    note: str | None = None
    note_taker_id: int | None = None
    comments_until: date | None = None
    circulated_at: datetime | None = None
    adopted_at: datetime | None = None
    adopted_by: int | None = None
    file_name: str | None = None
    addenda: tuple[Addendum, ...] = ()


@dataclass(frozen=True)
class MinutesBook:
    """The part of a group's snapshot that is its minutes, by meeting."""

    records: Mapping[int, MinutesRecord] = field(default_factory=dict)

    def of(self, item_id: int) -> MinutesRecord:
        """The minutes of a meeting; a draft where nothing is stored."""
        return self.records.get(item_id) or MinutesRecord(item_id)


@dataclass(frozen=True, slots=True)
class MinutesView:
    """All that minutes say.

    `went_to` tells by the id of a point where it was carried; `following` is the next meeting of the series,
    `adopted_by` the key of the meeting that adopted them.
    """

    group: GroupView
    item: Item
    now: datetime
    record: MinutesRecord
    state: MinutesState
    silence_day: date | None
    participants: tuple[Participant, ...]
    points: tuple[Point, ...]
    decisions: tuple[DecisionItem, ...]
    actions: tuple[ActionItem, ...]
    owners: Mapping[int, str]
    went_to: Mapping[int, str]
    following: Item | None = None
    adopted_by: str | None = None
    note_taker: str | None = None


@dataclass(frozen=True, slots=True)
class MinutesChanged:
    """What an act came to; `told` names what it did, `text` what was written."""

    group: GroupView
    item: Item
    told: str
    record: MinutesRecord
    text: str | None = None
    is_same: bool = False


def silence_day(record: MinutesRecord, days: WorkingDays, zone: str) -> date | None:
    """The last day on which circulated minutes can be objected to; None where they are not circulated."""
    if record.circulated_at is None or record.comments_until is None:
        return None
    first = days.add(local(record.circulated_at, zone).date(), SILENCE_WORKING_DAYS)
    return max(first, record.comments_until)


def state_of(record: MinutesRecord, days: WorkingDays, zone: str, now: datetime) -> MinutesState:
    """How far minutes are by now: those that nobody objected to in time are adopted."""
    last = silence_day(record, days, zone)
    is_silent = last is not None and local(now, zone).date() > last
    if record.state is MinutesState.CIRCULATED and is_silent:
        return MinutesState.ADOPTED
    return record.state
