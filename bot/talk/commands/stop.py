"""`stop asking`: nobody is asked about an item any more."""

from __future__ import annotations

from bot.core.i18n import N_, _
from bot.plan import changing
from bot.talk.answers import build_said
from bot.talk.line import Answer, Command, Line, Outcome
from bot.talk.references import name_item


def handle_stop(line: Line) -> Outcome:
    """Stop the asks about an item; `stop asking` of an item that is quiet already says so."""
    named = name_item(line, "stop asking")
    changed = changing.stop_asking(line.work, line.caller, named.item.key, line.now)
    if changed.is_same:
        text = _("Nobody is asked about {key} “{title}” as it is.")
    else:
        text = _("✔ Nobody is asked about {key} “{title}” any more. Its dates and meeting notices stay.")
    said = text.format(key=changed.item.key, title=changed.item.title)
    buttons = [] if changed.is_same else [(_("Undo"), f"undo {changed.change_id}")]
    return Answer(build_said(said, buttons=buttons, group_id=line.group.id))


COMMAND = Command(
    name="stop asking",
    usage="stop asking KEY",
    summary=N_("nobody is asked about an item any more"),
    example="stop asking WS2-D1",
    handle=handle_stop,
    section=N_("Reminders"),
    roles=N_("coordinator, leads in their streams, owners"),
    aliases=("stop",),
)
