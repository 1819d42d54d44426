"""A written round and what came of it. Pure."""

from __future__ import annotations

from collections.abc import Mapping
from dataclasses import dataclass
from datetime import date, datetime
from enum import StrEnum
from functools import cached_property

from bot.dates.wall_time import to_utc
from bot.meetings.invited.rules import Body, Party, Voice
from bot.meetings.polls.rules import CLOSES_AT


class Kind(StrEnum):
    """What somebody answers to a round."""

    NO_COMMENTS = "no-comments"
    COMMENTS = "comments"
    NOMINATE = "nominate"
    MORE_TIME = "more-time"


@dataclass(frozen=True, slots=True)
class RoundAnswer:
    """One answer; `note` is the comment, or who is nominated."""

    voice: Voice
    at: datetime
    kind: Kind
    note: str | None = None
    entered_by: int | None = None


@dataclass(frozen=True)
class Round:
    """A question to agencies about an item; without `agencies` it is to all of them.

    `is_consent` tells that who is silent until it closes agrees.
    """

    id: int
    item_id: int
    question: str
    closes_on: date
    link: str | None = None
    is_consent: bool = False
    agencies: tuple[int, ...] = ()
    opened_by: int | None = None
    is_open: bool = True
    answers: tuple[RoundAnswer, ...] = ()

    def closes_at(self, zone: str) -> datetime:
        """The instant from which nobody can answer."""
        return to_utc(self.closes_on, CLOSES_AT, zone)

    def takes_answers(self, now: datetime, zone: str) -> bool:
        """Whether agencies can answer."""
        return self.is_open and now < self.closes_at(zone)


@dataclass(frozen=True)
class Rounds:
    """The part of a snapshot that holds the rounds of a group, oldest first."""

    rounds: tuple[Round, ...] = ()

    @cached_property
    def by_id(self) -> dict[int, Round]:
        """The rounds by id."""
        return {one.id: one for one in self.rounds}

    @cached_property
    def by_item(self) -> dict[int, Round]:
        """The newest round of each item."""
        return {one.item_id: one for one in self.rounds}


@dataclass(frozen=True)
class Outcome:
    """Who was asked, the answer that counts for each, and who is silent."""

    asked: tuple[Party, ...]
    answers: Mapping[Party, RoundAnswer]

    @property
    def silent(self) -> tuple[Party, ...]:
        """Who has not answered."""
        return tuple(party for party in self.asked if party not in self.answers)

    @property
    def objecting(self) -> tuple[Party, ...]:
        """Who has comments, or wants more time: their silence cannot be taken for consent."""
        wants = (Kind.COMMENTS, Kind.MORE_TIME)
        return tuple(party for party, one in self.answers.items() if one.kind in wants)


def outcome_of(one: Round, body: Body) -> Outcome:
    """What came of a round so far."""
    ids = one.agencies or tuple(agency.id for agency in body.agencies.agencies)
    known = {body.agencies.by_id[number].id: None for number in ids if number in body.agencies.by_id}
    asked = tuple(Party(agency_id=number) for number in known)
    counting = body.counting(one.answers)
    return Outcome(asked, {party: counting[party] for party in asked if party in counting})
