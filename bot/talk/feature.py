"""The conversation itself: help, and taking back."""

from __future__ import annotations

from bot.core import undo
from bot.core.offers import Offered
from bot.core.registry import ActKind, Feature, LookKind
from bot.core.undo_acts import GroupHistory, Restore, Undo
from bot.plan.texts.sentences import say_restore, say_undo
from bot.talk import showing
from bot.talk.help import label_help, label_welcome
from bot.talk.looks import Help, Welcome
from bot.talk.undone import build_taken_back, label_group_history, label_offered, show_group_history
from bot.talk.words import COMMANDS

TALK = Feature(
    name="talk",
    acts=(
        ActKind(
            Undo,
            load=undo.load_last,
            need=undo.need_of_act,
            carry_out=undo.undo,
            say=say_undo,
            told=build_taken_back,
            words="undo",
            no_undo="The history offers to restore.",
        ),
        ActKind(
            Restore,
            load=undo.load_change,
            need=undo.need_of_change,
            carry_out=undo.restore,
            say=say_restore,
            told=build_taken_back,
            words="restore",
            no_undo="The history offers to restore.",
        ),
    ),
    looks=(
        LookKind(Welcome, showing.show_welcome, label_welcome),
        LookKind(Help, showing.show_help, label_help),
        LookKind(GroupHistory, show_group_history, label_group_history),
        LookKind(Offered, showing.show_welcome, label_offered),
    ),
    commands=COMMANDS,
)
