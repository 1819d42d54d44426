"""The open actions of somebody pass to somebody else, or have no owner any more."""

from __future__ import annotations

from collections.abc import Sequence

from sqlalchemy import select

from bot.core.edit import Edit
from bot.core.kinds import Passed
from bot.meetings.actions import store
from bot.meetings.actions.performing import change
from bot.meetings.actions.rules import ActionState
from bot.meetings.actions.tables import Action
from bot.plan import fields


def pass_on_actions(edit: Edit, person_id: int, user: str | None) -> Sequence[Passed]:
    """Give the open actions of a person to another (a user id; None: to nobody), and tell which they were."""
    mine = (Action.group_id == edit.group.id, Action.owner_id == person_id)
    rows = edit.session.scalars(
        select(Action).where(*mine, Action.state == ActionState.OPEN.value).order_by(Action.number)
    )
    passed = []
    for row in rows.all():
        action = store.action_of(edit.session, row)
        owner = f"<@{user}>" if user is not None else None

        def write(held: Action, owner: str | None = owner) -> None:
            fields.set_owner(edit.session, held, owner, edit.group)

        change(edit, action, "edit", write)
        passed.append(Passed(action.key, action.text))
    return passed
