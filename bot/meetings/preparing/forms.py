"""The form of a checklist."""

from __future__ import annotations

from typing import Any

from bot.core.codec import encode
from bot.core.i18n import _
from bot.core.registry import Looking
from bot.core.requests import Request
from bot.core.rights import Need, Right
from bot.core.snapshot import Snapshot
from bot.meetings.preparing.acts import ChecklistForm, TickChecklist
from bot.meetings.preparing.rules import Preparations, ready, tasks_of
from bot.meetings.preparing.texts import task_words
from bot.plan.forms.item_forms import about
from bot.plan.rules.items import Item
from bot.plan.rules.plan import Plan
from bot.plan.showing import item_of
from bot.slack.inputs import checkboxes, field, form
from bot.slack.submitted import Submitted


def need_of_form(asked: ChecklistForm, snapshot: Snapshot) -> Need:
    """Whoever plans the meeting."""
    return Need(Right.PLAN, snapshot[Plan].by_id.get(asked.item_id))


def open_checklist_form(asked: ChecklistForm, looking: Looking) -> dict[str, Any]:
    """The lines, ticked as far as they are done."""
    item, group = item_of(looking, asked.item_id), looking.snapshot.facts.group
    done = ready(item, looking.snapshot[Preparations].of(item.id))
    choices = [(task.value, task_words(task).capitalize()) for task in tasks_of(item)]
    chosen = [task.value for task in done]
    ticks = field("done", _("What is done"), checkboxes(choices, chosen), optional=True)
    carried = {"do": encode(asked, group.id), "channel": looking.caller.channel_id}
    return form(asked.NAME, _("Checklist"), [about(item, group), ticks], carried, _("Save"))


def read_checklist_form(asked: ChecklistForm, given: Submitted, _looking: Looking) -> Request:
    """What was ticked."""
    return TickChecklist(asked.item_id, tuple(given.chosen("done")))


def of_item(item: Item, looking: Looking) -> list[Request]:
    """The checklist of an open meeting, for whoever plans it."""
    may_tick = item.is_meeting and item.is_open and looking.caller.may(Need(Right.PLAN, item))
    return [ChecklistForm(item.id)] if may_tick else []
