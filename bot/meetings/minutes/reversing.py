"""Minutes in the history: how one entry is taken back, and who may do that."""

from __future__ import annotations

from collections.abc import Mapping
from datetime import date, datetime
from typing import Any

from sqlalchemy import select

from bot.core.edit import Edit
from bot.core.errors import UserError
from bot.core.i18n import _
from bot.core.requests import Look
from bot.core.rights import Need, Right
from bot.core.tables import Change
from bot.meetings.minutes import store
from bot.meetings.minutes.acts import ShowMinutes
from bot.meetings.minutes.performing import minutes_changes, set_note_taker
from bot.meetings.minutes.rights import need_of_minutes
from bot.meetings.minutes.tables import MinutesFile
from bot.plan.performing.changing import item_of
from bot.plan.rules.items import Item
from bot.plan.tables import Item as ItemRow


def _item(edit: Edit, change: Change) -> Item:
    return item_of(edit, edit.session.get_one(ItemRow, change.subject_id))


def name_of_change(edit: Edit, change: Change) -> str:
    """The key of the meeting."""
    return edit.session.get_one(ItemRow, change.subject_id).key


def history_of_change(change: Change) -> Look:
    """The minutes themselves."""
    return ShowMinutes(change.subject_id)


def need_of_entry(edit: Edit, change: Change) -> Need:
    """Whoever may write the minutes; who takes notes is for whoever plans the meeting."""
    item = _item(edit, change)
    return Need(Right.PLAN, item) if "note_taker" in change.before else need_of_minutes(edit, item)


def reverse_entry(edit: Edit, change: Change) -> str:
    """Bring minutes back to how they were before an entry, as far as it goes.

    Raises:
        UserError: they are like that already.
    """
    item, old = _item(edit, change), dict(change.before)
    before = store.held_of(edit.session, item.id)
    with minutes_changes(edit, item, change.action):
        _write(edit, item.id, old, change.after)
    if store.held_of(edit.session, item.id) == before:
        raise UserError(_("The minutes of {key} are like that already.").format(key=item.key))
    return _("↩ Taken back: the minutes of {key} are as they were before.").format(key=item.key)


def _write(edit: Edit, item_id: int, old: Mapping[str, Any], new: Mapping[str, Any]) -> None:
    row = store.row_of(edit.session, item_id)
    for name in ("state", "note"):
        if name in old:
            setattr(row, name, old[name])
    if "comments_until" in old:
        row.comments_until = date.fromisoformat(old["comments_until"]) if old["comments_until"] else None
    for name in ("circulated_at", "adopted_at"):
        if name in old:
            setattr(row, name, datetime.fromisoformat(old[name]) if old[name] else None)
    if "adopted_by" in old:
        row.adopted_by_id = old["adopted_by"]
    if "note_taker" in old:
        set_note_taker(edit, item_id, old["note_taker"])
    if "files" in old:
        added, gone = set(new["files"]) - set(old["files"]), set(old["files"]) - set(new["files"])
        for file in edit.session.scalars(select(MinutesFile).where(MinutesFile.item_id == item_id)):
            file.is_removed = (file.is_removed or file.id in added) and file.id not in gone
