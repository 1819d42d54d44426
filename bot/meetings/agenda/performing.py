"""Changing agendas: each function is the rule and the rows of one act."""

from __future__ import annotations

from collections.abc import Sequence
from dataclasses import astuple, dataclass
from typing import Any

from bot.core.edit import Edit
from bot.core.errors import UserError
from bot.core.i18n import _
from bot.core.rights import Need, Right
from bot.meetings.agenda import store
from bot.meetings.agenda.acts import (
    AcceptPoint,
    AddPoint,
    AgendaAct,
    DropPoint,
    ProposePoint,
)
from bot.meetings.agenda.notices import tell_of_agenda, tell_of_proposal
from bot.meetings.agenda.rules import (
    MOST_POINTS,
    AgendaChanged,
    Point,
    PointLine,
    Told,
)
from bot.meetings.lineage import agenda_changes
from bot.plan.acts import ItemAct
from bot.plan.looks import Agenda
from bot.plan.performing.changing import load_item
from bot.plan.rules.items import Item
from bot.plan.rules.point_states import ON_AGENDA, PointState
from bot.plan.store.agendas import points_of
from bot.plan.tables import AgendaPoint


@dataclass(frozen=True, slots=True)
class Loaded:
    """A meeting and its points, as they stand in the act's transaction; `others` are meetings it touches."""

    item: Item
    points: tuple[Point, ...]
    others: tuple[Item, ...] = ()

    def point(self, point_id: int) -> Point:
        """One of its points.

        Raises:
            UserError: it has no such point any more.
        """
        found = next((point for point in self.points if point.id == point_id), None)
        if found is None or found.state is PointState.REMOVED:
            raise UserError(_("That point is not on this agenda any more."), offers=(Agenda(self.item.id),))
        return found


def load_agenda(act: ItemAct | ProposePoint, edit: Edit) -> Loaded:
    """The meeting of an act and its points.

    Raises:
        UserError: the group has no such item, or it is no meeting.
    """
    item = load_item(act, edit)  # type: ignore[arg-type] # what is proposed is about an item too
    if not item.is_meeting:
        raise UserError(_("{key} is no meeting: only meetings have an agenda.").format(key=item.key))
    return Loaded(item, tuple(store.point_of(row) for row in points_of(edit.session, item.id)))


def need_to_plan(_act: AgendaAct, loaded: Loaded, _edit: Edit) -> list[Need]:
    """Whoever may plan the meeting may change its agenda; where points go to another, that one too."""
    return [Need(Right.PLAN, item) for item in (loaded.item, *loaded.others)]


def need_of_proposer(act: ProposePoint, loaded: Loaded, _edit: Edit) -> Need:
    """Whoever is on the roster proposes."""
    return act.need(loaded)


def outcome(
    edit: Edit,
    loaded: Loaded,
    told: Told,
    touched: Sequence[AgendaPoint],
    **more: Any,  # noqa: ANN401
) -> AgendaChanged:
    """What an act came to."""
    points = [store.point_of(row) for row in points_of(edit.session, loaded.item.id)]
    before = [point.text for point in loaded.points if point.is_on_agenda]
    if told is not Told.PUBLISHED and store.is_published(edit.session, loaded.item.id):
        tell_of_agenda(edit, loaded.item, before)
    return AgendaChanged(
        group=edit.facts.group,
        item=loaded.item,
        told=told,
        touched=tuple(store.point_of(row) for row in touched),
        points=tuple(point for point in points if point.is_on_agenda),
        **more,
    )


def unchanged(edit: Edit, loaded: Loaded, told: Told, *points: Point, **more: Any) -> AgendaChanged:  # noqa: ANN401
    """That all is like that already."""
    listed = tuple(point for point in loaded.points if point.is_on_agenda)
    return AgendaChanged(edit.facts.group, loaded.item, told, points, listed, is_same=True, **more)


def listed(rows: Sequence[AgendaPoint]) -> list[AgendaPoint]:
    """The rows that the agenda lists, in order."""
    found = [row for row in rows if row.is_listed and row.state in ON_AGENDA]
    return sorted(found, key=lambda row: (row.position, row.id or 2**31))


def new_row(item_id: int, line: PointLine, state: PointState = PointState.ACCEPTED) -> AgendaPoint:
    """A point of a meeting, at no place yet."""
    row = AgendaPoint(item_id=item_id, position=0, text="", state=state.value, is_listed=True, papers=[])
    write(row, line)
    return row


def write(row: AgendaPoint, line: PointLine) -> None:
    """Let a point say what a line says."""
    row.text, row.minutes, row.speaker = line.text, line.minutes, line.speaker
    row.kind = line.kind.value if line.kind else None
    papers = [list(astuple(paper)) for paper in line.papers]
    if papers != row.papers:
        row.papers = papers


def number(rows: Sequence[AgendaPoint]) -> None:
    """Count the places anew."""
    for position, row in enumerate(rows):
        if row.position != position:
            row.position = position


