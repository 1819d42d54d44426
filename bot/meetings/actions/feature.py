"""Decisions and actions: what can be done to them, what can be seen of them, and the words for both."""

from __future__ import annotations

from bot.core.i18n import N_
from bot.core.kinds import HomeSection, SubjectKind
from bot.core.registry import ActKind, Feature, FormKind, LookKind
from bot.core.snapshot import Part
from bot.meetings.actions import acts, forms, performing, reversing, sentences, showing, store, texts
from bot.meetings.actions.home import home_units
from bot.meetings.actions.notices import NOTICES
from bot.meetings.actions.passing_on import pass_on_actions
from bot.meetings.actions.rules import Outcomes
from bot.meetings.actions.words.recording import COMMANDS
from bot.meetings.lineage import ACTION, DECISION

ACTIONS = Feature(
    name="actions",
    parts=(Part(Outcomes, store.outcomes_of, weight=lambda outcomes: len(outcomes.actions)),),
    subjects=(
        SubjectKind(
            ACTION,
            need=reversing.need_of_action,
            reverse=reversing.reverse_action,
            name_of=reversing.name_of_action,
            history=reversing.history_of_change,
        ),
        SubjectKind(
            DECISION,
            need=reversing.need_of_decision,
            reverse=reversing.reverse_decision,
            name_of=reversing.name_of_decision,
            history=reversing.history_of_change,
        ),
    ),
    acts=(
        ActKind(
            acts.AddAction,
            load=performing.load_meeting,
            need=performing.need_to_write,
            already=performing.added_already,
            carry_out=performing.add_action,
            say=sentences.say_add_action,
            told=texts.build_action_changed,
            name_of=texts.name_of_meeting,
            words="action",
        ),
        ActKind(
            acts.CloseAction,
            load=performing.load_action,
            need=performing.need_to_close,
            already=performing.closed_already,
            carry_out=performing.close_action,
            say=sentences.say_close_action,
            told=texts.build_action_changed,
            name_of=texts.name_of_action,
            words="done",
        ),
        ActKind(
            acts.ChangeAction,
            load=performing.load_action,
            need=performing.need_to_change,
            already=performing.changed_already,
            carry_out=performing.change_action,
            say=sentences.say_change_action,
            told=texts.build_action_changed,
            name_of=texts.name_of_action,
            words="action",
        ),
        ActKind(
            acts.AddDecision,
            load=performing.load_meeting,
            need=performing.need_to_write,
            already=performing.decided_already,
            carry_out=performing.add_decision,
            say=sentences.say_add_decision,
            told=texts.build_action_changed,
            name_of=texts.name_of_meeting,
            words="decision",
        ),
    ),
    looks=(
        LookKind(acts.Actions, showing.show_actions, sentences.label_actions, can_be_shared=True),
        LookKind(acts.OutcomeHistory, showing.show_outcome_history, sentences.label_outcome_history),
    ),
    forms=(
        FormKind(
            acts.ActionForm,
            forms.need_of_form,
            forms.open_action_form,
            forms.read_action_form,
            sentences.label_action_form,
        ),
    ),
    notices=NOTICES,
    pass_on=pass_on_actions,
    commands=COMMANDS,
    home=(HomeSection("actions", home_units, N_("Your actions")),),
)
