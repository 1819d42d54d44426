"""Who may write the minutes of a meeting."""

from __future__ import annotations

from bot.core.edit import Edit
from bot.core.rights import Need, Right
from bot.meetings.minutes.tables import Minutes
from bot.plan.rules.items import Item


def need_of_minutes(edit: Edit, item: Item) -> Need:
    """The right that it takes: to plan the meeting; of its note-taker, to be on the roster."""
    row = edit.session.get(Minutes, item.id)
    is_theirs = row is not None and row.note_taker_id is not None
    if row is not None and is_theirs and row.note_taker_id == edit.caller.person_id:
        return Need(Right.REPLY)
    return Need(Right.PLAN, item)
