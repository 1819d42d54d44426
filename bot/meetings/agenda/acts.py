"""What can be done to agendas, and what can be seen of them, as values."""

from __future__ import annotations

from dataclasses import dataclass, field
from datetime import date

from bot.core.requests import PRIVATE, Act, Form, Look, private
from bot.core.rights import Need, Right
from bot.meetings.agenda.rules import Meetings, PointLine
from bot.plan.acts import ItemAct


@dataclass(frozen=True)
class AgendaAct(ItemAct):
    """An act on the agenda of one meeting."""

    RIGHT = Right.PLAN


@dataclass(frozen=True)
class AddPoint(AgendaAct):
    """Put a point on an agenda, before the standing points at its end."""

    NAME = "add-point"

    line: PointLine = field(default=PointLine(""), metadata=PRIVATE)


@dataclass(frozen=True)
class ProposePoint(Act):
    """Propose a point for an agenda: the lead takes it or not."""

    NAME = "propose-point"

    item_id: int
    line: PointLine = field(default=PointLine(""), metadata=PRIVATE)

    def need(self, _item: object, _edit: object = None) -> Need:
        """Whoever is on the roster proposes."""
        return Need(Right.REPLY)


@dataclass(frozen=True)
class AcceptPoint(AgendaAct):
    """Take a proposed point onto the agenda."""

    NAME = "accept-point"

    point_id: int = 0


@dataclass(frozen=True)
class DropPoint(AgendaAct):
    """Take a point off the agenda, or decline a proposed one; it is not carried on."""

    NAME = "drop-point"

    point_id: int = 0
    why: str | None = private()


@dataclass(frozen=True)
class CarryPoint(AgendaAct):
    """Carry a point to another meeting; without one, to the next of the same series."""

    NAME = "carry-point"

    point_id: int = 0
    to_item_id: int | None = None


@dataclass(frozen=True)
class GivePoint(AgendaAct):
    """Give a point to somebody (a mention or an agency): it lives on as an action."""

    NAME = "give-point"

    point_id: int = 0
    due: date | None = None
    owner: str | None = private()


@dataclass(frozen=True)
class PlacePoint(AgendaAct):
    """Give a point another place; places count from 1."""

    NAME = "place-point"

    point_id: int = 0
    place: int = 1


@dataclass(frozen=True)
class ChangePoint(AgendaAct):
    """Change what a point says: its text, its time, who speaks, what for, and its papers."""

    NAME = "change-point"

    point_id: int = 0
    line: PointLine = field(default=PointLine(""), metadata=PRIVATE)


@dataclass(frozen=True)
class EditAgenda(AgendaAct):
    """Bring an agenda in line with what somebody wrote, a point a line.

    `known` are the points that stood there when they began: what others added since stays.
    """

    NAME = "edit-agenda"

    lines: tuple[PointLine, ...] = private(())
    known: tuple[int, ...] = ()


@dataclass(frozen=True)
class TakePoints(AgendaAct):
    """Take onto an agenda what is open at earlier meetings of the same series."""

    NAME = "take-points"


@dataclass(frozen=True)
class AddStanding(AgendaAct):
    """Put the group's standing points onto an agenda."""

    NAME = "add-standing"


@dataclass(frozen=True)
class PublishAgenda(AgendaAct):
    """Call an agenda final: what changes from then on is told in its channel."""

    NAME = "publish-agenda"


@dataclass(frozen=True)
class SettlePoints(AgendaAct):
    """After the meeting: all points are dealt with, but those that go on or are dropped.

    `to_somebody` become actions of `owner` (a mention or an agency) that are due on `due`.
    """

    NAME = "settle-points"

    to_next: tuple[int, ...] = ()
    to_somebody: tuple[int, ...] = ()
    dropped: tuple[int, ...] = ()
    due: date | None = None
    owner: str | None = private()
    why: str | None = private()


@dataclass(frozen=True)
class SetStanding(Act):
    """Say which points every meeting of a kind has; those of agendas that have theirs already stay."""

    NAME = "set-standing"

    meetings: Meetings
    lines: tuple[PointLine, ...] = private(())


@dataclass(frozen=True)
class OpenPoints(Look):
    """Every point that is open at a meeting that has been, with where it can go."""

    NAME = "open-points"


@dataclass(frozen=True)
class AgendaForm(Form):
    """Asks for the agenda, a point a line; `known` are the points that stand in it."""

    NAME = "agenda-form"

    item_id: int
    known: tuple[int, ...] = ()


@dataclass(frozen=True)
class PointForm(Form):
    """Asks for one point that is proposed."""

    NAME = "point-form"

    item_id: int


@dataclass(frozen=True)
class SettleForm(Form):
    """Asks which points of a meeting that was held go on, and where."""

    NAME = "settle-form"

    item_id: int
    known: tuple[int, ...] = ()


@dataclass(frozen=True)
class StandingForm(Form):
    """Asks for the standing points of a kind of meeting."""

    NAME = "standing-form"

    meetings: Meetings = Meetings.PLENARY
