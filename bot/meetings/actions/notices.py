"""What people are asked about their actions: a part of the Monday note.

Before, they were asked in a message of its own: one that waits in the outbox is still said.
"""

from __future__ import annotations

from datetime import date

from bot.core.i18n import _, ngettext
from bot.core.notices import NoticeKind, Telling
from bot.dates.wall_time import local
from bot.meetings.actions import store
from bot.meetings.actions.acts import Actions, CloseAction
from bot.meetings.actions.due_actions import ActionsAsked, asked_on
from bot.meetings.actions.rules import in_order
from bot.meetings.actions.texts import action_words
from bot.slack.blocks import Unit, actions, context, press, section
from bot.slack.escaping import quoted
from bot.slack.message import Message, compose

ASKED = "actions-due"
MOST_ASKED = 10


def view_asks(telling: Telling) -> ActionsAsked | None:
    """The actions that are still open and asked about in that week."""
    facts, payload = telling.facts, telling.row.payload
    outcomes = store.outcomes_of(telling.session, facts.group.id)
    open_actions = [action for action in outcomes.actions if action.is_open]
    monday = date.fromisoformat(payload["monday"])
    is_for_coordinator = bool(payload["coordinator"])
    mine = asked_on(open_actions, facts, monday).get((payload["person"], is_for_coordinator), [])
    if not mine:
        return None
    today = local(telling.now, facts.group.zone).date()
    return ActionsAsked(facts.group, tuple(in_order(mine)), facts.roster, today, is_for_coordinator)


def asked_words(asked: ActionsAsked) -> str:
    """How many actions are asked about."""
    count = len(asked.actions)
    if asked.is_for_coordinator:
        told = ngettext(
            "{count} action is overdue by four weeks, and nobody has said how it stands:",
            "{count} actions are overdue by four weeks, and nobody has said how they stand:",
            count,
        )
    else:
        told = ngettext("{count} action of yours is due:", "{count} actions of yours are due:", count)
    return told.format(count=count)


def asked_units(asked: ActionsAsked) -> list[Unit]:
    """The actions, each with the button that says that it is done."""
    units: list[Unit] = []
    for action in asked.actions[:MOST_ASKED]:
        words = action_words(action, asked.roster, asked.today, call=False)
        units.append([section(words, press(_("Done"), asked.group.id, CloseAction(action.id)))])
    left = len(asked.actions) - MOST_ASKED
    if left > 0:
        units.append([context(ngettext("and {count} more", "and {count} more", left).format(count=left))])
    return units


def build_asks(asked: ActionsAsked, command: str) -> Message:
    """The question how they stand, each with its button."""
    title = asked_words(asked)
    shown = [block for unit in asked_units(asked) for block in unit]
    row = [press(_("All of mine"), asked.group.id, Actions("" if asked.is_for_coordinator else "mine"))]
    why = _(
        "You are asked in the week of the day, and two and four weeks later."
        " `{command} done {key}` says that it is done."
    ).format(command=command, key=asked.actions[0].key)
    names = "; ".join(f"{one.key} {quoted(one.text, 80)}" for one in asked.actions[:5])
    return compose(f"{title} {names}", [section(title), *shown, *actions(row), context(why)])


NOTICES = (NoticeKind(ASKED, view_asks, build_asks, lambda _payload: _("actions that are due")),)
