"""Who may write the minutes of a meeting."""

from __future__ import annotations

from dataclasses import dataclass

from bot.core.edit import Edit
from bot.core.rights import Need, Right
from bot.core.snapshot import Snapshot
from bot.meetings.minutes.rules import MinutesBook
from bot.meetings.minutes.tables import Minutes
from bot.plan.rules.items import Item
from bot.plan.rules.plan import Plan


@dataclass(frozen=True, slots=True)
class _MinutesOf:
    """The minutes of a meeting as something owned: their owner is the note-taker, not that of the meeting."""

    streams: tuple[str, ...]
    is_for_coordinator: bool
    owner_id: int | None
    owner_agency: None = None


def need_to_write(item: Item, note_taker_id: int | None) -> Need:
    """The right that it takes: to plan the meeting, or to be its note-taker."""
    return Need(Right.STATUS, _MinutesOf(item.streams, item.is_for_coordinator, note_taker_id))


def need_of_minutes(edit: Edit, item: Item) -> Need:
    """The same from the rows of a transaction."""
    row = edit.session.get(Minutes, item.id)
    return need_to_write(item, row.note_taker_id if row is not None else None)


def need_of_form(item_id: int, snapshot: Snapshot) -> Need:
    """The same for a form about the minutes of a meeting."""
    item = snapshot[Plan].by_id.get(item_id)
    if item is None:
        return Need(Right.GOVERN)
    return need_to_write(item, snapshot[MinutesBook].of(item_id).note_taker_id)
