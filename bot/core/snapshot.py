"""A group as it stood at one revision: what every look, and the understanding of words, is a function of.

All parts are read in one transaction, so that nobody ever sees half of a change. What was read is kept by the
revision of the group; every change counts that up in its own transaction, whichever process makes it.
"""

from __future__ import annotations

from collections import OrderedDict
from collections.abc import Callable, Mapping, Sequence
from dataclasses import dataclass
from threading import Lock
from typing import Any, Generic, TypeVar, cast

from sqlalchemy.orm import Session

from bot.core.group import GroupFacts

MOST_ITEMS = 20_000
"""How many items all kept snapshots hold together; what was asked for longest ago goes first."""
P = TypeVar("P")


@dataclass(frozen=True)
class Part(Generic[P]):
    """A feature's part of the snapshot: its type, how it is read, and how many items it counts for."""

    type: type[P]
    read: Callable[[Session, int], P]
    weight: Callable[[P], int] = lambda _part: 0


@dataclass(frozen=True)
class Snapshot:
    """One group at one revision; immutable. `snapshot[Plan]` is the part of that type."""

    facts: GroupFacts
    parts: Mapping[type[Any], Any]
    weight: int

    def __getitem__(self, kind: type[P]) -> P:
        return cast(P, self.parts[kind])


class Snapshots:
    """The snapshots of all groups that were looked at lately."""

    def __init__(
        self,
        facts: Callable[[Session, int, int | None], GroupFacts],
        parts: Sequence[Part[Any]],
        most_items: int = MOST_ITEMS,
    ) -> None:
        self._facts = facts
        self._parts = parts
        self._most = most_items
        self._kept: OrderedDict[int, Snapshot] = OrderedDict()
        self._weight = 0
        self._lock = Lock()

    def of(self, session: Session, group_id: int, revision: int | None = None) -> Snapshot:
        """A group as the transaction of `session` sees it; `revision` where that was read in it already."""
        facts = self._facts(session, group_id, revision)
        with self._lock:
            kept = self._kept.get(group_id)
            if kept is not None and kept.facts.revision == facts.revision:
                self._kept.move_to_end(group_id)
                return kept
        found = self.read(session, facts)
        with self._lock:
            self._keep(group_id, found)
        return found

    def read(self, session: Session, facts: GroupFacts) -> Snapshot:
        """The same without keeping it: for a transaction that may have changed what it reads."""
        parts = {part.type: part.read(session, facts.group.id) for part in self._parts}
        weight = 1 + sum(part.weight(parts[part.type]) for part in self._parts)
        return Snapshot(facts, parts, weight)

    def _keep(self, group_id: int, snapshot: Snapshot) -> None:
        known = self._kept.pop(group_id, None)
        if known is not None:
            self._weight -= known.weight
            if known.facts.revision > snapshot.facts.revision:
                snapshot = known
        self._kept[group_id] = snapshot
        self._weight += snapshot.weight
        while self._weight > self._most and len(self._kept) > 1:
            self._weight -= self._kept.popitem(last=False)[1].weight
