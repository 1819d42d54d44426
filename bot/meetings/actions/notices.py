"""What people are asked about their actions: a part of the Monday note, or for those without Slack a letter.

Before, all were asked in a message of its own: one that waits in the outbox is still said.
"""

from __future__ import annotations

from collections.abc import Iterable
from datetime import date, datetime, timedelta

from bot.core.group import POSTING_TIME, GroupFacts
from bot.core.i18n import _, in_a_row, ngettext
from bot.core.notices import NewNotice, NoticeKind, Planning, Telling
from bot.core.people import Contact
from bot.dates.wall_time import local, to_utc
from bot.meetings.actions.acts import Actions, CloseAction
from bot.meetings.actions.due_actions import ActionsAsked, asked_on, monday_of, open_actions_of
from bot.meetings.actions.rules import in_order
from bot.meetings.actions.texts import action_words
from bot.slack.blocks import Unit, actions, context, press, section
from bot.slack.escaping import quoted
from bot.slack.message import Message, compose

ASKED = "actions-due"
MOST_ASKED = 10


def plan_asks(planning: Planning) -> Iterable[NewNotice]:
    """One letter a person and week, on its first working day, for those whom no Monday note reaches."""
    if not planning.is_sweep or planning.session is None:
        return
    facts = planning.facts
    open_actions = open_actions_of(planning.session, facts.group.id)
    if not open_actions:
        return
    monday = monday_of(local(planning.since, facts.group.zone).date())
    last = local(planning.until, facts.group.zone).date()
    while monday <= last:
        day = facts.rules.days.note_day(monday)
        for person_id, as_coordinator in asked_on(open_actions, facts, monday):
            contact = facts.roster.people[person_id]
            due_at = to_utc(day, POSTING_TIME, contact.zone or facts.group.zone)
            if not contact.is_on_slack and contact.is_reached and planning.is_due(due_at):
                yield _notice(facts, contact, monday, due_at=due_at, as_coordinator=as_coordinator)
        monday += timedelta(days=7)


def _notice(
    facts: GroupFacts, contact: Contact, monday: date, *, due_at: datetime, as_coordinator: bool
) -> NewNotice:
    role = "coordinator" if as_coordinator else "owner"
    return NewNotice(
        team_id=facts.group.team_id,
        key=f"actions:{facts.group.id}:{contact.id}:{monday.isoformat()}:{role}",
        kind=ASKED,
        recipient=contact.user_id,
        recipient_team=contact.team_id,
        due_at=due_at,
        group_id=facts.group.id,
        payload={"person": contact.id, "monday": monday.isoformat(), "coordinator": as_coordinator},
    )


def view_asks(telling: Telling) -> ActionsAsked | None:
    """The actions that are still open and asked about in that week."""
    facts, payload = telling.facts, telling.row.payload
    open_actions = open_actions_of(telling.session, facts.group.id)
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


def build_asks(asked: ActionsAsked, _command: str) -> Message:
    """The question how they stand, each with its button."""
    title = asked_words(asked)
    shown = [block for unit in asked_units(asked) for block in unit]
    row = [press(_("All of mine"), asked.group.id, Actions("" if asked.is_for_coordinator else "mine"))]
    why = _("You are asked about an action in the week of its day, and two and four weeks later.")
    names = in_a_row(f"{one.key} {quoted(one.text, 80)}" for one in asked.actions[:5])
    return compose(f"{title} {names}", [section(title), *shown, *actions(row), context(why)])


NOTICES = (
    NoticeKind(ASKED, view_asks, build_asks, lambda _payload: _("actions that are due"), plan=plan_asks),
)
