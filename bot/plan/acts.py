"""What can be done to items: the acts as values, each with the right it takes and what it is decided on."""

from __future__ import annotations

from dataclasses import dataclass, field
from typing import Any, ClassVar, Self

from bot.core.requests import PRIVATE, Act, Basis, private
from bot.core.rights import Need, Right
from bot.dates.understood import RemarkKind
from bot.dates.when import NO_DATE, When
from bot.plan.rules.items import Item, Kind, Status


@dataclass(frozen=True)
class ItemAct(Act):
    """An act on one item; what it is decided on are the fields of the item named in `DECIDED_ON`."""

    item_id: int

    RIGHT: ClassVar[Right] = Right.PLAN
    DECIDED_ON: ClassVar[tuple[str, ...]] = ()

    @classmethod
    def of(cls, item: Item, *values: Any, **named: Any) -> Self:  # noqa: ANN401 - the fields of the act
        """The act on an item as it stands now."""
        return cls(item.id, *values, basis=cls.basis_of(item), **named)

    @classmethod
    def basis_of(cls, item: Item) -> Basis:
        """What must still be so when the act is carried out."""
        return tuple(getattr(item, name) for name in cls.DECIDED_ON)

    def need(self, item: Item, _edit: object = None) -> Need:
        """The right that it takes."""
        return Need(self.RIGHT, item)


@dataclass(frozen=True)
class SetStatus(ItemAct):
    """Give an item a status, with a note; `done` on a meeting means held.

    To drop or cancel it, or to bring back what was, takes the right to plan it.
    """

    NAME = "set-status"
    RIGHT = Right.STATUS
    DECIDED_ON = ("status", "schedule_version")

    status: Status
    note: str | None = private()

    def need(self, item: Item, _edit: object = None) -> Need:
        """The right that it takes: more than a status where it gives an item up or brings it back."""
        is_planning = not GIVEN_UP.isdisjoint((item.status, self.status))
        return Need(Right.PLAN if is_planning else Right.STATUS, item)


@dataclass(frozen=True)
class SetNote(ItemAct):
    """Give an item a note, and leave its status as it is."""

    NAME = "note"
    RIGHT = Right.STATUS

    note: str = private("")


@dataclass(frozen=True)
class Cancel(ItemAct):
    """Cancel a meeting, or drop what is no meeting."""

    NAME = "cancel"
    RIGHT = Right.PLAN
    DECIDED_ON = ("status", "schedule_version")

    why: str | None = private()


@dataclass(frozen=True)
class SetDate(ItemAct):
    """Set or move a date. With `only_first` an item that has a day already keeps it."""

    NAME = "set-date"
    RIGHT = Right.PLAN
    DECIDED_ON = ("schedule_version",)

    when: When
    why: str | None = private()
    only_first: bool = False
    remarks: tuple[RemarkKind, ...] = field(default=(), compare=False)
    """What the answer must say of how the date was understood, such as that the hours stay."""


@dataclass(frozen=True)
class AnnounceNow(ItemAct):
    """Tell the channels of a new date at once, without the time in which it can be taken back."""

    NAME = "announce"
    RIGHT = Right.PLAN
    DECIDED_ON = ("schedule_version",)


@dataclass(frozen=True)
class AskAbout(ItemAct):
    """Ask nobody about an item any more, or ask again; its dates and posts in channels stay."""

    NAME = "ask-about"
    RIGHT = Right.STATUS

    asking: bool = False


@dataclass(frozen=True)
class KeepMonth(ItemAct):
    """Say that a meeting stays in its month: for two weeks nobody is asked for its date, but to decide."""

    NAME = "keep-month"
    RIGHT = Right.PLAN
    DECIDED_ON = ("schedule_version",)


@dataclass(frozen=True)
class EditItem(ItemAct):
    """Change details of an item; `fields` are JSON values by the names of the JSON interface."""

    NAME = "edit"
    RIGHT = Right.PLAN

    fields: dict[str, Any] = field(default_factory=dict, metadata=PRIVATE)

    def need(self, item: Item, _edit: object = None) -> Need:
        """The right that it takes: a lead may not take an item to other streams."""
        leaves = "streams" in self.fields and list(item.streams) != list(self.fields["streams"])
        return Need(Right.GOVERN if leaves else Right.PLAN, item)


@dataclass(frozen=True)
class ReturnItem(ItemAct):
    """Put an item back into the plan whose addition was taken back."""

    NAME = "return-item"
    RIGHT = Right.PLAN


@dataclass(frozen=True)
class AddItem(Act):
    """Add an item at the end of the plan; a meeting whose ordinal is taken gets the next free number."""

    NAME = "add"

    kind: Kind
    title: str = private("")
    streams: tuple[str, ...] = ()
    when: When = NO_DATE
    ordinal: int | None = None
    notes: str | None = private()

    def need(self, _nothing: object, _edit: object = None) -> Need:
        """The right that it takes: what belongs to no stream is the coordinator's."""
        return Need(Right.PLAN if self.streams else Right.GOVERN, None, self.streams)


GIVEN_UP = frozenset({Status.DROPPED, Status.CANCELLED})
