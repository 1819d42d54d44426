"""`start reminders`: begin to remind."""

from __future__ import annotations

from bot.i18n import N_, _
from bot.listeners.line import Answer, Command, Line, Outcome
from bot.messages.answers import build_said
from bot.services import reminding


def handle_start(line: Line) -> Outcome:
    """Switch reminders on, for what lies ahead."""
    if reminding.start_reminders(line.work, line.caller, line.now):
        text = _("Reminders are on. `{command} reminders` shows what will be sent, to whom and when.")
    else:
        text = _("Reminders are on already. `{command} reminders` shows what will be sent.")
    return Answer(
        build_said(
            text.format(command=line.command), buttons=[(_("Show"), "reminders")], group_id=line.group.id
        )
    )


COMMAND = Command(
    name="start reminders",
    usage="start reminders",
    summary=N_("begin to remind, for what lies ahead"),
    example="start reminders",
    handle=handle_start,
    section=N_("Reminders"),
    roles=N_("coordinator"),
    aliases=("start",),
)
