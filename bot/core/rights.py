"""Who may do what: the table of roles and rights."""

from __future__ import annotations

from dataclasses import dataclass
from enum import Enum
from typing import Protocol


class Right(Enum):
    """The rows of the table of rights."""

    EVERYBODY = "everybody"
    READ = "read"
    REPLY = "reply"
    STATUS = "status"
    PLAN = "plan"
    GOVERN = "govern"
    FOUND = "found"


class Owned(Protocol):
    """What belongs to streams and owners: an item of a plan."""

    @property
    def streams(self) -> tuple[str, ...]:
        """Labels of the streams it belongs to."""
        ...

    @property
    def owner_id(self) -> int | None:
        """The person who owns it."""
        ...

    @property
    def owner_agency(self) -> str | None:
        """The agency that owns it."""
        ...

    @property
    def is_for_coordinator(self) -> bool:
        """Whether leads may not plan it although it belongs to their stream."""
        ...


@dataclass(frozen=True, slots=True)
class Need:
    """What an act asks of its caller: a right, on something owned or (for what is new) in streams."""

    right: Right
    owned: Owned | None = None
    streams: tuple[str, ...] = ()

    @property
    def labels(self) -> tuple[str, ...]:
        """The streams whose leads come into question."""
        return self.owned.streams if self.owned is not None else self.streams


@dataclass(frozen=True, slots=True)
class Standing:
    """What one person is in one group; whoever runs the command line is a coordinator without a person."""

    person_id: int | None
    is_coordinator: bool = False
    lead_of: frozenset[str] = frozenset()
    is_member: bool = False
    agency: str | None = None
    is_owner: bool = False
    """Whether some item is theirs by name."""
    appoints: bool = False
    """Whether they may make a group, or appoint the coordinator of one that has none: whoever installed the
    bot, and the workspace's owners and admins."""

    @property
    def is_observer(self) -> bool:
        """Whether they are not on the roster at all."""
        return not (self.is_coordinator or self.lead_of or self.is_member)

    def leads(self, streams: tuple[str, ...]) -> bool:
        """Whether they lead any of those streams."""
        return not self.lead_of.isdisjoint(streams)

    def owns(self, owned: Owned) -> bool:
        """Whether something is theirs, by name or through their agency."""
        by_name = owned.owner_id is not None and owned.owner_id == self.person_id
        return by_name or (owned.owner_agency is not None and owned.owner_agency == self.agency)


CLI = Standing(person_id=None, is_coordinator=True, appoints=True)


def may(standing: Standing, right: Right, owned: Owned | None = None, streams: tuple[str, ...] = ()) -> bool:
    """Whether someone has a right, on something owned or (for what is new) in streams.

    Reading in the group's channels is free to observers; where that holds is decided by the caller.
    """
    return has(standing, Need(right, owned, streams))


def has(standing: Standing, need: Need) -> bool:
    """Whether someone has what an act asks for."""
    if need.right is Right.EVERYBODY or (standing.is_coordinator and need.right is not Right.FOUND):
        return True
    if need.right is Right.FOUND:
        return standing.appoints
    if need.right is Right.GOVERN:
        return False
    if need.right in (Right.READ, Right.REPLY):
        return not standing.is_observer
    if need.right is Right.STATUS and need.owned is not None and standing.owns(need.owned):
        return True
    if need.owned is not None and need.owned.is_for_coordinator:
        return False
    return standing.leads(need.labels)
