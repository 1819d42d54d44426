"""Where points are: each is open in exactly one place, or closed.

A point that was carried lives on as a point of another agenda, or as an action. Taking such a step back
brings the point back to where it was, and out of where it went; what has gone on from there stays.
"""

from __future__ import annotations

from collections.abc import Iterator
from contextlib import contextmanager
from typing import Any

from sqlalchemy import select
from sqlalchemy.orm import Session
from sqlalchemy.orm.attributes import flag_modified

from bot.core.edit import Edit
from bot.core.errors import UserError
from bot.core.i18n import _
from bot.meetings.actions.rules import ActionState
from bot.meetings.actions.tables import Action
from bot.meetings.agenda import store
from bot.plan.looks import Agenda
from bot.plan.rules.point_states import OPEN_POINT, PointState
from bot.plan.store.agendas import points_of
from bot.plan.tables import AgendaPoint
from bot.plan.tables import Item as ItemRow
from bot.slack.escaping import one_line

AGENDA, ACTION, DECISION, MINUTES, ATTENDANCE = "agenda", "action", "decision", "minutes", "attendance"
"""The subjects under which these stand in the history."""


@contextmanager
def agenda_changes(
    edit: Edit, item_id: int, action: str, note: str | None = None
) -> Iterator[list[AgendaPoint]]:
    """Change the points of a meeting (new ones are added to the list), and write into its history what."""
    session = edit.session
    item = session.get_one(ItemRow, item_id)
    rows = points_of(session, item_id)
    before = {row.id: store.held_of(row) for row in rows}
    was_published = store.is_published(session, item_id)
    yield rows
    session.add_all(rows)
    session.flush()
    after = {row.id: store.held_of(row) for row in rows}
    changed = [point_id for point_id, held in after.items() if before.get(point_id) != held]
    old: dict[str, Any] = {"points": {str(one): before.get(one) for one in changed}} if changed else {}
    new: dict[str, Any] = {"points": {str(one): after[one] for one in changed}} if changed else {}
    if (is_published := store.is_published(session, item_id)) != was_published:
        old["published"], new["published"] = was_published, is_published
    if new:
        flag_modified(item, "status")
        session.flush()
        edit.redraw(AGENDA, item_id)
        edit.record(AGENDA, item_id, item.key, action, old, new, version=item.row_version, note=note)


def went_to(session: Session, point_id: int) -> AgendaPoint | Action | None:
    """Where a point lives on: the point or the action that it became."""
    point = session.scalar(
        select(AgendaPoint).where(
            AgendaPoint.carried_from_id == point_id, AgendaPoint.state != PointState.REMOVED
        )
    )
    if point is not None:
        return point
    return session.scalar(
        select(Action).where(
            Action.point_id == point_id, Action.is_carried, Action.state != ActionState.REMOVED
        )
    )


def call_back(edit: Edit, point: AgendaPoint) -> None:
    """Take back what a carried point became, so that it can be open here again.

    Raises:
        UserError: it has been dealt with there, or has gone on.
    """
    there = went_to(edit.session, point.id)
    if there is None:
        return
    if isinstance(there, Action):
        if there.state != ActionState.OPEN:
            raise _gone_on(edit, point, f"A{there.number}", None)
        remove_action(edit, there)
        return
    if there.state not in OPEN_POINT:
        key = edit.session.get_one(ItemRow, there.item_id).key
        raise _gone_on(edit, point, key, there.item_id)
    with agenda_changes(edit, there.item_id, "carry"):
        there.state = PointState.REMOVED


def remove_action(edit: Edit, row: Action) -> None:
    """Let an action be nowhere, as if it had not been added."""
    was, row.state, row.version = row.state, ActionState.REMOVED, row.version + 1
    edit.session.flush()
    edit.record(
        ACTION, row.id, f"A{row.number}", "carry", {"state": was}, {"state": row.state}, version=row.version
    )


def reopen_origin(edit: Edit, point_id: int | None) -> None:
    """Open a point again that was carried to what is nowhere any more."""
    point = edit.session.get(AgendaPoint, point_id) if point_id is not None else None
    if point is None or point.state != PointState.CARRIED or went_to(edit.session, point.id) is not None:
        return
    with agenda_changes(edit, point.item_id, "carry"):
        point.state = PointState.ACCEPTED


def put_state_back(edit: Edit, row: AgendaPoint, held: dict[str, Any] | None) -> None:
    """Bring a point to the state that an older entry of the history gives, as far as it is true by now.

    Raises:
        UserError: it has gone on to where it cannot be called back from.
    """
    wanted = PointState(held["state"]) if held is not None else PointState.REMOVED
    current = PointState(row.state)
    lives_on = current is PointState.CARRIED and went_to(edit.session, row.id) is not None
    if wanted is current:
        return
    if wanted is PointState.CARRIED or (current is PointState.REMOVED and row.carried_from_id is not None):
        return  # what it would be carried to, or comes from, is another point's to say
    if lives_on and wanted not in OPEN_POINT:
        if wanted is PointState.REMOVED:
            raise _gone_on(edit, row, edit.session.get_one(ItemRow, row.item_id).key, row.item_id)
        return
    if lives_on:
        call_back(edit, row)
    row.state = wanted


def _gone_on(edit: Edit, point: AgendaPoint, where: str, item_id: int | None) -> UserError:
    told = _("“{point}” has gone on from there: it is {where} now. Nothing was taken back.")
    offers = (Agenda(item_id),) if item_id is not None else ()
    return UserError(told.format(point=one_line(point.text, 80), where=where), offers=offers)
