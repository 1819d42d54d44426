"""What can be done to decisions and actions, and what can be seen of them, as values."""

from __future__ import annotations

from dataclasses import dataclass
from datetime import date

from bot.core.requests import Act, Form, Look, private
from bot.meetings.actions.rules import ActionState


@dataclass(frozen=True)
class AddAction(Act):
    """Give somebody (a mention or an agency) something to do by a day; from a meeting, or from none."""

    NAME = "add-action"

    item_id: int | None = None
    point_id: int | None = None
    due: date | None = None
    text: str = private("")
    owner: str | None = private()


@dataclass(frozen=True)
class CloseAction(Act):
    """Say that an action is done, or is not needed any more; `open` opens it again."""

    NAME = "close-action"

    action_id: int
    state: ActionState = ActionState.DONE
    note: str | None = private()


@dataclass(frozen=True)
class ChangeAction(Act):
    """Give an action to somebody else, another day, or other words; what is None stays."""

    NAME = "change-action"

    action_id: int
    due: date | None = None
    owner: str | None = private()
    text: str | None = private()


@dataclass(frozen=True)
class AddDecision(Act):
    """Write down what a meeting decided."""

    NAME = "add-decision"

    item_id: int
    point_id: int | None = None
    text: str = private("")


@dataclass(frozen=True)
class Actions(Look):
    """The actions of a group: what is open, the reader's own, what is overdue, or an agency's."""

    NAME = "actions"

    which: str = ""
    agency: str | None = private()


@dataclass(frozen=True)
class ActionForm(Form):
    """Asks for an action: a new one of a meeting, or one that is changed."""

    NAME = "action-form"

    item_id: int | None = None
    action_id: int | None = None


@dataclass(frozen=True)
class OutcomeHistory(Look):
    """Who changed what of an action or a decision."""

    NAME = "outcome-history"

    subject: str
    subject_id: int
