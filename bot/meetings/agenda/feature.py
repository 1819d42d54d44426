"""Agendas: what can be done to them, what can be seen of them, and the words for both."""

from __future__ import annotations

from typing import Any

from bot.core.kinds import SubjectKind
from bot.core.registry import ActKind, Feature, FormKind, LookKind
from bot.core.rights import Need, Right
from bot.core.snapshot import Part, Snapshot
from bot.meetings.agenda import (
    acts,
    agenda_told,
    carrying,
    forms,
    performing,
    reversing,
    rewriting,
    sentences,
    showing,
    standing_points,
    store,
)
from bot.meetings.agenda.notices import NOTICES
from bot.meetings.agenda.rules import AgendaBook
from bot.meetings.agenda.words import COMMANDS
from bot.meetings.lineage import AGENDA
from bot.plan.looks import Agenda
from bot.plan.rules.plan import Plan
from bot.plan.texts.sentences import name_of_form


def _agenda_act(kind: type[acts.AgendaAct], **rest: Any) -> ActKind[Any]:  # noqa: ANN401 - parts of a kind
    """An act on an agenda: loaded, named and told as all of them are."""
    declared: dict[str, Any] = {
        "load": performing.load_agenda,
        "need": performing.need_to_plan,
        "name_of": sentences.name_of_loaded,
        "told": agenda_told.build_agenda_changed,
        "words": "agenda",
        "can_be_proposed": True,
    }
    return ActKind(kind, **(declared | rest))


def _needs(right: Right):  # type: ignore[no-untyped-def]  # noqa: ANN202
    def need(form: Any, snapshot: Snapshot) -> Need:  # noqa: ANN401 - any form on one meeting
        item = snapshot[Plan].by_id.get(form.item_id)
        return Need(right) if right is Right.REPLY else Need(right, item)

    return need


AGENDAS = Feature(
    name="agenda",
    parts=(Part(AgendaBook, store.book_of, weight=lambda book: len(book.points)),),
    subjects=(
        SubjectKind(
            AGENDA,
            need=reversing.need_of_entry,
            reverse=reversing.reverse_entry,
            name_of=reversing.name_of_change,
            history=reversing.history_of_change,
        ),
    ),
    acts=(
        _agenda_act(
            acts.AddPoint,
            already=performing.added_already,
            carry_out=performing.add_point,
            say=sentences.say_add_point,
        ),
        ActKind(
            acts.ProposePoint,
            load=performing.load_agenda,
            need=performing.need_of_proposer,
            already=performing.proposed_already,
            carry_out=performing.propose_point,
            say=sentences.say_propose_point,
            told=agenda_told.build_agenda_changed,
            name_of=sentences.name_of_loaded,
            words="agenda",
        ),
        _agenda_act(
            acts.AcceptPoint,
            already=performing.accepted_already,
            carry_out=performing.accept_point,
            say=sentences.say_accept_point,
        ),
        _agenda_act(
            acts.DropPoint,
            already=performing.dropped_already,
            carry_out=performing.drop_point,
            say=sentences.say_drop_point,
        ),
        _agenda_act(
            acts.CarryPoint,
            load=carrying.load_carry,
            already=carrying.carried_already,
            carry_out=carrying.carry_point,
            say=sentences.say_carry_point,
        ),
        _agenda_act(
            acts.GivePoint,
            already=carrying.given_already,
            carry_out=carrying.give_point,
            say=sentences.say_give_point,
        ),
        _agenda_act(
            acts.PlacePoint,
            already=rewriting.placed_already,
            carry_out=rewriting.place_point,
            say=sentences.say_place_point,
        ),
        _agenda_act(
            acts.ChangePoint,
            already=rewriting.changed_already,
            carry_out=rewriting.change_point,
            say=sentences.say_change_point,
        ),
        _agenda_act(
            acts.EditAgenda,
            already=rewriting.edited_already,
            carry_out=rewriting.edit_agenda,
            say=sentences.say_of_agenda,
        ),
        _agenda_act(
            acts.TakePoints,
            already=carrying.taken_already,
            carry_out=carrying.take_points,
            say=sentences.say_of_agenda,
        ),
        _agenda_act(
            acts.AddStanding,
            already=standing_points.standing_already,
            carry_out=standing_points.add_standing,
            say=sentences.say_of_agenda,
        ),
        _agenda_act(
            acts.PublishAgenda,
            already=rewriting.published_already,
            carry_out=rewriting.publish_agenda,
            say=sentences.say_of_agenda,
        ),
        _agenda_act(
            acts.SettlePoints,
            load=carrying.load_settle,
            already=carrying.settled_already,
            carry_out=carrying.settle_points,
            say=sentences.say_of_agenda,
        ),
        ActKind(
            acts.SetStanding,
            load=standing_points.load_standing,
            need=standing_points.need_to_govern,
            carry_out=standing_points.set_standing,
            say=sentences.say_set_standing,
            told=agenda_told.build_standing_set,
            words="agenda",
            no_undo="They are set anew by the same form; agendas that have theirs stay.",
        ),
    ),
    looks=(
        LookKind(Agenda, showing.show_agenda, sentences.label_agenda, can_be_shared=True),
        LookKind(acts.OpenPoints, showing.show_open_points, sentences.label_open_points, can_be_shared=True),
    ),
    forms=(
        FormKind(
            acts.AgendaForm,
            _needs(Right.PLAN),
            forms.open_agenda_form,
            forms.read_agenda_form,
            sentences.label_agenda_form,
            name_of_form,
        ),
        FormKind(
            acts.PointForm,
            _needs(Right.REPLY),
            forms.open_point_form,
            forms.read_point_form,
            sentences.label_point_form,
            name_of_form,
        ),
        FormKind(
            acts.SettleForm,
            _needs(Right.PLAN),
            forms.open_settle_form,
            forms.read_settle_form,
            sentences.label_settle_form,
            name_of_form,
        ),
        FormKind(
            acts.StandingForm,
            lambda _form, _snapshot: Need(Right.GOVERN),
            forms.open_standing_form,
            forms.read_standing_form,
            sentences.label_standing_form,
        ),
    ),
    of_item=showing.of_item,
    notices=NOTICES,
    setting_up=showing.standing_forms,
    commands=COMMANDS,
)
