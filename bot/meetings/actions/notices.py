"""What people are asked about their actions: when they are due, and two and four weeks later."""

from __future__ import annotations

from collections.abc import Iterable
from dataclasses import dataclass
from datetime import date, datetime, timedelta

from bot.core.group import POSTING_TIME, GroupFacts, GroupView
from bot.core.i18n import _, ngettext
from bot.core.notices import NewNotice, NoticeKind, Planning, Telling
from bot.core.people import Contact, Roster
from bot.dates.wall_time import local, to_utc
from bot.meetings.actions import store
from bot.meetings.actions.acts import Actions, CloseAction
from bot.meetings.actions.rules import ActionItem, in_order
from bot.meetings.actions.texts import action_words
from bot.slack.blocks import Unit, actions, context, fit, press, section
from bot.slack.escaping import quoted
from bot.slack.message import Message, compose

ASKED = "actions-due"
WEEKS_AFTER = (0, 2, 4)
COORDINATOR_WEEKS = 6
"""In which weeks from that of its day the owner is asked about an action, and when the coordinator is."""
MOST_ASKED = 10


@dataclass(frozen=True, slots=True)
class ActionsAsked:
    """The actions that somebody is asked about on a day."""

    group: GroupView
    actions: tuple[ActionItem, ...]
    roster: Roster
    today: date
    is_for_coordinator: bool


def monday_of(day: date) -> date:
    """The Monday of its week."""
    return day - timedelta(days=day.weekday())


def asked_on(
    open_actions: Iterable[ActionItem], facts: GroupFacts, monday: date
) -> dict[tuple[int, bool], list[ActionItem]]:
    """Who is asked about which actions in a week, by person, and whether as the coordinator."""
    found: dict[tuple[int, bool], list[ActionItem]] = {}
    for action in open_actions:
        if action.due is None:
            continue
        weeks = (monday - monday_of(action.due)).days // 7
        if weeks in WEEKS_AFTER:
            for contact in owners_of(action, facts, monday):
                found.setdefault((contact.id, False), []).append(action)
        elif weeks == COORDINATOR_WEEKS and (one := facts.roster.coordinator(monday)) is not None:
            found.setdefault((one.id, True), []).append(action)
    return found


def owners_of(action: ActionItem, facts: GroupFacts, day: date) -> tuple[Contact, ...]:
    """Who is asked about an action: its owner, the first of its agency who is there, else who leads.

    Where the owner, or all of the agency, has no Slack, they are asked by mail.
    """
    roster = facts.roster
    owner = roster.people.get(action.owner_id or 0)
    line = (owner,) if owner is not None else roster.representatives.get(action.owner_agency or "", ())
    if line and not any(one.is_on_slack for one in line):
        reached = [one for one in line if one.is_reached and not one.is_away(day)]
        if reached:
            return (reached[0],)
    return roster.owners(action, day)


def plan_asks(planning: Planning) -> Iterable[NewNotice]:
    """One message a person and week, on its first working day."""
    if not planning.is_sweep or planning.session is None:
        return
    facts = planning.facts
    outcomes = store.outcomes_of(planning.session, facts.group.id)
    open_actions = [action for action in outcomes.actions if action.is_open]
    if not open_actions:
        return
    monday = monday_of(local(planning.since, facts.group.zone).date())
    last = local(planning.until, facts.group.zone).date()
    while monday <= last:
        day = facts.rules.days.note_day(monday)
        for person_id, as_coordinator in asked_on(open_actions, facts, monday):
            contact = facts.roster.people[person_id]
            due_at = to_utc(day, POSTING_TIME, contact.zone or facts.group.zone)
            if contact.is_reached and planning.is_due(due_at):
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
    outcomes = store.outcomes_of(telling.session, facts.group.id)
    open_actions = [action for action in outcomes.actions if action.is_open]
    monday = date.fromisoformat(payload["monday"])
    is_for_coordinator = bool(payload["coordinator"])
    mine = asked_on(open_actions, facts, monday).get((payload["person"], is_for_coordinator), [])
    if not mine:
        return None
    today = local(telling.now, facts.group.zone).date()
    return ActionsAsked(facts.group, tuple(in_order(mine)), facts.roster, today, is_for_coordinator)


def build_asks(asked: ActionsAsked, command: str) -> Message:
    """The question how they stand, each with its button."""
    count = len(asked.actions)
    if asked.is_for_coordinator:
        told = ngettext(
            "{count} action is overdue by six weeks, and nobody has said how it stands:",
            "{count} actions are overdue by six weeks, and nobody has said how they stand:",
            count,
        )
    else:
        told = ngettext("{count} action of yours is due:", "{count} actions of yours are due:", count)
    title = told.format(count=count)
    units: list[Unit] = []
    for action in asked.actions[:MOST_ASKED]:
        words = action_words(action, asked.roster, asked.today, call=False)
        units.append([section(words, press(_("Done"), asked.group.id, CloseAction(action.id)))])
    shown, left = fit(units, 40)
    more = left + max(0, count - MOST_ASKED)
    if more:
        shown.append(context(ngettext("and {count} more", "and {count} more", more).format(count=more)))
    row = [press(_("All of mine"), asked.group.id, Actions("" if asked.is_for_coordinator else "mine"))]
    why = _(
        "You are asked in the week of the day, and two and four weeks later."
        " `{command} done {key}` says that it is done."
    ).format(command=command, key=asked.actions[0].key)
    names = "; ".join(f"{one.key} {quoted(one.text, 80)}" for one in asked.actions[:5])
    return compose(f"{title} {names}", [section(title), *shown, *actions(row), context(why)])


NOTICES = (
    NoticeKind(ASKED, view_asks, build_asks, lambda _payload: _("actions that are due"), plan=plan_asks),
)
