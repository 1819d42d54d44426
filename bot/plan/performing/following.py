"""Dates that count from others: they are reckoned when they are set, and follow when those are moved."""

from __future__ import annotations

from collections.abc import Mapping, Sequence
from dataclasses import replace
from typing import Any

from sqlalchemy import select

from bot.core.edit import Edit
from bot.core.errors import UserError
from bot.core.i18n import _
from bot.dates.when import NO_DATE, When
from bot.plan import fields
from bot.plan.performing.changing import announce, change_row, item_of
from bot.plan.rules.anchors import counted
from bot.plan.rules.items import Item, Kind, Status
from bot.plan.store import plans
from bot.plan.store.anchors import anchor_of_row, counting_rows
from bot.plan.tables import AnchorRow
from bot.plan.tables import Item as ItemRow

Moved = tuple[Item, Item]
"""An item before and after it followed."""


def dated_fields(edit: Edit, when: When, key: str = "") -> dict[str, Any]:
    """The fields of an item that gets a date: what is counted is reckoned, all else counts from nothing.

    Raises:
        UserError: what it would count from is not there, or counts from the item (of that key) itself.
    """
    if when.anchor is None:
        return {"when": fields.when_value(when) | {"text": when.text}, "counts_from": None}
    base = _base(edit, when.anchor)
    if base is None:
        raise UserError(_("There is no item and no anchor {key} any more.").format(key=when.anchor))
    if key and key in _chain(edit, when.anchor):
        raise UserError(
            _("{key} cannot count from {anchor}: that counts from {key}.").format(key=key, anchor=when.anchor)
        )
    found = counted(base, when) or when
    return {
        "when": fields.when_value(found) | {"text": when.text},
        "counts_from": fields.when_value(replace(when, text=None)),
    }


def when_in(values: Mapping[str, Any]) -> When:
    """The date among fields that `dated_fields` gave."""
    return fields.when_from(values["when"])


def _base(edit: Edit, key: str) -> When | None:
    same = (AnchorRow.group_id == edit.group.id, AnchorRow.key == key, ~AnchorRow.removed)
    anchor = edit.session.scalar(select(AnchorRow).where(*same))
    if anchor is not None:
        return anchor_of_row(anchor).when
    row = plans.row_by_key(edit.session, edit.group.id, key)
    return plans.when_of(row) if row is not None and not row.removed else None


def _chain(edit: Edit, key: str) -> list[str]:
    """A key, and those from which that counts in turn."""
    found = [key]
    while True:
        row = plans.row_by_key(edit.session, edit.group.id, found[-1])
        following = row.counts_from["anchor"] if row is not None and row.counts_from else None
        if following is None or following in found:
            return found
        found.append(following)


def follow(edit: Edit, key: str, base: When, counting: Sequence[ItemRow] | None = None) -> tuple[Moved, ...]:
    """Let the open items that count from something have the dates that follow from its date.

    What counts from them follows in turn. Meetings tell their channels, as for any other date of theirs.
    `counting` are the rows of all open items that count from anything, where they were read already.
    """
    rows = counting_rows(edit.session, edit.group.id) if counting is None else counting
    return tuple(_follow(edit, key, base, frozenset({key}), rows))


def _follow(
    edit: Edit, key: str, base: When, above: frozenset[str], counting: Sequence[ItemRow]
) -> list[Moved]:
    found: list[Moved] = []
    for row in counting:
        offset = row.counts_from
        if offset is None or offset["anchor"] != key or row.key in above:
            continue
        when = counted(base, fields.when_from(offset)) or fields.when_from(offset)
        moved = _move(edit, row, when)
        if moved is not None:
            found.append(moved)
            found += _follow(edit, row.key, when, above | {row.key}, counting)
    return found


def _move(edit: Edit, row: ItemRow, when: When) -> Moved | None:
    edit.hold(row)
    before = item_of(edit, row)
    new: dict[str, Any] = {"when": fields.when_value(when)}
    status = fields.status_for(Kind(row.kind), Status(row.status), when)
    if status.value != row.status:
        new["status"] = status.value
    if change_row(edit, row, "when", new) is None:
        return None
    if before.is_meeting:
        announce(edit, row, was=before.when if before.when.start is not None else NO_DATE)
    return before, item_of(edit, row)


def reckoned_again(edit: Edit, counts_from: When | None) -> dict[str, Any]:
    """The date of an item that is opened again: while it was closed it did not follow."""
    base = _base(edit, counts_from.anchor) if counts_from is not None and counts_from.anchor else None
    if counts_from is None or base is None:
        return {}
    return {"when": fields.when_value(counted(base, counts_from) or counts_from)}
