"""Which stored item each item of a document is. Keys do not tell: a changed document counts them anew.

A meeting is recognised by its series and ordinal, anything else by its title; then by the title the last
import gave it, then by a similar title in the same streams.
"""

from __future__ import annotations

from collections import deque
from collections.abc import Mapping, Sequence
from dataclasses import replace
from difflib import SequenceMatcher
from typing import Any

from bot.dates.when import DATED
from bot.documents.differences import StoredItem
from bot.documents.draft import DraftItem
from bot.plan.rules.items import Kind
from bot.plan.rules.keys import FreeKeys, prefix_of

Identity = tuple[object, ...]
SIMILAR = 0.75
MOST_FUZZY = 200
# Of a start such as ``2018-03-01T15:30``: all of it, its month, nothing.
_GRAINS = (16, 7, 0)


def rekey(
    stored: Sequence[StoredItem], drafts: Sequence[DraftItem], label: str, taken: Sequence[str] = ()
) -> list[DraftItem]:
    """The drafts with the keys of the stored items they are; new ones get keys nobody ever had.

    Args:
        stored: what the drafts can be.
        drafts: the items of the document.
        label: the group's.
        taken: the keys of the group, also those of items that are in its plan no more.
    """
    matched = _match(stored, drafts)
    keys = FreeKeys((*(item.key for item in stored), *taken))
    renamed: dict[str, str] = {}
    for index, draft in enumerate(drafts):
        key = matched.get(index)
        if key is None and draft.key not in keys:
            key = draft.key
            keys.note(key)
        elif key is None:
            key, _collided = keys.give(prefix_of(draft.streams, label), draft.kind, draft.ordinal)
        renamed[draft.key] = key
    return [_renamed(draft, renamed) for draft in drafts]


def _renamed(draft: DraftItem, keys: Mapping[str, str]) -> DraftItem:
    needs = tuple(replace(need, key=keys.get(need.key, need.key)) for need in draft.depends_on)
    is_same = keys[draft.key] == draft.key and needs == draft.depends_on
    return draft if is_same else replace(draft, key=keys[draft.key], depends_on=needs)


def _match(stored: Sequence[StoredItem], drafts: Sequence[DraftItem]) -> dict[int, str]:
    """Stored keys by the index of the draft; each stored item is taken once."""
    free = {item.key: item for item in stored}
    found = {index: draft.key for index, draft in enumerate(drafts) if _is_known_by_key(draft, free)}
    for key in found.values():
        free.pop(key, None)
    for source in ("imported", "now"):
        # The date tells apart items that recur under one title; where it has changed, the title alone tells.
        for length in _GRAINS if free else ():
            known: dict[Identity, deque[str]] = {}
            for item in free.values():
                values = item.imported if source == "imported" else item.now
                if values:
                    known.setdefault(_identity(values, length), deque()).append(item.key)
            for index, draft in enumerate(drafts):
                keys = known.get(_identity(_facts(draft), length)) if index not in found else None
                if keys:
                    found[index] = keys.popleft()
                    del free[found[index]]
    for index, draft in enumerate(drafts):
        if index not in found and (same := _same_day(draft, free)) is not None:
            found[index] = same
            del free[same]
    rest = [index for index in range(len(drafts)) if index not in found]
    if len(rest) * len(free) <= MOST_FUZZY * MOST_FUZZY:
        for index in rest:
            similar = _most_similar(drafts[index], list(free.values()))
            if similar is not None:
                found[index] = similar
                del free[similar]
    return found


def _is_known_by_key(draft: DraftItem, stored: Mapping[str, StoredItem]) -> bool:
    """Whether a file that the bot wrote names an item of this plan, and not of another one."""
    item = stored.get(draft.key) if draft.is_own else None
    if item is None or (item.now.get("kind") == Kind.MEETING.value) is not (draft.kind is Kind.MEETING):
        return False
    titles = _fold(str(item.now.get("title"))), _fold(draft.title)
    return titles[0] == titles[1] or SequenceMatcher(None, *titles).ratio() > SIMILAR


def _facts(draft: DraftItem) -> dict[str, Any]:
    return {
        "kind": draft.kind.value,
        "ordinal": draft.ordinal,
        "streams": list(draft.streams),
        "title": draft.title,
        "when": {"start": draft.when.start},
    }


def _identity(facts: Mapping[str, Any], length: int) -> Identity:
    """What tells an item from others, with as much of its date as `length` characters hold."""
    streams = tuple(facts.get("streams") or ())
    if facts.get("kind") == Kind.MEETING.value and facts.get("ordinal") is not None:
        return ("meeting", streams, facts["ordinal"])
    when = facts.get("when")
    start = str(when.get("start") or "") if isinstance(when, Mapping) else ""
    return (_fold(str(facts.get("title"))), streams, start[:length])


def _fold(title: str) -> str:
    return " ".join(title.casefold().split())


def _same_day(draft: DraftItem, free: Mapping[str, StoredItem]) -> str | None:
    """A meeting of the same streams on that day, which no document has brought: such as one of a series."""
    if draft.kind is not Kind.MEETING or not draft.when.is_dated:
        return None
    day, streams = (draft.when.start or "")[:10], list(draft.streams)
    for item in free.values():
        when = item.now.get("when") or {}
        is_dated = when.get("precision") in DATED and str(when.get("start"))[:10] == day
        is_same = (
            item.now.get("kind") == Kind.MEETING.value and list(item.now.get("streams") or ()) == streams
        )
        if item.imported is None and item.is_open and is_dated and is_same:
            return item.key
    return None


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
