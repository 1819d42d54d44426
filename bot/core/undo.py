"""Taking changes back: one's own last one within ten minutes, or any entry of an item's history."""

from __future__ import annotations

from datetime import datetime

from bot.core import history
from bot.core.edit import Edit, editing
from bot.core.errors import UserError
from bot.core.history_views import views_of
from bot.core.i18n import _
from bot.core.tables import Change
from bot.core.work import Work
from bot.groups.arrivals import Caller, require
from bot.groups.rules.rights import Act
from bot.plan.results import UNDO_FOR
from bot.plan.rules.items import Status
from bot.plan.rules.views import Changed
from bot.plan.store import plans
from bot.plan.tables import Item as ItemRow
from bot.reminders import announcing


def undo_last(work: Work, caller: Caller, now: datetime, change_id: int | None = None) -> Changed:
    """Reverse the caller's own last change, if nothing changed since; `change_id` names the one meant.

    Raises:
        UserError: there is none, it is too old, or somebody has changed the item since.
    """
    with editing(work, caller, now) as edit:
        change = history.last_change_by(edit.session, edit.group.id, edit.actor, now - UNDO_FOR)
        if change is None:
            raise UserError(
                _(
                    "There is nothing of yours to undo: undo works for ten minutes."
                    " Later, `history KEY` offers to restore an earlier state."
                )
            )
        if change_id is not None and change.id != change_id:
            raise _not_last(edit, change_id)
        row = plans.row_by_id(edit.session, change.item_id)
        if row.row_version != change.row_version:
            later = history.changes_of_item(edit.session, row.id)[0]
            if later.actor == edit.actor:
                raise UserError(
                    _("Undo takes back one change. `history {key}` offers to restore earlier ones.").format(
                        key=row.key
                    ),
                    words=(f"history {row.key}",),
                )
            view = views_of(edit.session, [later])[0]
            raise UserError(
                _("{who} has changed {key} since, so undo would take back more than yours.").format(
                    who=view.who, key=row.key
                ),
                words=(f"history {row.key}",),
            )
        return _reverse(edit, work, row, change)


def _not_last(edit: Edit, change_id: int) -> UserError:
    """The refusal of an *Undo* that stands beside an older change, with the way to its item's history."""
    change = history.change_by_id(edit.session, change_id)
    known = change is not None and change.group_id == edit.group.id
    key = plans.row_by_id(edit.session, change.item_id).key if change is not None and known else "KEY"
    return UserError(
        _(
            "That was not your last change, or it was undone already. `history {key}` offers to restore."
        ).format(key=key),
        words=(f"history {key}",) if known else (),
    )


def restore(work: Work, caller: Caller, change_id: int, now: datetime) -> Changed:
    """Bring an item back to how it was before one entry of its history, as far as that entry goes.

    Raises:
        UserError: no right, no such entry, or the item is like that already.
    """
    with editing(work, caller, now) as edit:
        change = history.change_by_id(edit.session, change_id)
        if change is None or change.group_id != edit.group.id:
            raise UserError(_("There is no such entry in this group's history."))
        row = plans.row_by_id(edit.session, change.item_id)
        require(caller, Act.PLAN, edit.item(row))
        return _reverse(edit, work, row, change)


def _reverse(edit: Edit, work: Work, row: ItemRow, change: Change) -> Changed:
    before = edit.item(row)
    if change.action in ("add", "import") and not change.before:
        dropped = Status.CANCELLED if before.is_meeting else Status.DROPPED
        old = {"status": dropped.value}
    else:
        old = dict(change.before)
    reversal = edit.change(row, change.action, old, undoes=change)
    if reversal is None:
        raise UserError(_("{key} is like that already.").format(key=row.key))
    announced = None
    if "when" in reversal.after or (before.status is Status.CANCELLED and before.when.is_dated):
        announced = announcing.plan_announcement(
            edit, row, was=before.when, note=None, timing=work.timing, back=before.status is Status.CANCELLED
        )
    item = edit.item(row)
    return Changed(
        group=edit.facts.group,
        item=item,
        before=before,
        now=edit.now,
        change_id=reversal.id,
        announce_at=announced,
        channels=edit.facts.group.channels_of(item) if announced else (),
    )
