"""Replies in words: counts for all, names for those who plan the meeting."""

from __future__ import annotations

from typing import Any

from bot.core.i18n import _, in_a_row, labelled, ngettext, quote
from bot.core.people import Reader
from bot.core.registry import Done
from bot.core.requests import Request
from bot.core.rights import Right, may
from bot.core.snapshot import Snapshot
from bot.dates.texts import say_when
from bot.meetings.invited.rules import Party, Voice
from bot.meetings.invited.texts import after, party_name, party_names, voice_name
from bot.meetings.replies.acts import GateList, ReplyForm, SendReply, ShowReplies
from bot.meetings.replies.rules import Coming, Reply, ways_of
from bot.meetings.replies.views import Late, Replied, RepliesView
from bot.plan.rules.items import Item
from bot.plan.rules.plan import Plan
from bot.plan.texts.naming import item_plain, item_told
from bot.plan.texts.sentences import item_words, with_note
from bot.slack.blocks import Element, actions, context, paragraphs, press, section
from bot.slack.escaping import one_line, quoted
from bot.slack.message import Message, compose

MOST_LISTED = 60


def coming_words(coming: Coming, item: Item | None = None) -> str:
    """How somebody comes, in a word; of a meeting that is held in one way only, that they do."""
    if coming is not Coming.REGRETS and item is not None and len(ways_of(item)) == 1:
        return _("attending")
    return {Coming.IN_PERSON: _("in person"), Coming.REMOTE: _("remote"), Coming.REGRETS: _("regrets")}[
        coming
    ]


def say_reply(act: SendReply, snapshot: Snapshot, _reader: Reader | None) -> str:
    """``reply to IMG-M6 “…”: in person``."""
    item = snapshot[Plan].by_id.get(act.item_id)
    facts = {"item": item_words(snapshot, act.item_id), "how": coming_words(act.coming, item)}
    told = _("reply to {item}: {how}") if act.voice is None else _("enter a reply to {item}: {how}")
    if act.alternate:
        told = _("reply to {item}: {name} comes instead, {how}")
    return with_note(told.format(name=one_line(act.alternate or "", 80), **facts), act.note)


def label_replies(_look: ShowReplies, _snapshot: Snapshot, _reader: Reader | None) -> str:
    """Who comes, as a button names it."""
    return _("Who comes")


def label_reply_form(form: ReplyForm, _snapshot: Snapshot, _reader: Reader | None) -> str:
    """The form, as a button names it."""
    if form.for_others:
        return _("Reply for somebody…")
    return _("Alternate…") if form.is_alternate else _("Reply")


def reply_buttons(item: Item, group_id: int) -> list[Element]:
    """The answers to an invitation: *In person · Remote · Regrets · Alternate…*."""
    basis = (item.schedule_version,)
    ways = ways_of(item)
    labels = {Coming.IN_PERSON: _("In person"), Coming.REMOTE: _("Remote")}
    found: list[tuple[str, Request]] = [
        (labels[way] if len(ways) > 1 else _("Attending"), SendReply(item.id, way, basis=basis))
        for way in ways
    ]
    found.append((_("Regrets"), SendReply(item.id, Coming.REGRETS, basis=basis)))
    found.append((_("Alternate…"), ReplyForm(item.id, is_alternate=True)))
    return [press(label, group_id, request) for label, request in found]


def counts_line(view: RepliesView) -> str:
    """How many come and how: what a channel is told."""
    attending, item = view.attending, view.item
    ways = ways_of(item)
    parts = [
        _("{how} {count}").format(how=coming_words(way, item), count=len(attending.of(way))) for way in ways
    ]
    parts.append(
        _("{how} {count}").format(how=coming_words(Coming.REGRETS), count=len(attending.of(Coming.REGRETS)))
    )
    if attending.expected:
        parts.append(_("expected by their vote {count}").format(count=len(attending.expected)))
    asked, done = len(attending.asked), len(attending.by_party)
    if all(party.agency_id is not None for party in attending.asked):
        head = ngettext(
            "{done} of {count} agencies has replied", "{done} of {count} agencies have replied", done
        )
    else:
        head = ngettext(
            "{done} of {count} invited has replied", "{done} of {count} invited have replied", done
        )
    return labelled(head.format(done=done, count=asked), " · ".join(parts))


