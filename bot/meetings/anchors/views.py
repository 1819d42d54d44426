"""What texts about anchors are made from."""

from __future__ import annotations

from collections.abc import Mapping
from dataclasses import dataclass
from datetime import datetime

from bot.core.group import GroupView
from bot.dates.when import When
from bot.plan.rules.anchors import Anchor
from bot.plan.rules.items import Item
from bot.plan.rules.squeeze import Squeezed

Moved = tuple[Item, Item]


@dataclass(frozen=True)
class AnchorChanged:
    """What became of an anchor: `was` is its date before (None: it is new); `moved` follows it.

    `announce_at` is when channels hear of it; `kept` are items that hang on it no more.
    """

    group: GroupView
    anchor: Anchor
    now: datetime
    was: When | None = None
    note: str | None = None
    moved: tuple[Moved, ...] = ()
    kept: tuple[Item, ...] = ()
    announce_at: datetime | None = None
    is_same: bool = False


@dataclass(frozen=True)
class AnchorsView:
    """All anchors of a group: `hanging` are the open items on each, `moves` how often it was moved."""

    group: GroupView
    now: datetime
    anchors: tuple[Anchor, ...]
    hanging: Mapping[str, tuple[Item, ...]]
    moves: Mapping[int, int]


@dataclass(frozen=True)
class AnchorIf:
    """An anchor on another date: what would follow it, before and after, and what that would squeeze."""

    group: GroupView
    anchor: Anchor
    to: When
    now: datetime
    moved: tuple[Moved, ...]
    squeezed: tuple[Squeezed, ...]


@dataclass(frozen=True)
class AnchorNotice:
    """Channels hear that an anchor has moved, with what has followed it: was → now."""

    group: GroupView
    anchor: Anchor
    was: When
    now: datetime
    moved: tuple[Moved, ...]
    why: str | None
    by: str
