"""Writing items: loading what an act touches, changing and adding rows, and what a change came to."""

from __future__ import annotations

from collections.abc import Mapping
from datetime import datetime
from typing import Any

from sqlalchemy import select
from sqlalchemy.orm.attributes import flag_modified

from bot.core.edit import Edit
from bot.core.errors import UserError
from bot.core.i18n import _
from bot.core.tables import Change
from bot.dates.when import When
from bot.groups.rules.agencies import Agencies
from bot.groups.store import rosters
from bot.plan import fields
from bot.plan.acts import ItemAct
from bot.plan.history_views import ITEM, last_change_to
from bot.plan.rules.items import CALLED_OFF, CLOSED, SUCCEEDED, Item, Status
from bot.plan.rules.plan import conflicts_of
from bot.plan.rules.views import Changed
from bot.plan.store import plans
from bot.plan.store.agendas import count_open
from bot.plan.store.beside import Beside, beside
from bot.plan.tables import AnchorRow
from bot.plan.tables import Item as ItemRow

_IN_CALENDARS = frozenset({"when", "venue", "link", "length"})


def load_item(act: ItemAct, edit: Edit) -> Item:
    """The item of an act, as it stands in the act's transaction.

    Raises:
        UserError: the group has no such item.
    """
    return item_with_id(act.item_id, edit)


def item_with_id(item_id: int, edit: Edit) -> Item:
    """The same of an act that is about more than its item.

    Raises:
        UserError: the group has no such item.
    """
    row = edit.session.get(ItemRow, item_id, populate_existing=True)
    if row is None or row.group_id != edit.group.id or row.removed:
        raise UserError(_("That item is not in this plan any more."))
    edit.hold(row)
    return item_of(edit, row)


def load_removed(act: ItemAct, edit: Edit) -> Item:
    """The same of an item that may have left the plan.

    Raises:
        UserError: the group never had such an item.
    """
    row = edit.session.get(ItemRow, act.item_id, populate_existing=True)
    if row is None or row.group_id != edit.group.id:
        raise UserError(_("There is no such item."))
    edit.hold(row)
    return item_of(edit, row)


def item_of(edit: Edit, row: ItemRow) -> Item:
    """A row as the rules see it, without its agenda: no act asks for that."""
    agency = None
    if row.owner_agency_id is not None:
        known = edit.known(Agencies).by_id.get(row.owner_agency_id)
        # One that the act itself has made known is not in what is kept of the group.
        agency = known.name if known else rosters.agency_name(edit.session, row.owner_agency_id)
    return plans.value_of_row(row, agency)


def row_of(edit: Edit, item: Item) -> ItemRow:
    """The row of an item that was loaded."""
    return edit.session.get_one(ItemRow, item.id)


def add_row(edit: Edit, row: ItemRow, after: Mapping[str, Any]) -> Change:
    """Store a new item and its first entry of history."""
    plans.derive_columns(row, edit.group.zone)
    row.changed_at = edit.now
    edit.session.add(row)
    edit.session.flush()
    edit.touch([row])
    edit.changes_people |= edit.facts.group.is_empty
    return edit.record(ITEM, row.id, row.key, "add", {}, after, version=row.row_version)


def change_row(
    edit: Edit, row: ItemRow, action: str, new: Mapping[str, Any], *, note: str | None = None
) -> Change | None:
    """Set fields (in the terms of the JSON interface); None where all had that value already."""
    before = {name: fields.value_of(edit.session, row, name) for name in new}
    after = {name: value for name, value in new.items() if not fields.is_same(name, before[name], value)}
    if not after:
        return None
    # Agenda and dependencies have tables of their own, and yet they are this item's change.
    flag_modified(row, "status")
    if "when" in after:
        # Its wording is no difference, but it has to come back with what is undone.
        before["when"] |= {"text": row.when_text}
    row.changed_at = edit.now
    row.calendar_version += concerns_calendars(before, after)
    for name, value in after.items():
        fields.apply(edit.session, row, name, value, edit.group)
    if "status" in after:
        row.closed_at = edit.now if Status(row.status) in CLOSED else None
    plans.derive_columns(row, edit.group.zone)
    edit.session.flush()
    edit.touch([row])
    edit.changes_people |= not {"owner", "removed"}.isdisjoint(after)
    changed = {name: before[name] for name in after}
    return edit.record(ITEM, row.id, row.key, action, changed, after, version=row.row_version, note=note)


