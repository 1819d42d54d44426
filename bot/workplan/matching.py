"""Which stored item each item of a document is. Keys do not tell: a changed document counts them anew.

A meeting is recognised by its series and ordinal, anything else by its title; then by the title the last
import gave it, then by a similar title in the same streams.
"""

from __future__ import annotations

from collections.abc import Mapping, Sequence
from dataclasses import replace
from difflib import SequenceMatcher
from typing import Any

from bot.workplan.differences import StoredItem
from bot.workplan.draft import DraftItem
from bot.workplan.items import Kind
from bot.workplan.keys import next_key, prefix_of

Identity = tuple[object, ...]
SIMILAR = 0.75
MOST_FUZZY = 200


def rekey(stored: Sequence[StoredItem], drafts: Sequence[DraftItem], label: str) -> list[DraftItem]:
    """The drafts with the keys of the stored items they are; new ones get keys nobody ever had."""
    matched = _match(stored, drafts)
    taken = {item.key for item in stored}
    renamed: dict[str, str] = {}
    for index, draft in enumerate(drafts):
        key = matched.get(index)
        if key is None and draft.key not in taken:
            key = draft.key
        elif key is None:
            wanted = draft.ordinal if draft.kind is Kind.MEETING else None
            key, _collided = next_key(taken, prefix_of(draft.streams, label), draft.kind, wanted)
        taken.add(key)
        renamed[draft.key] = key
    return [
        replace(
            draft,
            key=renamed[draft.key],
            depends_on=tuple(replace(need, key=renamed.get(need.key, need.key)) for need in draft.depends_on),
        )
        for draft in drafts
    ]


def _match(stored: Sequence[StoredItem], drafts: Sequence[DraftItem]) -> dict[int, str]:
    """Stored keys by the index of the draft; each stored item is taken once."""
    free = {item.key: item for item in stored}
    found: dict[int, str] = {}

    def take(identities: Mapping[Identity, str], of_draft: Mapping[int, Identity]) -> None:
        for index, identity in of_draft.items():
            key = identities.get(identity)
            if index not in found and key is not None and key in free:
                found[index] = key
                del free[key]

    def left() -> dict[int, DraftItem]:
        return {index: draft for index, draft in enumerate(drafts) if index not in found}

    for source in ("imported", "now"):
        # The month tells apart items that recur under one title; where it has changed, the title alone tells.
        for with_month in (True, False):
            identities = {
                _identity(values, with_month): item.key
                for item in reversed(list(free.values()))
                if (values := item.imported if source == "imported" else item.now)
            }
            take(identities, {i: _identity(_facts(draft), with_month) for i, draft in left().items()})
    rest = left()
    if len(rest) * len(free) <= MOST_FUZZY * MOST_FUZZY:
        for index, draft in rest.items():
            key = _most_similar(draft, list(free.values()))
            if key is not None:
                found[index] = key
                del free[key]
    return found


def _facts(draft: DraftItem) -> dict[str, Any]:
    return {
        "kind": draft.kind.value,
        "ordinal": draft.ordinal,
        "streams": list(draft.streams),
        "title": draft.title,
        "when": {"start": draft.when.start},
    }


def _identity(facts: Mapping[str, Any], with_month: bool) -> Identity:
    streams = tuple(facts.get("streams") or ())
    if facts.get("kind") == Kind.MEETING.value and facts.get("ordinal") is not None:
        return ("meeting", streams, facts["ordinal"])
    when = facts.get("when")
    start = when.get("start") if with_month and isinstance(when, dict) else None
    return (_fold(str(facts.get("title"))), streams, str(start)[:7] if start else None)


def _fold(title: str) -> str:
    return " ".join(title.casefold().split())


def _most_similar(draft: DraftItem, free: Sequence[StoredItem]) -> str | None:
    best, key = SIMILAR, None
    for item in free:
        if item.now.get("kind") == Kind.MEETING.value and draft.kind is Kind.MEETING:
            continue
        if tuple(item.now.get("streams") or ()) != draft.streams:
            continue
        score = SequenceMatcher(None, _fold(str(item.now.get("title"))), _fold(draft.title)).ratio()
        if score > best:
            best, key = score, item.key
    return key
