"""What can be done with polls, and what can be seen of them, as values."""

from __future__ import annotations

from dataclasses import dataclass
from datetime import date

from bot.core.requests import Act, Basis, Form, Look, private
from bot.core.rights import Right
from bot.dates.when import When
from bot.meetings.invited.rules import Voice
from bot.meetings.polls.rules import Poll
from bot.plan.acts import ItemAct
from bot.plan.rules.items import Item


@dataclass(frozen=True)
class OpenPoll(ItemAct):
    """Ask the invited which of some dates they can make; `closes_on` None is as usual."""

    NAME = "open-poll"
    RIGHT = Right.PLAN
    DECIDED_ON = ("status", "schedule_version")

    whens: tuple[When, ...]
    closes_on: date | None = None
    required: tuple[int, ...] = ()
    """Agencies that have to be there, by id."""


@dataclass(frozen=True)
class Vote(Act):
    """Say of the options of a poll, by their numbers, which work, which do if need be, and which do not.

    Without a person, an agency or a guest it is the caller's own vote. Options that are not named keep the
    answer they had.
    """

    NAME = "vote"

    poll_id: int
    works: tuple[int, ...] = ()
    if_need_be: tuple[int, ...] = ()
    cannot: tuple[int, ...] = ()
    person_id: int | None = None
    agency_id: int | None = None
    guest: str | None = private()
    note: str | None = private()

    @property
    def voice(self) -> Voice | None:
        """For whom it is entered; None where the caller votes for themselves."""
        found = Voice(self.person_id, self.agency_id, self.guest)
        return found if found != Voice() else None


@dataclass(frozen=True)
class PollAct(Act):
    """An act on a poll as it stood: its options and its deadline, and the date of its meeting."""

    poll_id: int

    @staticmethod
    def basis_of(poll: Poll, item: Item) -> Basis:
        """What must still be so when the act is carried out."""
        return (poll.version, item.schedule_version)


@dataclass(frozen=True)
class Choose(PollAct):
    """Take one of the dates: the meeting has it, and the poll is over."""

    NAME = "choose"

    number: int


@dataclass(frozen=True)
class ChangePoll(PollAct):
    """Offer further dates, take some out, or leave more time."""

    NAME = "change-poll"

    added: tuple[When, ...] = ()
    dropped: tuple[int, ...] = ()
    closes_on: date | None = None


@dataclass(frozen=True)
class CancelPoll(PollAct):
    """End a poll without a date."""

    NAME = "cancel-poll"

    why: str | None = private()


@dataclass(frozen=True)
class ShowPoll(Look):
    """The poll of a meeting as it stands; `with_names` tells who said what, to those who may know."""

    NAME = "show-poll"

    item_id: int
    with_names: bool = False


@dataclass(frozen=True)
class PollForm(Form):
    """Asks for the dates of a poll, its deadline and who has to be there."""

    NAME = "poll-form"

    item_id: int


@dataclass(frozen=True)
class VoteForm(Form):
    """Asks which dates work and which do if need be; `for_others` also for whom."""

    NAME = "vote-form"

    poll_id: int
    for_others: bool = False


@dataclass(frozen=True)
class ChangePollForm(Form):
    """Asks for the dates of a poll that is open, and for its deadline."""

    NAME = "change-poll-form"

    poll_id: int
