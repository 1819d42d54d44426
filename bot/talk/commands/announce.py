"""`announce`: tell the channel of a new date now (said by the button *Announce now*)."""

from __future__ import annotations

from bot.core.i18n import N_, _
from bot.reminders import announcing
from bot.talk.answers import build_said
from bot.talk.line import Answer, Command, Line, Outcome
from bot.talk.references import name_item


def handle_announce(line: Line) -> Outcome:
    """Do not wait for the time of *Undo* to pass."""
    named = name_item(line, "announce")
    count = announcing.announce_now(line.work, line.caller, named.item.key, line.now)
    text = (
        _("✔ {key} “{title}” is being announced.")
        if count
        else _("{key} “{title}”: there is nothing to announce.")
    )
    return Answer(build_said(text.format(key=named.item.key, title=named.item.title), group_id=line.group.id))


COMMAND = Command(
    name="announce",
    usage="announce KEY",
    summary=N_("tell the channel of a new date now"),
    example="announce WS1-M2",
    handle=handle_announce,
    hidden=True,
)
