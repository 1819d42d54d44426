"""What an export is made of: a group's whole plan as plain values."""

from __future__ import annotations

from collections.abc import Callable, Mapping
from dataclasses import dataclass, field
from datetime import datetime
from typing import Any

from bot.core.group import GroupView
from bot.dates.when import When
from bot.plan.rules.items import Item, Status


@dataclass(frozen=True, slots=True)
class ExportedChange:
    """One entry of an item's history.

    `who` is a Slack user id, ``cli`` or ``bot``; None for somebody who was erased. `name` is what people
    call them. `before` and `after` hold the changed fields as in the JSON interface.
    """

    at: datetime
    who: str | None
    name: str | None
    action: str
    before: Mapping[str, Any]
    after: Mapping[str, Any]
    note: str | None
    undone: bool


@dataclass(frozen=True, slots=True)
class ExportedItem:
    """One item with what hangs on it.

    `owner` is written as an import reads it (``<@U…>`` or an agency), `owner_name` as people say it;
    `needs` pairs the keys of what comes first with whether that is only inferred; `history` is in order.
    """

    item: Item
    owner: str | None = None
    owner_name: str | None = None
    needs: tuple[tuple[str, bool], ...] = ()
    source_lines: tuple[int, ...] = ()
    source_text: str = ""
    history: tuple[ExportedChange, ...] = ()


@dataclass(frozen=True, slots=True)
class Original:
    """The group's own Word document, as it was read last: `said` has each item's row and the date it gives.

    Rows are counted from 1 through all tables of the document.
    """

    data: bytes
    said: Mapping[str, tuple[int, When]]


@dataclass(frozen=True, slots=True)
class PlanExport:
    """A group's plan at an instant, its items in plan order."""

    group: GroupView
    now: datetime
    items: tuple[ExportedItem, ...]
    original: Original | None = None
    marks: Mapping[str, str] = field(default_factory=dict)
    """By key, what is to be said beside an item of what has changed in it; nothing where nobody asked."""
    template: bytes | None = None
    """The group's own template for Word; None where its document, or a plain table, is the form."""


@dataclass(frozen=True, slots=True)
class Wording:
    """How dates (with the group's zone) and statuses are said to people, in the language in use."""

    when: Callable[[When, str], str]
    status: Callable[[Status], str]
