"""What each act on decisions and actions does, and what its look and form are called: plain text."""

from __future__ import annotations

from bot.core.i18n import N_, _, quote
from bot.core.people import Reader
from bot.core.snapshot import Snapshot
from bot.dates.texts import day_words
from bot.meetings.actions.acts import (
    ActionForm,
    Actions,
    AddAction,
    AddDecision,
    ChangeAction,
    CloseAction,
    OutcomeHistory,
)
from bot.meetings.actions.rules import ActionState, Outcomes
from bot.meetings.agenda.sentences import owner_plain
from bot.plan.texts.sentences import item_of, item_words, with_note
from bot.slack.escaping import one_line

TEXT = 150
_CLOSE = {
    ActionState.DONE: N_("mark action {action} as done"),
    ActionState.DROPPED: N_("drop action {action}"),
    ActionState.OPEN: N_("open action {action} again"),
    ActionState.REMOVED: N_("take action {action} back"),
}


def _action(snapshot: Snapshot, action_id: int) -> str:
    action = snapshot[Outcomes].by_id.get(action_id)
    return f"{action.key} {quote(one_line(action.text, TEXT))}" if action is not None else "?"


def say_add_action(act: AddAction, snapshot: Snapshot, _reader: Reader | None) -> str:
    """``give ITU the action “Send the list” by Fri 3 Nov 2017``."""
    facts = {"owner": owner_plain(act.owner, snapshot), "text": one_line(act.text, TEXT)}
    if act.due is None:
        return _("give {owner} the action “{text}”").format(**facts)
    return _("give {owner} the action “{text}” by {day}").format(**facts, day=day_words(act.due))


def say_close_action(act: CloseAction, snapshot: Snapshot, _reader: Reader | None) -> str:
    """``mark action A34 “…” as done``."""
    return with_note(_(_CLOSE[act.state]).format(action=_action(snapshot, act.action_id)), act.note)


def say_change_action(act: ChangeAction, snapshot: Snapshot, _reader: Reader | None) -> str:
    """``give action A34 “…” to ITU``, ``… until Fri 3 Nov 2017``."""
    action = _action(snapshot, act.action_id)
    if act.owner is not None and act.due is not None:
        told = _("give action {action} to {owner}, by {day}")
    elif act.owner is not None:
        told = _("give action {action} to {owner}")
    elif act.due is not None:
        told = _("let action {action} be due on {day}")
    else:
        told = _("change the words of action {action}")
    day = day_words(act.due) if act.due is not None else ""
    return told.format(action=action, owner=owner_plain(act.owner, snapshot), day=day)


def say_add_decision(act: AddDecision, snapshot: Snapshot, _reader: Reader | None) -> str:
    """``write down that IMG-M6 “…” decided: “The template is adopted”``."""
    told = _("write down that {item} decided: “{text}”")
    return told.format(item=item_words(snapshot, act.item_id), text=one_line(act.text, TEXT))


def label_actions(look: Actions, _snapshot: Snapshot, _reader: Reader | None) -> str:
    """``Actions``, ``My actions``."""
    if look.which == "mine":
        return _("My actions")
    return _("Overdue actions") if look.which == "overdue" else _("Actions")


def label_action_form(form: ActionForm, snapshot: Snapshot, _reader: Reader | None) -> str:
    """``Add an action of IMG-M6``, ``Change A34``."""
    if form.action_id is not None:
        action = snapshot[Outcomes].by_id.get(form.action_id)
        return _("Change {key}").format(key=action.key if action else "?")
    item = item_of(snapshot, form.item_id or 0)
    return _("Add an action of {item}").format(item=item.key) if item else _("Add an action")


def label_outcome_history(_look: OutcomeHistory, _snapshot: Snapshot, _reader: Reader | None) -> str:
    """``History``."""
    return _("History")
