"""What is to be asked about a group's items in the next months: reckoned once for each revision and day."""

from __future__ import annotations

from collections.abc import Sequence
from datetime import date

from bot.core.group import Rules
from bot.plan.rules.items import Item
from bot.reminders.rules.ladders import Ask, asks


class AsksAhead:
    """A part of the snapshot that is filled when it is asked for, since it depends on the day, too."""

    def __init__(self) -> None:
        self._until: date | None = None
        self._found: tuple[tuple[Ask, ...], ...] = ()

    def of(self, items: Sequence[Item], rules: Rules, until: date) -> tuple[tuple[Ask, ...], ...]:
        """The asks about each item up to a day, in their order; those of the day asked for last are kept."""
        if self._until != until:
            found = tuple(found for item in items if (found := tuple(asks(item, rules, until))))
            self._until, self._found = until, found
            return found
        return self._found
