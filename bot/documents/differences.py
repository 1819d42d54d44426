"""What a document says anew: a three-way comparison that never takes back what was said in chat.

For each field three values count: what the last import said, what this document says, and what is stored.
Only where the document itself has changed does it speak; and where chat has changed the same field since,
chat stands and the difference becomes a question.
"""

from __future__ import annotations

from collections.abc import Collection, Mapping, Sequence
from dataclasses import dataclass
from typing import Any

from bot.dates.when import Precision
from bot.documents.draft import DraftItem
from bot.plan.rules.item_fields import names_compared


@dataclass(frozen=True, slots=True)
class StoredItem:
    """What the comparison needs of a stored item: its values now and those of the last import."""

    key: str
    now: Mapping[str, Any]
    imported: Mapping[str, Any] | None
    is_open: bool

    @property
    def is_undone(self) -> bool:
        """Whether the import that brought it was taken back."""
        return self.imported == {}


@dataclass(frozen=True, slots=True)
class ItemDifference:
    """One item's change: added, changed, gone or same; `fields` are name → (old, new).

    `kept` names the fields in which the document has changed but chat's value stands.
    """

    key: str
    change: str
    fields: Mapping[str, tuple[Any, Any]]
    kept: Mapping[str, tuple[Any, Any]]

    def to_json(self) -> dict[str, Any]:
        """The change in the shape of the JSON interface."""
        fields = {name: [old, new] for name, (old, new) in self.fields.items()}
        return {"key": self.key, "change": self.change, "fields": fields}


def comparable(draft: DraftItem) -> dict[str, Any]:
    """The compared fields of which the document tells, as plain JSON values."""
    whole = draft.to_json()
    values = {name: whole[name] for name in names_compared() if name not in draft.unsaid}
    values["when"] = {name: whole["when"][name] for name in ("precision", "start", "end", "zone")}
    return values


def compare(stored: Sequence[StoredItem], drafts: Sequence[DraftItem]) -> list[ItemDifference]:
    """The difference of a document to what is stored, in the document's order, then what is gone."""
    by_key = {item.key: item for item in stored}
    keys = {draft.key for draft in drafts}
    found = []
    for draft in drafts:
        old = by_key.pop(draft.key, None)
        found.append(_added(draft) if old is None or old.is_undone else _compared(old, draft, keys))
    for item in by_key.values():
        # Items that were added in chat were never in a document, and what is over may leave it.
        if item.imported and item.is_open:
            found.append(ItemDifference(item.key, "gone", {}, {}))
    return found


def _says_something(value: Any) -> bool:  # noqa: ANN401 - any JSON value
    precision = value.get("precision") if isinstance(value, dict) else None
    return value not in (None, [], False) and precision != Precision.NONE.value


def _same_needs(now: list[dict[str, Any]], new: list[dict[str, Any]], keys: Collection[str]) -> bool:
    """Whether a document says the same of what must come first.

    What was only inferred is no news of an item that is known, unless what it waits for is gone.
    """
    stated = [sorted(need["key"] for need in needs if not need["inferred"]) for needs in (now, new)]
    return stated[0] == stated[1] and {need["key"] for need in now} <= set(keys)


def _added(draft: DraftItem) -> ItemDifference:
    fields = {
        name: (None, value) for name, value in comparable(draft).items() if value not in (None, [], False)
    }
    return ItemDifference(draft.key, "added", fields, {})


def _compared(old: StoredItem, draft: DraftItem, keys: Collection[str]) -> ItemDifference:
    new, before = comparable(draft), old.imported or {}
    fields: dict[str, tuple[Any, Any]] = {}
    kept: dict[str, tuple[Any, Any]] = {}
    for name, value in new.items():
        current = old.now.get(name)
        if value in (before.get(name), current) and name in before:
            continue
        if value == current or (name == "depends_on" and _same_needs(current or [], value, keys)):
            continue
        # A field no import has spoken of was set in chat, unless it is empty.
        if before[name] != current if name in before else _says_something(current):
            kept[name] = (current, value)
        else:
            fields[name] = (current, value)
    return ItemDifference(draft.key, "changed" if fields or kept else "same", fields, kept)
