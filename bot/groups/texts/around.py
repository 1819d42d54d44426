"""Messages to coordinators about changed channels and people, with buttons to react."""

from __future__ import annotations

from typing import TYPE_CHECKING

from bot.core.i18n import _
from bot.core.requests import Request
from bot.groups.acts import HandOverForm, PersonForm, TakeOffRoster
from bot.groups.settings_acts import ChannelForm
from bot.groups.texts import person
from bot.slack.blocks import actions, press, section
from bot.slack.escaping import channel, quoted
from bot.slack.message import Message, compose

if TYPE_CHECKING:
    from bot.groups.around import Around


def build_around(found: Around, _command: str) -> Message:
    """What has happened, with buttons to react."""
    group = quoted(found.facts.group.name, 100)
    buttons: list[tuple[str, Request]] = []
    if found.person is not None:
        who = person(found.person)
        text = {
            "left": _("{who} has left this workspace. What is theirs in {group} waits for somebody else."),
            "returned": _("{who} is back in this workspace. Their part in {group} is theirs again."),
            "member": _("{who} was a guest here and is a member now. Is the roster of {group} still right?"),
        }[found.what.value].format(who=who, group=group)
        if found.what.value == "left":
            buttons = [
                (_("Hand over"), HandOverForm(found.person.id)),
                (_("Take off the roster"), TakeOffRoster(found.person.id)),
            ]
        elif found.what.value == "member":
            buttons = [(_("What the roster says"), PersonForm(found.person.id))]
    else:
        text = _channel_text(found).format(
            channel=channel(found.channel or ""), group=group, name=quoted(found.name or "", 80)
        )
        if found.what.value in ("archived", "removed", "made-private", "made-public"):
            buttons = [(_("Choose another channel"), ChannelForm(found.stream))]
    row = [press(label, found.facts.group.id, request) for label, request in buttons]
    return compose(text, [section(text), *actions(row)])


def _channel_text(found: Around) -> str:
    return {
        "archived": _(
            "{channel} is archived: nothing of {group} can be posted there. Bring it back, or choose another."
        ),
        "unarchived": _("{channel} is open again, and {group} speaks there as before."),
        "renamed": _("{channel} is called #{name} now. {group} speaks there as before."),
        "removed": _(
            "I was removed from {channel}: nothing of {group} can be posted there."
            " Type `/invite` with my name there, or choose another channel."
        ),
        "made-private": _(
            "{channel} is private now. I am still in it and go on posting, but only those invited there read"
            " what {group} says in it. Rights stay as they are, and links that were given out still open."
        ),
        "made-public": _(
            "{channel} is public now: everybody in this workspace can read what {group} says in it,"
            " and ask me there about the plan. Rights to change it stay as they are."
        ),
    }[found.what.value]