def build_replies(view: RepliesView, reader: Reader | None, *, shared_by: str | None = None) -> Message:
    """Who comes to a meeting."""
    item, group = view.item, view.group
    when = say_when(item.when, view.now, group.zone, reader.zone if reader else None)
    blocks = [section(f"{item_told(item)}\n{when}"), section(counts_line(view))]
    if shared_by is not None:
        blocks.append(context(_("Shared by {person}").format(person=f"<@{shared_by}>")))
    if reader is None:
        return compose(labelled(item_plain(item), counts_line(view)), blocks)
    if may(reader.standing, Right.PLAN, item):
        blocks += [section(text) for text in paragraphs(_names(view), 2800)[:6]]
    mine = next(
        (
            one
            for replies in view.attending.replies.values()
            for one in replies
            if one.voice == Voice(person_id=reader.standing.person_id)
        ),
        None,
    )
    if mine is not None:
        blocks.append(context(_("You: {reply}").format(reply=_reply_words(mine, item))))
    row = reply_buttons(item, group.id) if item.when.is_dated and not view.is_past else []
    if row and may(reader.standing, Right.PLAN, item):
        row.append(press(_("Reply for somebody…"), group.id, ReplyForm(item.id, for_others=True)))
        if Coming.IN_PERSON in ways_of(item):
            row.append(press(_("Names for the gate"), group.id, GateList(item.id)))
    return compose(labelled(item_plain(item), counts_line(view)), [*blocks, *actions(row)])


def _names(view: RepliesView) -> list[str]:
    lines = []
    for way in Coming:
        for party in view.attending.of(way):
            said = in_a_row(_said(one, view) for one in view.attending.replies[party])
            lines.append(labelled(f"• {party_name(party, view.body, view.roster, call=True)}", said))
    if view.attending.expected:
        names = party_names(view.attending.expected, view.body, view.roster, call=True)
        lines.append(_("Expected by their vote: {names}").format(names=names))
    left = [party for party in view.attending.missing if party not in view.attending.expected]
    if left:
        told = _("Did not reply: {names}") if view.is_past else _("Still to reply: {names}")
        lines.append(told.format(names=party_names(left, view.body, view.roster, call=True)))
    if view.attending.earlier:
        count = view.attending.earlier
        told = ngettext(
            "{count} reply was to an earlier date.", "{count} replies were to an earlier date.", count
        )
        lines.append(told.format(count=count))
    return lines[: MOST_LISTED + 3]


def _said(reply: Reply, view: RepliesView) -> str:
    words = _reply_words(reply, view.item)
    if reply.voice.person_id is not None:
        words = (
            f"{party_name(Party(person_id=reply.voice.person_id), view.body, view.roster, call=True)} {words}"
        )
    entered = view.roster.people.get(reply.entered_by or 0)
    if entered is not None:
        words += " " + _("(entered by {person})").format(person=f"<@{entered.user_id}>")
    return words


def _reply_words(reply: Reply, item: Item) -> str:
    words = coming_words(reply.coming, item)
    if reply.alternate:
        words = _("{name} comes instead, {how}").format(name=quoted(reply.alternate, 80), how=words)
    return f"{words} {quote(quoted(reply.note, 120))}" if reply.note else words


def build_replied(done: Done[Any], _reader: Reader | None) -> Message:
    """What was replied, for whom, and how many come by now."""
    replied: Replied = done.result
    view, item = replied.view, replied.view.item
    facts = {"reply": _reply_words(replied.reply, item)}
    told = _("✔ {item}: {reply}.")
    if not replied.is_own:
        facts["name"] = voice_name(replied.voice, view.body, view.roster)
        told = _("✔ {item}, entered for {name}: {reply}.")
    if replied.is_same:
        told = _("{item}: that is what was replied already: {reply}.")
    lines = [told.format(item=item_told(item), **facts)]
    if replied.before is not None and not replied.is_same:
        lines.append(_("It was: {reply}.").format(reply=_reply_words(replied.before, item)))
    plain = told.format(item=item_plain(item, 120), **facts)
    buttons = after(done, press(_("Who comes"), view.group.id, ShowReplies(item.id)))
    return compose(plain, [section("\n".join(lines)), context(counts_line(view)), *actions(buttons)])


def build_nudge(view: RepliesView) -> Message:
    """Whether somebody comes, asked shortly before."""
    when = say_when(view.item.when, view.now, view.group.zone)
    told = _("Do you come to {item}? {when}")
    why = context(_("You get this because nobody has replied for you or your agency yet."))
    blocks = [section(told.format(item=item_told(view.item), when=when))]
    blocks += [*actions(reply_buttons(view.item, view.group.id)), why]
    return compose(told.format(item=item_plain(view.item, 120), when=when), blocks)


def build_nudged(item: Item) -> Message:
    """That nothing has to be replied any more."""
    told = _("✔ {item}: no reply is needed any more.")
    return compose(told.format(item=item_plain(item, 120)), [section(told.format(item=item_told(item)))])


def build_late(late: Late) -> Message:
    """That somebody has changed their reply shortly before."""
    view = late.view
    facts = {
        "name": voice_name(late.reply.voice, view.body, view.roster),
        "reply": _reply_words(late.reply, view.item),
    }
    told = _("{item}: {name} has changed the reply to: {reply}.")
    blocks = [section(told.format(item=item_told(view.item), **facts)), context(counts_line(view))]
    blocks += actions([press(_("Who comes"), view.group.id, ShowReplies(view.item.id))])
    return compose(told.format(item=item_plain(view.item, 120), **facts), blocks)
