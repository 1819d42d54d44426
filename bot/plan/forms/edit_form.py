"""The form that edits an item: its fields depend on what the item is."""

from __future__ import annotations

from collections.abc import Sequence

from bot.core.group import GroupView
from bot.core.i18n import _
from bot.plan.forms.item_forms import Carry, View, about, metadata, streams_field
from bot.plan.looks import EditForm
from bot.plan.rules.items import Item, Kind
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
    """`title`, `streams`, `owner` (a user), `agency`, `notes`, `needs` and `tentative`.

    Meetings also have `format`, `venue`, `link` and `agenda` (a point a line), the rest `actor`, `recipient`,
    `forum` and `purpose`. A text that is too long for a form is left out of it, so that saving cannot cut
    it: a field that does not come back is unchanged. `owner` is the owner's user id.
    """
    kept: list[str] = []
    blocks = [
        about(item, group),
        *_text(kept, "title", _("Title"), item.title, required=True),
        *streams_field(group, item.streams),
        field("owner", _("Owner"), person_input(owner), optional=True),
        *_agency_field(item, agencies),
        *(_meeting_fields(kept, item) if item.is_meeting else _work_fields(kept, item)),
        *_text(kept, "notes", _("Notes"), item.notes, lines=True),
        _needs(needs),
        _tentative(item),
    ]
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


def _meeting_fields(kept: list[str], item: Item) -> list[Block]:
    formats: list[Choice] = [(name, format_words(name).capitalize()) for name in FORMATS]
    agenda = "\n".join(" ".join(point.split()) for point in item.agenda)
    return [
        field("format", _("How"), select(formats, item.format), optional=True),
        *_text(kept, "venue", _("Venue"), item.venue),
        *_text(kept, "link", _("Link"), item.link),
        *_text(kept, "agenda", _("Agenda, a point a line"), agenda, lines=True),
    ]


def _work_fields(kept: list[str], item: Item) -> list[Block]:
    fields = _text(kept, "actor", _("Done by"), item.actor)
    if item.kind is Kind.SUBMISSION or item.recipient or item.forum or item.purpose:
        fields += _text(kept, "recipient", _("For"), item.recipient)
        fields += _text(kept, "forum", _("Forum"), item.forum)
        fields += _text(kept, "purpose", _("Purpose"), item.purpose)
    return fields


def _needs(needs: Sequence[str]) -> Block:
    hint = _("What has to come first: keys with commas between them.")
    return field("needs", _("Needs"), text_input(", ".join(needs)), optional=True, hint=hint)


def _tentative(item: Item) -> Block:
    choices = [("tentative", _("Only proposed so far"))]
    ticked = checkboxes(choices, ["tentative"] if item.tentative else [])
    return field("tentative", _("Certainty"), ticked, optional=True)
