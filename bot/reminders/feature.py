"""Reminders: starting them, listing the messages to come, skipping one, and settling past items."""

from __future__ import annotations

from bot.core.i18n import N_, _
from bot.core.kinds import HomeSection, SubjectKind
from bot.core.registry import ActKind, Feature, FormKind, LookKind
from bot.core.rights import Need, Right
from bot.plan.looks import WhatIf
from bot.plan.texts.labels import label_whatif
from bot.reminders import pausing, performing, showing, snooze_form
from bot.reminders.acts import (
    AnswerLost,
    PastForm,
    Reminders,
    SettlePast,
    Share,
    SkipNotice,
    Snooze,
    SnoozeForm,
    StartCard,
    StartReminders,
    WhyThis,
)
from bot.reminders.home import lost_units, stuck_units
from bot.reminders.notices.kinds import NOTICES
from bot.reminders.texts import done, sentences
from bot.reminders.texts import pauses as pause_texts
from bot.reminders.words import COMMANDS

REMINDERS = Feature(
    name="reminders",
    acts=(
        ActKind(
            StartReminders,
            load=performing.load_nothing,
            need=performing.need_coordinator,
            already=performing.started_already,
            carry_out=performing.start_reminders,
            say=sentences.say_start_reminders,
            told=done.build_started,
            words="start reminders",
            no_undo="What was posted cannot be taken back.",
        ),
        ActKind(
            SettlePast,
            load=performing.load_nothing,
            need=performing.need_coordinator,
            carry_out=performing.settle_past,
            say=sentences.say_settle_past,
            told=done.build_settled_past,
            words="settle past",
        ),
        ActKind(
            SkipNotice,
            load=performing.load_notice,
            need=performing.need_for_notice,
            carry_out=performing.skip_notice,
            say=sentences.say_skip,
            told=done.build_skipped,
            no_undo="A message that was left out is planned anew when its item changes.",
        ),
        ActKind(
            Snooze,
            load=pausing.load_item,
            need=pausing.need_nothing,
            carry_out=pausing.snooze,
            name_of=lambda item: item.key if item is not None else _("everything"),
            say=pause_texts.say_snooze,
            told=pause_texts.build_snoozed,
            words="snooze",
        ),
        ActKind(
            AnswerLost,
            load=performing.load_lost,
            need=performing.need_coordinator,
            carry_out=performing.answer_lost,
            say=sentences.say_answer_lost,
            told=done.build_lost_answered,
            no_undo="It may be posted already.",
        ),
        ActKind(
            Share,
            load=performing.load_channel,
            need=performing.need_reader,
            carry_out=performing.share,
            say=sentences.say_share,
            told=done.build_shared,
            no_undo="What a channel has heard cannot be taken back.",
        ),
    ),
    looks=(
        LookKind(Reminders, showing.show_reminders, sentences.label_reminders),
        LookKind(WhatIf, showing.show_whatif, label_whatif),
        LookKind(WhyThis, showing.show_why, pause_texts.label_why),
        LookKind(StartCard, showing.show_start_card, sentences.label_start_card),
    ),
    forms=(
        FormKind(
            PastForm,
            lambda _form, _snapshot: Need(Right.GOVERN),
            showing.open_past_form,
            performing.read_past_form,
            sentences.label_past_form,
        ),
        FormKind(
            SnoozeForm,
            lambda _form, _snapshot: Need(Right.EVERYBODY),
            snooze_form.open_snooze_form,
            snooze_form.read_snooze_form,
            pause_texts.label_snooze_form,
        ),
    ),
    subjects=(
        SubjectKind(
            pausing.PAUSE,
            need=pausing.need_of_entry,
            reverse=pausing.reverse_entry,
            name_of=pausing.name_of_entry,
        ),
    ),
    notices=NOTICES,
    setting_up=showing.reminders_to_start,
    commands=COMMANDS,
    home=(
        HomeSection("lost", lost_units, N_("Messages that could not be sent"), needs_reader=True),
        HomeSection("stuck", stuck_units, N_("What is stuck, and with whom")),
    ),
)