def insert(rows: list[AgendaPoint], new: Sequence[AgendaPoint]) -> None:
    """Put points before the standing points at the end of an agenda.

    Raises:
        UserError: the agenda would have too many.
    """
    order = [row for row in listed(rows) if row not in new]
    if len(order) + len(new) > MOST_POINTS:
        raise UserError(_("An agenda has at most {count} points.").format(count=MOST_POINTS))
    own = [place for place, row in enumerate(order) if row.standing is None or row.standing]
    at = own[-1] + 1 if own else len(order)
    number([*order[:at], *new, *order[at:]])
    rows += [row for row in new if row not in rows]


def added_already(act: AddPoint, edit: Edit, loaded: Loaded) -> AgendaChanged | None:
    """That a point of that text is on the agenda."""
    found = [p for p in loaded.points if p.is_on_agenda and p.is_open and p.text == act.line.text]
    return unchanged(edit, loaded, Told.ADDED, found[0]) if found else None


def add_point(act: AddPoint, edit: Edit, loaded: Loaded) -> AgendaChanged:
    """Put a point on the agenda."""
    row = new_row(loaded.item.id, checked(act.line))
    with agenda_changes(edit, loaded.item.id, "agenda") as rows:
        insert(rows, [row])
    return outcome(edit, loaded, Told.ADDED, [row])


def checked(line: PointLine) -> PointLine:
    """A line that can be a point.

    Raises:
        UserError: it says nothing.
    """
    if not line.text.strip():
        raise UserError(_("A point needs a text."))
    return line


def proposed_already(act: ProposePoint, edit: Edit, loaded: Loaded) -> AgendaChanged | None:
    """That a point of that text is on the agenda or proposed for it."""
    found = [point for point in loaded.points if point.is_open and point.text == act.line.text]
    return unchanged(edit, loaded, Told.PROPOSED, found[0]) if found else None


def propose_point(act: ProposePoint, edit: Edit, loaded: Loaded) -> AgendaChanged:
    """Keep a point for the lead to decide on.

    Raises:
        UserError: the meeting is over, or too many points wait.
    """
    if not loaded.item.is_open:
        raise UserError(
            _("{key} is over or cancelled, so nothing can be proposed for it.").format(key=loaded.item.key)
        )
    waiting = [point for point in loaded.points if point.state is PointState.PROPOSED]
    if len(waiting) >= MOST_POINTS // 3:
        raise UserError(_("Many points wait for a decision already; send yours when these are decided."))
    row = new_row(loaded.item.id, checked(act.line), PointState.PROPOSED)
    row.proposed_by_id = edit.caller.person_id
    row.position = len(loaded.points)
    with agenda_changes(edit, loaded.item.id, "propose") as rows:
        rows.append(row)
    tell_of_proposal(edit, loaded.item, row.id)
    return outcome(edit, loaded, Told.PROPOSED, [row])


def accepted_already(act: AcceptPoint, edit: Edit, loaded: Loaded) -> AgendaChanged | None:
    """That it is on the agenda."""
    point = loaded.point(act.point_id)
    return unchanged(edit, loaded, Told.ACCEPTED, point) if point.is_on_agenda else None


def accept_point(act: AcceptPoint, edit: Edit, loaded: Loaded) -> AgendaChanged:
    """Take a proposed point, or one that was dropped, onto the agenda.

    Raises:
        UserError: it was dealt with, or has gone on.
    """
    point = loaded.point(act.point_id)
    if point.state is not PointState.DROPPED:
        require_open(loaded, point)
    with agenda_changes(edit, loaded.item.id, "agenda") as rows:
        row = row_of(rows, act.point_id)
        row.state, row.is_listed, row.why = PointState.ACCEPTED, True, None
        insert(rows, [row])
    return outcome(edit, loaded, Told.ACCEPTED, [row])


def dropped_already(act: DropPoint, edit: Edit, loaded: Loaded) -> AgendaChanged | None:
    """That it was taken off."""
    point = loaded.point(act.point_id)
    return unchanged(edit, loaded, Told.DROPPED, point) if point.state is PointState.DROPPED else None


def drop_point(act: DropPoint, edit: Edit, loaded: Loaded) -> AgendaChanged:
    """Take a point off the agenda, with the reason.

    Raises:
        UserError: it was dealt with, or has gone on.
    """
    require_open(loaded, loaded.point(act.point_id))
    with agenda_changes(edit, loaded.item.id, "agenda", act.why) as rows:
        row = row_of(rows, act.point_id)
        row.state, row.why = PointState.DROPPED, act.why
        number(listed(rows))
    return outcome(edit, loaded, Told.DROPPED, [row], why=act.why)


def require_open(loaded: Loaded, point: Point) -> None:
    """Refuse what was decided on a point that is not open any more.

    Raises:
        UserError: it is not.
    """
    if point.is_open:
        return
    told = {
        PointState.DONE: _("“{point}” has been dealt with already. Nothing was changed."),
        PointState.CARRIED: _("“{point}” has gone on from this agenda already. Nothing was changed."),
    }.get(point.state, _("“{point}” was taken off this agenda already. Nothing was changed."))
    raise UserError(told.format(point=point.text[:100]), offers=(Agenda(loaded.item.id),))


def row_of(rows: Sequence[AgendaPoint], point_id: int) -> AgendaPoint:
    """The row of a point that is known to be there."""
    return next(row for row in rows if row.id == point_id)
