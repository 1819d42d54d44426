"""Answering."""

from __future__ import annotations

from dataclasses import replace

from bot.core.edit import Edit
from bot.core.errors import UserError
from bot.core.i18n import _
from bot.meetings import recorded
from bot.meetings.invited.rules import Party, Voice
from bot.meetings.invited.store import voice_of
from bot.meetings.polls import store
from bot.meetings.polls.acts import (
    Vote,
    VoteForm,
)
from bot.meetings.polls.notices import tell_of_vote
from bot.meetings.polls.performing.loading import (
    Loaded,
    invited_in,
    require_votes,
    view_of,
)
from bot.meetings.polls.rules import Answer, Ballot
from bot.meetings.polls.tables import BallotRow
from bot.meetings.polls.views import PollChanged
from bot.slack.escaping import one_line


def vote_already(act: Vote, edit: Edit, loaded: Loaded) -> PollChanged | None:
    """That they have answered so."""
    voice = act.voice or Voice(person_id=edit.caller.person_id)
    before = loaded.poll.ballot_of(voice)
    if (
        before is None
        or dict(before.answers) != _answers(act, before, loaded)
        or act.note not in (None, before.note)
    ):
        return None
    return PollChanged(
        view_of(edit, loaded),
        is_same=True,
        ballot=before,
        before=before,
        party=loaded.body.party_of(voice),
        is_own=act.voice is None,
    )


def vote(act: Vote, edit: Edit, loaded: Loaded) -> PollChanged:
    """Write what somebody answered.

    Raises:
        UserError: the poll is over, they are not among the invited, or its dates were changed meanwhile.
    """
    require_votes(edit, loaded)
    voice = act.voice or Voice(person_id=edit.caller.person_id)
    party = _invited_party(voice, edit, loaded)
    before = loaded.poll.ballot_of(voice)
    answers = _answers(act, before, loaded)
    if not answers:
        raise UserError(
            _("The dates of this poll were changed. Please look at them again."),
            offers=(VoteForm(loaded.poll.id),),
        )
    new = {
        "answers": {str(number): answer.value for number, answer in sorted(answers.items())},
        "note": act.note or (before.note if before is not None else None),
        "entered_by": edit.caller.person_id if act.voice is not None else None,
        "at": edit.now,
    }
    row = store.ballot_row(edit.session, loaded.ballots, voice)
    if row is None:
        row = BallotRow(
            poll_id=loaded.row.id,
            voice_key=voice.key,
            person_id=voice.person_id,
            agency_id=voice.agency_id,
            guest=voice.guest,
            version=1,
            removed=False,
            **new,
        )
        recorded.add(edit, row, loaded.item.key, ("answers",))
    else:
        recorded.change(edit, row, loaded.item.key, new)
    ballots = (*(one for one in loaded.ballots if voice_of(one) != voice), row)
    after = replace(loaded, poll=store.poll_of_row(loaded.row, ballots), ballots=ballots)
    view = view_of(edit, after)
    tell_of_vote(edit, view)
    return PollChanged(
        view,
        ballot=after.poll.ballot_of(voice),
        before=before,
        party=party,
        is_own=act.voice is None,
    )


def _answers(act: Vote, before: Ballot | None, loaded: Loaded) -> dict[int, Answer]:
    """What the act says of the options that there are, over what was said before."""
    said = dict(before.answers) if before is not None else {}
    numbers = {option.number for option in loaded.poll.options}
    for answer, given in (
        (Answer.YES, act.works),
        (Answer.IF_NEED_BE, act.if_need_be),
        (Answer.NO, act.cannot),
    ):
        said |= {number: answer for number in given if number in numbers}
    return said


def _invited_party(voice: Voice, edit: Edit, loaded: Loaded) -> Party:
    party = loaded.body.party_of(voice)
    if voice == Voice() or party is None or party not in invited_in(edit, loaded):
        raise UserError(
            _("The list of {key} “{title}” does not name them. `invite {key} …` adds somebody.").format(
                key=loaded.item.key, title=loaded.item.title
            )
            if voice != Voice(person_id=edit.caller.person_id)
            else _(
                "You are not among those invited to {key} “{title}”. Its coordinator or lead can add you."
            ).format(key=loaded.item.key, title=one_line(loaded.item.title))
        )
    return party
