"""Carrying out what is done with dates of other bodies, and what hangs on them."""

from __future__ import annotations

import re
from collections.abc import Collection
from dataclasses import dataclass

from sqlalchemy import select

from bot.core import history
from bot.core.edit import Edit
from bot.core.errors import UserError
from bot.core.i18n import _
from bot.core.rights import Need, Right
from bot.dates.texts import when_words
from bot.dates.when import NO_DATE
from bot.meetings import recorded
from bot.meetings.anchors.acts import AnchorForm, RemoveAnchor, SetAnchor, ShowAnchors
from bot.meetings.anchors.notices import tell_of_move
from bot.meetings.anchors.views import AnchorChanged
from bot.plan import fields
from bot.plan.performing.changing import change_row, item_of
from bot.plan.performing.following import follow
from bot.plan.rules.anchors import Anchor, folded
from bot.plan.store.anchors import anchor_of_row, anchor_row, counting_rows, keys_of_anchors
from bot.plan.tables import AnchorRow
from bot.slack.escaping import one_line

MOST_ANCHORS, LONGEST_NAME, LONGEST_KEY = 50, 100, 24
FIELDS = ("key", "name", "date")
_OF_ITEMS = re.compile(r"-[MD][0-9]+$")


@dataclass(frozen=True)
class LoadedAnchor:
    """An anchor as it stands in the transaction; without a row it is a new one of that name."""

    row: AnchorRow | None
    name: str

    @property
    def is_there(self) -> bool:
        """Whether it is one of the group's anchors."""
        return self.row is not None and not self.row.removed

    @property
    def basis(self) -> tuple[int, ...]:
        """What a move of it is decided on."""
        return (self.row.version,) if self.row is not None else ()


def load_anchor(act: SetAnchor | RemoveAnchor, edit: Edit) -> LoadedAnchor:
    """The anchor of an act.

    Raises:
        UserError: it is not there any more, or has no name.
    """
    if act.anchor_id is not None:
        row = anchor_row(edit.session, edit.group.id, act.anchor_id)
        if row is None or row.removed:
            raise UserError(_("That date is not there any more."), offers=(ShowAnchors(),))
        edit.hold(row)
        return LoadedAnchor(row, row.name)
    assert isinstance(act, SetAnchor)
    name = one_line(act.name or "", LONGEST_NAME)
    if not folded(name):
        raise UserError(_("What is the date called? For example “24th SOM”."), offers=(AnchorForm(),))
    rows = list(edit.session.scalars(select(AnchorRow).where(AnchorRow.group_id == edit.group.id)))
    known = next((row for row in rows if folded(row.name) == folded(name)), None)
    if known is None and sum(not row.removed for row in rows) >= MOST_ANCHORS:
        text = _("There are {most} such dates already: remove one that is over first.")
        raise UserError(text.format(most=MOST_ANCHORS), offers=(ShowAnchors(),))
    if known is not None:
        edit.hold(known)
    return LoadedAnchor(known, known.name if known is not None else name)


def need_to_govern(_act: object, _loaded: LoadedAnchor, _edit: Edit) -> Need:
    """Dates of other bodies are facts of the whole group."""
    return Need(Right.GOVERN)


def set_already(act: SetAnchor, edit: Edit, loaded: LoadedAnchor) -> AnchorChanged | None:
    """That it has that date."""
    if loaded.row is None or not loaded.is_there or fields.when_from(loaded.row.date) != act.when:
        return None
    return AnchorChanged(edit.facts.group, anchor_of_row(loaded.row), edit.now, is_same=True)


