"""How long what is to be erased is kept, and what people see of it."""

from __future__ import annotations

from collections.abc import Mapping
from dataclasses import dataclass, field
from datetime import datetime, timedelta

from bot.core.group import GroupView

ERASURE = "erasure"
"""The kind of the notices to coordinators about a request to erase."""
ERASED_WITHIN = timedelta(days=30)
"""By when a request is carried out, whether or not a coordinator has agreed."""
KEPT_AFTER_UNINSTALL = timedelta(days=30)
"""How long a workspace's data waits for the bot to be installed again."""


@dataclass(frozen=True, slots=True)
class Stored:
    """How many rows are stored about a person, by table, and when they are to be erased (None: never)."""

    counts: Mapping[str, int] = field(default_factory=dict)
    erased_at: datetime | None = None


@dataclass(frozen=True, slots=True)
class ErasureNotice:
    """Somebody wants what is stored about them erased.

    `state` is ``open``, ``agreed``, ``done``, or ``kept`` where they have taken it back.
    """

    group: GroupView
    erasure_id: int
    user_id: str
    due_at: datetime | None
    state: str = "open"


@dataclass(frozen=True, slots=True)
class Asked:
    """What a request about somebody's data came to: until when it is carried out."""

    due_at: datetime
    is_same: bool = False
