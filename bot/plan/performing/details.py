"""Adding items and changing their details."""

from __future__ import annotations

from collections.abc import Mapping, Sequence
from datetime import datetime
from typing import Any

from bot.core.edit import Edit
from bot.core.errors import UserError
from bot.core.i18n import _, listing
from bot.dates.when import NO_DATE
from bot.plan import fields
from bot.plan.acts import AddItem, EditItem, ReturnItem
from bot.plan.looks import EditForm
from bot.plan.performing.changing import add_row, announce, change_row, changed, row_of, same
from bot.plan.performing.following import dated_fields, when_in
from bot.plan.rules.item_fields import field_named
from bot.plan.rules.items import Item, Kind
from bot.plan.rules.keys import next_key, prefix_of
from bot.plan.rules.views import Changed
from bot.plan.store import plans
from bot.plan.tables import Item as ItemRow
from bot.plan.texts.naming import kind_words
from bot.slack.escaping import one_line


def edit_item(act: EditItem, edit: Edit, item: Item) -> Changed:
    """Change details of an item.

    Raises:
        UserError: an empty title, an unknown stream, or a field that items of that kind do not have.
    """
    new = act.fields
    if "streams" in new:
        _check_streams(edit, new["streams"])
    if "title" in new and not str(new["title"] or "").strip():
        raise UserError(_("An item needs a title."))
    _check_kinds(item, new)
    row = row_of(edit, item)
    change = change_row(edit, row, "edit", new)
    if change is None:
        return same(edit, item, "edit")
    return changed(edit, row, item, edited=tuple(change.after))


def returned_already(act: ReturnItem, edit: Edit, item: Item) -> Changed | None:
    """That it is in the plan."""
    return same(edit, item, "edit") if not row_of(edit, item).removed else None


def return_item(act: ReturnItem, edit: Edit, item: Item) -> Changed:
    """Put an item back into the plan."""
    row = row_of(edit, item)
    change_row(edit, row, "edit", {"removed": False})
    return changed(edit, row, item, edited=("removed",))


def _check_kinds(item: Item, new: Mapping[str, Any]) -> None:
    for name, value in new.items():
        field = field_named(name)
        if field is not None and value and not field.is_of(item):
            text = _("{key} “{title}” has no field “{field}”: it is not a {kinds}.")
            kinds = listing((kind_words(kind) for kind in Kind if kind in field.kinds), "or")
            raise UserError(
                text.format(key=item.key, title=one_line(item.title), field=_(field.words), kinds=kinds),
                offers=(EditForm(item.id),),
            )


def load_nothing(act: AddItem, edit: Edit) -> None:
    """Check what a new item needs; there is nothing to load.

    Raises:
        UserError: no title, an unknown stream, or a closure of a stream.
    """
    if not act.title.strip():
        raise UserError(_('An item needs a title: `add deliverable "Draft report" WS1 May`.'))
    _check_streams(edit, act.streams)
    if act.kind is Kind.CLOSURE and act.streams:
        raise UserError(
            _("A closure is of the whole group, not of a work stream."),
            offers=(AddItem(act.kind, act.title, (), act.when, None, act.notes),),
        )


def add_item(act: AddItem, edit: Edit, _nothing: None) -> Changed:
    """Add an item at the end of the plan; a meeting whose ordinal is taken gets the next free number."""
    title = " ".join(act.title.split())
    taken = set(plans.keys_of(edit.session, edit.group.id))
    key, collided = next_key(taken, prefix_of(act.streams, edit.group.label), act.kind, act.ordinal)
    dated = dated_fields(edit, act.when)
    row = fields.new_row(edit.group, key, act.kind, title, when_in(dated))
    row.counts_from = dated["counts_from"]
    row.streams = plans.streams_text(act.streams)
    row.ordinal = int(key.rsplit("-M", 1)[1]) if act.kind is Kind.MEETING else None
    row.position = plans.next_position(edit.session, edit.group.id)
    row.created_at, row.notes = edit.now, act.notes
    add_row(edit, row, {"title": title, "kind": act.kind.value, "when": fields.when_value(when_in(dated))})
    return changed(
        edit,
        row,
        None,
        announced=_announce(edit, row, act),
        taken_ordinal=act.ordinal if collided else None,
    )


def _announce(edit: Edit, row: ItemRow, act: AddItem) -> datetime | None:
    if act.kind is not Kind.MEETING or not plans.when_of(row).is_dated:
        return None
    return announce(edit, row, was=NO_DATE, note=None)


def _check_streams(edit: Edit, labels: Sequence[str]) -> None:
    known = edit.facts.group.labels
    unknown = [label for label in labels if label not in known]
    if unknown:
        raise UserError(
            _("There is no stream {unknown}. This group has {known}.").format(
                unknown=", ".join(unknown), known=", ".join(known) or _("none")
            )
        )
