"""What each act on polls does, and what each look and form is called: plain text, not yet escaped."""

from __future__ import annotations

from bot.core.i18n import _, in_a_row, ngettext
from bot.core.people import Reader
from bot.core.snapshot import Snapshot
from bot.dates.texts import day_words, when_words
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
from bot.meetings.polls.rules import Answer, Poll, Polls
from bot.plan.rules.plan import Plan
from bot.plan.texts.sentences import item_words, with_note


def _poll(snapshot: Snapshot, poll_id: int) -> Poll | None:
    return snapshot[Polls].by_id.get(poll_id)


def meeting_words(snapshot: Snapshot, poll_id: int) -> str:
    """The meeting of a poll inside a sentence."""
    poll = _poll(snapshot, poll_id)
    return item_words(snapshot, poll.item_id) if poll is not None else _("a meeting")


def say_open(act: OpenPoll, snapshot: Snapshot, _reader: Reader | None) -> str:
    """``ask which dates work for WS1-M2 “…”: Tue 16 Jan 2018, 14:00–17:30 Geneva; …``."""
    zone = snapshot.facts.group.zone
    dates = in_a_row(when_words(when, zone) for when in act.whens[:4])
    more = len(act.whens) - 4
    if more > 0:
        dates += " " + _("and {count} more").format(count=more)
    return _("ask which dates work for {item}: {dates}").format(
        item=item_words(snapshot, act.item_id), dates=dates
    )


def say_vote(act: Vote, snapshot: Snapshot, _reader: Reader | None) -> str:
    """``vote on WS1-M2 “…”: works 1, 2; not 3``."""
    said = said_words(
        {
            **dict.fromkeys(act.works, Answer.YES),
            **dict.fromkeys(act.if_need_be, Answer.IF_NEED_BE),
            **dict.fromkeys(act.cannot, Answer.NO),
        }
    )
    told = _("vote on {item}: {answers}") if act.voice is None else _("enter a vote on {item}: {answers}")
    return with_note(told.format(item=meeting_words(snapshot, act.poll_id), answers=said), act.note)


def said_words(answers: dict[int, Answer]) -> str:
    """What somebody answered, by number."""
    parts = []
    for answer, words in (
        (Answer.YES, _("works: {numbers}")),
        (Answer.IF_NEED_BE, _("if need be: {numbers}")),
        (Answer.NO, _("does not work: {numbers}")),
    ):
        numbers = [str(number) for number, one in sorted(answers.items()) if one is answer]
        if numbers:
            parts.append(words.format(numbers=", ".join(numbers)))
    return in_a_row(parts) or _("nothing")


def say_choose(act: Choose, snapshot: Snapshot, _reader: Reader | None) -> str:
    """``set WS1-M2 “…” for Tue 16 Jan 2018, 14:00–17:30 Geneva``."""
    poll = _poll(snapshot, act.poll_id)
    option = poll.option(act.number) if poll is not None else None
    when = (
        when_words(option.when, snapshot.facts.group.zone)
        if option is not None
        else _("date {number}").format(number=act.number)
    )
    return _("set {item} for {when}").format(item=meeting_words(snapshot, act.poll_id), when=when)


def say_change(act: ChangePoll, snapshot: Snapshot, _reader: Reader | None) -> str:
    """``change the poll of WS1-M2 “…”: one date more``."""
    parts = []
    if act.added:
        parts.append(
            ngettext("{count} date more", "{count} dates more", len(act.added)).format(count=len(act.added))
        )
    if act.dropped:
        parts.append(_("without {numbers}").format(numbers=", ".join(map(str, act.dropped))))
    if act.closes_on is not None:
        parts.append(_("open until {day}").format(day=day_words(act.closes_on)))
    told = _("change the poll of {item}: {what}")
    return told.format(item=meeting_words(snapshot, act.poll_id), what=", ".join(parts) or _("nothing"))


def say_cancel(act: CancelPoll, snapshot: Snapshot, _reader: Reader | None) -> str:
    """``call off the poll of WS1-M2 “…”``."""
    return with_note(
        _("call off the poll of {item}").format(item=meeting_words(snapshot, act.poll_id)), act.why
    )


def label_show(look: ShowPoll, snapshot: Snapshot, _reader: Reader | None) -> str:
    """The poll, as a button names it."""
    if look.with_names:
        return _("Who said what")
    item = snapshot[Plan].by_id.get(look.item_id)
    return _("Poll of {key}").format(key=item.key) if item is not None else _("Poll")


def label_poll_form(form: PollForm, snapshot: Snapshot, _reader: Reader | None) -> str:
    """The form, as a button names it."""
    item = snapshot[Plan].by_id.get(form.item_id)
    return _("Ask which dates work for {key}").format(key=item.key if item is not None else _("a meeting"))


def label_vote_form(form: VoteForm, _snapshot: Snapshot, _reader: Reader | None) -> str:
    """The form, as a button names it."""
    return _("Vote for somebody…") if form.for_others else _("Vote")


def label_change_form(_form: ChangePollForm, _snapshot: Snapshot, _reader: Reader | None) -> str:
    """The form, as a button names it."""
    return _("Change the poll")
