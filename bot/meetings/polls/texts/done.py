"""What was done with a poll."""

from __future__ import annotations

from dataclasses import replace
from typing import Any

from bot.core.i18n import _, ngettext, quote
from bot.core.people import Reader
from bot.core.registry import Done
from bot.dates.texts import instant_words, when_words
from bot.meetings.invited.texts import after, voice_name
from bot.meetings.polls.acts import ShowPoll, VoteForm
from bot.meetings.polls.texts.card import answered_words, build_decided
from bot.meetings.polls.texts.sentences import said_words
from bot.meetings.polls.views import PollChanged
from bot.plan.looks import DateForm
from bot.plan.texts.confirm import build_changed
from bot.plan.texts.naming import item_plain, item_told
from bot.slack.blocks import actions, context, press, section
from bot.slack.escaping import quoted
from bot.slack.message import Message, compose


def build_opened(done: Done[Any], _reader: Reader | None) -> Message:
    """That the invited are asked, until when, and who they are."""
    changed: PollChanged = done.result
    view = changed.view
    count = len(view.tally.asked)
    told = ngettext(
        "✔ {item}: {count} is asked which of {dates} dates work.",
        "✔ {item}: {count} are asked which of {dates} dates work.",
        count,
    )
    if changed.is_same:
        told = _("{item}: a poll of these dates is open already.")
    facts = {"count": count, "dates": len(view.poll.options)}
    lines = [told.format(item=item_told(view.item), **facts), _deadline(changed)]
    lines += [f"*{one.number}* · {when_words(one.when, view.group.zone)}" for one in view.poll.options]
    buttons = after(done, press(_("How it stands"), view.group.id, ShowPoll(view.item.id)))
    return compose(
        told.format(item=item_plain(view.item, 120), **facts), [section("\n".join(lines)), *actions(buttons)]
    )


def _deadline(changed: PollChanged) -> str:
    at = instant_words(changed.view.poll.closes_at(changed.view.group.zone), changed.view.group.zone)
    told = _("They can answer until {time}.")
    if changed.moved_deadline:
        told = _("They can answer until {time}: the day you named is no working day.")
    return told.format(time=at)


def build_voted(done: Done[Any], _reader: Reader | None) -> Message:
    """What was answered, for whom, and until when it can be changed."""
    changed: PollChanged = done.result
    view, ballot = changed.view, changed.ballot
    assert ballot is not None
    what = {"item": item_told(view.item), "answers": said_words(dict(ballot.answers))}
    plain = {**what, "item": item_plain(view.item, 120)}
    if not changed.is_own:
        what["name"] = plain["name"] = voice_name(ballot.voice, view.body, view.roster)
        told = _("✔ {item}, entered for {name}: {answers}.")
        if changed.is_same:
            told = _("{item}: {name} has answered so already: {answers}.")
    elif changed.is_same:
        told = _("{item}: you have answered so already: {answers}.")
    else:
        told = _("✔ {item}: {answers}.")
    lines = [told.format(**what)]
    if ballot.note:
        lines.append(quote(quoted(ballot.note, 300)))
    if (other := _who_counts(changed)) is not None:
        lines.append(other)
    small = [answered_words(view), _("You can change it while the poll is open.")]
    buttons = after(
        done, press(_("Change"), view.group.id, VoteForm(view.poll.id, for_others=not changed.is_own))
    )
    return compose(told.format(**plain), [section("\n".join(lines)), context(*small), *actions(buttons)])


def _who_counts(changed: PollChanged) -> str | None:
    """That another answer counts for the agency: its focal point's, or a later one."""
    view, ballot = changed.view, changed.ballot
    counting = view.tally.answered.get(changed.party) if changed.party is not None else None
    if counting is None or ballot is None or counting.voice == ballot.voice:
        return None
    name = voice_name(counting.voice, view.body, view.roster)
    return _("For the agency the answer of {name} counts.").format(name=name)


def build_chosen(done: Done[Any], reader: Reader | None) -> Message:
    """That the meeting has its date; told as a date that was set."""
    changed: PollChanged = done.result
    if changed.changed is None:
        return build_decided(changed.view)
    return build_changed(replace(done, result=changed.changed), reader)


def build_poll_changed(done: Done[Any], _reader: Reader | None) -> Message:
    """What a poll is now."""
    changed: PollChanged = done.result
    view = changed.view
    told = (
        _("✔ The poll of {item} is changed.")
        if not changed.is_same
        else _("The poll of {item} stands as it was.")
    )
    lines = [told.format(item=item_told(view.item)), _deadline(changed)]
    lines += [f"*{one.number}* · {when_words(one.when, view.group.zone)}" for one in view.poll.options]
    buttons = after(done, press(_("How it stands"), view.group.id, ShowPoll(view.item.id)))
    return compose(
        told.format(item=item_plain(view.item, 120)), [section("\n".join(lines)), *actions(buttons)]
    )


def build_called_off(done: Done[Any], _reader: Reader | None) -> Message:
    """That a poll has ended without a date, and the way to one."""
    changed: PollChanged = done.result
    item = changed.view.item
    told = (
        _("✔ The poll of {item} is called off.")
        if not changed.is_same
        else _("The poll of {item} was called off already.")
    )
    buttons = after(
        done, press(_("Set a date"), done.group_id, DateForm(item.id, is_move=item.when.is_dated))
    )
    return compose(
        told.format(item=item_plain(item, 120)),
        [section(told.format(item=item_told(item))), *actions(buttons)],
    )
