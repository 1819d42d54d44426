"""What texts about replies are made from."""

from __future__ import annotations

from dataclasses import dataclass
from datetime import datetime

from bot.core.group import GroupView
from bot.core.people import Roster
from bot.meetings.invited.rules import Body, Voice
from bot.meetings.replies.rules import Attending, Reply
from bot.plan.rules.items import Item


@dataclass(frozen=True)
class RepliesView:
    """A meeting and who comes to it."""

    group: GroupView
    item: Item
    attending: Attending
    body: Body
    roster: Roster
    now: datetime


@dataclass(frozen=True)
class Replied:
    """What a reply came to; `before` is what the same person had said of this date."""

    view: RepliesView
    reply: Reply
    voice: Voice
    before: Reply | None = None
    is_own: bool = True
    is_same: bool = False
