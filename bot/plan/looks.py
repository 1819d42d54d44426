"""What can be seen of items, and the forms that ask about them, as values."""

from __future__ import annotations

from dataclasses import dataclass

from bot.core.requests import Act, Form, Look, private
from bot.dates.when import When
from bot.plan.rules.items import Kind
from bot.plan.rules.upcoming import EVERYTHING, Scope


@dataclass(frozen=True)
class Next(Look):
    """The next meetings and due items of a part of the plan; `most` None is as many as is usual."""

    NAME = "next"

    scope: Scope = EVERYTHING
    most: int | None = None


@dataclass(frozen=True)
class WholePlan(Look):
    """The plan, or a part of it, by month, also what is over; `page` counts from 1."""

    NAME = "plan"

    scope: Scope = EVERYTHING
    page: int = 1


@dataclass(frozen=True)
class Show(Look):
    """One item whole. `offers` are acts that somebody asked about without ordering them."""

    NAME = "show"

    item_id: int
    offers: tuple[Act, ...] = private(())


@dataclass(frozen=True)
class History(Look):
    """Who changed what of an item."""

    NAME = "history"

    item_id: int


@dataclass(frozen=True)
class Agenda(Look):
    """The agenda of a meeting, with what is proposed for it and what is still open on it."""

    NAME = "agenda"

    item_id: int


@dataclass(frozen=True)
class WhatIf(Look):
    """What a move would bring, without moving; the reason is kept for the move itself."""

    NAME = "what-if"

    item_id: int
    when: When
    why: str | None = private()


@dataclass(frozen=True)
class StatusForm(Form):
    """Asks for a status and a note."""

    NAME = "status-form"

    item_id: int


@dataclass(frozen=True)
class DateForm(Form):
    """Asks for a date; of a move, for its reason too."""

    NAME = "date-form"

    item_id: int
    is_move: bool = False


@dataclass(frozen=True)
class CancelForm(Form):
    """Asks why a meeting is cancelled, or an item dropped, and says whom that reaches."""

    NAME = "cancel-form"

    item_id: int


@dataclass(frozen=True)
class EditForm(Form):
    """Asks for the details of an item."""

    NAME = "edit-form"

    item_id: int


@dataclass(frozen=True)
class AddForm(Form):
    """Asks for a new item; what is known of it stands in the fields."""

    NAME = "add-form"

    kind: Kind = Kind.MEETING
    title: str | None = private()
    streams: tuple[str, ...] = ()
    when: When | None = None
