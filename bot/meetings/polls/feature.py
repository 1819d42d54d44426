"""Polls: asking which dates work, answering, and deciding."""

from __future__ import annotations

from typing import Any

from bot.core.edit import Edit
from bot.core.i18n import N_, _
from bot.core.kinds import HomeSection
from bot.core.registry import ActKind, Feature, FormKind, LookKind
from bot.core.rights import Need, Right
from bot.core.snapshot import Part
from bot.meetings import recorded
from bot.meetings.invited.performing import may_speak_for
from bot.meetings.invited.rules import Voice
from bot.meetings.invited.store import body_in, voice_of
from bot.meetings.polls import forms
from bot.meetings.polls.acts import (
    CancelPoll,
    ChangePoll,
    ChangePollForm,
    Choose,
    OpenPoll,
    PollForm,
    ShowPoll,
    Vote,
    VoteForm,
)
from bot.meetings.polls.home import home_units
from bot.meetings.polls.notices import NOTICES, POLL
from bot.meetings.polls.performing import deciding, loading, opening, voting
from bot.meetings.polls.rules import Polls
from bot.meetings.polls.store import polls_of
from bot.meetings.polls.tables import BallotRow, PollRow
from bot.meetings.polls.texts import done, sentences
from bot.meetings.polls.words import COMMANDS
from bot.plan.performing.changing import item_of
from bot.plan.tables import Item
from bot.plan.texts.sentences import name_of, state_of


def _poll(edit: Edit, row: PollRow | BallotRow) -> PollRow:
    return row if isinstance(row, PollRow) else edit.session.get_one(PollRow, row.poll_id)


def _item(edit: Edit, row: PollRow | BallotRow) -> Item:
    return edit.session.get_one(Item, _poll(edit, row).item_id)


def _need(edit: Edit, row: PollRow | BallotRow) -> Need:
    """As for doing the same anew: one's own vote is everybody's, the rest takes the right to plan."""
    if isinstance(row, BallotRow):
        voice, caller = voice_of(row), edit.caller.person_id
        if voice == Voice(person_id=caller) or may_speak_for(voice, body_in(edit), caller):
            return Need(Right.REPLY)
    return Need(Right.PLAN, item_of(edit, _item(edit, row)))


def _back(edit: Edit, row: PollRow | BallotRow) -> str:
    key = _item(edit, row).key
    edit.redraw(POLL, _poll(edit, row).id)
    if isinstance(row, BallotRow):
        return _("↩ Taken back. The vote on {key} is as it was.").format(key=key)
    return _("↩ Taken back. The poll of {key} is as it was.").format(key=key)


def _subject(table: type[Any]) -> Any:  # noqa: ANN401
    return recorded.subject(
        table,
        need=_need,
        label=lambda edit, row: _item(edit, row).key,
        look=lambda row: ShowPoll(
            recorded.session_of(row).get_one(PollRow, getattr(row, "poll_id", row.id)).item_id
        ),
        result=_back,
    )


def _poll_act(kind: type[Any], **rest: Any) -> ActKind[Any]:  # noqa: ANN401
    declared: dict[str, Any] = {
        "load": loading.load_poll,
        "need": loading.need_to_plan,
        "basis": loading.basis_of,
        "name_of": loading.name_of,
        "state": loading.state,
    }
    return ActKind(kind, **(declared | rest))


POLLS = Feature(
    name="polls",
    parts=(Part(Polls, polls_of, weight=lambda polls: sum(1 + len(poll.ballots) for poll in polls.polls)),),
    subjects=(_subject(PollRow), _subject(BallotRow)),
    acts=(
        ActKind(
            OpenPoll,
            load=opening.load_meeting,
            need=lambda act, item, _edit: act.need(item),
            already=opening.opened_already,
            carry_out=opening.open_poll,
            say=sentences.say_open,
            told=done.build_opened,
            basis=OpenPoll.basis_of,
            name_of=name_of,
            state=lambda edit, item: state_of(item, edit.group.zone),
            words="poll",
            can_be_proposed=True,
        ),
        ActKind(
            Vote,
            load=loading.load_poll,
            need=loading.need_to_vote,
            already=voting.vote_already,
            carry_out=voting.vote,
            say=sentences.say_vote,
            told=done.build_voted,
            name_of=loading.name_of,
            words="vote",
        ),
        _poll_act(
            Choose,
            already=deciding.chosen_already,
            carry_out=deciding.choose,
            say=sentences.say_choose,
            told=done.build_chosen,
            words="choose",
        ),
        _poll_act(
            ChangePoll,
            carry_out=deciding.change_poll,
            say=sentences.say_change,
            told=done.build_poll_changed,
            words="poll",
        ),
        _poll_act(
            CancelPoll,
            already=deciding.cancelled_already,
            carry_out=deciding.cancel_poll,
            say=sentences.say_cancel,
            told=done.build_called_off,
            words="poll",
        ),
    ),
    looks=(LookKind(ShowPoll, forms.show_poll, sentences.label_show),),
    forms=(
        FormKind(
            PollForm, forms.need_to_plan, forms.open_poll_form, forms.read_poll_form,
            sentences.label_poll_form,
        ),
        FormKind(
            VoteForm, forms.need_to_vote, forms.open_vote_form, forms.read_vote_form,
            sentences.label_vote_form,
        ),
        FormKind(
            ChangePollForm, forms.need_to_plan, forms.open_change_form, forms.read_change_form,
            sentences.label_change_form,
        ),
    ),
    notices=NOTICES,
    commands=COMMANDS,
    of_item=forms.of_item,
    home=(HomeSection("polls", home_units, N_("Polls to answer"), needs_reader=True),),
)  # fmt: skip
