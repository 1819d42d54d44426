"""The items of a workplan, as values: what rules decide on and messages show."""

from __future__ import annotations

import re
from dataclasses import dataclass
from datetime import date, datetime
from enum import StrEnum

from bot.dates.when import When

_SECRETARIAT = re.compile(
    r"\b(?:secretariat|secrétariat|coordinator|coordinateur|coordination)\b", re.IGNORECASE
)


class Kind(StrEnum):
    """What an item is."""

    __hash__ = str.__hash__  # Enum's own is written in Python, and these are keys everywhere

    MEETING = "meeting"
    DELIVERABLE = "deliverable"
    SUBMISSION = "submission"
    ACTIVITY = "activity"
    CLOSURE = "closure"


class Status(StrEnum):
    """How an item stands; the first six are for everything but meetings, the rest for meetings."""

    __hash__ = str.__hash__  # Enum's own is written in Python, and these are keys everywhere

    PLANNED = "planned"
    ON_TRACK = "on-track"
    AT_RISK = "at-risk"
    OFF_TRACK = "off-track"
    DONE = "done"
    DROPPED = "dropped"
    TO_SCHEDULE = "to-schedule"
    POLLING = "polling"
    SCHEDULED = "scheduled"
    HELD = "held"
    CANCELLED = "cancelled"


ITEM_STATUSES = (
    Status.PLANNED, Status.ON_TRACK, Status.AT_RISK, Status.OFF_TRACK, Status.DONE, Status.DROPPED,
)  # fmt: skip
MEETING_STATUSES = (
    Status.TO_SCHEDULE, Status.POLLING, Status.SCHEDULED, Status.HELD, Status.CANCELLED,
)  # fmt: skip
CLOSED = frozenset({Status.DONE, Status.DROPPED, Status.HELD, Status.CANCELLED})
SUCCEEDED = frozenset({Status.DONE, Status.HELD})
CALLED_OFF = frozenset({Status.DROPPED, Status.CANCELLED})


@dataclass(frozen=True, slots=True)
class Item:
    """One item of a plan as it stands now.

    `streams` are labels in plan order; `owner_id` a person's id, `owner_agency` an agency's name.
    `baseline` is the first date it had; `asking` tells whether people are
    asked about it, and `asking_coordinator` whether the coordinator is.
    `calendar_version` counts what calendars have to hear of; `changed_at` is its last change.
    `counts_from` is the relative date (6 weeks before an anchor or another item) from which `when` follows.
    Until `quiet_until` nobody is asked for its date, but to decide.
    """

    id: int
    key: str
    kind: Kind
    title: str
    when: When
    status: Status
    streams: tuple[str, ...] = ()
    ordinal: int | None = None
    position: int = 0
    tentative: bool = False
    owner_id: int | None = None
    owner_agency: str | None = None
    actor: str | None = None
    recipient: str | None = None
    forum: str | None = None
    purpose: str | None = None
    notes: str | None = None
    format: str | None = None
    length: str | None = None
    venue: str | None = None
    link: str | None = None
    agenda: tuple[str, ...] = ()
    recommendations: tuple[str, ...] = ()
    schedule_version: int = 1
    row_version: int = 1
    baseline: When | None = None
    asking: bool = True
    asking_coordinator: bool = True
    status_note: str | None = None
    calendar_version: int = 0
    changed_at: datetime | None = None
    counts_from: When | None = None
    quiet_until: date | None = None

    @property
    def is_meeting(self) -> bool:
        """Whether it is a meeting."""
        return self.kind is Kind.MEETING

    @property
    def is_open(self) -> bool:
        """Whether something is still to happen."""
        return self.status not in CLOSED

    @property
    def is_plenary(self) -> bool:
        """Whether it is a meeting of the whole group."""
        return self.is_meeting and not self.streams

    @property
    def is_done_by_coordinator(self) -> bool:
        """Whether the plan says that the group's secretariat does it: then nobody else is asked about it."""
        return self.actor is not None and _SECRETARIAT.search(self.actor) is not None

    @property
    def is_for_coordinator(self) -> bool:
        """Whether only the coordinator may plan it: what belongs to the whole group."""
        return self.kind is Kind.CLOSURE or self.is_plenary

    def is_over(self, now: datetime, group_zone: str) -> bool:
        """Whether its whole period has passed and it is still open."""
        end = self.when.ends_at(group_zone)
        return self.is_open and end is not None and end <= now

    def is_overdue(self, now: datetime, group_zone: str) -> bool:
        """Whether somebody is late with it."""
        return self.can_be_late and self.is_over(now, group_zone)

    @property
    def can_be_late(self) -> bool:
        """Whether somebody is late once it is over; a meeting then only waits to be called held."""
        return not (self.is_meeting and self.when.is_dated)

    def sort_key(self) -> str:
        """By date; within one period meetings by stream, then plenaries, then the rest in plan order.

        A stream's number counts as a number: WS2 comes before WS10.
        """
        rank = "2" if not self.is_meeting else "1" if self.is_plenary else f"0{self.streams[0]}"
        rank = re.sub(r"\d+", lambda number: number[0].zfill(6), rank)
        return f"{self.when.sort_key()}|{rank}|{self.position:06d}"


def statuses_for(kind: Kind) -> tuple[Status, ...]:
    """The statuses an item of that kind can have."""
    return MEETING_STATUSES if kind is Kind.MEETING else ITEM_STATUSES


def first_status(kind: Kind, when: When) -> Status:
    """The status a new item begins with: a meeting that has a date is scheduled."""
    if kind is not Kind.MEETING:
        return Status.PLANNED
    return Status.SCHEDULED if when.is_dated else Status.TO_SCHEDULE


_MEETING_FORM = {
    Status.DONE: Status.HELD,
    Status.DROPPED: Status.CANCELLED,
    Status.PLANNED: Status.TO_SCHEDULE,
}
_ITEM_FORM = {Status.HELD: Status.DONE, Status.CANCELLED: Status.DROPPED}


def meant_status(item: Item, status: Status) -> Status:
    """The status that is meant of an item of its kind: a meeting that is done was held."""
    meant = (_MEETING_FORM if item.is_meeting else _ITEM_FORM).get(status, status)
    return Status.SCHEDULED if meant is Status.TO_SCHEDULE and item.when.is_dated else meant
