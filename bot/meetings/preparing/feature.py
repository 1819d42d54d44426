"""What has to be ready before a meeting: its checklist."""

from __future__ import annotations

from bot.core.edit import Edit
from bot.core.i18n import _
from bot.core.registry import ActKind, Feature, FormKind
from bot.core.rights import Need, Right
from bot.core.snapshot import Part
from bot.meetings import recorded
from bot.meetings.preparing import forms, performing, texts
from bot.meetings.preparing.acts import ChecklistForm, TickChecklist
from bot.meetings.preparing.rules import Preparations
from bot.meetings.preparing.store import preparations_of
from bot.meetings.preparing.tables import PreparationRow
from bot.meetings.preparing.words import COMMANDS
from bot.plan.looks import Show
from bot.plan.performing.changing import item_of
from bot.plan.tables import Item
from bot.plan.texts.sentences import name_of, name_of_form


def _need(edit: Edit, row: PreparationRow) -> Need:
    return Need(Right.PLAN, item_of(edit, edit.session.get_one(Item, row.item_id)))


def _label(edit: Edit, row: PreparationRow) -> str:
    return edit.session.get_one(Item, row.item_id).key


def _back(edit: Edit, row: PreparationRow) -> str:
    return _("↩ Taken back. The checklist of {key} is as it was.").format(key=_label(edit, row))


PREPARING = Feature(
    name="preparing",
    parts=(Part(Preparations, preparations_of),),
    subjects=(
        recorded.subject(
            PreparationRow, need=_need, label=_label, look=lambda row: Show(row.item_id), result=_back
        ),
    ),
    acts=(
        ActKind(
            TickChecklist,
            load=performing.load_meeting,
            need=performing.need_to_plan,
            already=performing.ticked_already,
            carry_out=performing.tick,
            say=texts.say_tick,
            told=texts.build_ticked,
            name_of=name_of,
            words="checklist",
        ),
    ),
    forms=(
        FormKind(
            ChecklistForm,
            forms.need_of_form,
            forms.open_checklist_form,
            forms.read_checklist_form,
            texts.label_form,
            name_of_form,
        ),
    ),
    of_item=forms.of_item,
    commands=COMMANDS,
)
