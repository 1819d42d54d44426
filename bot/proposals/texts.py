"""What acts on proposals do, in words: plain text, not yet escaped."""

from __future__ import annotations

from collections.abc import Sequence
from dataclasses import dataclass
from datetime import datetime
from typing import Any

from bot.core.group import GroupView
from bot.core.i18n import _, in_a_row, labelled, listing, ngettext
from bot.core.people import Reader
from bot.core.registry import Done
from bot.core.requests import Request
from bot.core.snapshot import Snapshot
from bot.core.undo_acts import Undo
from bot.dates.texts import day_words, instant_words, when_words
from bot.dates.wall_time import local
from bot.plan.texts.naming import item_plain, item_told
from bot.plan.texts.sentences import with_note
from bot.proposals.acts import Accept, Decline, Proposals, Propose
from bot.proposals.rules import ACCEPTED, DECLINED, OPEN, OVERTAKEN, WITHDRAWN, ProposalNotice
from bot.slack.blocks import Block, actions, context, fit, paragraphs, press, section
from bot.slack.escaping import quoted, sentence, who
from bot.slack.message import Message, compose
from bot.slack.saying import build_said


def say_propose(_act: Propose, _snapshot: Snapshot, _reader: Reader | None) -> str:
    """``send it as a proposal``; what is proposed has a sentence of its own."""
    return _("send it as a proposal")


def say_accept(act: Accept, _snapshot: Snapshot, _reader: Reader | None) -> str:
    """``accept proposal 5``."""
    told = _("accept proposal {number} all the same") if act.although_over else _("accept proposal {number}")
    return told.format(number=act.proposal_id)


def say_decline(act: Decline, _snapshot: Snapshot, _reader: Reader | None) -> str:
    """``decline proposal 5: the room is taken``."""
    return with_note(_("decline proposal {number}").format(number=act.proposal_id), act.why)


def label_proposals(_look: Proposals, _snapshot: Snapshot, _reader: Reader | None) -> str:
    """The proposals that wait, as a button names them."""
    return _("Proposals")


def build_proposed(done: Done[Any], _reader: Reader | None) -> Message:
    """To whom a proposal was sent."""
    names = listing(f"<@{contact.user_id}>" for contact in done.result.to)
    text = _("✔ Sent as a proposal to {names}: {what}. You will hear what they decide.")
    if done.result.is_same:
        text = _("That was sent to {names} already: {what}. You will hear what they decide.")
    return build_said(
        text.format(names=names, what=done.result.sentence), buttons=_undo(done), group_id=done.group_id
    )


def _undo(done: Done[Any]) -> list[tuple[str, Request]]:
    return [(_("Undo"), Undo(done.act_id))] if done.act_id is not None else []


def build_reopened(done: Done[Any], _reader: Reader | None) -> Message:
    """That a decision was taken back, or a proposal by whoever sent it."""
    told = _("↩ Proposal {number} waits for a decision again.")
    if done.result.state == WITHDRAWN:
        told = _("↩ Proposal {number} is taken back.")
    return build_said(told.format(number=done.result.proposal_id), group_id=done.group_id)


def build_declined(done: Done[Any], _reader: Reader | None) -> Message:
    """That a proposal was declined."""
    told = _("✔ Declined. {person} will hear of it.").format(person=done.result.by)
    return build_said(told, buttons=_undo(done), group_id=done.group_id)


@dataclass(frozen=True, slots=True)
class Waiting:
    """A proposal that waits: who sent it, what it would do, since when, and whether the reader decides."""

    proposal_id: int
    by: str
    sentence: str
    at: datetime
    decides: bool


def build_proposals(group: GroupView, waiting: Sequence[Waiting]) -> Message:
    """What waits for a decision, each with its buttons."""
    if not waiting:
        return build_said(_("No proposal waits for you."), group_id=group.id)
    heading = ngettext("{count} proposal waits", "{count} proposals wait", len(waiting))
    title = heading.format(count=len(waiting))
    units = [unit_of(one, group) for one in waiting]
    shown, left = fit(units, 40)
    more = [context(_("and {count} more").format(count=left))] if left else []
    spoken = in_a_row(sentence(one.sentence, 100) for one in waiting[:10])
    return compose(labelled(title, spoken), [section(f"*{title}*"), *shown, *more])


