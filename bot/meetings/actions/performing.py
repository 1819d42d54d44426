"""Changing decisions and actions: each function is the rule and the rows of one act."""

from __future__ import annotations

from collections.abc import Callable
from datetime import date
from typing import Any

from sqlalchemy import select

from bot.core.edit import Edit
from bot.core.errors import UserError
from bot.core.i18n import _
from bot.core.rights import Need, Right
from bot.meetings.actions import store
from bot.meetings.actions.acts import AddAction, AddDecision, ChangeAction, CloseAction
from bot.meetings.actions.rules import ActionChanged, ActionItem, ActionState
from bot.meetings.actions.tables import Action, Decision
from bot.meetings.lineage import ACTION, DECISION
from bot.meetings.minutes.rights import need_of_minutes
from bot.plan import fields
from bot.plan.performing.changing import item_with_id
from bot.plan.rules.items import Item
from bot.plan.tables import AgendaPoint

LONGEST_TEXT = 3000


def load_meeting(act: AddAction | AddDecision, edit: Edit) -> Item | None:
    """The meeting that an action or a decision comes from.

    Raises:
        UserError: there is none such, or the point is not one of its points.
    """
    if act.item_id is None:
        return None
    item = item_with_id(act.item_id, edit)
    if act.point_id is not None:
        point = edit.session.get(AgendaPoint, act.point_id) if 0 < act.point_id < 2**31 else None
        if point is None or point.item_id != item.id:
            raise UserError(_("{key} has no such point.").format(key=item.key))
    return item


def need_to_write(_act: AddAction | AddDecision, item: Item | None, edit: Edit) -> Need:
    """Whoever may write the minutes of a meeting; without a meeting, the coordinator."""
    return need_of_minutes(edit, item) if item is not None else Need(Right.GOVERN)


def added_already(act: AddAction, edit: Edit, item: Item | None) -> ActionChanged | None:
    """That somebody has that action of that meeting already, as when two people write it down at once."""
    same = select(Action).where(
        Action.group_id == edit.group.id,
        Action.item_id.is_not_distinct_from(act.item_id),
        Action.text == act.text.strip(),
        Action.state == ActionState.OPEN,
    )
    for row in edit.session.scalars(same):
        held = store.held_of(edit.session, row)
        due = act.due.isoformat() if act.due is not None else None
        if held["owner"] == act.owner and held["due"] == due:
            return _same(edit, store.action_of(edit.session, row))
    return None


def add_action(act: AddAction, edit: Edit, item: Item | None) -> ActionChanged:
    """Write down who does what by when.

    Raises:
        UserError: it says nothing.
    """
    row = new_action(
        edit,
        act.text,
        owner=act.owner,
        due=act.due,
        item_id=act.item_id,
        point_id=act.point_id,
    )
    return ActionChanged(edit.facts.group, store.action_of(edit.session, row), item=item)


def new_action(
    edit: Edit,
    text: str,
    *,
    owner: str | None,
    due: date | None,
    item_id: int | None,
    point_id: int | None,
    is_carried: bool = False,
) -> Action:
    """Store an action and its first entry of history."""
    row = Action(
        group_id=edit.group.id,
        number=store.next_number(edit.session, Action, edit.group.id),
        item_id=item_id,
        point_id=point_id,
        is_carried=is_carried,
        text=_checked(text),
        due=due,
        state=ActionState.OPEN.value,
        at=edit.now,
        version=1,
    )
    edit.session.add(row)
    fields.set_owner(edit.session, row, owner, edit.group)
    edit.session.flush()
    edit.changes_people |= owner is not None
    edit.record(ACTION, row.id, f"A{row.number}", "add", {}, store.held_of(edit.session, row), version=1)
    return row


def _checked(text: str) -> str:
    text = text.strip()
    if not text:
        raise UserError(_("What is to be done, or was decided? Say it in a few words."))
    if len(text) > LONGEST_TEXT:
        raise UserError(
            _("That has {count} characters; {most} can be kept.").format(count=len(text), most=LONGEST_TEXT)
        )
    return text


def load_action(act: CloseAction | ChangeAction, edit: Edit) -> ActionItem:
    """An action of the group.

    Raises:
        UserError: there is no such action.
    """
    row = (
        edit.session.get(Action, act.action_id, populate_existing=True) if 0 < act.action_id < 2**31 else None
    )
    if row is None or row.group_id != edit.group.id or row.state == ActionState.REMOVED:
        raise UserError(_("There is no such action."))
    edit.hold(row)
    return store.action_of(edit.session, row)


