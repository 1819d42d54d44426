"""What notices say that need more than rules: who comes to a meeting."""

from __future__ import annotations

from dataclasses import dataclass
from datetime import datetime

from bot.core.group import GroupView
from bot.dates.when import When
from bot.meetings.replies.views import RepliesView
from bot.plan.rules.items import Item


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
