"""Writing an agenda anew: the order of its points, what they say, all of it at once; and publishing it."""

from __future__ import annotations

from collections.abc import Iterable
from dataclasses import replace

from bot.core.edit import Edit
from bot.core.errors import UserError
from bot.core.i18n import _
from bot.meetings.agenda import store
from bot.meetings.agenda.acts import ChangePoint, EditAgenda, PlacePoint, PublishAgenda
from bot.meetings.agenda.notices import tell_of_agenda
from bot.meetings.agenda.performing import (
    Loaded,
    checked,
    listed,
    new_row,
    number,
    outcome,
    row_of,
    unchanged,
    write,
)
from bot.meetings.agenda.rules import MOST_POINTS, AgendaChanged, PointLine, Told
from bot.meetings.lineage import agenda_changes
from bot.plan.looks import Agenda
from bot.plan.rules.point_states import OPEN_POINT, PointState
from bot.plan.tables import AgendaPoint


def placed_already(act: PlacePoint, edit: Edit, loaded: Loaded) -> AgendaChanged | None:
    """That it has that place."""
    point = loaded.point(act.point_id)
    order = [one.id for one in loaded.points if one.is_on_agenda]
    is_there = point.id in order and order.index(point.id) == min(act.place, len(order)) - 1
    return unchanged(edit, loaded, Told.PLACED, point) if is_there else None


def place_point(act: PlacePoint, edit: Edit, loaded: Loaded) -> AgendaChanged:
    """Give a point another place.

    Raises:
        UserError: the agenda does not list it.
    """
    if not loaded.point(act.point_id).is_on_agenda:
        raise UserError(_("That point is not on this agenda any more."), offers=(Agenda(loaded.item.id),))
    with agenda_changes(edit, loaded.item.id, "agenda") as rows:
        row = row_of(rows, act.point_id)
        order = [one for one in listed(rows) if one is not row]
        order.insert(max(0, act.place - 1), row)
        number(order)
    return outcome(edit, loaded, Told.PLACED, [row])


def changed_already(act: ChangePoint, edit: Edit, loaded: Loaded) -> AgendaChanged | None:
    """That it says so."""
    point = loaded.point(act.point_id)
    is_same = point.line == replace(act.line, point_id=point.id)
    return unchanged(edit, loaded, Told.CHANGED, point) if is_same else None


def change_point(act: ChangePoint, edit: Edit, loaded: Loaded) -> AgendaChanged:
    """Let a point say something else; it keeps its id and where it comes from."""
    loaded.point(act.point_id)
    with agenda_changes(edit, loaded.item.id, "agenda") as rows:
        row = row_of(rows, act.point_id)
        write(row, checked(act.line))
    return outcome(edit, loaded, Told.CHANGED, [row])


def edited_already(act: EditAgenda, edit: Edit, loaded: Loaded) -> AgendaChanged | None:
    """That the agenda is what was written."""
    now = [replace(point.line, point_id=None) for point in loaded.points if point.is_on_agenda]
    is_same = [replace(line, point_id=None) for line in act.lines] == now
    return unchanged(edit, loaded, Told.EDITED) if is_same else None


def edit_agenda(act: EditAgenda, edit: Edit, loaded: Loaded) -> AgendaChanged:
    """Bring an agenda in line with what was written; points that others added meanwhile stay at its end.

    A point that is left out is dropped; what was dealt with or has gone on is only left out of the list.
    """
    before = {point.id: point.line for point in loaded.points if point.is_on_agenda}
    with agenda_changes(edit, loaded.item.id, "agenda") as rows:
        by_id = {row.id: row for row in listed(rows)}
        order: list[AgendaPoint] = []
        for line in act.lines[:MOST_POINTS]:
            row = by_id.pop(line.point_id or _same_text(by_id.values(), line), None)
            if row is not None:
                write(row, checked(line))
            elif line.point_id in act.known and not _was_changed(line, loaded):
                continue  # taken off by somebody else meanwhile
            else:
                row = new_row(loaded.item.id, checked(line))
                rows.append(row)
            order.append(row)
        for row in by_id.values():
            if row.id not in act.known:
                order.append(row)
            elif row.state in OPEN_POINT:
                row.state, row.why = PointState.DROPPED, None
            else:
                row.is_listed = False
        number(order)
    if edit.entry is None:
        return unchanged(edit, loaded, Told.EDITED)
    touched = [row for row in order if before.get(row.id) != store.point_of(row).line]
    return outcome(edit, loaded, Told.EDITED, touched)


def _same_text(rows: Iterable[AgendaPoint], line: PointLine) -> int:
    """The point that says the same as a new line, as when two people add it at once; 0 without one."""
    return next((row.id for row in rows if row.text == line.text), 0)


def _was_changed(line: PointLine, loaded: Loaded) -> bool:
    known = next((point for point in loaded.points if point.id == line.point_id), None)
    return known is None or known.line != line


def published_already(_act: PublishAgenda, edit: Edit, loaded: Loaded) -> AgendaChanged | None:
    """That it is published."""
    is_published = store.is_published(edit.session, loaded.item.id)
    return unchanged(edit, loaded, Told.PUBLISHED) if is_published else None


def publish_agenda(_act: PublishAgenda, edit: Edit, loaded: Loaded) -> AgendaChanged:
    """Call an agenda final.

    Raises:
        UserError: it has no points.
    """
    points = [point for point in loaded.points if point.is_on_agenda]
    if not points:
        raise UserError(
            _("The agenda of {key} has no points yet.").format(key=loaded.item.key),
            offers=(Agenda(loaded.item.id),),
        )
    with agenda_changes(edit, loaded.item.id, "publish"):
        row = store.agenda_row(edit.session, loaded.item.id)
        row.published_at, row.told = edit.now, [point.text for point in points]
        edit.session.flush()
    tell_of_agenda(edit, loaded.item, [], is_new=True)
    return outcome(edit, loaded, Told.PUBLISHED, [])
