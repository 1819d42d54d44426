"""What texts about rounds are made from."""

from __future__ import annotations

from dataclasses import dataclass
from datetime import datetime

from bot.core.group import GroupFacts, GroupView
from bot.core.people import Roster
from bot.meetings.invited.rules import Body
from bot.meetings.rounds.rules import Outcome, Round, RoundAnswer, outcome_of
from bot.plan.rules.items import Item


@dataclass(frozen=True)
class RoundView:
    """A round, what it is about, and what came of it."""

    group: GroupView
    item: Item
    round: Round
    outcome: Outcome
    body: Body
    roster: Roster
    now: datetime

    @property
    def takes_answers(self) -> bool:
        """Whether agencies can answer."""
        return self.round.takes_answers(self.now, self.group.zone)


def view_of(facts: GroupFacts, body: Body, one: Round, item: Item, now: datetime) -> RoundView:
    """A round as texts show it."""
    return RoundView(facts.group, item, one, outcome_of(one, body), body, facts.roster, now)


@dataclass(frozen=True)
class RoundChanged:
    """What an act on a round came to; `answer` is the one that was given."""

    view: RoundView
    answer: RoundAnswer | None = None
    is_own: bool = True
    is_same: bool = False
    moved_deadline: bool = False