def concerns_calendars(before: Mapping[str, Any], after: Mapping[str, Any]) -> bool:
    """Whether a change is one of time or place, or calls something off or back: calendars hear of it."""
    called_off = {status.value for status in CALLED_OFF}
    crosses = (before.get("status") in called_off) != (after.get("status") in called_off)
    return crosses or not _IN_CALENDARS.isdisjoint(after)


def announce(
    edit: Edit, row: ItemRow, *, was: When, note: str | None = None, back: bool = False
) -> datetime | None:
    """Plan that the channels hear of a date; returns when they do, None where they do not.

    `back` tells that a cancelled meeting takes place after all.
    """
    return edit.work.means.announce(edit, row, was=was, note=note, back=back)


def same(edit: Edit, item: Item, action: str) -> Changed:
    """Nothing changed: the item was like that, since which entry of its history."""
    last = last_change_to(edit.session, item, action)
    return Changed(group=edit.facts.group, item=item, before=item, now=edit.now, already=last, is_same=True)


def changed(
    edit: Edit,
    row: ItemRow,
    before: Item | None,
    *,
    note: str | None = None,
    announced: datetime | None = None,
    taken_ordinal: int | None = None,
    edited: tuple[str, ...] = (),
    followers: tuple[tuple[Item, Item], ...] = (),
    around: Beside | None = None,
) -> Changed:
    """What a change came to: the item before and after, who hears of it, and what it collides with.

    `around` is what stands beside the item, where that was read already.
    """
    item = item_of(edit, row)
    if around is None and _has_new_days(item, before):
        around = around_of(edit, item.id, item.when)
    return Changed(
        group=edit.facts.group,
        item=item,
        before=before,
        now=edit.now,
        note=note,
        fields=edited,
        announce_at=announced,
        channels=edit.facts.group.channels_of(item) if announced else (),
        taken_ordinal=taken_ordinal,
        conflicts=_conflicts(item, before, around),
        late_dependents=_late_dependents(item, before, around),
        open_points=_open_points(edit, item, before),
        followers=followers,
        base=_base(edit, item.counts_from or (before.counts_from if before is not None else None)),
        owner=edit.facts.roster.people.get(item.owner_id or 0),
    )


def _base(edit: Edit, offset: When | None) -> str | None:
    """The name of what a date counts from: of an anchor its own, of an item its key."""
    if offset is None:
        return None
    same = (AnchorRow.group_id == edit.group.id, AnchorRow.key == offset.anchor)
    return edit.session.scalar(select(AnchorRow.name).where(*same)) or offset.anchor


def _open_points(edit: Edit, item: Item, before: Item | None) -> int:
    """How many points of a meeting that was held or cancelled just now are to go somewhere."""
    is_closed_now = item.is_meeting and not item.is_open and before is not None and before.is_open
    return count_open(edit.session, item.id) if is_closed_now else 0


def around_of(edit: Edit, item_id: int, when: When) -> Beside:
    """What stands beside an item on its days, counts from something, or waits for it."""
    return beside(edit.session, edit.group.id, item_id, when.first_day, when.last_day)


def _has_new_days(item: Item, before: Item | None) -> bool:
    """Whether an item has just got its days, with its date or by being open again."""
    is_new = before is None or before.when != item.when or not before.is_open
    return is_new and item.is_open and item.when.first_day is not None


def _conflicts(item: Item, before: Item | None, around: Beside | None) -> tuple[Item, ...]:
    """Other meetings on the days of a meeting that has just got them."""
    if around is None or not item.is_meeting or not _has_new_days(item, before):
        return ()
    return conflicts_of(item, around.items)


def _late_dependents(item: Item, before: Item | None, around: Beside | None) -> tuple[Item, ...]:
    """What needs an item that has just got another date, but ends before it does."""
    first = item.when.first_day
    is_moved = before is not None and before.when != item.when
    if around is None or first is None or item.status in SUCCEEDED or not is_moved:
        return ()
    return tuple(one for one in around.waiting if one.when.last_day is not None and one.when.last_day < first)
