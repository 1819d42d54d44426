"""What notices say: plain, complete facts, ready to be worded."""

from __future__ import annotations

from collections.abc import Mapping
from dataclasses import dataclass, field
from datetime import date, datetime
from enum import Enum

from bot.core.group import GroupView
from bot.core.people import Contact
from bot.core.rights import Standing
from bot.dates.when import When
from bot.plan.rules.items import Item
from bot.plan.rules.views import ChangeView
from bot.reminders.rules.ladders import Ask


@dataclass(frozen=True, slots=True)
class MonthAhead:
    """The month ahead, for a channel: this month, a glance at the next, who answers for the undated."""

    group: GroupView
    now: datetime
    month: date
    this_month: tuple[Item, ...]
    next_month: tuple[Item, ...]
    asked: Mapping[str, tuple[Contact, ...]]
    stream: str | None = None


class Woken(Enum):
    """Why somebody hears again what was not asked of them for a while."""

    RETURNED = "returned"
    ASKED_FOR = "asked-for"


@dataclass(frozen=True, slots=True)
class PersonNote:
    """A person's note of a day: everything they are asked, over all their groups of the workspace.

    `late`: it should have come earlier; `opens_week`: it is the first of its week, the Monday note.
    `slots` are times to propose for meetings without a date, by item id (`slots.propose_slots`); `zones`
    are those of a group's people, the group's own first, by group id; `standings` what the person is, by
    group id (without one, all buttons show); `still_open` what a closing group has not finished, by group id.
    `woken`: it comes at the end of a pause.
    """

    contact: Contact
    now: datetime
    day: date
    asks: tuple[tuple[GroupView, Ask], ...]
    changed: tuple[tuple[GroupView, ChangeView], ...] = ()
    late: bool = False
    opens_week: bool = False
    slots: Mapping[int, tuple[When, ...]] = field(default_factory=dict)
    zones: Mapping[int, tuple[str, ...]] = field(default_factory=dict)
    standings: Mapping[int, Standing] = field(default_factory=dict)
    still_open: Mapping[int, tuple[Item, ...]] = field(default_factory=dict)
    woken: Woken | None = None


@dataclass(frozen=True, slots=True)
class PastItems:
    """Items of an import that lie in the past and are still open: asked about once."""

    group: GroupView
    items: tuple[Item, ...]
    now: datetime


@dataclass(frozen=True, slots=True)
class MissedNotice:
    """One notice that was due during downtime; `called` is what people call it."""

    called: str
    due_at: datetime
    items: tuple[Item, ...]


@dataclass(frozen=True, slots=True)
class Digest:
    """What was missed in a channel while the bot was down."""

    group: GroupView
    now: datetime
    missed: tuple[MissedNotice, ...]