def unit_of(one: Waiting, group: GroupView) -> list[Block]:
    """One proposal in a list: what it would do, by whom and since when, and for who decides the buttons."""
    at = instant_words(one.at, group.zone)
    told = f"*{one.proposal_id}* · {sentence(one.sentence, 500)}\n"
    told += _("by {person}, {time}").format(person=who(one.by), time=at)
    buttons = [
        press(_("Accept"), group.id, Accept(one.proposal_id), style="primary"),
        press(_("Decline"), group.id, Decline(one.proposal_id)),
    ]
    return [section(told), *(actions(buttons) if one.decides else [])]


def build_proposal(proposal: ProposalNotice) -> Message:
    """Someone without the right asks for a change; once decided, the same card says how."""
    group = proposal.group
    what = sentence(proposal.sentence, 1000)
    asked = _("{person} proposes: {what}") if what else _("{person} has sent a proposal")
    asked = asked.format(person=who(proposal.by), what=what)
    lines = [asked]
    if proposal.item is not None:
        lines.append(f"{item_told(proposal.item)} · {when_words(proposal.item.when, group.zone)}")
    if proposal.state != "open":
        lines.append(_outcome(proposal))
        return compose(f"{asked}. {_outcome(proposal)}", [section("\n".join(lines))])
    buttons = [
        press(_("Accept"), group.id, Accept(proposal.proposal_id), style="primary"),
        press(_("Decline"), group.id, Decline(proposal.proposal_id)),
    ]
    why = _("You get this because you may decide on it in {group}.").format(group=quoted(group.name, 100))
    item = f" ({item_plain(proposal.item)})" if proposal.item else ""
    return compose(f"{asked}{item}", [section("\n".join(lines)), *actions(buttons), context(why)])


def build_gathered(waiting: Sequence[ProposalNotice]) -> Message:
    """The further proposals of a day, each with its buttons."""
    group = waiting[0].group
    heading = ngettext("{count} more proposal of today", "{count} more proposals of today", len(waiting))
    title = heading.format(count=len(waiting))
    units = [[block for block in build_proposal(one).blocks if block["type"] != "context"] for one in waiting]
    shown, left = fit(units, 40)
    more = [context(_("and {count} more").format(count=left))] if left else []
    spoken = in_a_row(sentence(one.sentence, 100) for one in waiting[:10])
    why = _("You get this because you may decide on it in {group}.").format(group=quoted(group.name, 100))
    return compose(labelled(title, spoken), [section(f"*{title}*"), *shown, *more, context(why)])


def build_decided(decided: Sequence[ProposalNotice]) -> Message:
    """What has become of the proposals of a day."""
    lines = [labelled(sentence(one.sentence, 300), _outcome(one)) for one in decided]
    return compose(in_a_row(lines), [section(text) for text in paragraphs(lines)])


def build_proposal_outcome(proposal: ProposalNotice) -> Message:
    """For whoever proposed it: what came of it."""
    what = sentence(proposal.sentence, 1000)
    # Of one that was closed unread, nobody knows any more what it would have done.
    told = _("Your proposal to {what}: {outcome}") if what else _("Your proposal: {outcome}")
    text = told.format(what=what, outcome=_outcome(proposal))
    item = f"\n{item_told(proposal.item)}" if proposal.item else ""
    return compose(text, [section(text + item)])


def _outcome(proposal: ProposalNotice) -> str:
    by = who(proposal.decided_by) if proposal.decided_by else _("somebody")
    declined = _("✖ declined by {person}: {why}") if proposal.why else _("✖ declined by {person}")
    outcomes = {
        "accepted": _("✔ accepted by {person}, and done"),
        "declined": declined,
        "closed": _("it was closed when the bot was brought up to date: please send it again"),
        "expired": _("it is no longer needed"),
        OVERTAKEN: _("it is no longer needed: {person} has changed it otherwise"),
        WITHDRAWN: _("{person} has taken it back"),
        "open": _("it waits for a decision"),
    }
    return outcomes.get(proposal.state, outcomes["expired"]).format(
        person=by, why=quoted(proposal.why or "", 500)
    )


def entry_line(number: int, sentence_of_it: str, action: str, by: str, at: datetime, zone: str) -> str:
    """``Proposal 5, mark WS1-D1 “…” as done: declined · by @lead, 3 Oct``."""
    became = {
        "propose": _("sent"),
        ACCEPTED: _("accepted"),
        DECLINED: _("declined"),
        OVERTAKEN: _("no longer needed"),
        WITHDRAWN: _("taken back"),
        OPEN: _("waits for a decision again"),
    }
    told = _("Proposal {number}, {what}: {outcome}").format(
        number=number, what=sentence(sentence_of_it, 300), outcome=became.get(action, quoted(action, 40))
    )
    day = day_words(local(at, zone).date())
    return f"{told} · " + _("by {person}, {day}").format(person=who(by), day=day)
