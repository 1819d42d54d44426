"""Replies: who comes to a meeting, and how."""

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
from bot.meetings.replies import forms, gate_names, performing, texts
from bot.meetings.replies.acts import GateList, ReplyForm, SendReply, ShowReplies
from bot.meetings.replies.notices import NOTICES, REPLIES
from bot.meetings.replies.rules import Replies
from bot.meetings.replies.store import replies_of
from bot.meetings.replies.tables import ReplyRow
from bot.meetings.replies.words import COMMANDS
from bot.plan.performing.changing import item_of
from bot.plan.tables import Item


def _need(edit: Edit, row: ReplyRow) -> Need:
    """As for replying anew."""
    voice, caller = voice_of(row), edit.caller.person_id
    if voice == Voice(person_id=caller) or may_speak_for(voice, body_in(edit), caller):
        return Need(Right.REPLY)
    return Need(Right.PLAN, item_of(edit, edit.session.get_one(Item, row.item_id)))


def _label(edit: Edit, row: ReplyRow) -> str:
    return edit.session.get_one(Item, row.item_id).key


def _back(edit: Edit, row: ReplyRow) -> str:
    edit.redraw(REPLIES, row.item_id)
    return _("↩ Taken back. The reply to {key} is as it was.").format(key=_label(edit, row))


REPLY = Feature(
    name="replies",
    parts=(Part(Replies, replies_of, weight=lambda replies: len(replies.replies) // 10),),
    subjects=(
        recorded.subject(ReplyRow, need=_need, label=_label, look=performing.look_at, result=_back),
    ),
    acts=(
        ActKind(
            SendReply,
            load=performing.load_replies,
            need=performing.need_to_reply,
            already=performing.replied_already,
            carry_out=performing.send_reply,
            say=texts.say_reply,
            told=texts.build_replied,
            basis=performing.basis_of,
            name_of=performing.name_of,
            state=performing.state,
            words="yes",
        ),
    ),
    looks=(LookKind(ShowReplies, forms.show_replies, texts.label_replies, can_be_shared=True),
           LookKind(GateList, gate_names.show_gate_list, gate_names.label_gate_list)),
    forms=(
        FormKind(
            ReplyForm, forms.need_of_form, forms.open_reply_form, forms.read_reply_form,
            texts.label_reply_form,
        ),
    ),
    of_item=forms.of_item,
    notices=NOTICES,
    commands=COMMANDS,
)  # fmt: skip
