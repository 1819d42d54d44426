"""The form of a reply, and the look at who comes."""

from __future__ import annotations

import json
from typing import Any

from bot.core.i18n import _
from bot.core.registry import Looking
from bot.core.requests import Request
from bot.core.rights import Need, Right
from bot.core.snapshot import Snapshot
from bot.meetings.invited.rules import Voice
from bot.meetings.invited.whom import whom_fields, whom_given
from bot.meetings.replies.acts import ReplyForm, SendReply, ShowReplies
from bot.meetings.replies.rules import Coming, ways_of
from bot.meetings.replies.texts import build_replies, coming_words
from bot.meetings.replies.views import replies_seen
from bot.plan.forms.item_forms import about, metadata
from bot.plan.rules.items import Item
from bot.plan.showing import item_of
from bot.slack.inputs import field, form, radio, text_input
from bot.slack.message import Message
from bot.slack.submitted import FieldError, Submitted


def need_of_form(_asked: ReplyForm, _snapshot: Snapshot) -> Need:
    """Everybody on the roster; for whom they may reply is asked when they do."""
    return Need(Right.REPLY)


def open_reply_form(asked: ReplyForm, looking: Looking) -> dict[str, Any]:
    """How somebody comes, who in their place, and a note."""
    item, group = item_of(looking, asked.item_id), looking.snapshot.facts.group
    blocks = [about(item, group)]
    if asked.for_others:
        blocks += whom_fields(looking)
    ways = ways_of(item) if asked.is_alternate else (*ways_of(item), Coming.REGRETS)
    choices = [(way.value, coming_words(way, item).capitalize()) for way in ways]
    blocks.append(field("coming", _("How?"), radio(choices, choices[0][0])))
    instead = field(
        "alternate", _("Who comes instead"), text_input(most=200), optional=not asked.is_alternate
    )
    blocks.append(instead)
    hint = _("For example: leaves at 16:00.")
    blocks.append(field("note", _("Note"), text_input(most=300), optional=True, hint=hint))
    carry = {"channel": looking.caller.channel_id, "basis": json.dumps([item.schedule_version])}
    return form(asked.NAME, _("Reply"), blocks, metadata(group, asked, carry), _("Send"))


def read_reply_form(asked: ReplyForm, given: Submitted, looking: Looking) -> Request:
    """The reply."""
    coming = given.one_of("coming", Coming)
    if coming is None:
        raise FieldError("coming", _("Choose one."))
    alternate = given.text("alternate")
    if alternate and coming is Coming.REGRETS:
        raise FieldError("alternate", _("If somebody comes instead, say how they come."))
    voice = whom_given(given, looking) if asked.for_others else Voice()
    return SendReply(
        asked.item_id,
        coming,
        alternate,
        given.text("note"),
        voice.person_id,
        voice.agency_id,
        voice.guest,
        basis=given.basis,
    )


def show_replies(look: ShowReplies, looking: Looking) -> Message:
    """Who comes."""
    item = item_of(looking, look.item_id)
    return build_replies(replies_seen(looking, item), looking.reader, shared_by=looking.shared_by)


def of_item(item: Item, looking: Looking) -> list[Request]:
    """Who comes to a meeting that has a date."""
    is_ahead = item.is_meeting and item.is_open and item.when.is_dated
    return [ShowReplies(item.id)] if is_ahead and not looking.caller.standing.is_observer else []
