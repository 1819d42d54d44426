"""A poll of dates: its options, its votes, and which option is best. Pure."""

from __future__ import annotations

from collections.abc import Mapping
from dataclasses import dataclass
from datetime import date, datetime, time
from enum import StrEnum
from functools import cached_property

from bot.dates.kindness import unkind_hours
from bot.dates.wall_time import to_utc
from bot.dates.when import When
from bot.dates.working_days import WorkingDays
from bot.meetings.invited.rules import Body, Party, Voice
from bot.plan.rules.items import Item, Status

FEWEST, MOST = 2, 10
"""How many options a poll has."""
TEAM_DAYS, PLENARY_DAYS = 5, 10
"""How many working days a poll is open if nobody says otherwise."""
CLOSES_AT = time(18)
"""When a poll closes on its last day, on the group's clock."""


class Answer(StrEnum):
    """What somebody says to an option."""

    YES = "yes"
    IF_NEED_BE = "ifneedbe"
    NO = "no"


class State(StrEnum):
    """What became of a poll."""

    OPEN = "open"
    CHOSEN = "chosen"
    CANCELLED = "cancelled"


@dataclass(frozen=True, slots=True)
class Option:
    """A date to vote on; numbers are never given twice in a poll, so that "2" stays what it was."""

    number: int
    when: When


@dataclass(frozen=True, slots=True)
class Ballot:
    """What somebody answered, by the numbers of the options."""

    voice: Voice
    at: datetime
    answers: Mapping[int, Answer]
    entered_by: int | None = None
    note: str | None = None


@dataclass(frozen=True)
class Poll:
    """A poll as it stands; `closes_on` is its last day in the group's zone, `chosen` a number."""

    id: int
    item_id: int
    state: State
    options: tuple[Option, ...]
    closes_on: date
    opened_at: datetime
    organiser_id: int | None = None
    ballots: tuple[Ballot, ...] = ()
    chosen: int | None = None
    version: int = 1

    def option(self, number: int) -> Option | None:
        """The option of a number."""
        return next((one for one in self.options if one.number == number), None)

    def closes_at(self, zone: str) -> datetime:
        """The instant from which nobody can vote."""
        return to_utc(self.closes_on, CLOSES_AT, zone)

    def is_running(self, item: Item) -> bool:
        """Whether it is still to be decided: its meeting may have got a date otherwise, or been cancelled."""
        return self.state is State.OPEN and item.status is Status.POLLING

    def takes_votes(self, item: Item, now: datetime, zone: str) -> bool:
        """Whether people can vote."""
        return self.is_running(item) and now < self.closes_at(zone)

    def ballot_of(self, voice: Voice) -> Ballot | None:
        """What somebody has answered."""
        return next((one for one in self.ballots if one.voice == voice), None)


@dataclass(frozen=True)
class Polls:
    """The part of a snapshot that holds polls: of each meeting the newest."""

    polls: tuple[Poll, ...] = ()

    @cached_property
    def by_item(self) -> dict[int, Poll]:
        """The newest poll of each meeting."""
        return {poll.item_id: poll for poll in self.polls}

    @cached_property
    def by_id(self) -> dict[int, Poll]:
        """The polls by id."""
        return {poll.id: poll for poll in self.polls}


@dataclass(frozen=True, slots=True)
class OptionTally:
    """How an option stands: the parties by what they say, those who are required and cannot, and its hours.

    `unkind` counts the people for whom it begins or ends at an hour at which one does not work.
    """

    option: Option
    yes: tuple[Party, ...]
    if_need_be: tuple[Party, ...]
    no: tuple[Party, ...]
    missed: tuple[Party, ...]
    unkind: int
    is_past: bool

    @property
    def rank(self) -> tuple[object, ...]:
        """Best first: the required can, fewest cannot, most can, kindest hours, earliest."""
        can = len(self.yes) + len(self.if_need_be)
        worth = (len(self.missed), len(self.no), -can, -len(self.yes), self.unkind)
        return (self.is_past, *worth, self.option.when.sort_key(), self.option.number)


@dataclass(frozen=True)
class Tally:
    """How a poll stands: its options in their order, who was asked and who has answered."""

    options: tuple[OptionTally, ...]
    asked: tuple[Party, ...]
    answered: Mapping[Party, Ballot]

    @property
    def missing(self) -> tuple[Party, ...]:
        """Who was asked and has not answered."""
        return tuple(party for party in self.asked if party not in self.answered)

    @property
    def ranked(self) -> tuple[OptionTally, ...]:
        """The options, best first."""
        return tuple(sorted(self.options, key=lambda one: one.rank))

    @property
    def best(self) -> tuple[OptionTally, ...]:
        """The best option, or all that are as good as it by votes."""
        ranked = self.ranked
        same = ranked[0].rank[:5] if ranked else ()
        return tuple(one for one in ranked if one.rank[:5] == same)

    @property
    def is_hopeless(self) -> bool:
        """Whether nobody who has answered can come to any of the dates that lie ahead."""
        ahead = [one for one in self.options if not one.is_past]
        return bool(self.answered) and all(not one.yes and not one.if_need_be for one in ahead)

    def cannot_at_all(self, required: frozenset[Party]) -> tuple[Party, ...]:
        """The required who have answered, and can make none of the dates."""
        return tuple(
            party
            for party in self.answered
            if party in required and all(party in one.missed for one in self.options)
        )


def tally_of(
    poll: Poll,
    body: Body,
    asked: tuple[Party, ...],
    required: frozenset[Party],
    now: datetime,
    group_zone: str,
    zones: tuple[str, ...] = (),
) -> Tally:
    """Count the votes: one for each party that was asked, see `Body.counting`.

    Args:
        poll: the poll.
        body: who speaks for whom.
        asked: who is invited.
        required: who has to be there.
        now: the instant at which options count as past.
        group_zone: the zone of options that name none.
        zones: where the people are, for how kind the hours are.
    """
    counting = body.counting(poll.ballots)
    answered = {party: counting[party] for party in asked if party in counting and counting[party].answers}
    options = []
    for option in poll.options:
        said: dict[Answer, list[Party]] = {answer: [] for answer in Answer}
        for party, ballot in answered.items():
            if (answer := ballot.answers.get(option.number)) is not None:
                said[answer].append(party)
        start = option.when.starts_at(group_zone)
        options.append(
            OptionTally(
                option,
                tuple(said[Answer.YES]),
                tuple(said[Answer.IF_NEED_BE]),
                tuple(said[Answer.NO]),
                tuple(party for party in said[Answer.NO] if party in required),
                sum(unkind_hours(option.when, group_zone, zone) for zone in zones),
                start is not None and start <= now,
            )
        )
    return Tally(tuple(options), asked, answered)


def last_day(item: Item, options: tuple[When, ...], today: date, days: WorkingDays) -> date:
    """The day on which a poll closes if nobody says otherwise: before its first option."""
    usual = days.add(today, PLENARY_DAYS if item.is_plenary else TEAM_DAYS)
    first = min(day for when in options if (day := when.first_day) is not None)
    before = days.add(first, -1)
    return max(today, min(usual, before))
