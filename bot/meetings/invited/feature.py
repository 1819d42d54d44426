"""Who is invited to meetings, and who organises them."""

from __future__ import annotations

from typing import Any

from bot.core.edit import Edit
from bot.core.i18n import _
from bot.core.registry import ActKind, Feature, FormKind, LookKind
from bot.core.requests import Look
from bot.core.rights import Need, Right
from bot.core.snapshot import Part
from bot.meetings import recorded
from bot.meetings.invited import forms, performing, texts
from bot.meetings.invited.acts import Invite, InviteForm, ShowInvited, TakeOver
from bot.meetings.invited.rules import Invitations
from bot.meetings.invited.store import invitations_of
from bot.meetings.invited.tables import Invitee, Organiser
from bot.meetings.invited.words import COMMANDS
from bot.plan.performing.changing import item_of
from bot.plan.tables import Item
from bot.plan.texts.sentences import name_of


def _label(edit: Edit, row: Invitee | Organiser) -> str:
    if row.item_id is None:
        assert isinstance(row, Invitee)
        return row.stream or ""
    return edit.session.get_one(Item, row.item_id).key


def _need(edit: Edit, row: Invitee | Organiser) -> Need:
    if row.item_id is None:
        assert isinstance(row, Invitee)
        return Need(Right.PLAN, None, (row.stream or "",))
    return Need(Right.PLAN, item_of(edit, edit.session.get_one(Item, row.item_id)))


def _look(row: Any) -> Look:  # noqa: ANN401
    return ShowInvited(row.item_id, getattr(row, "stream", None))


def _back(edit: Edit, row: Invitee | Organiser) -> str:
    return _("↩ Taken back. The list of {what} is as it was.").format(what=_label(edit, row))


INVITED = Feature(
    name="invited",
    parts=(Part(Invitations, invitations_of, of_people=True),),
    subjects=(
        recorded.subject(Invitee, need=_need, label=_label, look=_look, result=_back),
        recorded.subject(Organiser, need=_need, label=_label, look=_look, result=_back),
    ),
    acts=(
        ActKind(
            Invite,
            load=performing.load_list,
            need=performing.need_of_list,
            carry_out=performing.invite,
            say=texts.say_invite,
            told=texts.build_invite_changed,
            name_of=lambda listed: listed.label,
            words="invite",
        ),
        ActKind(
            TakeOver,
            load=performing.load_meeting,
            need=lambda act, item, _edit: act.need(item),
            already=performing.taken_already,
            carry_out=performing.take_over,
            say=texts.say_take_over,
            told=texts.build_taken_over,
            name_of=name_of,
            words="organise",
            can_be_proposed=True,
        ),
    ),
    looks=(LookKind(ShowInvited, forms.show_invited, texts.label_invited),),
    forms=(
        FormKind(
            InviteForm, forms.need_of_form, forms.open_invite_form, forms.read_invite_form,
            texts.label_invite_form,
        ),
    ),
    of_item=forms.of_item,
    commands=COMMANDS,
)  # fmt: skip
