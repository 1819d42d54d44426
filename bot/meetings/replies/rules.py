"""Replies to a meeting and how they count: an agency comes if any of its people does. Pure."""

from __future__ import annotations

from collections.abc import Iterable, Mapping
from dataclasses import dataclass, field
from datetime import datetime
from enum import StrEnum
from functools import cached_property

from bot.dates.when import When
from bot.meetings.invited.rules import Body, Party, Voice
from bot.meetings.polls.rules import Answer, Poll, State
from bot.plan.rules.items import Item


class Coming(StrEnum):
    """How somebody comes, if they do."""

    IN_PERSON = "in-person"
    REMOTE = "remote"
    REGRETS = "regrets"


ATTENDING = (Coming.IN_PERSON, Coming.REMOTE)
RANK = {Coming.IN_PERSON: 0, Coming.REMOTE: 1, Coming.REGRETS: 2}


@dataclass(frozen=True, slots=True)
class Reply:
    """What somebody has said of a meeting at one of its dates (`schedule_version`, `said_for`).

    `alternate` is who comes in their place; then `coming` is how that one comes.
    """

    voice: Voice
    at: datetime
    item_id: int
    schedule_version: int
    coming: Coming
    alternate: str | None = None
    note: str | None = None
    entered_by: int | None = None
    said_for: When | None = None

    def holds_for(self, item: Item) -> bool:
        """Whether it is a reply to the date that the meeting has, also after a move that was taken back."""
        return self.schedule_version == item.schedule_version or self.said_for == item.when


@dataclass(frozen=True)
class Replies:
    """The part of a snapshot that holds the replies to open meetings."""

    replies: tuple[Reply, ...] = ()

    @cached_property
    def by_item(self) -> dict[int, tuple[Reply, ...]]:
        """The replies to each meeting, to all of its dates."""
        found: dict[int, list[Reply]] = {}
        for one in self.replies:
            found.setdefault(one.item_id, []).append(one)
        return {item_id: tuple(replies) for item_id, replies in found.items()}


@dataclass(frozen=True)
class Attending:
    """Who comes: parties by how they come, those that are expected by their vote, and who is missing.

    `replies` are those that were given by the people of each party to the date that holds; `earlier` counts
    those to a date that no longer holds.
    """

    asked: tuple[Party, ...]
    by_party: Mapping[Party, Coming] = field(default_factory=dict)
    replies: Mapping[Party, tuple[Reply, ...]] = field(default_factory=dict)
    expected: tuple[Party, ...] = ()
    earlier: int = 0

    def of(self, coming: Coming) -> tuple[Party, ...]:
        """The parties that come so."""
        return tuple(party for party in self.asked if self.by_party.get(party) is coming)

    @property
    def missing(self) -> tuple[Party, ...]:
        """Who was asked and has not replied; a vote for the date is no reply."""
        return tuple(party for party in self.asked if party not in self.by_party)


def ways_of(item: Item) -> tuple[Coming, ...]:
    """The ways in which one can come to a meeting; of one that nobody has said how it is held, both."""
    known = {"remote": (Coming.REMOTE,), "in-person": (Coming.IN_PERSON,)}
    return known.get(item.format or "", ATTENDING)


def attending(
    item: Item, replies: Iterable[Reply], body: Body, asked: tuple[Party, ...], poll: Poll | None = None
) -> Attending:
    """How the replies to a meeting count, each party as the nearest of its people comes."""
    given: dict[Party, list[Reply]] = {}
    replies = list(replies)
    # Of two that hold, to a date that was moved and moved back, the later one is meant.
    holding = {one.voice.key: one for one in sorted(replies, key=lambda one: one.at) if one.holds_for(item)}
    earlier = sum(not one.holds_for(item) for one in replies)
    for one in holding.values():
        if (party := body.party_of(one.voice)) is not None:
            given.setdefault(party, []).append(one)
    by_party = {
        party: min((one.coming for one in given[party]), key=RANK.__getitem__)
        for party in asked
        if party in given
    }
    return Attending(
        asked,
        by_party,
        {party: tuple(sorted(given[party], key=lambda one: one.at)) for party in by_party},
        tuple(party for party in _voted_for(item, body, poll) if party in asked and party not in by_party),
        earlier,
    )


def _voted_for(item: Item, body: Body, poll: Poll | None) -> list[Party]:
    """Who has said in the poll that the date works."""
    option = poll.option(poll.chosen) if poll is not None and poll.chosen is not None else None
    if poll is None or option is None or poll.state is not State.CHOSEN or option.when != item.when:
        return []
    return [
        party
        for party, ballot in body.counting(poll.ballots).items()
        if ballot.answers.get(option.number) in (Answer.YES, Answer.IF_NEED_BE)
    ]
