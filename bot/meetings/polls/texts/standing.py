"""How a poll stands, for one reader: their own hours, their own vote, and what they may do with it."""

from __future__ import annotations

from typing import Any

from bot.core.i18n import _, labelled, listing, ngettext, quote
from bot.core.people import Reader
from bot.core.requests import Request
from bot.core.rights import Right, may
from bot.dates.texts import when_words
from bot.dates.when import When
from bot.meetings.invited.rules import Voice
from bot.meetings.invited.texts import party_name, party_names
from bot.meetings.polls.acts import CancelPoll, ChangePollForm, Choose, PollAct, ShowPoll, VoteForm
from bot.meetings.polls.rules import Ballot
from bot.meetings.polls.texts.card import (
    MOST_MISSED,
    answered_words,
    build_card,
    build_decided,
    closing_words,
    option_lines,
    vote_buttons,
)
from bot.meetings.polls.texts.sentences import said_words
from bot.meetings.polls.views import PollView
from bot.plan.texts.naming import item_plain, item_told
from bot.slack.blocks import Block, Element, actions, asking_first, context, paragraphs, press, section
from bot.slack.escaping import quoted
from bot.slack.message import Message, compose

MOST_LISTED = 40


def build_poll(view: PollView, reader: Reader | None, *, with_names: bool = False) -> Message:
    """How a poll stands, for one reader: their own hours, their own vote, and what they may do with it."""
    if reader is None or not view.is_running:
        return build_card(view) if view.is_running else build_decided(view)
    blocks: list[Block] = [section(_("Poll of {item}").format(item=item_told(view.item, 120)))]
    may_plan = may(reader.standing, Right.PLAN, view.item)
    best = view.tally.best if view.tally.answered else ()
    for one in view.tally.options:
        lines = option_lines(one, view, reader.zone)
        if one in best and may_plan:
            lines[0] += " · " + (_("best so far") if len(best) == 1 else _("best so far, with others"))
        button = None
        if may_plan and not one.is_past:
            act = Choose(view.poll.id, one.option.number, basis=PollAct.basis_of(view.poll, view.item))
            button = press(_("Choose"), view.group.id, act, confirm=_confirm_choice(view, one.option.when))
        blocks.append(section("\n".join(lines), button))
    if may_plan and view.tally.answered:
        blocks += [section(text) for text in verdict_lines(view)]
    if may_plan:
        blocks += _names(view, with_names)
    mine = view.poll.ballot_of(Voice(person_id=reader.standing.person_id))
    small = [answered_words(view), closing_words(view)]
    if mine is not None:
        small.append(_("You: {answers}").format(answers=said_words(dict(mine.answers))))
    blocks.append(context(*small))
    return compose(
        labelled(item_plain(view.item, 100), answered_words(view)),
        [*blocks, *actions(_row(view, reader, may_plan, with_names))],
    )


def _confirm_choice(view: PollView, when: When) -> dict[str, Any]:
    text = _("{key} is set for {when}, and its channel hears of it.")
    return asking_first(
        _("Take this date?"),
        text.format(key=view.item.key, when=when_words(when, view.group.zone)),
        _("Take it"),
        _("Not yet"),
    )


def verdict_lines(view: PollView) -> list[str]:
    """Ties, no common date, and required agencies that can make none."""
    told = []
    if view.tally.is_hopeless:
        told.append(
            _("Nobody who has answered can make any of these dates. Offer others with *Change the poll*.")
        )
    elif len(view.tally.best) > 1:
        numbers = listing(str(one.option.number) for one in view.tally.best)
        told.append(
            _("{numbers} are equally good by the votes; the kindest hours stand first.").format(
                numbers=numbers
            )
        )
    stuck = view.tally.cannot_at_all(view.required)
    if stuck:
        names = party_names(stuck, view.body, view.roster, most=MOST_MISSED)
        told.append(_("⚠ Required, and can make none of the dates: {names}").format(names=names))
    return told


def _names(view: PollView, with_names: bool) -> list[Block]:
    """Who is missing, for whoever decides; who said what where that is asked for."""
    missing = view.tally.missing
    lines = []
    if missing:
        lines.append(
            _("Still to answer: {names}").format(
                names=party_names(missing, view.body, view.roster, call=True)
            )
        )
    if with_names:
        for party, ballot in list(view.tally.answered.items())[:MOST_LISTED]:
            name = party_name(party, view.body, view.roster, call=True)
            by = _by(view, ballot)
            note = f" {quote(quoted(ballot.note, 80))}" if ballot.note else ""
            lines.append(labelled(f"• {name}", f"{said_words(dict(ballot.answers))}{by}{note}"))
        more = len(view.tally.answered) - MOST_LISTED
        if more > 0:
            lines.append(_("and {count} more").format(count=more))
        gone = sum(view.body.party_of(one.voice) not in view.tally.asked for one in view.poll.ballots)
        if gone:
            lines.append(
                ngettext(
                    "{count} vote of somebody who is not invited any more does not count.",
                    "{count} votes of people who are not invited any more do not count.",
                    gone,
                ).format(count=gone)
            )
    return [section(text) for text in paragraphs(lines, 2800)[:4]]


def _by(view: PollView, ballot: Ballot) -> str:
    """Whose answer counts for an agency, and who entered it."""
    entered = view.roster.people.get(ballot.entered_by or 0)
    if entered is not None:
        return " " + _("(entered by {person})").format(person=f"<@{entered.user_id}>")
    person = view.roster.people.get(ballot.voice.person_id or 0)
    return f" (<@{person.user_id}>)" if person is not None and view.body.agencies.agency_of(person.id) else ""


def _row(view: PollView, reader: Reader, may_plan: bool, with_names: bool) -> list[Element]:
    row = vote_buttons(view) if view.takes_votes else []
    group_id = view.group.id
    if may_plan:
        basis = PollAct.basis_of(view.poll, view.item)
        more: list[tuple[str, Request]] = (
            [(_("Vote for somebody…"), VoteForm(view.poll.id, for_others=True))] if view.takes_votes else []
        )
        more.append((_("Change the poll"), ChangePollForm(view.poll.id)))
        if not with_names and view.tally.answered:
            more.append((_("Who said what"), ShowPoll(view.item.id, with_names=True)))
        row += [press(label, group_id, request) for label, request in more]
        ask = asking_first(
            _("Call off the poll?"), _("The meeting stays without a date."), _("Call it off"), _("Keep it")
        )
        row.append(
            press(_("Call off the poll"), group_id, CancelPoll(view.poll.id, basis=basis), confirm=ask)
        )
    return row
