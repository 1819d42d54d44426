"""Asking agencies in writing, and answering, as values."""

from __future__ import annotations

from dataclasses import dataclass
from datetime import date

from bot.core.requests import Act, Form, Look, private
from bot.meetings.invited.rules import Voice
from bot.meetings.rounds.rules import Kind


@dataclass(frozen=True)
class OpenRound(Act):
    """Ask agencies something about an item, until a day; without agencies all of them."""

    NAME = "open-round"

    item_id: int
    closes_on: date
    question: str = private("")
    link: str | None = private()
    agencies: tuple[int, ...] = ()
    is_consent: bool = False


@dataclass(frozen=True)
class AnswerRound(Act):
    """Answer a round for one's agency; `agency_id` where it is entered for another."""

    NAME = "answer-round"

    round_id: int
    kind: Kind
    note: str | None = private()
    agency_id: int | None = None

    @property
    def voice(self) -> Voice | None:
        """For whom it is entered; None where it is the caller's own."""
        return Voice(agency_id=self.agency_id) if self.agency_id is not None else None


@dataclass(frozen=True)
class CloseRound(Act):
    """End a round before its day."""

    NAME = "close-round"

    round_id: int


@dataclass(frozen=True)
class ShowRound(Look):
    """What came of a round: counts for all, the table by agency for those who plan the item."""

    NAME = "round"

    round_id: int


@dataclass(frozen=True)
class Chase(Look):
    """The addresses of the silent, and a draft of a mail to them in a language."""

    NAME = "chase"

    round_id: int
    language: str = "en"


@dataclass(frozen=True)
class RoundForm(Form):
    """Asks what agencies are asked, until when, and whether silence is consent."""

    NAME = "round-form"

    item_id: int


@dataclass(frozen=True)
class AnswerForm(Form):
    """Asks for an answer to a round; `for_others` also for which agency, and what it answers."""

    NAME = "answer-form"

    round_id: int
    kind: Kind = Kind.COMMENTS
    for_others: bool = False
