"""A group as it stood at one revision: what every look, and the understanding of words, is a function of.

A part is read when it is first asked for, in a transaction that sees the same revision, so that nobody ever
sees half of a change. What was read is kept by the revision of the group; every change counts that up in its
own transaction, whichever process makes it.
"""

from __future__ import annotations

from collections import OrderedDict
from collections.abc import Callable, Iterator, Mapping, Sequence
from dataclasses import dataclass, field
from threading import Lock
from typing import Any, Generic, TypeVar, cast

from sqlalchemy.orm import Session

from bot.core.group import GroupFacts

MOST_ITEMS = 20_000
"""How many items all kept snapshots hold together; what was asked for longest ago goes first."""
P = TypeVar("P")


@dataclass(frozen=True)
class Part(Generic[P]):
    """A feature's part of the snapshot: its type, how it is read, and how many items it counts for.

    `of_people` says that it is as it was as long as the group's facts are; an act that changes it says so
    with `Edit.changes_people`.
    """

    type: type[P]
    read: Callable[[Session, int], P]
    weight: Callable[[P], int] = lambda _part: 0
    of_people: bool = False


@dataclass(frozen=True)
class Snapshot:
    """One group at one revision. `snapshot[Plan]` is the part of that type."""

    facts: GroupFacts
    parts: Mapping[type[Any], Any]

    def __getitem__(self, kind: type[P]) -> P:
        return cast(P, self.parts[kind])


@dataclass
class _Kept:
    """What was read of a group at one revision so far."""

    facts: GroupFacts
    parts: dict[type[Any], Any] = field(default_factory=dict)
    weight: int = 1


class _Parts(Mapping[type[Any], Any]):
    """Parts that are read when they are first asked for, in the transaction that saw their revision."""

    def __init__(
        self, kept: _Kept, parts: Mapping[type[Any], Part[Any]], session: Session, grown: Callable[[], None]
    ) -> None:
        self._kept = kept
        self._parts = parts
        self._session = session
        self._grown = grown

    def __getitem__(self, kind: type[Any]) -> Any:  # noqa: ANN401 - a part of that type
        if kind not in self._kept.parts:
            part = self._parts[kind]
            if not self._session.in_transaction():
                raise RuntimeError(f"{kind.__name__} is asked for after the transaction of its snapshot")
            found = part.read(self._session, self._kept.facts.group.id)
            self._kept.parts[kind] = found
            self._kept.weight += part.weight(found)
            self._grown()
        return self._kept.parts[kind]

    def __iter__(self) -> Iterator[type[Any]]:
        return iter(self._parts)

    def __len__(self) -> int:
        return len(self._parts)


class Snapshots:
    """The snapshots of all groups that were looked at lately."""

    def __init__(
        self,
        facts: Callable[[Session, int, int | None], GroupFacts],
        parts: Sequence[Part[Any]],
        most_items: int = MOST_ITEMS,
    ) -> None:
        self._facts = facts
        self._parts = {part.type: part for part in parts}
        self._most = most_items
        self._kept: OrderedDict[int, _Kept] = OrderedDict()
        self._lock = Lock()

    def of(self, session: Session, group_id: int, revision: int | None = None) -> Snapshot:
        """A group as the transaction of `session` sees it; `revision` where that was read in it already."""
        facts = self._facts(session, group_id, revision)
        with self._lock:
            kept = self._kept.get(group_id)
            if kept is None or kept.facts.revision < facts.revision:
                kept = self._kept[group_id] = _Kept(facts)
            elif kept.facts.revision > facts.revision:
                # An older moment, of a transaction that began before the last change.
                return self.read(session, facts)
            self._kept.move_to_end(group_id)
        return Snapshot(kept.facts, _Parts(kept, self._parts, session, self._make_room))

    def part(self, kind: type[P]) -> Part[P]:
        """How a part is declared."""
        return self._parts[kind]

    def read(self, session: Session, facts: GroupFacts) -> Snapshot:
        """The same without keeping it: for a transaction that may have changed what it reads."""
        return Snapshot(facts, _Parts(_Kept(facts), self._parts, session, lambda: None))

    def keep_people(self, facts: GroupFacts) -> None:
        """Keep what is of people for the revision of these facts: an act has left them as they were."""
        group_id = facts.group.id
        with self._lock:
            kept = self._kept.get(group_id)
            if kept is not None and kept.facts.revision == facts.revision - 1:
                parts = {kind: part for kind, part in kept.parts.items() if self._parts[kind].of_people}
                self._kept[group_id] = _Kept(facts, parts)

    def _make_room(self) -> None:
        with self._lock:
            weight = sum(kept.weight for kept in self._kept.values())
            while weight > self._most and len(self._kept) > 1:
                weight -= self._kept.popitem(last=False)[1].weight
