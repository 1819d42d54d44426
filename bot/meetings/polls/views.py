"""What texts about polls are made from."""

from __future__ import annotations

from dataclasses import dataclass, field
from datetime import datetime

from bot.core.group import GroupFacts, GroupView
from bot.core.people import Roster
from bot.meetings.invited.rules import Body, Party, zones_in
from bot.meetings.polls.rules import Ballot, Poll, Tally, tally_of
from bot.plan.rules.items import Item
from bot.plan.rules.views import Changed


@dataclass(frozen=True)
class PollView:
    """A poll whole: its meeting, how it stands, who was asked; `zones` are those of the invited."""

    group: GroupView
    item: Item
    poll: Poll
    tally: Tally
    body: Body
    roster: Roster
    now: datetime
    required: frozenset[Party] = frozenset()
    zones: tuple[str, ...] = ()

    @property
    def is_running(self) -> bool:
        """Whether it is still to be decided."""
        return self.poll.is_running(self.item)

    @property
    def takes_votes(self) -> bool:
        """Whether people can vote."""
        return self.poll.takes_votes(self.item, self.now, self.group.zone)


def view_of(facts: GroupFacts, body: Body, poll: Poll, item: Item, now: datetime) -> PollView:
    """A poll as texts show it."""
    leads = [lead.id for label in item.streams for lead in facts.roster.leads.get(label, ())]
    asked, required = body.invited_to(item, leads), body.required_for(item)
    zones = zones_in(facts.roster, body, asked, facts.group.zone)
    tally = tally_of(poll, body, asked, required, now, facts.group.zone, zones)
    return PollView(facts.group, item, poll, tally, body, facts.roster, now, required, zones)


@dataclass(frozen=True)
class PollChanged:
    """What an act on a poll came to; `is_same` tells that nothing was to be done.

    `ballot` is the vote that was given, `before` the one there was, `party` for whom it counts. `changed` is
    what became of the meeting where its date was chosen.
    """

    view: PollView
    is_same: bool = False
    ballot: Ballot | None = None
    before: Ballot | None = None
    party: Party | None = None
    is_own: bool = True
    changed: Changed | None = None
    moved_deadline: bool = False
    notes: tuple[str, ...] = field(default=())