def need_to_close(_act: CloseAction, action: ActionItem, _edit: Edit) -> Need:
    """Whose an action is says that it is done; so does whoever may plan what it comes from."""
    return Need(Right.STATUS, action)


def need_to_change(_act: ChangeAction, action: ActionItem, _edit: Edit) -> Need:
    """Whoever may plan what an action comes from gives it to somebody else."""
    return Need(Right.PLAN, action)


def closed_already(act: CloseAction, edit: Edit, action: ActionItem) -> ActionChanged | None:
    """That it stands like that."""
    is_same = act.state is action.state and act.note in (None, action.note)
    return _same(edit, action) if is_same else None


def close_action(act: CloseAction, edit: Edit, action: ActionItem) -> ActionChanged:
    """Say that an action is done or dropped, or open it again.

    Raises:
        UserError: it is dropped without a reason.
    """
    if act.state is ActionState.DROPPED and not act.note:
        raise UserError(
            _('An action that is dropped needs a reason: `drop {key} "why"`.').format(key=action.key)
        )
    if act.state is ActionState.REMOVED:
        raise UserError(_("There is no such action."))

    def write(row: Action) -> None:
        row.state = act.state.value
        row.note = act.note if act.note is not None or act.state is not ActionState.OPEN else row.note

    return change(edit, action, "status", write, act.note)


def changed_already(act: ChangeAction, edit: Edit, action: ActionItem) -> ActionChanged | None:
    """That all is like that."""
    row = edit.session.get_one(Action, action.id)
    held = store.held_of(edit.session, row)
    due = act.due.isoformat() if act.due is not None else None
    wanted = {"owner": act.owner, "due": due, "text": act.text}
    is_same = all(value is None or held[name] == value for name, value in wanted.items())
    return _same(edit, action) if is_same else None


def change_action(act: ChangeAction, edit: Edit, action: ActionItem) -> ActionChanged:
    """Give an action to somebody else, another day, or other words."""

    def write(row: Action) -> None:
        if act.owner is not None:
            fields.set_owner(edit.session, row, act.owner, edit.group)
        if act.due is not None:
            row.due = act.due
        if act.text is not None:
            row.text = _checked(act.text)

    return change(edit, action, "edit", write)


def change(
    edit: Edit, action: ActionItem, what: str, write: Callable[[Action], None], note: str | None = None
) -> ActionChanged:
    """Change the row of an action, and write what changed into its history."""
    row = edit.session.get_one(Action, action.id)
    before = store.held_of(edit.session, row)
    write(row)
    after = store.held_of(edit.session, row)
    changed = [name for name in after if after[name] != before[name]]
    if changed:
        row.version += 1
        edit.session.flush()
        edit.changes_people |= "owner" in changed
        old: dict[str, Any] = {name: before[name] for name in changed}
        new: dict[str, Any] = {name: after[name] for name in changed}
        edit.record(ACTION, row.id, action.key, what, old, new, version=row.version, note=note)
    now = store.action_of(edit.session, row)
    return ActionChanged(edit.facts.group, now, before=action, is_same=not changed)


def _same(edit: Edit, action: ActionItem) -> ActionChanged:
    return ActionChanged(edit.facts.group, action, before=action, is_same=True)


def decided_already(act: AddDecision, edit: Edit, item: Item | None) -> ActionChanged | None:
    """That the meeting's decision is written down already."""
    same = select(Decision).where(
        Decision.item_id == act.item_id, Decision.text == act.text.strip(), ~Decision.is_removed
    )
    row = edit.session.scalars(same).first()
    if row is None:
        return None
    decision = store.decision_of(row)
    return ActionChanged(edit.facts.group, None, decision=decision, item=item, is_same=True)


def add_decision(act: AddDecision, edit: Edit, item: Item | None) -> ActionChanged:
    """Write down what a meeting decided, with the group's next number.

    Raises:
        UserError: it says nothing.
    """
    row = Decision(
        group_id=edit.group.id,
        number=store.next_number(edit.session, Decision, edit.group.id),
        item_id=act.item_id,
        point_id=act.point_id,
        text=_checked(act.text),
        is_removed=False,
        at=edit.now,
    )
    edit.session.add(row)
    edit.session.flush()
    edit.record(DECISION, row.id, f"D{row.number}", "add", {}, {"text": row.text}, version=1)
    return ActionChanged(edit.facts.group, None, decision=store.decision_of(row), item=item)
