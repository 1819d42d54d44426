"""What somebody reads below the first answer they ever get in the direct conversation with the bot."""

from __future__ import annotations

from bot.core.caller import Caller
from bot.core.group import NO_GROUP
from bot.core.i18n import _, listing
from bot.core.registry import Shown
from bot.core.requests import Form, Request
from bot.core.rights import Need, Right
from bot.groups.acts import PreferencesForm
from bot.proposals.representing import RepresentForm
from bot.slack.blocks import actions, divider, press, section
from bot.slack.escaping import mention, quoted
from bot.slack.message import MOST_BLOCKS, Message, compose
from bot.talk.looks import Help

ROOM = 3
"""How many blocks it takes."""


def is_open_to_all(form: Form, need: Need) -> bool:
    """Whether a form shows nothing of a plan: whoever is on no roster opens it, too.

    Those who found groups, or appoint who saves one, need not be on a roster.
    """
    return need.right is Right.FOUND or isinstance(form, (PreferencesForm, RepresentForm))


def introduced(message: Shown, caller: Caller, channel_id: str | None) -> Shown:
    """An answer with who the bot is below it, where somebody new writes to it directly."""
    is_direct = channel_id is None or channel_id.startswith("D")
    is_new = caller.person_id is None and caller.person_key is not None
    if not (is_new and is_direct) or caller.group.id == NO_GROUP or len(message.blocks) > MOST_BLOCKS - ROOM:
        return message
    group = caller.group
    text = _("We have not met: I keep the workplan of {group}, and remind whom it concerns.")
    if coordinators := caller.roster.coordinators[:3]:
        names = listing([mention(one.user_id) for one in coordinators], "or")
        text = f"{text} {_('What I do here is decided by {people}.').format(people=names)}"
    buttons: list[tuple[str, Request]] = [(_("Help"), Help())]
    if caller.standing.is_observer:
        told = _("If you speak for an agency here, tell me which: the coordinator confirms it.")
        text = f"{text} {told}"
        buttons.append((_("I represent …"), RepresentForm()))
    said = text.format(group=quoted(group.name, 100))
    row = actions([press(label, group.id, request) for label, request in buttons])
    for number, element in enumerate(row[0]["elements"]):
        element["action_id"] = f"do:new{number}"
    below = compose(said, [divider(), section(said), *row])
    files = message.files if isinstance(message, Message) else ()
    return Message(f"{message.text} {below.text}", [*message.blocks, *below.blocks], files)
