"""What the Home tab shows a person, as facts."""

from __future__ import annotations

from collections.abc import Mapping
from dataclasses import dataclass, field
from datetime import date
from typing import Any

from bot.core.group import GroupView
from bot.core.rights import Standing
from bot.plan.rules.items import Item
from bot.plan.rules.progress import StreamProgress
from bot.plan.rules.views import ChangeView
from bot.reminders.views import PersonNote


@dataclass(frozen=True, slots=True)
class HomeGroup:
    """One of a person's groups: what comes next in it and how it stands.

    `needs` is what needs the person now, beside their asks, and `sections` what features add below: blocks
    under headlines.
    """

    group: GroupView
    standing: Standing
    upcoming: tuple[Item, ...]
    streams: tuple[StreamProgress, ...]
    needs: tuple[Titled, ...] = ()
    sections: tuple[Titled, ...] = ()


Unit = list[dict[str, Any]]
"""Blocks that belong together."""
Titled = tuple[str, tuple[Unit, ...]]
"""A headline, marked for translation, and what stands below it."""


@dataclass(frozen=True, slots=True)
class HomeView:
    """All of it: `note` holds what needs the person now, `quiet_until` the day of the next ask.

    `news` are the latest changes since their last visit, without their own; `page` counts from 1.
    `revisions` are those of their groups as they were read, by id.
    """

    note: PersonNote
    groups: tuple[HomeGroup, ...]
    quiet_until: date | None = None
    news: tuple[tuple[GroupView, ChangeView], ...] = ()
    page: int = 1
    revisions: Mapping[int, int] = field(default_factory=dict)
