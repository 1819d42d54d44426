"""What is shown of actions and decisions."""

from __future__ import annotations

from bot.core import history
from bot.core.registry import Looking
from bot.meetings.actions.acts import Actions, OutcomeHistory
from bot.meetings.actions.rules import ActionItem, Outcomes
from bot.meetings.actions.store import key_of_decision
from bot.meetings.actions.texts import build_actions, build_outcome_history
from bot.plan.history_views import views_of
from bot.plan.rules.plan import Plan
from bot.plan.rules.upcoming import today_in
from bot.slack.message import Message


def show_actions(look: Actions, looking: Looking) -> Message:
    """The actions of a group that are open, or a part of them."""
    looking.caller.require_reading()
    facts = looking.snapshot.facts
    today = today_in(facts.group.zone, looking.now)
    outcomes, plan = looking.snapshot[Outcomes], looking.snapshot[Plan]
    shown = [action for action in outcomes.actions if action.is_open and _is_meant(action, look, looking)]
    if look.which == "overdue":
        shown = [action for action in shown if action.is_overdue(today)]
    keys = {item.id: item.key for item in plan.items}
    return build_actions(
        shown,
        facts.roster,
        facts.group.id,
        today,
        looking.reader,
        look,
        keys=keys,
        shared_by=looking.shared_by,
    )


def _is_meant(action: ActionItem, look: Actions, looking: Looking) -> bool:
    if look.which == "mine":
        return looking.caller.standing.owns(action)
    if look.which == "agency":
        people = looking.snapshot.facts.roster.representatives.get(look.agency or "", ())
        return action.owner_agency == look.agency or action.owner_id in {one.id for one in people}
    return True


def show_outcome_history(look: OutcomeHistory, looking: Looking) -> Message:
    """Who changed what of an action or a decision of this group."""
    looking.caller.require_reading()
    group = looking.snapshot.facts.group
    entries = [
        entry
        for entry in history.changes_of(looking.session, look.subject, look.subject_id)
        if entry.act.group_id == group.id and look.subject in ("action", "decision")
    ]
    if look.subject == "action":
        action = looking.snapshot[Outcomes].by_id.get(look.subject_id)
        key = action.key if action is not None else None
    else:
        key = key_of_decision(looking.session, group.id, look.subject_id)
    return build_outcome_history(key or "?", views_of(looking.session, entries), group.zone)
