"""Comments on minutes: what can be done with them, and what can be seen of them."""

from __future__ import annotations

from bot.core.edit import Edit
from bot.core.i18n import _
from bot.core.registry import ActKind, Feature, FormKind, LookKind
from bot.core.rights import Need, Right
from bot.meetings import recorded
from bot.meetings.comments import forms, performing, texts
from bot.meetings.comments.acts import CommentForm, CommentMinutes, MinutesComments
from bot.meetings.comments.notices import NOTICES
from bot.meetings.comments.tables import MinutesComment
from bot.meetings.minutes.rights import need_of_minutes
from bot.plan.performing.changing import item_of
from bot.plan.tables import Item
from bot.plan.texts.sentences import name_of, name_of_form


def _need(edit: Edit, row: MinutesComment) -> Need:
    """Whoever said it, and whoever writes the minutes."""
    if row.person_id == edit.caller.person_id:
        return Need(Right.REPLY)
    return need_of_minutes(edit, item_of(edit, edit.session.get_one(Item, row.item_id)))


def _label(edit: Edit, row: MinutesComment) -> str:
    return edit.session.get_one(Item, row.item_id).key


def _back(edit: Edit, row: MinutesComment) -> str:
    return _("↩ Taken back. The comments on the minutes of {key} are as they were.").format(
        key=_label(edit, row)
    )


COMMENTS = Feature(
    name="comments",
    subjects=(
        recorded.subject(
            MinutesComment,
            need=_need,
            label=_label,
            look=lambda row: MinutesComments(row.item_id),
            result=_back,
        ),
    ),
    acts=(
        ActKind(
            CommentMinutes,
            load=performing.load_minutes,
            need=performing.need_to_comment,
            already=performing.said_already,
            carry_out=performing.comment,
            say=texts.say_comment,
            told=texts.build_commented,
            name_of=name_of,
            words="minutes",
        ),
    ),
    looks=(LookKind(MinutesComments, forms.show_comments, texts.label_comments),),
    forms=(
        FormKind(
            CommentForm, forms.need_of_comment, forms.open_comment_form, forms.read_comment_form,
            texts.label_form, name_of_form,
        ),
    ),
    notices=NOTICES,
)  # fmt: skip
