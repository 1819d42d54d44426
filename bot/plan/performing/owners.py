"""What a person owns in a plan passes to somebody else, or has no owner any more."""

from __future__ import annotations

from collections.abc import Sequence

from bot.core.edit import Edit
from bot.core.registry import Passed
from bot.plan.looks import EditForm
from bot.plan.performing.changing import change_row
from bot.plan.store import plans


def pass_on_items(edit: Edit, person_id: int, user: str | None) -> Sequence[Passed]:
    """Give the open items of a person to another (a user id; None: to nobody), and tell which they were."""
    passed = []
    for row in plans.rows_owned_by(edit.session, edit.group.id, person_id):
        change_row(edit, row, "edit", {"owner": f"<@{user}>" if user is not None else None})
        passed.append(Passed(row.key, row.title, EditForm(row.id) if user is None else None))
    return passed
