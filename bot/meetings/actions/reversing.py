"""Decisions and actions in the history: how one entry is taken back, and who may do that."""

from __future__ import annotations

from datetime import date

from bot.core.edit import Edit
from bot.core.errors import UserError
from bot.core.i18n import _
from bot.core.requests import Look
from bot.core.rights import Need, Right
from bot.core.tables import Change
from bot.meetings.actions import store
from bot.meetings.actions.acts import OutcomeHistory
from bot.meetings.actions.performing import change
from bot.meetings.actions.rules import ActionState
from bot.meetings.actions.tables import Action, Decision
from bot.meetings.lineage import DECISION, remove_action, reopen_origin
from bot.meetings.minutes.rights import need_of_minutes
from bot.plan import fields
from bot.plan.performing.changing import item_of
from bot.plan.tables import Item as ItemRow


def name_of_action(edit: Edit, change: Change) -> str:
    """``A34``."""
    return f"A{edit.session.get_one(Action, change.subject_id).number}"


def name_of_decision(edit: Edit, change: Change) -> str:
    """``D12``."""
    return f"D{edit.session.get_one(Decision, change.subject_id).number}"


def history_of_change(change: Change) -> Look:
    """The look at all that happened to an action or a decision."""
    return OutcomeHistory(change.subject, change.subject_id)


def need_of_action(edit: Edit, change: Change) -> Need:
    """As for doing the same anew."""
    row = edit.session.get_one(Action, change.subject_id)
    if change.action == "add" and row.item_id is not None and not row.is_carried:
        item = edit.session.get_one(ItemRow, row.item_id)
        return need_of_minutes(edit, item_of(edit, item))
    right = Right.STATUS if change.action == "status" else Right.PLAN
    return Need(right, store.action_of(edit.session, row))


def need_of_decision(edit: Edit, change: Change) -> Need:
    """As for writing it down."""
    item = edit.session.get_one(ItemRow, edit.session.get_one(Decision, change.subject_id).item_id)
    return need_of_minutes(edit, item_of(edit, item))


def reverse_action(edit: Edit, entry: Change) -> str:
    """Bring an action back to how it was; one that was added is nowhere, and its point open again.

    Raises:
        UserError: it is like that already.
    """
    row = edit.session.get_one(Action, entry.subject_id)
    key = f"A{row.number}"
    wanted = dict(entry.before)
    if not wanted or row.state == ActionState.REMOVED:
        if row.state == ActionState.REMOVED:
            return _("↩ Taken back: {key} is on no list any more.").format(key=key)
        remove_action(edit, row)
        reopen_origin(edit, row.point_id if row.is_carried else None)
        return _("↩ Taken back: {key} is on no list any more.").format(key=key)

    def write(row: Action) -> None:
        row.text, row.note = wanted.get("text", row.text), wanted.get("note", row.note)
        if wanted.get("state", ActionState.REMOVED) != ActionState.REMOVED:
            row.state = wanted["state"]
        if "due" in wanted:
            row.due = date.fromisoformat(wanted["due"]) if wanted["due"] else None
        if "owner" in wanted:
            fields.set_owner(edit.session, row, wanted["owner"], edit.group)

    if change(edit, store.action_of(edit.session, row), entry.action, write).is_same:
        raise UserError(_("{key} is like that already.").format(key=key))
    return _("↩ Taken back: {key} is as it was before.").format(key=key)


def reverse_decision(edit: Edit, entry: Change) -> str:
    """Take a decision out of the minutes, or bring it back; its number is not given again."""
    row = edit.session.get_one(Decision, entry.subject_id)
    key = f"D{row.number}"
    before = {"text": row.text if not row.is_removed else None}
    text = entry.before.get("text")
    row.is_removed = text is None
    row.text = text or row.text
    edit.session.flush()
    after = {"text": None if row.is_removed else row.text}
    if before == after:
        raise UserError(_("{key} is like that already.").format(key=key))
    edit.record(DECISION, row.id, key, "edit", before, after, version=2)
    if row.is_removed:
        return _("↩ Taken back: {key} is in no minutes any more.").format(key=key)
    return _("↩ Taken back: {key} is as it was before.").format(key=key)
