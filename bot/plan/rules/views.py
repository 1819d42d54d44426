"""What services hand to messages: plain, complete facts about the plan, ready to be worded."""

from __future__ import annotations

from collections.abc import Iterable, Mapping
from dataclasses import dataclass, field, replace
from datetime import datetime
from typing import Any

from bot.core.group import GroupView
from bot.core.people import Contact, Reader, Roster
from bot.dates.when import When
from bot.plan.rules.anchors import Anchors
from bot.plan.rules.items import Item
from bot.plan.rules.progress import StreamProgress
from bot.plan.rules.squeeze import Squeezed


@dataclass(frozen=True, slots=True)
class Page:
    """A list of items: those to be shown, and how many there are.

    Told of apart are what is `overdue`, and meetings that are `over` and wait to be called held. `anchors`
    are dates of other bodies.
    """

    group: GroupView
    items: tuple[Item, ...]
    total: int
    now: datetime
    overdue: tuple[Item, ...] = ()
    over: tuple[Item, ...] = ()
    anchors: Anchors = field(default_factory=Anchors)


PRESUMED = "presumed"
"""The note of the bot where it takes a meeting for held, since nobody answered."""


@dataclass(frozen=True, slots=True)
class ChangeView:
    """One entry of an item's history; `before` and `after` hold JSON values by field name."""

    id: int
    at: datetime
    who: str
    action: str
    before: Mapping[str, Any]
    after: Mapping[str, Any]
    note: str | None = None
    key: str = ""
    title: str = ""
    undone: bool = False


def without_notes(changes: Iterable[ChangeView]) -> tuple[ChangeView, ...]:
    """A history as observers see it: what was changed, when and by whom; not why, and no bare notes."""
    return tuple(
        replace(change, before=_unnoted(change.before), after=_unnoted(change.after), note=None)
        for change in changes
        if {*change.before, *change.after} != {"status_note"}
    )


def _unnoted(values: Mapping[str, Any]) -> dict[str, Any]:
    return {name: value for name, value in values.items() if name != "status_note"}


@dataclass(frozen=True, slots=True)
class ItemDetail:
    """One item whole. `needs` and `needed_by` pair an item with whether that is only inferred.

    `base` is the name and the date of what its own date counts from.
    """

    group: GroupView
    item: Item
    roster: Roster
    now: datetime
    needs: tuple[tuple[Item, bool], ...] = ()
    needed_by: tuple[tuple[Item, bool], ...] = ()
    changes: tuple[ChangeView, ...] = ()
    moves: int = 0
    drift_days: int | None = None
    source_lines: tuple[int, ...] = ()
    base: tuple[str, When] | None = None


@dataclass(frozen=True, slots=True)
class StatusView:
    """Traffic lights, what is overdue, and what changed since the last plenary (None: ever)."""

    group: GroupView
    now: datetime
    streams: tuple[StreamProgress, ...]
    plenary: Item | None
    changes: tuple[ChangeView, ...]
    items: Mapping[str, Item] = field(default_factory=dict)
    """All items of the report by key."""


@dataclass(frozen=True, slots=True)
class WhoView:
    """The roles of a group; `stream` narrows it to one. `agencies`: name → its representatives."""

    group: GroupView
    roster: Roster
    agencies: Mapping[str, tuple[Contact, ...]] = field(default_factory=dict)
    stream: str | None = None


@dataclass(frozen=True, slots=True)
class AboutMe:
    """What concerns a person in a group and all that is stored about them."""

    group: GroupView
    reader: Reader
    now: datetime
    items: tuple[Item, ...]
    stored: Mapping[str, str]


@dataclass(frozen=True, slots=True)
class Changed:
    """The result of a change: the item before (None: it is new) and after, and what comes of it.

    `fields`: what an edit changed, by the names of the JSON interface; `announce_at`: when the channels hear
    of it (None: they do not); `channels`: which ones; `taken_ordinal`: the wished number was taken;
    `already`: nothing changed, the state was that already (the change that made it so, if known);
    `is_removed`: it was added by mistake, and has left the plan; `open_points`: how many points are left open
    on the agenda of a meeting that has just been closed; `followers`: what counts from the item, before and
    after it has followed; `base`: the name of what its date counts from, or counted from before; `owner`: the
    person who owns the item by name.
    """

    group: GroupView
    item: Item
    before: Item | None
    now: datetime
    note: str | None = None
    fields: tuple[str, ...] = ()
    announce_at: datetime | None = None
    channels: tuple[str, ...] = ()
    taken_ordinal: int | None = None
    already: ChangeView | None = None
    is_same: bool = False
    conflicts: tuple[Item, ...] = ()
    late_dependents: tuple[Item, ...] = ()
    is_removed: bool = False
    open_points: int = 0
    followers: tuple[tuple[Item, Item], ...] = ()
    base: str | None = None
    owner: Contact | None = None


@dataclass(frozen=True, slots=True)
class WhatIfView:
    """What a move would bring, without moving: notices that go and come, items that wait for it.

    `moved` are items that count from it, before and after; `squeezed` what would have fewer working days.
    """

    group: GroupView
    item: Item
    to: When
    now: datetime
    drift_days: int | None
    dependents: tuple[Item, ...]
    conflicts: tuple[Item, ...]
    rungs: tuple[tuple[str, datetime], ...]
    moved: tuple[tuple[Item, Item], ...] = ()
    squeezed: tuple[Squeezed, ...] = ()


@dataclass(frozen=True, slots=True)
class PlannedNotice:
    """A message the bot will send: `key` names it for *Skip*; `about` are the items it speaks of.

    `kind` is the name of its kind, `called` what people call it.
    """

    key: str
    kind: str
    called: str
    due_at: datetime
    recipient: str
    to_person: bool
    about: tuple[Item, ...] = ()
    skipped: bool = False


@dataclass(frozen=True, slots=True)
class Forecast:
    """All that the bot will send within some days; `shared` where a whole channel reads it."""

    group: GroupView
    now: datetime
    days: int
    notices: tuple[PlannedNotice, ...]
    shared: bool = False
