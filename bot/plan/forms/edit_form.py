"""The form that edits an item: its fields depend on what the item is."""

from __future__ import annotations

from collections.abc import Callable, Mapping, Sequence

from bot.core.group import GroupView
from bot.core.i18n import _
from bot.plan.forms.item_forms import Carry, View, about, metadata, streams_field
from bot.plan.looks import EditForm
from bot.plan.rules.item_fields import form_fields
from bot.plan.rules.items import Item
from bot.plan.texts.naming import format_words
from bot.slack.blocks import Block, context
from bot.slack.inputs import TYPED_LIMIT, Choice, checkboxes, field, form, person_input, select, text_input

FORMATS = ("in-person", "remote", "hybrid")


def build_edit_form(
    asked: EditForm,
    group: GroupView,
    item: Item,
    *,
    owner: str | None = None,
    agencies: Sequence[str] = (),
    needs: Sequence[str] = (),
    carry: Carry = None,
) -> View:
    """The fields that the table of fields gives to the item, each filled in.

    The owner has two: `owner` (a user's id) and `agency`; what has to come first is `needs`. A text that is
    too long for a form is left out of it, so that saving cannot cut it: a field that does not come back is
    unchanged.
    """
    kept: list[str] = []
    special: Mapping[str, Callable[[], list[Block]]] = {
        "title": lambda: _text(kept, "title", _("Title"), item.title, required=True),
        "streams": lambda: streams_field(group, item.streams),
        "owner": lambda: [
            field("owner", _("Owner"), person_input(owner), optional=True),
            *_agency_field(item, agencies),
        ],
        "format": lambda: [_format(item)],
        "agenda": lambda: _agenda(kept, item),
        "depends_on": lambda: [_needs(needs)],
        "tentative": lambda: [_tentative(item)],
    }
    blocks = [about(item, group)]
    for one in form_fields(item):
        if one.name in special:
            blocks += special[one.name]()
        else:
            value = getattr(item, one.name)
            blocks += _text(kept, one.name, _(one.label), value, lines=one.is_long)
    if kept:
        note = _("Too long for a form, and unchanged by it: {fields}").format(fields=", ".join(kept))
        blocks.append(context(note))
    return form(asked.NAME, _("Edit"), blocks, metadata(group, asked, carry), _("Save"))


def _text(
    kept: list[str], name: str, label: str, value: str | None, *, lines: bool = False, required: bool = False
) -> list[Block]:
    if value is not None and len(value) > TYPED_LIMIT:
        kept.append(label)
        return []
    # A line break in a field of one line would be lost on saving.
    several = lines or "\n" in (value or "")
    return [field(name, label, text_input(value, lines=several), optional=not required)]


def _agency_field(item: Item, agencies: Sequence[str]) -> list[Block]:
    names = list(dict.fromkeys([*([item.owner_agency] if item.owner_agency else []), *agencies]))
    if not names:
        return []
    hint = _("Instead of a person.")
    choices = [(name, name) for name in names]
    return [field("agency", _("Agency"), select(choices, item.owner_agency), optional=True, hint=hint)]


def _format(item: Item) -> Block:
    formats: list[Choice] = [(name, format_words(name).capitalize()) for name in FORMATS]
    return field("format", _("How"), select(formats, item.format), optional=True)


def _agenda(kept: list[str], item: Item) -> list[Block]:
    agenda = "\n".join(" ".join(point.split()) for point in item.agenda)
    return _text(kept, "agenda", _("Agenda, a point a line"), agenda, lines=True)


def _needs(needs: Sequence[str]) -> Block:
    hint = _("What has to come first: keys with commas between them.")
    return field("needs", _("Needs"), text_input(", ".join(needs)), optional=True, hint=hint)


def _tentative(item: Item) -> Block:
    choices = [("tentative", _("Not certain yet"))]
    ticked = checkboxes(choices, ["tentative"] if item.tentative else [])
    return field("tentative", _("Certainty"), ticked, optional=True)
