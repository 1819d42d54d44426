"""`skip`: leave one planned message out (said by the buttons of `reminders`)."""

from __future__ import annotations

from bot.core.errors import UserError
from bot.core.i18n import N_, _
from bot.reminders import reminding
from bot.talk.answers import build_said
from bot.talk.line import Answer, Command, Line, Outcome


def handle_skip(line: Line) -> Outcome:
    """Leave out the message with that key."""
    if not line.tokens:
        raise UserError(
            _("`{command} reminders` lists the messages, each with *Skip*.").format(command=line.command)
        )
    notice = reminding.skip_notice(line.work, line.caller, line.tokens[0].text, line.now)
    about = ", ".join(f"{item.key}" for item in notice.about)
    text = (
        _("✔ That message will not be sent. It was about {items}.")
        if about
        else _("✔ That message will not be sent.")
    )
    return Answer(build_said(text.format(items=about), group_id=line.group.id))


COMMAND = Command(
    name="skip",
    usage="skip MESSAGE",
    summary=N_("leave one planned message out"),
    example="reminders",
    handle=handle_skip,
    hidden=True,
)
