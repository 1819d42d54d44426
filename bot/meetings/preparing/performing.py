"""Carrying out what is ticked."""

from __future__ import annotations

from bot.core.edit import Edit
from bot.core.errors import UserError
from bot.core.i18n import _
from bot.core.rights import Need, Right
from bot.meetings import recorded
from bot.meetings.preparing import store
from bot.meetings.preparing.acts import TickChecklist
from bot.meetings.preparing.rules import Prepared, Task, ready
from bot.meetings.preparing.tables import PreparationRow
from bot.plan.performing.changing import item_with_id
from bot.plan.rules.items import Item


def load_meeting(act: TickChecklist, edit: Edit) -> Item:
    """The meeting.

    Raises:
        UserError: there is none such, or it is no meeting.
    """
    item = item_with_id(act.item_id, edit)
    if not item.is_meeting:
        raise UserError(_("{key} is no meeting: it has no checklist.").format(key=item.key))
    return item


def need_to_plan(_act: TickChecklist, item: Item, _edit: Edit) -> Need:
    """Whoever plans the meeting."""
    return Need(Right.PLAN, item)


def ticked_already(act: TickChecklist, edit: Edit, item: Item) -> Prepared | None:
    """That it is ticked so."""
    row = store.row_of(edit.session, item.id)
    known = set(row.ticked) if row is not None and not row.removed else set()
    return _outcome(edit, item, act, is_same=True) if known == set(act.done) else None


def tick(act: TickChecklist, edit: Edit, item: Item) -> Prepared:
    """Write what is done.

    Raises:
        UserError: the meeting is over.
    """
    if not item.is_open:
        raise UserError(_("{key} is over or cancelled: nothing has to be ready for it.").format(key=item.key))
    row = store.row_of(edit.session, item.id)
    ticked = [task.value for task in Task if task.value in act.done]
    if row is None:
        row = PreparationRow(item_id=item.id, ticked=ticked, version=1, removed=False)
        recorded.add(edit, row, item.key, ("item_id", "ticked"))
    else:
        recorded.change(edit, row, item.key, {"ticked": ticked})
    return _outcome(edit, item, act)


def _outcome(edit: Edit, item: Item, act: TickChecklist, *, is_same: bool = False) -> Prepared:
    done = ready(item, frozenset(task for task in Task if task.value in act.done))
    return Prepared(edit.facts.group, item, done, is_same)
