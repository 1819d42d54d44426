"""The table of fields: which fields an item has, for which kinds of item, and how each is treated.

Form, words, card, history, the comparison of an import and the exports follow from it. A new field is a line
here, beside its column (`tables`, a revision of the schema) and its attribute (`items.Item`).
"""

from __future__ import annotations

from collections.abc import Iterator
from dataclasses import dataclass

from bot.core.i18n import N_
from bot.plan.rules.items import Item, Kind

MEETINGS = frozenset({Kind.MEETING})
WORK = frozenset(Kind) - MEETINGS
SUBMISSIONS = frozenset({Kind.SUBMISSION})


@dataclass(frozen=True, slots=True)
class Field:
    """A field of an item.

    Args:
        name: its name in the JSON interface, in the history, in forms, and (where it has one) its column.
        words: what people call it in a sentence, marked for translation.
        label: what a form and the item's card call it; "" where neither shows it by itself.
        kinds: the kinds of item that have it; what an import says is kept for the others too.
        said: the word for it in `edit KEY FIELD VALUE`; "" where it cannot be typed.
        is_text: it is an optional text in a column of its name, and shown as it is.
        is_long: its text has several lines.
        in_form: the edit form asks for it.
        is_compared: documents say it, so that an import compares it.
        is_column: it is kept in a column of its name.
        attributes: the attributes of `Item` that hold it; where it is empty, its name.
    """

    name: str
    words: str
    label: str = ""
    kinds: frozenset[Kind] = frozenset(Kind)
    said: str = ""
    is_text: bool = False
    is_long: bool = False
    in_form: bool = False
    is_compared: bool = False
    is_column: bool = True
    attributes: tuple[str, ...] = ()

    def is_of(self, item: Item) -> bool:
        """Whether an item has it: by its kind, or because something stands there."""
        return item.kind in self.kinds or any(getattr(item, name) for name in self.held_in)

    @property
    def held_in(self) -> tuple[str, ...]:
        """The attributes of `Item` that hold it."""
        return self.attributes or (self.name,)


def _text(name: str, words: str, label: str, kinds: frozenset[Kind], *, is_compared: bool = True) -> Field:
    """An optional line of text, which is filled in, typed and shown as it is."""
    return Field(name, words, label, kinds, name, is_text=True, in_form=True, is_compared=is_compared)


FIELDS: tuple[Field, ...] = (
    Field("kind", N_("kind"), is_compared=True),
    Field("title", N_("title"), N_("Title"), said="title", in_form=True, is_compared=True),
    Field("ordinal", N_("number"), kinds=MEETINGS, is_compared=True),
    Field("streams", N_("work streams"), in_form=True, is_compared=True, is_column=False),
    Field("when", N_("date"), is_compared=True, is_column=False),
    Field("status", N_("status")),
    Field("status_note", N_("note")),
    Field(
        "owner",
        N_("owner"),
        said="owner",
        in_form=True,
        is_compared=True,
        is_column=False,
        attributes=("owner_id", "owner_agency"),
    ),
    Field(
        "format",
        N_("format"),
        kinds=MEETINGS,
        said="format",
        is_text=True,
        in_form=True,
        is_compared=True,
    ),
    Field("length", N_("length"), kinds=MEETINGS, said="length", is_text=True, is_compared=True),
    _text("venue", N_("venue"), N_("Venue"), MEETINGS, is_compared=False),
    _text("link", N_("link"), N_("Link"), MEETINGS, is_compared=False),
    Field(
        "agenda",
        N_("agenda"),
        kinds=MEETINGS,
        said="agenda",
        in_form=True,
        is_compared=True,
        is_column=False,
    ),
    _text("actor", N_("done by"), N_("Done by"), WORK),
    _text("recipient", N_("recipient"), N_("For"), SUBMISSIONS),
    _text("forum", N_("forum"), N_("Forum"), SUBMISSIONS),
    _text("purpose", N_("purpose"), N_("Purpose"), SUBMISSIONS),
    Field("recommendations", N_("recommendations"), is_compared=True, is_column=False),
    Field(
        "notes",
        N_("notes"),
        N_("Notes"),
        said="notes",
        is_text=True,
        is_long=True,
        in_form=True,
        is_compared=True,
    ),
    Field(
        "depends_on",
        N_("what has to come first"),
        said="needs",
        in_form=True,
        is_compared=True,
        is_column=False,
    ),
    Field("tentative", N_("not certain yet"), in_form=True, is_compared=True),
    Field("asking", N_("reminders")),
    Field("asking_coordinator", N_("reminders of the coordinator")),
    Field("removed", N_("out of the plan")),
    Field("position", N_("place in the plan")),
    Field("counts_from", N_("what its date counts from")),
    Field("quiet_until", N_("not asked for its date until")),
)
_BY_NAME = {field.name: field for field in FIELDS}
_COMPARED = tuple(field.name for field in FIELDS if field.is_compared)
NAMES_OF_TEXTS: tuple[str, ...] = tuple(field.name for field in FIELDS if field.is_text)
"""The optional texts of an item, in the order in which they are shown."""


def field_named(name: str) -> Field | None:
    """The field of a name; None where this version knows none."""
    return _BY_NAME.get(name)


def field_said(word: str) -> Field | None:
    """The field that a word of `edit KEY FIELD VALUE` stands for."""
    return next((field for field in FIELDS if field.said == word), None)


def words_for_fields() -> tuple[str, ...]:
    """The words that `edit` takes for a field."""
    return tuple(field.said for field in FIELDS if field.said)


def names_compared() -> tuple[str, ...]:
    """The fields that an import compares."""
    return _COMPARED


def form_fields(item: Item) -> Iterator[Field]:
    """The fields that the edit form of an item asks for."""
    return (field for field in FIELDS if field.in_form and field.is_of(item))
