"""What can be done to minutes, and what can be seen of them, as values."""

from __future__ import annotations

from dataclasses import dataclass
from datetime import date

from bot.core.requests import Act, Form, Look, private


@dataclass(frozen=True)
class NotePoint(Act):
    """Write a note into the minutes of a meeting, to one of its points or to none."""

    NAME = "note-point"

    item_id: int
    point_id: int | None = None
    text: str = private("")


@dataclass(frozen=True)
class NameNoteTaker(Act):
    """Let somebody (a mention) write the minutes of a meeting; nobody else but who leads it may."""

    NAME = "note-taker"

    item_id: int
    user: str | None = private()


@dataclass(frozen=True)
class CirculateMinutes(Act):
    """Send the minutes round, with a last day for comments."""

    NAME = "circulate-minutes"

    item_id: int
    until: date | None = None


@dataclass(frozen=True)
class AdoptMinutes(Act):
    """Call circulated minutes adopted."""

    NAME = "adopt-minutes"

    item_id: int


@dataclass(frozen=True)
class AddAddendum(Act):
    """Correct adopted minutes by a numbered addendum."""

    NAME = "add-addendum"

    item_id: int
    text: str = private("")


@dataclass(frozen=True)
class ShowMinutes(Look):
    """The minutes of a meeting."""

    NAME = "minutes"

    item_id: int


@dataclass(frozen=True)
class MinutesPaper(Look):
    """The minutes of a meeting as a file: the one that was kept as their text, else a draft in Word."""

    NAME = "minutes-paper"

    item_id: int


@dataclass(frozen=True)
class NoteTakerForm(Form):
    """Asks who takes the notes of a meeting."""

    NAME = "note-taker-form"

    item_id: int


@dataclass(frozen=True)
class AddendumForm(Form):
    """Asks what corrects adopted minutes."""

    NAME = "addendum-form"

    item_id: int


@dataclass(frozen=True)
class CirculateForm(Form):
    """Asks for the last day for comments."""

    NAME = "circulate-form"

    item_id: int


@dataclass(frozen=True)
class SaveForm(Form):
    """Asks what is written into the minutes: a note, a decision or an action, and of which meeting."""

    NAME = "save-form"

    item_id: int | None = None
    text: str | None = private()
