"""The form that asks who comes."""

from __future__ import annotations

import re
from typing import Any

from bot.core.errors import UserError
from bot.core.i18n import _
from bot.core.registry import Looking
from bot.core.requests import Request
from bot.core.rights import Need, Right
from bot.core.snapshot import Snapshot
from bot.meetings.invited.acts import Invite, InviteForm, ShowInvited
from bot.meetings.invited.performing import invited_view
from bot.meetings.invited.texts import build_invited
from bot.meetings.invited.views import body_at
from bot.plan.forms.item_forms import about, metadata
from bot.plan.rules.items import Item
from bot.plan.rules.plan import Plan
from bot.slack.blocks import section
from bot.slack.inputs import field, form, multi_select, text_input
from bot.slack.message import Message
from bot.slack.submitted import FieldError, Submitted

_MAIL = re.compile(r"[^\s@<>,;]{1,64}@[^\s@<>,;]{1,190}\.[A-Za-z]{2,24}")


def need_of_form(asked: InviteForm, snapshot: Snapshot) -> Need:
    """The right that inviting takes."""
    item = snapshot[Plan].by_id.get(asked.item_id or 0)
    return Need(Right.PLAN, item) if item is not None else Need(Right.PLAN, None, (asked.stream or "",))


def open_invite_form(asked: InviteForm, looking: Looking) -> dict[str, Any]:
    """Agencies to tick, people to choose, mail addresses to type; what is chosen is added."""
    facts, body = looking.snapshot.facts, body_at(looking.snapshot)
    item = looking.snapshot[Plan].by_id.get(asked.item_id or 0)
    head = (
        about(item, facts.group)
        if item is not None
        else section(
            _(
                "Who comes to the meetings of {stream}? You say it once; single meetings can add to it."
            ).format(stream=asked.stream or "")
        )
    )
    blocks = [head]
    if body.agencies.agencies:
        choices = [(str(one.id), one.name) for one in body.agencies.agencies]
        blocks.append(field("agencies", _("Agencies"), multi_select(choices), optional=True))
        blocks.append(
            field("required", _("Of these, who has to be there"), multi_select(choices), optional=True)
        )
    people = [
        (str(one), facts.roster.people[one].name or facts.roster.people[one].user_id)
        for one in body.alone
        if one in facts.roster.people
    ]
    if people:
        blocks.append(field("people", _("People without an agency"), multi_select(people), optional=True))
    hint = _("For people who are not in Slack, with commas between them.")
    blocks.append(field("guests", _("Mail addresses"), text_input(most=1000), optional=True, hint=hint))
    return form(
        asked.NAME,
        _("Who is invited"),
        blocks,
        metadata(facts.group, asked, {"channel": looking.caller.channel_id}),
        _("Invite"),
    )


def read_invite_form(asked: InviteForm, given: Submitted, _looking: Looking) -> Request:
    """Who was chosen; those who have to be there are an invitation of their own kind."""
    required = tuple(int(one) for one in given.chosen("required"))
    agencies = tuple(int(one) for one in given.chosen("agencies") if int(one) not in required)
    people = tuple(int(one) for one in given.chosen("people"))
    typed = given.text("guests") or ""
    guests = tuple(dict.fromkeys(found.casefold() for found in _MAIL.findall(typed)))
    if typed and not guests:
        raise FieldError("guests", _("That is no mail address."))
    if not (agencies or required or people or guests):
        raise FieldError("guests", _("Choose somebody."))
    return Invite(asked.item_id, asked.stream, agencies, required, people, guests)


def show_invited(look: ShowInvited, looking: Looking) -> Message:
    """Who is invited.

    Raises:
        UserError: there is no such meeting.
    """
    looking.caller.require_reading()
    facts, body = looking.snapshot.facts, body_at(looking.snapshot)
    item = looking.snapshot[Plan].by_id.get(look.item_id or 0)
    if item is None and look.stream is None:
        raise UserError(_("That item is not in this plan any more."))
    view = invited_view(facts.group, item, look.stream, body, facts.roster, looking.session)
    return build_invited(view, looking.reader)


def of_item(item: Item, looking: Looking) -> list[Request]:
    """Who is invited to an open meeting."""
    is_ahead = item.is_meeting and item.is_open
    return [ShowInvited(item.id)] if is_ahead and not looking.caller.standing.is_observer else []
