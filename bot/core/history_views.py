"""Entries of history with names instead of pseudonyms."""

from __future__ import annotations

from collections.abc import Mapping, Sequence

from sqlalchemy.orm import Session

from bot.core import history
from bot.core.i18n import _
from bot.core.tables import Change
from bot.groups.arrivals import BOT_ACTOR, CLI_ACTOR
from bot.groups.rules.roster import Contact
from bot.groups.store import people
from bot.plan.rules.items import Item
from bot.plan.rules.views import ChangeView


def change_view(
    change: Change,
    contacts: Mapping[str, Contact],
    undone: frozenset[int] = frozenset(),
    item: Item | None = None,
) -> ChangeView:
    """One entry as messages show it."""
    return ChangeView(
        id=change.id,
        at=change.at,
        who=who(change.actor, contacts),
        action=change.action,
        before=change.before,
        after=change.after,
        note=change.note,
        key=item.key if item else "",
        title=item.title if item else "",
        undone=change.id in undone,
    )


def who(actor: str, contacts: Mapping[str, Contact]) -> str:
    """A pseudonym as a mention; the command line, the bot and erased people by a word."""
    if actor in contacts:
        return f"<@{contacts[actor].user_id}>"
    return {CLI_ACTOR: _("the command line"), BOT_ACTOR: _("the bot")}.get(actor, _("a former member"))


def history_of(session: Session, item: Item) -> tuple[ChangeView, ...]:
    """An item's whole history, newest first."""
    return views_of(session, history.changes_of_item(session, item.id), item)


def views_of(session: Session, changes: Sequence[Change], item: Item | None = None) -> tuple[ChangeView, ...]:
    """Entries with names, each marked if it was undone."""
    contacts = people.contacts_of_tokens(session, {change.actor for change in changes})
    undone = frozenset(history.undone_ids(session, [change.id for change in changes]))
    return tuple(change_view(change, contacts, undone, item) for change in changes)


def news_of(session: Session, pairs: Sequence[tuple[Change, Item]]) -> tuple[ChangeView, ...]:
    """Entries as news, each of its item: what was taken back is none, nor is the taking back."""
    firsts = {change.id for change, _item in pairs if change.undoes_id is None}
    return tuple(
        view
        for change, item in pairs
        if change.undoes_id not in firsts
        for view in views_of(session, [change], item)
        if not view.undone
    )


def last_change_to(session: Session, item: Item, action: str) -> ChangeView | None:
    """The last entry of one kind."""
    found = next(
        (entry for entry in history.changes_of_item(session, item.id) if entry.action == action), None
    )
    return views_of(session, [found], item)[0] if found else None
