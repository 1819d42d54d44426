"""What a group is, as values: its streams and channels, its people, and the rules of its reminders."""

from __future__ import annotations

from collections.abc import Mapping
from dataclasses import dataclass, field
from datetime import time

from bot.core.people import Roster
from bot.core.rights import Owned, Standing
from bot.dates.working_days import WorkingDays

POSTING_TIME = time(9)
"""When what has no hour of its own is said, on the clock of the group or the person."""


@dataclass(frozen=True, slots=True)
class StreamView:
    """A stream: its label, its name if known, its own channel if it has one."""

    label: str
    name: str | None = None
    channel_id: str | None = None


@dataclass(frozen=True, slots=True)
class GroupView:
    """A group as messages name it; `language` is ``en``, ``fr`` or ``both``, for its channels and lists."""

    id: int
    team_id: str
    label: str
    name: str
    zone: str
    channel_id: str | None
    streams: tuple[StreamView, ...] = ()
    reminders_on: bool = False
    is_empty: bool = False
    language: str = "en"
    holiday_region: str | None = None

    @property
    def labels(self) -> tuple[str, ...]:
        """The streams' labels in order."""
        return tuple(stream.label for stream in self.streams)

    def channels_of(self, item: Owned) -> tuple[str, ...]:
        """Where an item is spoken of: its streams' own channels, else the group's."""
        own = {stream.label: stream.channel_id for stream in self.streams}
        found = [own.get(label) or self.channel_id for label in item.streams] or [self.channel_id]
        return tuple(dict.fromkeys(channel for channel in found if channel))


@dataclass(frozen=True)
class Ladder:
    """The offsets of a group. Weeks and days count from the begin or end of an item's period.

    `first_ask_weeks`: how many weeks before its period a meeting without date is first asked about
    (plenary, team meeting). `ask_weeks`: in which weeks from there, or from the end of what is overdue.
    `coordinator_weeks` and `decide_weeks`: those in which the coordinator hears of it, and decides.
    `announced_weeks`, `agenda_weeks` and `…_papers_weeks`: how long before a meeting these have to be there.
    """

    plenary_first_ask_weeks: int = 8
    team_first_ask_weeks: int = 6
    ask_weeks: tuple[int, ...] = (0, 2, 4, 6, 8)
    coordinator_weeks: tuple[int, ...] = (4, 8)
    decide_weeks: tuple[int, ...] = (8,)
    decide_working_days: int = 10
    days_before_meeting: int | None = 7
    minutes_before_meeting: int | None = 60
    working_days_before_due: int = 1
    closure_weeks: int = 8
    announced_weeks: int = 4
    agenda_weeks: int = 3
    plenary_papers_weeks: int = 2
    team_papers_weeks: int = 1


@dataclass(frozen=True)
class Rules:
    """What ladders depend on beside the item: zone, working days and offsets of the group."""

    zone: str
    days: WorkingDays = field(default_factory=WorkingDays)
    ladder: Ladder = field(default_factory=Ladder)


NO_GROUP = 0
"""The id that stands for a group that is not made yet."""


@dataclass(frozen=True)
class GroupFacts:
    """A group, its people and its rules, as of one revision."""

    revision: int
    group: GroupView
    roster: Roster
    standings: Mapping[int, Standing]
    rules: Rules

    def standing_of(self, person_id: int | None) -> Standing:
        """What a person is in the group; whoever is not on the roster is an observer."""
        known = self.standings.get(person_id) if person_id is not None else None
        return known or Standing(person_id=person_id)
