"""Carrying out what is done with written rounds."""

from __future__ import annotations

from dataclasses import dataclass, replace

from bot.core.edit import Edit
from bot.core.errors import UserError
from bot.core.i18n import _
from bot.core.rights import Need, Right
from bot.dates.wall_time import local
from bot.meetings import recorded
from bot.meetings.invited.performing import may_speak_for
from bot.meetings.invited.rules import Body, Voice
from bot.meetings.invited.store import body_in, voice_of
from bot.meetings.rounds import store
from bot.meetings.rounds.acts import AnswerRound, CloseRound, OpenRound, ShowRound
from bot.meetings.rounds.notices import ROUND, tell_of_answer, tell_of_round
from bot.meetings.rounds.rules import Kind, Round, RoundAnswer
from bot.meetings.rounds.tables import RoundAnswerRow, RoundRow
from bot.meetings.rounds.views import RoundChanged, RoundView, view_of
from bot.plan.performing.changing import item_of
from bot.plan.rules.items import Item
from bot.plan.tables import Item as ItemRow

LONGEST_QUESTION = 500


@dataclass(frozen=True)
class LoadedRound:
    """A round as it stands in the transaction."""

    row: RoundRow
    round: Round
    item: Item
    body: Body
    answers: tuple[RoundAnswerRow, ...]


def load_item(act: OpenRound, edit: Edit) -> Item:
    """What agencies are asked about.

    Raises:
        UserError: the group has no such item.
    """
    row = edit.session.get(ItemRow, act.item_id, populate_existing=True)
    if row is None or row.group_id != edit.group.id or row.removed:
        raise UserError(_("That item is not in this plan any more."))
    edit.hold(row)
    return item_of(edit, row)


def load_round(act: AnswerRound | CloseRound, edit: Edit) -> LoadedRound:
    """The round of an act.

    Raises:
        UserError: the group has no such round.
    """
    row = store.round_row(edit.session, edit.group.id, act.round_id)
    if row is None:
        raise UserError(_("That round is not there any more."))
    edit.hold(row)
    return _loaded(edit, row)


def _loaded(edit: Edit, row: RoundRow) -> LoadedRound:
    answers = tuple(store.answers_to(edit.session, row.id))
    item_row = edit.session.get_one(ItemRow, row.item_id)
    edit.hold(item_row)
    item = item_of(edit, item_row)
    return LoadedRound(row, store.round_of_row(row, answers), item, body_in(edit), answers)


def need_to_answer(act: AnswerRound, loaded: LoadedRound, edit: Edit) -> Need:
    """Everybody answers for their agency; for another whoever may plan the item."""
    if act.voice is None or may_speak_for(act.voice, loaded.body, edit.caller.person_id):
        return Need(Right.REPLY)
    return Need(Right.PLAN, loaded.item)


def open_round(act: OpenRound, edit: Edit, item: Item) -> RoundChanged:
    """Ask agencies.

    Raises:
        UserError: nothing is asked, the day is over, or nobody is there to ask.
    """
    question = " ".join(act.question.split())
    if not question or len(question) > LONGEST_QUESTION:
        text = _("What is asked? Say it in at most {count} characters.")
        raise UserError(text.format(count=LONGEST_QUESTION))
    if act.closes_on < local(edit.now, edit.group.zone).date():
        raise UserError(_("The round would be over before it begins: say a later day."))
    body = body_in(edit)
    unknown = [one for one in act.agencies if one not in body.agencies.by_id]
    if unknown or not body.agencies.agencies:
        raise UserError(_("There is no such agency in this group."))
    closes_on = edit.facts.rules.days.on_or_after(act.closes_on)
    row = RoundRow(
        group_id=edit.group.id, item_id=item.id, opened_by=edit.caller.person_id, question=question,
        link=act.link, closes_on=closes_on.isoformat(), is_consent=act.is_consent, is_open=True,
        agencies=list(act.agencies), opened_at=edit.now, version=1, removed=False,
    )  # fmt: skip
    recorded.add(edit, row, item.key, ("item_id", "question", "closes_on", "is_consent", "agencies"))
    view = _view(edit, _loaded(edit, row))
    tell_of_round(edit, view)
    return RoundChanged(view, moved_deadline=closes_on != act.closes_on)


def answered_already(act: AnswerRound, edit: Edit, loaded: LoadedRound) -> RoundChanged | None:
    """That this was answered."""
    known = _known(loaded, _voice(act, edit))
    if known is None or known.removed or known.kind != act.kind.value or known.note != act.note:
        return None
    return RoundChanged(_view(edit, loaded), _answer(known), act.voice is None, is_same=True)


def answer_round(act: AnswerRound, edit: Edit, loaded: LoadedRound) -> RoundChanged:
    """Write an answer.

    Raises:
        UserError: the round is over, does not ask their agency, or a comment or nomination says nothing.
    """
    key, zone = loaded.item.key, edit.group.zone
    if not loaded.round.takes_answers(edit.now, zone):
        text = _("The round about {key} is over.")
        raise UserError(text.format(key=key), offers=(ShowRound(loaded.round.id),))
    voice = _voice(act, edit)
    party = loaded.body.party_of(voice) if voice != Voice() else None
    if party is None or party not in _view(edit, loaded).outcome.asked:
        raise UserError(_("The round about {key} does not ask your agency.").format(key=key))
    if act.kind in (Kind.COMMENTS, Kind.NOMINATE) and not (act.note or "").strip():
        raise UserError(_("Say what the comment is, or who is nominated."))
    new = {
        "kind": act.kind.value,
        "note": act.note,
        "entered_by": edit.caller.person_id if act.voice is not None else None,
        "at": edit.now,
    }
    known, answers = _known(loaded, voice), loaded.answers
    if known is None:
        known = RoundAnswerRow(
            round_id=loaded.row.id, voice_key=voice.key, person_id=voice.person_id,
            agency_id=voice.agency_id, guest=None, version=1, removed=False, **new,
        )  # fmt: skip
        recorded.add(edit, known, key, ("kind", "note"))
        answers = (*answers, known)
    else:
        recorded.change(edit, known, key, new)
    view = _view(edit, replace(loaded, round=store.round_of_row(loaded.row, answers), answers=answers))
    tell_of_answer(edit, view)
    return RoundChanged(view, _answer(known), act.voice is None)


def closed_already(_act: CloseRound, edit: Edit, loaded: LoadedRound) -> RoundChanged | None:
    """That it is closed."""
    return RoundChanged(_view(edit, loaded), is_same=True) if not loaded.round.is_open else None


def close_round(_act: CloseRound, edit: Edit, loaded: LoadedRound) -> RoundChanged:
    """End a round before its day."""
    recorded.change(edit, loaded.row, loaded.item.key, {"is_open": False})
    edit.redraw(ROUND, loaded.row.id)
    return RoundChanged(_view(edit, replace(loaded, round=store.round_of_row(loaded.row, loaded.answers))))


def _voice(act: AnswerRound, edit: Edit) -> Voice:
    return act.voice or Voice(person_id=edit.caller.person_id)


def _known(loaded: LoadedRound, voice: Voice) -> RoundAnswerRow | None:
    return next((one for one in loaded.answers if voice_of(one) == voice), None)


def _answer(row: RoundAnswerRow) -> RoundAnswer:
    return RoundAnswer(voice_of(row), row.at, Kind(row.kind), row.note, row.entered_by)


def _view(edit: Edit, loaded: LoadedRound) -> RoundView:
    return view_of(edit.facts, loaded.body, loaded.round, loaded.item, edit.now)
