"""The notices about items that wait while an act changes them."""

from __future__ import annotations

from collections.abc import Mapping
from dataclasses import dataclass, field

from bot.core.edit import Edit
from bot.delivery.store import outbox_items
from bot.delivery.tables import OutboxRow


@dataclass
class Waiting:
    """What waits, as an act has read it: by the id of the item, each with the item's version then.

    Another change of the item may have added to it, so that it is read again.
    """

    by_item: dict[int, tuple[int, list[OutboxRow]]] = field(default_factory=dict)

    def read(self, edit: Edit, versions: Mapping[int, int]) -> list[OutboxRow]:
        """The notices about items that still wait; `versions` are those of the items, by their ids."""
        missing = [key for key, version in versions.items() if self.by_item.get(key, (0,))[0] != version]
        found: dict[int, list[OutboxRow]] = {key: [] for key in missing}
        for row in outbox_items.pending_of_items(edit.session, missing) if missing else ():
            found[row.item_id or 0].append(row)
        self.by_item |= {key: (versions[key], rows) for key, rows in found.items()}
        read = [row for key in versions for row in self.by_item[key][1]]
        return [row for row in read if row.state == "pending"]

    def read_with_posted(
        self, edit: Edit, item_id: int, version: int, subject: str
    ) -> tuple[list[OutboxRow], list[OutboxRow]]:
        """The same of one item, and what shows it as that subject and stands somewhere, newest first."""
        waiting, posted = outbox_items.waiting_and_posted(edit.session, item_id, subject)
        self.by_item[item_id] = (version, waiting)
        return waiting, posted
