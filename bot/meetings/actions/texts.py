"""What people read of decisions and actions."""

from __future__ import annotations

from collections.abc import Callable, Mapping, Sequence
from datetime import date
from typing import Any

from bot.core.i18n import N_, _, in_a_row, labelled, ngettext, quote
from bot.core.people import Reader, Roster
from bot.core.registry import Done
from bot.core.requests import Request
from bot.core.rights import Need, Right, has
from bot.core.undo_acts import Undo
from bot.dates.texts import day_words
from bot.meetings.actions.acts import ActionForm, Actions, CloseAction, OutcomeHistory
from bot.meetings.actions.rules import ActionChanged, ActionItem, ActionState, DecisionItem, in_order
from bot.plan.looks import Agenda
from bot.plan.rules.items import Item
from bot.plan.rules.views import ChangeView
from bot.plan.texts.changes import change_line
from bot.plan.texts.naming import item_plain, item_told
from bot.slack.blocks import Block, Unit, actions, context, fit, header, menu, press, section, share
from bot.slack.escaping import paragraph, quoted, sentence
from bot.slack.message import Message, compose

TEXT, MOST_SHOWN = 600, 40
_STATE = {
    ActionState.OPEN: N_("open"),
    ActionState.DONE: N_("✔ done"),
    ActionState.DROPPED: N_("✖ dropped"),
    ActionState.REMOVED: N_("taken back"),
}


def state_words(action: ActionItem, today: date) -> str:
    """How an action stands: overdue ones say since when."""
    if action.is_overdue(today) and action.due is not None:
        return _("⚠ overdue since {day}").format(day=day_words(action.due))
    return _(_STATE[action.state])


def owner_words(action: ActionItem, roster: Roster, *, call: bool = True) -> str:
    """Whose an action is; where many read it, by name and without calling them."""
    person = roster.people.get(action.owner_id or 0)
    if person is not None:
        name = quoted(person.name, 80) if person.name else _("a member")
        return f"<@{person.user_id}>" if call else name
    if action.owner_agency:
        return quoted(action.owner_agency, 120)
    return _("nobody yet") if action.owner_id is None else _("a former member")


def action_words(action: ActionItem, roster: Roster, today: date, *, call: bool = True) -> str:
    """``*A34* Write the report · ITU · by Fri 3 Nov 2017 · open``."""
    parts = [f"*{action.key}* {quoted(action.text, TEXT)}", owner_words(action, roster, call=call)]
    if action.due is not None and not action.is_overdue(today):
        parts.append(_("by {day}").format(day=day_words(action.due)))
    parts.append(state_words(action, today))
    if action.note and not action.is_open:
        parts.append(quote(quoted(action.note, 200)))
    return " · ".join(parts)


def decision_words(decision: DecisionItem) -> str:
    """``*D12* The template is adopted``."""
    return f"*{decision.key}* {quoted(decision.text, TEXT)}"


def build_actions(
    shown: Sequence[ActionItem],
    roster: Roster,
    group_id: int,
    today: date,
    reader: Reader | None,
    look: Actions,
    *,
    keys: Mapping[int, str],
    shared_by: str | None = None,
) -> Message:
    """A list of actions; `keys` are those of the meetings that they come from."""
    title = {
        "mine": _("My actions"),
        "overdue": _("Overdue actions"),
        "agency": _("Actions of {agency}").format(agency=quoted(look.agency or "", 80)),
    }.get(look.which, _("Actions"))
    if not shown:
        told = {
            "mine": _("No action is yours at the moment."),
            "overdue": _("No action is overdue."),
        }.get(look.which, _("There is no open action."))
        return compose(told, [section(told)])
    units: list[Unit] = []
    for action in in_order(shown):
        words = action_words(action, roster, today, call=reader is not None)
        if action.item_id is not None and action.item_id in keys:
            words += " · " + _("from {key}").format(key=keys[action.item_id])
        beside = menu(group_id, choices_of(action, reader)) if reader is not None else None
        units.append([section(words, beside)])
    kept, left = fit(units, MOST_SHOWN)
    blocks: list[Block] = [header(title), *kept]
    if left:
        blocks.append(context(ngettext("and {count} more", "and {count} more", left).format(count=left)))
    if reader is not None:
        blocks += actions([share(_("Share to channel"), group_id, look)] if not look.is_private else [])
    elif shared_by is not None:
        blocks.append(context(_("Shared by {person}").format(person=f"<@{shared_by}>")))
    spoken = in_a_row(f"{one.key} {quoted(one.text, 80)}" for one in in_order(shown)[:12])
    return compose(_("{title}: {actions}").format(title=title, actions=spoken), blocks)


