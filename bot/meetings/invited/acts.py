"""Inviting to meetings and taking one over, as values."""

from __future__ import annotations

from dataclasses import dataclass

from bot.core.requests import Act, Form, Look, private
from bot.core.rights import Right
from bot.plan.acts import ItemAct


@dataclass(frozen=True)
class Invite(Act):
    """Say who comes to one meeting (`item_id`) or to all meetings of a stream (`stream`, its label).

    `agencies`, `required` (agencies that have to be there) and `people` are ids, `guests` mail addresses;
    `is_off` tells that they are not invited any more.
    """

    NAME = "invite"

    item_id: int | None = None
    stream: str | None = None
    agencies: tuple[int, ...] = ()
    required: tuple[int, ...] = ()
    people: tuple[int, ...] = ()
    guests: tuple[str, ...] = private(())
    is_off: bool = False


@dataclass(frozen=True)
class TakeOver(ItemAct):
    """Organise a meeting: what is asked about it comes to whoever does this."""

    NAME = "take-over"
    RIGHT = Right.PLAN


@dataclass(frozen=True)
class ShowInvited(Look):
    """Who is invited to a meeting, or to all of a stream."""

    NAME = "invited"

    item_id: int | None = None
    stream: str | None = None


@dataclass(frozen=True)
class InviteForm(Form):
    """Asks who comes to a meeting, or to all of a stream."""

    NAME = "invite-form"

    item_id: int | None = None
    stream: str | None = None
