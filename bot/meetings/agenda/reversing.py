"""Agendas in the history: how one entry of it is taken back, and who may do that."""

from __future__ import annotations

from bot.core import history
from bot.core.edit import Edit
from bot.core.errors import UserError
from bot.core.i18n import _
from bot.core.requests import Look
from bot.core.rights import Need, Right
from bot.core.tables import Change
from bot.meetings.agenda import store
from bot.meetings.agenda.performing import listed, number
from bot.meetings.lineage import AGENDA, agenda_changes, put_state_back, reopen_origin
from bot.meetings.minutes.rights import need_of_minutes
from bot.plan.looks import History
from bot.plan.performing.changing import item_of
from bot.plan.rules.point_states import PointState
from bot.plan.tables import Item as ItemRow


def name_of_change(edit: Edit, change: Change) -> str:
    """The key of the meeting."""
    return edit.session.get_one(ItemRow, change.subject_id).key


def history_of_change(change: Change) -> Look:
    """The look at the history of the meeting."""
    return History(change.subject_id)


def need_of_entry(edit: Edit, change: Change) -> Need:
    """Who may plan a meeting may take back what was done to its agenda; a proposal also who proposed it."""
    item = item_of(edit, edit.session.get_one(ItemRow, change.subject_id))
    if change.action == "propose" and change.act.actor == edit.actor:
        return Need(Right.REPLY)
    if change.action == "report" and change.act.actor == edit.actor:
        return Need(Right.REPLY)  # a lead's own lines on their stream, whose meeting it may not be
    return need_of_minutes(edit, item) if change.action == "note" else Need(Right.PLAN, item)


def reverse_entry(edit: Edit, change: Change) -> str:
    """Bring the points of one entry back to how they were before, each where it then is open once.

    Raises:
        UserError: they are like that already, or have gone on to where they cannot be called back from.
    """
    key, before = name_of_change(edit, change), dict(change.before)
    points = before.get("points", {})
    last = _last_change(edit, change)
    with agenda_changes(edit, change.subject_id, change.action) as rows:
        by_id = {str(row.id): row for row in rows}
        for name, held in points.items():
            row = by_id[name]
            put_state_back(edit, row, held)
            if held is not None and row.state != PointState.REMOVED:
                store.put_back(row, held)
        if "published" in before:
            store.agenda_row(edit.session, change.subject_id).published_at = (
                edit.now if before["published"] else None
            )
            edit.session.flush()
        number(listed(rows))
    for name in points:
        if by_id[name].state == PointState.REMOVED:
            reopen_origin(edit, by_id[name].carried_from_id)
    is_alone = len(history.changes_of_act(edit.session, change.act_id)) == 1
    if is_alone and _last_change(edit, change) == last:
        raise UserError(_("The agenda of {key} is like that already.").format(key=key))
    return _("↩ Taken back: the agenda of {key} is as it was before.").format(key=key)


def _last_change(edit: Edit, change: Change) -> int:
    return history.changes_of(edit.session, AGENDA, change.subject_id)[0].id
