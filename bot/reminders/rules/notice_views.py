"""What notices say: plain, complete facts, ready to be worded."""

from __future__ import annotations

from collections.abc import Mapping
from dataclasses import dataclass
from datetime import date, datetime
from enum import Enum

from bot.core.group import GroupView
from bot.core.people import Contact
from bot.plan.rules.items import Item


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
    """Why somebody is asked again after a pause."""

    RETURNED = "returned"
    ASKED_FOR = "asked-for"


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
    """The messages that a channel missed while the bot was down."""

    group: GroupView
    now: datetime
    missed: tuple[MissedNotice, ...]
