"""Whose actions are asked about in which week: a part of their Monday note."""

from __future__ import annotations

from collections.abc import Iterable
from dataclasses import dataclass
from datetime import date, timedelta

from sqlalchemy.orm import Session

from bot.core.group import GroupFacts, GroupView
from bot.core.people import Contact, Roster
from bot.meetings.actions import store
from bot.meetings.actions.rules import ActionItem, in_order

WEEKS_AFTER = (0, 2, 4)
COORDINATOR_WEEKS = 4
"""In which weeks from that of its day the owner is asked about an action, and when the coordinator is."""


@dataclass(frozen=True, slots=True)
class ActionsAsked:
    """The actions that somebody is asked about on a day: their own, or as the coordinator those of others."""

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
        owners = owners_of(action, facts, monday)
        if weeks in WEEKS_AFTER:
            for contact in owners:
                found.setdefault((contact.id, False), []).append(action)
        if weeks == COORDINATOR_WEEKS:
            one = facts.roster.coordinator(monday)
            if one is not None and one not in owners:
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


def open_actions_of(session: Session, group_id: int) -> list[ActionItem]:
    """The actions of a group that are still to be done."""
    return [one for one in store.outcomes_of(session, group_id).actions if one.is_open]


def actions_asked(session: Session, facts: GroupFacts, contact: Contact, day: date) -> list[ActionsAsked]:
    """What a person is asked about on a day, which is one of the Monday note."""
    monday = monday_of(day)
    if facts.rules.days.note_day(monday) != day:
        return []
    found = asked_on(open_actions_of(session, facts.group.id), facts, monday)
    return [
        ActionsAsked(facts.group, tuple(in_order(mine)), facts.roster, day, for_coordinator)
        for for_coordinator in (False, True)
        if (mine := found.get((contact.id, for_coordinator)))
    ]
