"""What texts about invitations are made from."""

from __future__ import annotations

from dataclasses import dataclass

from bot.core.group import GroupView
from bot.core.people import Roster
from bot.core.snapshot import Snapshot
from bot.groups.rules.agencies import Agencies
from bot.meetings.invited.rules import Body, Invitations, Party, alone_in
from bot.plan.rules.items import Item


@dataclass(frozen=True)
class InvitedView:
    """Who is invited to a meeting (`item`), or to all of a stream; `parties` in order."""

    group: GroupView
    item: Item | None
    stream: str | None
    parties: tuple[Party, ...]
    required: frozenset[Party]
    body: Body
    roster: Roster
    organiser: str | None = None


@dataclass(frozen=True)
class InvitedChanged:
    """What inviting came to: who is new on the list, or off it; `is_same`: nothing was to be done."""

    view: InvitedView
    changed: tuple[Party, ...] = ()
    is_same: bool = False


@dataclass(frozen=True)
class TakenOver:
    """Who organises a meeting now; `is_same`: they did before."""

    group: GroupView
    item: Item
    organiser: str
    is_same: bool = False


def body_at(snapshot: Snapshot) -> Body:
    """Who can take part, as a snapshot has it."""
    return Body(snapshot[Agencies], alone_in(snapshot.facts.standings), snapshot[Invitations])
