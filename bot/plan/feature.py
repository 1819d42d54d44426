"""The plan: what can be done to its items, what can be seen of them, and the words for both."""

from __future__ import annotations

from typing import Any

from bot.core.edit import Edit
from bot.core.kinds import SubjectKind
from bot.core.registry import ActKind, Feature, FormKind, LookKind
from bot.core.rights import Need, Right
from bot.core.snapshot import Part, Snapshot
from bot.plan import showing
from bot.plan.acts import (
    AddItem,
    AnnounceNow,
    AskAbout,
    Cancel,
    EditItem,
    ItemAct,
    KeepMonth,
    ReturnItem,
    SetDate,
    SetNote,
    SetStatus,
)
from bot.plan.forms import opening, submissions
from bot.plan.history_views import ITEM
from bot.plan.looks import (
    AddForm,
    CancelForm,
    DateForm,
    EditForm,
    History,
    Next,
    Show,
    StatusForm,
    WholePlan,
)
from bot.plan.notices import STOPPED_NOTICE
from bot.plan.performing import dates, details, statuses
from bot.plan.performing import history as entries
from bot.plan.performing.changing import load_item, load_removed
from bot.plan.performing.owners import pass_on_items
from bot.plan.rules.items import Item
from bot.plan.rules.plan import Needs, Plan
from bot.plan.store.needs import dependencies_of
from bot.plan.store.plans import plan_of
from bot.plan.texts import asking, confirm, labels, sentences
from bot.plan.words import adding, editing, looking
from bot.plan.words import dates as date_words
from bot.plan.words import statuses as status_words


def _item_act(kind: type[ItemAct], **rest: Any) -> ActKind[Any]:  # noqa: ANN401 - the parts of an act's kind
    """An act on one item: loaded, named and held against its basis as all of them are."""
    declared: dict[str, Any] = {
        "load": load_item,
        "need": lambda act, item, _edit: act.need(item),
        "basis": kind.basis_of,
        "name_of": sentences.name_of,
        "state": _state,
        "told": confirm.build_changed,
        "can_be_proposed": True,
    }
    return ActKind(kind, **(declared | rest))


def _state(edit: Edit, item: Item) -> str:
    return sentences.state_of(item, edit.group.zone)


def _cancelled(form: CancelForm, snapshot: Snapshot) -> Cancel | None:
    item = snapshot[Plan].by_id.get(form.item_id)
    return Cancel.of(item) if item is not None else None


def _needs(right: Right):  # type: ignore[no-untyped-def]  # noqa: ANN202
    def need(form: Any, snapshot: Snapshot) -> Need:  # noqa: ANN401 - any form on one item
        return Need(right, snapshot[Plan].by_id.get(form.item_id))

    return need


PLAN = Feature(
    name="plan",
    of_agency=showing.items_of_agency,
    parts=(
        Part(Plan, plan_of, weight=lambda plan: len(plan.items)),
        Part(Needs, lambda session, group_id: Needs(tuple(dependencies_of(session, group_id)))),
    ),
    subjects=(
        SubjectKind(
            ITEM,
            need=entries.need_of_entry,
            reverse=entries.reverse_entry,
            told=confirm.build_undone,
            lines=showing.history_lines,
            name_of=entries.name_of_change,
            history=entries.history_of_change,
        ),
    ),
    acts=(
        _item_act(
            SetStatus,
            already=statuses.status_already,
            carry_out=statuses.set_status,
            say=sentences.say_set_status,
            words="update",
        ),
        _item_act(
            SetNote,
            already=statuses.note_already,
            carry_out=statuses.set_note,
            say=sentences.say_set_note,
            words="note",
        ),
        _item_act(
            Cancel,
            already=statuses.cancel_already,
            carry_out=statuses.cancel,
            say=sentences.say_cancel,
            words="cancel",
        ),
        _item_act(
            SetDate,
            already=dates.date_already,
            carry_out=dates.set_date,
            say=sentences.say_set_date,
            words="schedule",
        ),
        _item_act(
            AnnounceNow,
            carry_out=dates.announce_now,
            say=sentences.say_announce,
            told=confirm.build_announced,
            words="announce",
            no_undo="What a channel has heard cannot be taken back.",
        ),
        _item_act(
            AskAbout,
            already=statuses.asking_already,
            carry_out=statuses.ask_about,
            say=sentences.say_ask_about,
            told=asking.build_asking,
            words="stop asking",
        ),
        _item_act(
            KeepMonth,
            already=statuses.kept_already,
            carry_out=statuses.keep_month,
            say=sentences.say_keep_month,
            told=asking.build_kept,
            words="still",
        ),
        _item_act(EditItem, carry_out=details.edit_item, say=sentences.say_edit, words="edit"),
        ActKind(
            AddItem,
            load=details.load_nothing,
            need=lambda act, nothing, _edit: act.need(nothing),
            carry_out=details.add_item,
            say=sentences.say_add,
            told=confirm.build_changed,
            words="add",
            can_be_proposed=True,
        ),
        _item_act(
            ReturnItem,
            load=load_removed,
            already=details.returned_already,
            carry_out=details.return_item,
            say=sentences.say_return,
            words="restore",
        ),
    ),
    looks=(
        LookKind(Next, showing.show_next, labels.label_next, can_be_shared=True),
        LookKind(WholePlan, showing.show_plan, labels.label_plan, can_be_shared=True),
        LookKind(Show, showing.show_item, labels.label_show, can_be_shared=True),
        LookKind(History, showing.show_history, labels.label_history),
    ),
    forms=(
        FormKind(
            StatusForm,
            _needs(Right.STATUS),
            opening.open_status_form,
            submissions.read_status_form,
            labels.label_status_form,
            sentences.name_of_form,
        ),
        FormKind(
            DateForm,
            _needs(Right.PLAN),
            opening.open_date_form,
            submissions.read_date_form,
            labels.label_date_form,
            sentences.name_of_form,
        ),
        FormKind(
            CancelForm,
            _needs(Right.PLAN),
            opening.open_cancel_form,
            submissions.read_cancel_form,
            labels.label_cancel_form,
            sentences.name_of_form,
            _cancelled,
        ),
        FormKind(
            EditForm,
            _needs(Right.PLAN),
            opening.open_edit_form,
            submissions.read_edit_form,
            labels.label_edit_form,
            sentences.name_of_form,
        ),
        FormKind(
            AddForm,
            lambda _form, snapshot: Need(Right.PLAN, None, snapshot.facts.group.labels),
            opening.open_add_form,
            submissions.read_add_form,
            labels.label_add_form,
        ),
    ),
    notices=(STOPPED_NOTICE,),
    commands=(
        *looking.COMMANDS,
        *status_words.COMMANDS,
        *date_words.COMMANDS,
        *adding.COMMANDS,
        *editing.COMMANDS,
    ),
    pass_on=pass_on_items,
)
