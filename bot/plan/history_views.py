"""Entries of the history of items, with names instead of pseudonyms."""

from __future__ import annotations

from collections.abc import Mapping, Sequence
from datetime import datetime
from typing import Any

from sqlalchemy.orm import Session

from bot.core import history
from bot.core.people import Contact
from bot.core.tables import Change
from bot.groups.facts import actor_words
from bot.groups.store import people
from bot.plan.rules.items import Item
from bot.plan.rules.views import ChangeView

ITEM = "item"
"""The subject under which items stand in the history."""


def shown_fields(values: Mapping[str, Any]) -> dict[str, Any]:
    """The fields of an entry without what the last document said of them, which only undoing needs."""
    return {name: value for name, value in values.items() if name != "imported"}


def _view(change: Change, contacts: Mapping[str, Contact], undone: set[int], item: Item | None) -> ChangeView:
    return ChangeView(
        id=change.id,
        at=change.act.at,
        who=actor_words(change.act.actor, contacts),
        action=change.action,
        before=shown_fields(change.before),
        after=shown_fields(change.after),
        note=change.act.note,
        key=item.key if item else "",
        title=item.title if item else "",
        undone=change.act_id in undone,
    )


def views_of(session: Session, changes: Sequence[Change], item: Item | None = None) -> tuple[ChangeView, ...]:
    """Entries with names, each marked if it was undone."""
    return tuple(_views(session, [(change, item) for change in changes]))


def views_of_items(session: Session, pairs: Sequence[tuple[Change, Item | None]]) -> tuple[ChangeView, ...]:
    """The same of several items; None where nobody knows any more which it was."""
    return tuple(_views(session, pairs))


def news_of(session: Session, pairs: Sequence[tuple[Change, Item]]) -> tuple[ChangeView, ...]:
    """Entries as news, each of its item: what was taken back is none, nor is the taking back."""
    acts = {change.act_id for change, _item in pairs if change.act.undoes_id is None}
    kept = [(change, item) for change, item in pairs if change.act.undoes_id not in acts]
    return tuple(view for view in _views(session, kept) if not view.undone)


def _views(session: Session, pairs: Sequence[tuple[Change, Item | None]]) -> list[ChangeView]:
    if not pairs:
        return []
    contacts = people.contacts_of_tokens(session, {change.act.actor for change, _item in pairs})
    undone = history.undone_ids(session, {change.act_id for change, _item in pairs})
    return [_view(change, contacts, undone, item) for change, item in pairs]


def last_change_to(session: Session, item: Item, action: str) -> ChangeView | None:
    """The last entry of one kind."""
    entries = history.changes_of(session, ITEM, item.id)
    found = next((entry for entry in entries if entry.action == action), None)
    return views_of(session, [found], item)[0] if found else None


def changes_of_items(
    session: Session, group_id: int, items: Mapping[int, Item], since: datetime | None, most: int
) -> list[tuple[Change, Item]]:
    """A group's status changes and moves since an instant, newest first, each with its item."""
    entries = history.changes_since(session, group_id, ITEM, ("status", "when"), since, most)
    return [(entry, items[entry.subject_id]) for entry in entries if entry.subject_id in items]
