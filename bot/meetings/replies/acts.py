"""Replying to a meeting, and seeing who comes, as values."""

from __future__ import annotations

from dataclasses import dataclass

from bot.core.requests import Act, Form, Look, private
from bot.meetings.invited.rules import Voice
from bot.meetings.replies.rules import Coming


@dataclass(frozen=True)
class SendReply(Act):
    """Say whether and how somebody comes; without a person, an agency or a guest it is the caller.

    `alternate` is who comes in their place. Decided on the date of the meeting.
    """

    NAME = "reply"

    item_id: int
    coming: Coming
    alternate: str | None = private()
    note: str | None = private()
    person_id: int | None = None
    agency_id: int | None = None
    guest: str | None = private()

    @property
    def voice(self) -> Voice | None:
        """For whom it is entered; None where the caller replies for themselves."""
        found = Voice(self.person_id, self.agency_id, self.guest)
        return found if found != Voice() else None


@dataclass(frozen=True)
class ShowReplies(Look):
    """Who comes to a meeting: counts for all, names for those who plan it."""

    NAME = "replies"

    item_id: int


@dataclass(frozen=True)
class ReplyForm(Form):
    """Asks how somebody comes, or who comes in their place; `for_others` also for whom."""

    NAME = "reply-form"

    item_id: int
    is_alternate: bool = False
    for_others: bool = False


@dataclass(frozen=True)
class GateList(Look):
    """The names of those who come in person, for the gate of the building, also as a file."""

    NAME = "gate-list"

    item_id: int
