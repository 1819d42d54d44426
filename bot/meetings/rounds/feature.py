"""Written rounds: asking agencies in writing."""

from __future__ import annotations

from bot.core.edit import Edit
from bot.core.i18n import _
from bot.core.registry import ActKind, Feature, FormKind, LookKind
from bot.core.rights import Need, Right
from bot.core.snapshot import Part
from bot.meetings import recorded
from bot.meetings.invited.performing import may_speak_for
from bot.meetings.invited.rules import Voice
from bot.meetings.invited.store import body_in, voice_of
from bot.meetings.rounds import forms, performing, texts
from bot.meetings.rounds.acts import (
    AnswerForm,
    AnswerRound,
    Chase,
    CloseRound,
    OpenRound,
    RoundForm,
    ShowRound,
)
from bot.meetings.rounds.notices import NOTICES, ROUND
from bot.meetings.rounds.rules import Rounds
from bot.meetings.rounds.store import rounds_of
from bot.meetings.rounds.tables import RoundAnswerRow, RoundRow
from bot.meetings.rounds.words import COMMANDS
from bot.plan.performing.changing import item_of
from bot.plan.tables import Item
from bot.plan.texts.sentences import name_of


def _round(edit: Edit, row: RoundRow | RoundAnswerRow) -> RoundRow:
    return row if isinstance(row, RoundRow) else edit.session.get_one(RoundRow, row.round_id)


def _label(edit: Edit, row: RoundRow | RoundAnswerRow) -> str:
    return edit.session.get_one(Item, _round(edit, row).item_id).key


def _need(edit: Edit, row: RoundRow | RoundAnswerRow) -> Need:
    if isinstance(row, RoundAnswerRow):
        voice, caller = voice_of(row), edit.caller.person_id
        if voice == Voice(person_id=caller) or may_speak_for(voice, body_in(edit), caller):
            return Need(Right.REPLY)
    item = edit.session.get_one(Item, _round(edit, row).item_id)
    return Need(Right.PLAN, item_of(edit, item))


def _back(edit: Edit, row: RoundRow | RoundAnswerRow) -> str:
    edit.redraw(ROUND, _round(edit, row).id)
    return _("↩ Taken back. The round about {key} is as it was.").format(key=_label(edit, row))


def _look(row: RoundRow | RoundAnswerRow) -> ShowRound:
    return ShowRound(row.id if isinstance(row, RoundRow) else row.round_id)


ROUNDS = Feature(
    name="rounds",
    parts=(Part(Rounds, rounds_of),),
    subjects=(
        recorded.subject(RoundRow, need=_need, label=_label, look=_look, result=_back),
        recorded.subject(RoundAnswerRow, need=_need, label=_label, look=_look, result=_back),
    ),
    acts=(
        ActKind(
            OpenRound,
            load=performing.load_item,
            need=lambda _act, item, _edit: Need(Right.PLAN, item),
            carry_out=performing.open_round,
            say=texts.say_open,
            told=texts.build_opened,
            name_of=name_of,
            words="ask",
        ),
        ActKind(
            AnswerRound,
            load=performing.load_round,
            need=performing.need_to_answer,
            already=performing.answered_already,
            carry_out=performing.answer_round,
            say=texts.say_answer,
            told=texts.build_answered,
            name_of=lambda loaded: loaded.item.key,
            words="answer",
        ),
        ActKind(
            CloseRound,
            load=performing.load_round,
            need=lambda _act, loaded, _edit: Need(Right.PLAN, loaded.item),
            already=performing.closed_already,
            carry_out=performing.close_round,
            say=texts.say_close,
            told=texts.build_closed,
            words="ask",
            name_of=lambda loaded: loaded.item.key,
        ),
    ),
    looks=(
        LookKind(ShowRound, forms.show_round, texts.label_round, can_be_shared=True),
        LookKind(Chase, forms.show_chase, texts.label_chase),
    ),
    forms=(
        FormKind(
            RoundForm, forms.need_to_ask, forms.open_round_form, forms.read_round_form,
            texts.label_round_form,
        ),
        FormKind(
            AnswerForm, forms.need_to_answer, forms.open_answer_form, forms.read_answer_form,
            texts.label_answer_form,
        ),
    ),
    of_item=forms.of_item,
    notices=NOTICES,
    commands=COMMANDS,
)  # fmt: skip
