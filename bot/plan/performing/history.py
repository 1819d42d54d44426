"""Items in the history: how one entry of it is taken back, and who may do that."""

from __future__ import annotations

from bot.core.edit import Edit
from bot.core.errors import UserError
from bot.core.i18n import _, ngettext
from bot.core.requests import Look
from bot.core.rights import Need, Right
from bot.core.tables import Change
from bot.core.undo_acts import Restore
from bot.plan.acts import GIVEN_UP
from bot.plan.looks import Agenda, History
from bot.plan.performing.changing import announce, change_row, item_of
from bot.plan.performing.following import follow, reckoned_again
from bot.plan.rules.items import CLOSED, Status
from bot.plan.rules.views import Changed
from bot.plan.store.agendas import count_open
from bot.plan.tables import Item as ItemRow

_OF_STATUS = frozenset({"status", "status_note", "asking", "asking_coordinator"})


def _row(edit: Edit, change: Change) -> ItemRow:
    row = edit.session.get_one(ItemRow, change.subject_id)
    edit.hold(row)
    return row


def name_of_change(edit: Edit, change: Change) -> str:
    """The key of the item that an entry is about."""
    return _row(edit, change).key


def history_of_change(change: Change) -> Look:
    """The look at the whole history that an entry stands in."""
    return History(change.subject_id)


def need_of_entry(edit: Edit, change: Change) -> Need:
    """The right that taking an entry back takes: by the fields it touches, and as for doing the same anew."""
    item = item_of(edit, _row(edit, change))
    touched = set(change.after) | set(change.before)
    if "streams" in touched:
        return Need(Right.GOVERN, item)
    revives = item.status in GIVEN_UP or change.before.get("status") in GIVEN_UP
    if touched and touched <= _OF_STATUS and not revives:
        return Need(Right.STATUS, item)
    return Need(Right.PLAN, item)


def reverse_entry(edit: Edit, change: Change) -> Changed:
    """Write an item's values of before an entry, as far as it goes; what was added leaves the plan.

    Raises:
        UserError: the item is like that already, or points of its agenda would be lost with it.
    """
    row = _row(edit, change)
    before = item_of(edit, row)
    was_added = change.action in ("add", "import") and not change.before
    if was_added and (points := count_open(edit.session, row.id)):
        raise UserError(_left_open(row.key, points), offers=(Agenda(row.id),))
    old = {"removed": True} if was_added else dict(change.before)
    if edit.name == Restore.NAME and "when" in old and row.counts_from is not None:
        # Whoever brings an older date back wants that date, whatever the item counted from.
        old = {"counts_from": None} | old
    if was_added and row.imported is not None and edit.name != Restore.NAME:
        row.imported = {}  # its whole import is taken back: the document may bring it again
    if not before.is_open and "status" in old and Status(str(old["status"])) not in CLOSED:
        old = reckoned_again(edit, before.counts_from) | old
    reversal = change_row(edit, row, change.action, old)
    if reversal is None:
        raise UserError(_("{key} is like that already.").format(key=row.key))
    item = item_of(edit, row)
    if "when" in reversal.after:
        follow(edit, item.key, item.when)
    announced = None
    is_back = before.status is Status.CANCELLED and before.when.is_dated
    follows = row.counts_from is not None and "counts_from" not in reversal.after and not before.is_meeting
    if (
        ("when" in reversal.after and not follows)
        or is_back
        or (item.status is Status.CANCELLED and item.when.is_dated)
    ):
        announced = announce(edit, row, was=before.when, note=None, back=is_back)
    return Changed(
        group=edit.facts.group,
        item=item,
        before=before,
        now=edit.now,
        announce_at=announced,
        channels=edit.facts.group.channels_of(item) if announced else (),
        is_removed=bool(reversal.after.get("removed")),
    )


def _left_open(key: str, points: int) -> str:
    told = ngettext(
        "{key} stays: {count} point of its agenda is open. Carry it on or drop it first, or cancel the"
        " meeting.",
        "{key} stays: {count} points of its agenda are open. Carry them on or drop them first, or cancel the"
        " meeting.",
        points,
    )
    return told.format(key=key, count=points)
