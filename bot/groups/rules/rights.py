"""Who may do what: the table of roles and rights."""

from __future__ import annotations

from dataclasses import dataclass
from enum import Enum

from bot.plan.rules.items import Item, Kind


class Act(Enum):
    """What rights are asked for; the value is the row of the table of rights."""

    READ = "read"
    REPLY = "reply"
    STATUS = "status"
    PLAN = "plan"
    GOVERN = "govern"


@dataclass(frozen=True, slots=True)
class Standing:
    """What one person is in one group. `cli` stands for whoever runs the command line."""

    person_id: int | None
    is_coordinator: bool = False
    lead_of: frozenset[str] = frozenset()
    is_member: bool = False
    agency: str | None = None
    is_owner: bool = False
    """Whether some item is theirs by name."""

    @property
    def is_observer(self) -> bool:
        """Whether they are not on the roster at all."""
        return not (self.is_coordinator or self.lead_of or self.is_member)

    def leads(self, streams: tuple[str, ...]) -> bool:
        """Whether they lead any of those streams."""
        return not self.lead_of.isdisjoint(streams)

    def owns(self, item: Item) -> bool:
        """Whether the item is theirs, by name or through their agency."""
        by_name = item.owner_id is not None and item.owner_id == self.person_id
        return by_name or (item.owner_agency is not None and item.owner_agency == self.agency)


CLI = Standing(person_id=None, is_coordinator=True)


def may(standing: Standing, act: Act, item: Item | None = None, streams: tuple[str, ...] = ()) -> bool:
    """Whether someone may do an act, on an item or (for a new item) in streams.

    Reading in the group's channels is free to observers; where that holds is decided by the caller.
    """
    if standing.is_coordinator:
        return True
    if act is Act.GOVERN:
        return False
    if act in (Act.READ, Act.REPLY):
        return not standing.is_observer
    labels = item.streams if item else streams
    if act is Act.STATUS and item is not None and standing.owns(item):
        return True
    if item is not None and (item.kind is Kind.CLOSURE or item.is_plenary):
        return False
    return standing.leads(labels)
