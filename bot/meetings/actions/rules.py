"""Decisions and actions as values."""

from __future__ import annotations

from collections.abc import Iterable
from dataclasses import dataclass
from datetime import date
from enum import StrEnum
from functools import cached_property

from bot.core.group import GroupView
from bot.plan.rules.items import Item


class ActionState(StrEnum):
    """How an action stands; `removed`: that it was added was taken back, so it is nowhere."""

    OPEN = "open"
    DONE = "done"
    DROPPED = "dropped"
    REMOVED = "removed"


@dataclass(frozen=True, slots=True)
class ActionItem:
    """An action as it stands now; `streams` and `is_plenary` are those of the meeting that it comes from."""

    id: int
    number: int
    text: str
    state: ActionState = ActionState.OPEN
    item_id: int | None = None
    point_id: int | None = None
    is_carried: bool = False
    owner_id: int | None = None
    owner_user: str | None = None
    owner_agency: str | None = None
    due: date | None = None
    note: str | None = None
    streams: tuple[str, ...] = ()
    is_plenary: bool = True
    is_done_by_coordinator: bool = False
    version: int = 1

    @property
    def key(self) -> str:
        """What people call it: ``A34``."""
        return f"A{self.number}"

    @property
    def is_open(self) -> bool:
        """Whether it is still to be done."""
        return self.state is ActionState.OPEN

    @property
    def is_for_coordinator(self) -> bool:
        """Whether leads may not plan it: it comes from a plenary."""
        return self.is_plenary

    def is_overdue(self, today: date) -> bool:
        """Whether its day has passed and it is still open."""
        return self.is_open and self.due is not None and self.due < today


@dataclass(frozen=True, slots=True)
class DecisionItem:
    """A decision as it stands now."""

    id: int
    number: int
    text: str
    item_id: int
    point_id: int | None = None

    @property
    def key(self) -> str:
        """What people call it: ``D12``."""
        return f"D{self.number}"


@dataclass(frozen=True)
class Outcomes:
    """The part of a group's snapshot that is its actions, by number."""

    actions: tuple[ActionItem, ...] = ()

    @cached_property
    def by_id(self) -> dict[int, ActionItem]:
        """The actions by id."""
        return {action.id: action for action in self.actions}

    @cached_property
    def by_number(self) -> dict[int, ActionItem]:
        """The actions by number."""
        return {action.number: action for action in self.actions}

    def of(self, item_id: int) -> tuple[ActionItem, ...]:
        """The actions that come from one meeting."""
        return tuple(one for one in self.actions if one.item_id == item_id)


@dataclass(frozen=True, slots=True)
class ActionChanged:
    """What came of an action or a decision; `before` is None where it is new."""

    group: GroupView
    action: ActionItem | None
    before: ActionItem | None = None
    decision: DecisionItem | None = None
    item: Item | None = None
    is_same: bool = False


def in_order(actions: Iterable[ActionItem]) -> list[ActionItem]:
    """Open ones first, the most pressing first; then by number."""
    return sorted(actions, key=lambda one: (not one.is_open, one.due or date.max, one.number))
