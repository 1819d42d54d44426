"""A poll as an act finds it, and the view that comes of an act."""

from __future__ import annotations

from dataclasses import dataclass
from typing import Any

from bot.core.edit import Edit
from bot.core.errors import UserError
from bot.core.i18n import _, ngettext, quote
from bot.core.requests import Basis
from bot.core.rights import Need, Right
from bot.dates.texts import when_words
from bot.meetings.invited.performing import may_speak_for
from bot.meetings.invited.rules import Body, Party
from bot.meetings.invited.store import body_in
from bot.meetings.polls import store, views
from bot.meetings.polls.acts import (
    PollAct,
    ShowPoll,
    Vote,
)
from bot.meetings.polls.rules import Poll, State
from bot.meetings.polls.tables import PollRow
from bot.meetings.polls.views import PollChanged, PollView
from bot.plan.performing.changing import item_of
from bot.plan.rules.items import Item, Status
from bot.plan.tables import Item as ItemRow


@dataclass(frozen=True)
class Loaded:
    """A poll as it stands in the transaction, with its rows."""

    row: PollRow
    poll: Poll
    item: Item
    body: Body
    ballots: tuple[store.Cast, ...]


def load_poll(act: PollAct | Vote, edit: Edit) -> Loaded:
    """The poll of an act, its meeting and its votes.

    Raises:
        UserError: the group has no such poll.
    """
    row = store.poll_row(edit.session, edit.group.id, act.poll_id)
    found = edit.session.get(ItemRow, row.item_id, populate_existing=True) if row is not None else None
    if row is None or found is None or found.removed:
        raise UserError(_("That poll is not there any more."))
    edit.hold(row)
    edit.hold(found)
    return loaded_in(edit, row, item_of(edit, found))


def loaded_in(edit: Edit, row: PollRow, item: Item) -> Loaded:
    """A poll with its votes, from rows that were read."""
    ballots = tuple(store.ballots_of(edit.session, row.id))
    return Loaded(row, store.poll_of_row(row, ballots), item, body_in(edit), ballots)


def need_to_vote(act: Vote, loaded: Loaded, edit: Edit) -> Need:
    """Everybody on the roster votes for themselves; for others who may plan it, or speaks for them."""
    voice = act.voice
    if voice is None or may_speak_for(voice, loaded.body, edit.caller.person_id):
        return Need(Right.REPLY)
    return Need(Right.PLAN, loaded.item)


def need_to_plan(_act: Any, loaded: Loaded, _edit: Edit) -> Need:  # noqa: ANN401
    """Whoever may set the date of the meeting decides on its poll."""
    return Need(Right.PLAN, loaded.item)


def basis_of(loaded: Loaded) -> Basis:
    """What an act on a poll is decided on."""
    return PollAct.basis_of(loaded.poll, loaded.item)


def invited_in(edit: Edit, loaded: Loaded) -> tuple[Party, ...]:
    """Who is invited to the meeting of a poll."""
    leads = [lead.id for label in loaded.item.streams for lead in edit.facts.roster.leads.get(label, ())]
    return loaded.body.invited_to(loaded.item, leads)


def require_votes(edit: Edit, loaded: Loaded) -> None:
    """Refuse a vote on a poll that is over, and say why it is.

    Raises:
        UserError: it is over.
    """
    poll, item = loaded.poll, loaded.item
    if poll.takes_votes(item, edit.now, edit.group.zone):
        return
    told = {"key": item.key, "title": item.title, "when": when_words(item.when, edit.group.zone)}
    if item.status is Status.CANCELLED:
        text = _("{key} “{title}” was cancelled, and its poll with it.")
    elif poll.state is State.CHOSEN or item.when.is_dated:
        text = _("{key} “{title}” has a date by now: {when}. The poll is over.")
    elif poll.is_running(item):
        text = _("The poll of {key} “{title}” is closed. Its organiser can leave more time.")
    else:
        text = _("The poll of {key} “{title}” was called off.")
    raise UserError(text.format(**told), offers=(ShowPoll(item.id),))


def require_running(loaded: Loaded, edit: Edit) -> None:
    """Refuse to decide on a poll that was decided; one that is closed can be.

    Raises:
        UserError: it was decided.
    """
    if loaded.poll.is_running(loaded.item):
        return
    require_votes(edit, loaded)


def came_to(edit: Edit, row: PollRow, *, moved_deadline: bool = False) -> PollChanged:
    """What an act came to that has changed the poll itself."""
    item = item_of(edit, edit.session.get_one(ItemRow, row.item_id))
    return PollChanged(view_of(edit, loaded_in(edit, row, item)), moved_deadline=moved_deadline)


def view_of(edit: Edit, loaded: Loaded) -> PollView:
    """A poll as texts show it."""
    return views.view_of(edit.facts, loaded.body, loaded.poll, loaded.item, edit.now)


def name_of(loaded: Loaded) -> str:
    """The meeting of a poll, as refusals name it."""
    return f"{loaded.item.key} {quote(loaded.item.title)}"


def state(_edit: Edit, loaded: Loaded) -> str:
    """How a poll stands, for somebody who decided on something else."""
    count = len(loaded.poll.options)
    return ngettext("a poll of {count} date", "a poll of {count} dates", count).format(count=count)
