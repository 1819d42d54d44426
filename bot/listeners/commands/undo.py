"""`undo`: take back one's own last change."""

from __future__ import annotations

from bot.i18n import N_
from bot.listeners.line import Answer, Command, Line, Outcome
from bot.messages.confirm import build_undone
from bot.services import undoing


def handle_undo(line: Line) -> Outcome:
    """Reverse one's last change within ten minutes, if nothing changed since; a number names the change."""
    number = next((int(word) for word in line.words if word.isdecimal()), None)
    return Answer(build_undone(undoing.undo_last(line.work, line.caller, line.now, number)))


COMMAND = Command(
    name="undo",
    usage="undo",
    summary=N_("take back your own last change, within ten minutes"),
    example="undo",
    handle=handle_undo,
    section=N_("Update"),
    roles=N_("whoever made the change"),
)
