"""The form of a comment, and the look at all of them."""

from __future__ import annotations

from typing import Any

from bot.core.codec import encode
from bot.core.i18n import _
from bot.core.registry import Looking
from bot.core.requests import Request
from bot.core.rights import Need, Right
from bot.core.snapshot import Snapshot
from bot.dates.wall_time import local
from bot.meetings.comments.acts import CommentForm, CommentMinutes, MinutesComments
from bot.meetings.comments.store import comments_on
from bot.meetings.comments.texts import build_comments
from bot.meetings.invited.rules import Voice
from bot.meetings.invited.texts import voice_name
from bot.meetings.invited.views import body_at
from bot.meetings.minutes.rights import need_of_form
from bot.plan.forms.item_forms import about
from bot.plan.showing import item_of
from bot.slack.inputs import field, form, text_input
from bot.slack.message import Message
from bot.slack.submitted import Submitted


def need_of_comment(_asked: CommentForm, _snapshot: Snapshot) -> Need:
    """Everybody on the roster."""
    return Need(Right.REPLY)


def open_comment_form(asked: CommentForm, looking: Looking) -> dict[str, Any]:
    """A text."""
    item, group = item_of(looking, asked.item_id), looking.snapshot.facts.group
    text = field("text", _("Your comments, or a link to them"), text_input(lines=True, most=3000))
    carried = {"do": encode(asked, group.id), "channel": looking.caller.channel_id}
    return form(asked.NAME, _("Comment"), [about(item, group), text], carried, _("Send"))


def read_comment_form(asked: CommentForm, given: Submitted, _looking: Looking) -> Request:
    """The comment."""
    return CommentMinutes(asked.item_id, given.text("text") or "")


def show_comments(look: MinutesComments, looking: Looking) -> Message:
    """What was said of the minutes, for those who write them."""
    item, facts = item_of(looking, look.item_id), looking.snapshot.facts
    looking.caller.require(need_of_form(item.id, looking.snapshot), item.key)
    body = body_at(looking.snapshot)
    said = [
        (
            voice_name(Voice(person_id=one.person_id), body, facts.roster),
            one.text,
            local(one.at, facts.group.zone).date(),
        )
        for one in comments_on(looking.session, item.id)
    ]
    return build_comments(facts.group, item, said)
