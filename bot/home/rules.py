"""What the Home tab shows a person, as facts."""

from __future__ import annotations

from collections.abc import Mapping
from dataclasses import dataclass, field
from datetime import date

from bot.core.group import GroupView
from bot.core.rights import Standing
from bot.plan.rules.items import Item
from bot.plan.rules.progress import StreamProgress
from bot.plan.rules.views import ChangeView
from bot.reminders.rules.notice_views import PersonNote


@dataclass(frozen=True, slots=True)
class HomeGroup:
    """One of a person's groups: what comes next in it and how it stands."""

    group: GroupView
    standing: Standing
    upcoming: tuple[Item, ...]
    streams: tuple[StreamProgress, ...]


@dataclass(frozen=True, slots=True)
class HomeView:
    """All of it: `note` holds what needs the person now, `quiet_until` the day of the next ask.

    `news` are the latest changes since their last visit; `settings` what is set for them, in words.
    """

    note: PersonNote
    groups: tuple[HomeGroup, ...]
    quiet_until: date | None = None
    news: tuple[tuple[GroupView, ChangeView], ...] = ()
    settings: Mapping[str, str] = field(default_factory=dict)
