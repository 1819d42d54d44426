"""The form of an action: a new one of a meeting, or one that is changed."""

from __future__ import annotations

from datetime import date
from typing import Any

from bot.core.codec import encode
from bot.core.errors import UserError
from bot.core.i18n import _
from bot.core.registry import Looking
from bot.core.requests import Request
from bot.core.rights import Need, Right
from bot.core.snapshot import Snapshot
from bot.meetings.actions.acts import ActionForm, AddAction, ChangeAction
from bot.meetings.actions.rules import ActionItem, Outcomes
from bot.meetings.actions.texts import about_action, about_meeting
from bot.meetings.minutes.rights import need_of_form as need_of_minutes_form
from bot.plan.rules.plan import Plan
from bot.slack.blocks import Block
from bot.slack.inputs import date_input, field, form, person_input, select, text_input
from bot.slack.submitted import FieldError, Submitted


def need_of_form(asked: ActionForm, snapshot: Snapshot) -> Need:
    """As for the act that it makes."""
    if asked.action_id is not None:
        return Need(Right.PLAN, snapshot[Outcomes].by_id.get(asked.action_id))
    return need_of_minutes_form(asked.item_id or 0, snapshot)


def _known(asked: ActionForm, looking: Looking) -> ActionItem | None:
    if asked.action_id is None:
        return None
    action = looking.snapshot[Outcomes].by_id.get(asked.action_id)
    if action is None:
        raise UserError(_("There is no such action."))
    return action


def open_action_form(asked: ActionForm, looking: Looking) -> dict[str, Any]:
    """What is to be done, by whom, by when."""
    facts, action = looking.snapshot.facts, _known(asked, looking)
    item = looking.snapshot[Plan].by_id.get(asked.item_id or 0)
    agencies = [(name, name) for name in sorted(facts.roster.representatives)]
    blocks: list[Block] = [about_meeting(item)] if item is not None else []
    blocks += [about_action(action)] if action is not None else []
    blocks += [
        field("text", _("What is to be done?"), text_input(action.text if action else None, lines=True)),
        field("owner", _("Who does it?"), person_input(action.owner_user if action else None), optional=True),
    ]
    if agencies:
        agency = select(agencies, action.owner_agency if action else None)
        blocks.append(field("agency", _("Or which agency"), agency, optional=True))
    due = action.due.isoformat() if action is not None and action.due is not None else None
    blocks.append(field("due", _("By when"), date_input(due), optional=True))
    carried = {"do": encode(asked, facts.group.id), "channel": looking.caller.channel_id}
    return form(asked.NAME, _("Action"), blocks, carried, _("Save"))


def read_action_form(asked: ActionForm, given: Submitted, looking: Looking) -> Request:
    """A new action, or what was changed of one."""
    text = given.text("text")
    if text is None:
        raise FieldError("text", _("What is to be done, or was decided? Say it in a few words."))
    person, agency = given.text("owner"), given.text("agency")
    owner = f"<@{person}>" if person else agency
    if person and agency and given.is_changed("agency"):
        owner = agency
    due = date.fromisoformat(given.text("due") or "") if given.text("due") else None
    if asked.action_id is None:
        return AddAction(asked.item_id, None, due, text, owner)
    return ChangeAction(
        asked.action_id,
        due if given.is_changed("due") else None,
        owner if given.is_changed("owner") or given.is_changed("agency") else None,
        text if given.is_changed("text") else None,
    )