def choices_of(action: ActionItem, reader: Reader) -> list[tuple[str, Request]]:
    """What a reader may do with an action: labels and requests."""
    choices: list[tuple[str, Request]] = []
    if has(reader.standing, Need(Right.STATUS, action)):
        if action.is_open:
            choices.append((_("Done"), CloseAction(action.id)))
        else:
            choices.append((_("Open again"), CloseAction(action.id, ActionState.OPEN)))
    if has(reader.standing, Need(Right.PLAN, action)):
        choices.append((_("Change"), ActionForm(None, action.id)))
    return [*choices, (_("History"), OutcomeHistory("action", action.id))]


def build_action_changed(done: Done[Any], reader: Reader | None = None) -> Message:
    """What came of an action or a decision, and the way back; `done.result` is `ActionChanged`."""
    changed: ActionChanged = done.result
    if changed.decision is not None:
        told, buttons = _decided(changed, item_told), []
        plain = _decided(changed, item_plain)
        if changed.item is not None:
            buttons.append(press(_("Agenda"), changed.group.id, Agenda(changed.item.id)))
    else:
        told, buttons = _told(changed, done.now.date()), []
        plain = told
        if changed.action is not None and changed.before is None:
            buttons.append(press(_("Change"), changed.group.id, ActionForm(None, changed.action.id)))
    if done.act_id is not None and done.undo_until is not None and done.undo_until > done.now:
        buttons.append(press(_("Undo"), changed.group.id, Undo(done.act_id)))
    return compose(plain, [section(told), *actions(buttons)])


def _decided(changed: ActionChanged, name: Callable[[Item], str]) -> str:
    assert changed.decision is not None
    item = name(changed.item) if changed.item is not None else ""
    told = _("✔ Decision {key} of {item}: “{text}”")
    if changed.is_same:
        told = _("That is decision {key} of {item} already: “{text}”")
    return told.format(key=changed.decision.key, item=item, text=quoted(changed.decision.text, TEXT))


def _told(changed: ActionChanged, today: date) -> str:
    action = changed.action
    assert action is not None
    text = quoted(action.text, 300)
    if changed.is_same:
        return _("Action {key} “{text}” stands like that already: {state}.").format(
            key=action.key, text=text, state=state_words(action, today)
        )
    if changed.before is None or changed.before.state is action.state:
        told = (
            _("✔ Action {key}: “{text}”") if changed.before is None else _("✔ Action {key} is now: “{text}”")
        )
        parts = [told.format(key=action.key, text=text), _owner_told(action)]
        if action.due is not None:
            parts.append(_("by {day}").format(day=day_words(action.due)))
        return " · ".join(parts)
    told = {
        ActionState.DONE: _("✔ Action {key} “{text}” is done"),
        ActionState.DROPPED: _("✔ Action {key} “{text}” is dropped"),
    }.get(action.state, _("✔ Action {key} “{text}” is open again"))
    return told.format(key=action.key, text=text)


def _owner_told(action: ActionItem) -> str:
    if action.owner_user is not None:
        return f"<@{action.owner_user}>"
    return quoted(action.owner_agency or "", 120) or _("nobody yet")


def build_outcome_history(key: str, changes: Sequence[ChangeView], zone: str) -> Message:
    """Who changed what of an action or a decision, latest first."""
    units: list[Unit] = [
        [section(change_line(change, zone, with_item=False, long=True))] for change in changes
    ]
    shown, left = fit(units, MOST_SHOWN)
    told = _("History of {item}").format(item=key)
    blocks: list[Block] = [section(told), *shown]
    if left:
        blocks.append(context(ngettext("and {count} more", "and {count} more", left).format(count=left)))
    count = ngettext("{count} change", "{count} changes", len(changes)).format(count=len(changes))
    return compose(labelled(told, count), blocks)


def about_meeting(item: Item) -> Block:
    """Which meeting a form is about."""
    return section(item_told(item))


def about_action(action: ActionItem) -> Block:
    """Which action a form is about."""
    return section(f"*{action.key}* {paragraph(action.text, 500)}")


def name_of_meeting(item: Item | None) -> str:
    """A meeting, as refusals name it."""
    return item_plain(item) if item is not None else ""


def name_of_action(action: ActionItem) -> str:
    """An action, as refusals name it."""
    return sentence(_("{key} “{text}”").format(key=action.key, text=action.text[:100]))
