"""`undo`: take back one's own last change."""

from __future__ import annotations

from bot.core import undo
from bot.core.i18n import N_
from bot.plan.texts.confirm import build_undone
from bot.talk.line import Answer, Command, Line, Outcome


def handle_undo(line: Line) -> Outcome:
    """Reverse one's last change within ten minutes, if nothing changed since; a number names the change."""
    number = next((int(word) for word in line.words if word.isdecimal()), None)
    return Answer(build_undone(undo.undo_last(line.work, line.caller, line.now, number)))


COMMAND = Command(
    name="undo",
    usage="undo",
    summary=N_("take back your own last change, within ten minutes"),
    example="undo",
    handle=handle_undo,
    section=N_("Update"),
    roles=N_("whoever made the change"),
)
