"""What single people hear of a poll: a reminder to answer, and to the organiser that it can be decided."""

from __future__ import annotations

from dataclasses import dataclass

from bot.core.i18n import _
from bot.core.people import Contact
from bot.dates.texts import hours_elsewhere, instant_words
from bot.groups.texts import person
from bot.meetings.invited.acts import TakeOver
from bot.meetings.polls.acts import ChangePollForm, Choose, PollAct, ShowPoll
from bot.meetings.polls.texts.card import (
    answered_words,
    build_decided,
    option_head,
    option_lines,
    vote_buttons,
)
from bot.meetings.polls.texts.standing import verdict_lines
from bot.meetings.polls.views import PollView
from bot.plan.looks import DateForm
from bot.plan.texts.naming import item_plain, item_told
from bot.slack.blocks import Block, actions, context, press, section
from bot.slack.message import Message, compose

MOST_SHOWN = 5


@dataclass(frozen=True)
class News:
    """A poll that can be decided, for its organiser or (after a working day) a coordinator."""

    view: PollView
    why: str
    reader: Contact
    is_organiser: bool = True


def build_reminder(view: PollView, zone: str | None = None) -> Message:
    """That a poll closes soon, for somebody who has not answered; without a zone, in all hours."""
    at = instant_words(view.poll.closes_at(view.group.zone), view.group.zone)
    told = _("Which dates work for {item}? The poll closes on {time}.")
    blocks: list[Block] = [section(told.format(item=item_told(view.item), time=at))]
    lines = []
    for one in view.poll.options:
        hours = hours_elsewhere(one.when, view.group.zone, view.zones) if zone is None else ""
        lines.append(option_head(one, view, zone) + (f"\n{hours}" if hours else ""))
    blocks += [section("\n".join(lines)), *actions(vote_buttons(view))]
    blocks.append(context(_("You get this because nobody has answered for you or your agency yet.")))
    return compose(told.format(item=item_plain(view.item, 120), time=at), blocks)


def build_news(news: News) -> Message:
    """How a poll stands, best date first, with the acts that decide it."""
    view = news.view
    heads = {
        "all": _("All have answered the poll of {item}."),
        "stuck": _("Somebody who is required can make none of the dates of {item}."),
    }
    told = heads.get(news.why, _("The poll of {item} is closed."))
    blocks: list[Block] = [section(told.format(item=item_told(view.item))), context(answered_words(view))]
    blocks += [section(text) for text in verdict_lines(view)] if view.tally.answered else []
    basis = PollAct.basis_of(view.poll, view.item)
    for one in [one for one in view.tally.ranked if not one.is_past][:MOST_SHOWN]:
        choose = press(_("Choose"), view.group.id, Choose(view.poll.id, one.option.number, basis=basis))
        blocks.append(section("\n".join(option_lines(one, view, news.reader.zone)), choose))
    row = [
        press(_("More time or other dates"), view.group.id, ChangePollForm(view.poll.id)),
        press(_("Set another date"), view.group.id, DateForm(view.item.id)),
        press(_("Who said what"), view.group.id, ShowPoll(view.item.id, with_names=True)),
    ]
    if not news.is_organiser:
        row.insert(0, press(_("I take it"), view.group.id, TakeOver(view.item.id), style="primary"))
    why = (
        _("You get this because you organise {key}.")
        if news.is_organiser
        else _("Nobody has decided yet: you coordinate {group}.")
    )
    small = context(why.format(key=view.item.key, group=view.group.name))
    return compose(told.format(item=item_plain(view.item, 120)), [*blocks, *actions(row), small])


def build_taken(view: PollView, organiser: Contact) -> Message:
    """That somebody sees to it."""
    told = _("{person} sees to the poll of {item}.").format(
        person=person(organiser), item=item_told(view.item)
    )
    return compose(told, [section(told)])


def build_settled(view: PollView) -> Message:
    """That nothing has to be done any more."""
    if not view.is_running:
        return build_decided(view)
    told = _("✔ {item}: nothing has to be answered any more.")
    return compose(
        told.format(item=item_plain(view.item, 120)), [section(told.format(item=item_told(view.item)))]
    )
