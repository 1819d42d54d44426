"""What notices say that need more than rules: who comes to a meeting, and what a person is asked."""

from __future__ import annotations

from collections.abc import Mapping
from dataclasses import dataclass, field
from datetime import date, datetime

from bot.core.group import GroupView
from bot.core.people import Contact
from bot.core.rights import Standing
from bot.dates.when import When
from bot.meetings.actions.due_actions import ActionsAsked
from bot.meetings.preparing.rules import Lacking
from bot.meetings.replies.views import RepliesView
from bot.plan.rules.items import Item
from bot.plan.rules.views import ChangeView
from bot.reminders.rules.ladders import Ask
from bot.reminders.rules.notice_views import Woken


@dataclass(frozen=True, slots=True)
class MeetingNotice:
    """A dated meeting comes (`rung` week-before, hour-before), or its date was set or moved (was → now)."""

    group: GroupView
    item: Item
    now: datetime
    rung: str
    was: When | None = None
    why: str | None = None
    by: str | None = None
    replies: RepliesView | None = None
    """Who comes, where this is the newest card of the meeting."""
    followers: tuple[Item, ...] = ()
    """What counts from the meeting, and has the date that follows from it."""
    to_channel: bool = True
    """Else one person gets it, by mail."""


@dataclass(frozen=True, slots=True)
class PersonNote:
    """A person's note of a day: everything they are asked, over all their groups of the workspace.

    `late`: it should have come earlier; `opens_week`: it is the first of its week, the Monday note.
    `slots` are times to propose for meetings without a date, by item id (`slots.propose_slots`); `zones`
    are those of a group's people, the group's own first, by group id; `standings` what the person is, by
    group id (without one, all buttons show); `still_open` what a closing group has not finished, by group id;
    `actions` what they are to do out of meetings; `lacking` what their meetings lack, by item id; `woken`: it
    comes at the end of a pause.
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
    actions: tuple[ActionsAsked, ...] = ()
    lacking: Mapping[int, Lacking] = field(default_factory=dict)
    woken: Woken | None = None
