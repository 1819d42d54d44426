"""The card of a poll that stands in a channel, the same for all."""

from __future__ import annotations

from bot.core.i18n import _, ngettext
from bot.dates.texts import hours_elsewhere, instant_words, own_time, unkind_words, when_words
from bot.meetings.invited.texts import party_names
from bot.meetings.polls.acts import Vote, VoteForm
from bot.meetings.polls.rules import Option, OptionTally, State
from bot.meetings.polls.views import PollView
from bot.plan.rules.items import Status
from bot.plan.texts.naming import item_plain, item_told
from bot.slack.blocks import Block, Element, actions, context, press, section
from bot.slack.message import Message, compose

MOST_MISSED = 3


def build_card(view: PollView, zone: str | None = None) -> Message:
    """The card that stands in a channel, the same for all: counts of agencies, never who is missing.

    Somebody who gets it alone, in `zone`, reads their own hours and nobody else's.
    """
    title = _("Which dates work for {item}?").format(item=item_told(view.item, 120))
    spoken = _("Which dates work for {item}?").format(item=item_plain(view.item, 100))
    if not view.is_running:
        return build_decided(view)
    blocks: list[Block] = [section(title)]
    blocks += [section("\n".join(option_lines(one, view, zone, alone=True))) for one in view.tally.options]
    blocks.append(context(answered_words(view), closing_words(view)))
    if view.takes_votes:
        blocks += actions(vote_buttons(view))
    return compose(f"{spoken} {answered_words(view)}", blocks)


def vote_buttons(view: PollView) -> list[Element]:
    """*Vote*, *All work*, *None*."""
    numbers = tuple(option.number for option in view.poll.options)
    group_id, poll_id = view.group.id, view.poll.id
    return [
        press(_("Vote"), group_id, VoteForm(poll_id), style="primary"),
        press(_("All work"), group_id, Vote(poll_id, works=numbers)),
        press(_("None"), group_id, Vote(poll_id, cannot=numbers)),
    ]


def build_decided(view: PollView) -> Message:
    """What the card of a poll says that is over."""
    item, poll = view.item, view.poll
    chosen = poll.option(poll.chosen) if poll.chosen is not None else None
    facts = {"when": when_words(item.when, view.group.zone)}
    if item.status is Status.CANCELLED:
        told = _("{item} is cancelled, and the poll with it.")
    elif poll.state is State.CHOSEN and chosen is not None and chosen.when == item.when:
        told = _("✔ {item} is set for {when}. Thank you for voting.")
    elif item.when.is_dated:
        told = _("{item} has the date {when}. The poll is over.")
    else:
        told = _("The poll of {item} was called off. Nothing has to be done.")
    shown = told.format(item=item_told(item, 120), **facts)
    return compose(told.format(item=item_plain(item, 100), **facts), [section(shown)])


def option_head(option: Option, view: PollView, own_zone: str | None) -> str:
    """A date by its number, with what it is on the reader's own clock, and whether that is early or late."""
    when, zone = option.when, view.group.zone
    parts = [f"*{option.number}* · {when_words(when, zone)}", own_time(when, zone, own_zone)]
    if own_zone is not None and (unkind := unkind_words(when, zone, own_zone)):
        parts.append(f"⚠ {unkind}")
    return " ".join(part for part in parts if part)


def option_lines(one: OptionTally, view: PollView, own_zone: str | None, *, alone: bool = False) -> list[str]:
    """One date: its number, its hours, how many can, who of the required cannot, and how kind it is.

    Whoever answers for themselves `alone`, and is in a known zone, is spared the hours of all others.
    """
    head = option_head(one.option, view, own_zone)
    if one.is_past:
        head += " · " + _("over")
    counts = [
        _("✔ {count} can").format(count=len(one.yes)),
        _("if need be {count}").format(count=len(one.if_need_be)),
        _("✖ {count} cannot").format(count=len(one.no)),
    ]
    lines = [head, " · ".join(counts)]
    if one.missed:
        names = party_names(one.missed, view.body, view.roster, most=MOST_MISSED)
        lines.append(_("⚠ required, and cannot: {names}").format(names=names))
    if alone and own_zone is not None:
        return lines
    elsewhere = hours_elsewhere(one.option.when, view.group.zone, view.zones)
    # The clocks of the group alone are those of the line above.
    return [*lines, elsewhere] if elsewhere and (len(view.zones) > 1 or "⚠" in elsewhere) else lines


def answered_words(view: PollView) -> str:
    """How many of those who were asked have answered."""
    done, count = len(view.tally.answered), len(view.tally.asked)
    if all(party.agency_id is not None for party in view.tally.asked):
        words = ngettext(
            "{done} of {count} agencies has answered", "{done} of {count} agencies have answered", done
        )
    else:
        words = ngettext(
            "{done} of {count} invited has answered", "{done} of {count} invited have answered", done
        )
    return words.format(done=done, count=count)


def closing_words(view: PollView) -> str:
    """Until when people can vote, or since when they cannot."""
    at = instant_words(view.poll.closes_at(view.group.zone), view.group.zone)
    return (_("open until {time}") if view.takes_votes else _("closed since {time}")).format(time=at)