def set_anchor(act: SetAnchor, edit: Edit, loaded: LoadedAnchor) -> AnchorChanged:
    """Set or move the date; the open items that hang on it follow, and channels hear of it once.

    Raises:
        UserError: the date counts from another one itself.
    """
    if act.when.is_relative:
        raise UserError(_("The date of another body is a day, a month or a year of its own."))
    value = fields.when_value(act.when)
    if not loaded.is_there:
        return _added(edit, loaded, value, act)
    assert loaded.row is not None
    was = fields.when_from(loaded.row.date)
    recorded.change(edit, loaded.row, loaded.name, {"date": value}, note=act.why)
    if loaded.row.first_date is None and was.start is not None:
        loaded.row.first_date = fields.when_value(was)
    moved = follow(edit, loaded.row.key, act.when)
    at = tell_of_move(edit, loaded.row, was, act.why)
    anchor = anchor_of_row(loaded.row)
    return AnchorChanged(
        edit.facts.group, anchor, edit.now, was=was, note=act.why, moved=moved, announce_at=at
    )


def _added(edit: Edit, loaded: LoadedAnchor, value: dict[str, object], act: SetAnchor) -> AnchorChanged:
    row = loaded.row
    if row is not None:
        recorded.change(edit, row, row.name, {"date": value, "removed": False}, note=act.why)
        row.first_date = None
    else:
        key = new_key(loaded.name, keys_of_anchors(edit.session, edit.group.id))
        row = AnchorRow(
            group_id=edit.group.id, key=key, name=loaded.name, date=value, version=1, removed=False
        )
        recorded.add(edit, row, loaded.name, FIELDS, act.why)
    return AnchorChanged(edit.facts.group, anchor_of_row(row), edit.now, note=act.why)


def new_key(name: str, taken: Collection[str]) -> str:
    """A key for an anchor, made from its name, which is never that of an item."""
    stem = folded(name).upper().replace(" ", "-")[:LONGEST_KEY].strip("-")
    if _OF_ITEMS.search(stem):
        stem += "-DATE"
    number, key = 1, stem
    while key in taken:
        number += 1
        key = f"{stem}-{number}"
    return key


def remove_anchor(_act: RemoveAnchor, edit: Edit, loaded: LoadedAnchor) -> AnchorChanged:
    """Take an anchor away; what hangs on it keeps its date, and hangs on nothing."""
    row = loaded.row
    assert row is not None
    anchor = anchor_of_row(row)
    recorded.change(edit, row, row.name, {"removed": True})
    kept = []
    for item_row in counting_rows(edit.session, edit.group.id):
        if item_row.counts_from is None or item_row.counts_from["anchor"] != row.key:
            continue
        edit.hold(item_row)
        kept.append(item_of(edit, item_row))
        new: dict[str, object] = {"counts_from": None}
        if kept[-1].when.is_relative:
            new["when"] = fields.when_value(NO_DATE)
        change_row(edit, item_row, "when" if "when" in new else "edit", new)
    return AnchorChanged(edit.facts.group, anchor, edit.now, was=anchor.when, kept=tuple(kept))


def state_of(edit: Edit, loaded: LoadedAnchor) -> str:
    """How an anchor stands, for a move that was decided on another date."""
    assert loaded.row is not None
    return when_words(fields.when_from(loaded.row.date), edit.group.zone)


def label_of(_edit: Edit, row: AnchorRow) -> str:
    """An anchor as people call it."""
    return row.name


def need_of_row(_edit: Edit, _row: AnchorRow) -> Need:
    """Bringing one back takes what setting it takes."""
    return Need(Right.GOVERN)


def look_of_row(_row: AnchorRow) -> ShowAnchors:
    """Where an anchor is seen."""
    return ShowAnchors()


def reversed_row(edit: Edit, row: AnchorRow) -> str:
    """What hangs on an anchor that was brought back to an earlier date follows it there."""
    anchor: Anchor = anchor_of_row(row)
    if not row.removed:
        follow(edit, row.key, anchor.when)
        last = history.last_change_of(edit.session, row.__tablename__, row.id)
        was = fields.when_from(last.before["date"]) if "date" in last.before else anchor.when
        tell_of_move(edit, row, was, None)
    return _("↩ Taken back. The date of {anchor} is as it was.").format(anchor=row.name)
