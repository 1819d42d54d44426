"""`me`: what concerns me, and what is stored about me."""

from __future__ import annotations

from bot.i18n import N_
from bot.listeners.line import Answer, Command, Line, Outcome
from bot.messages.reports import build_me
from bot.services import reading


def handle_me(line: Line) -> Outcome:
    """List one's own items and all that is stored about oneself."""
    return Answer(build_me(reading.about_me(line.work, line.caller, line.now)))


COMMAND = Command(
    name="me",
    usage="me",
    summary=N_("what concerns me and what is stored about me"),
    example="me",
    handle=handle_me,
    section=N_("Look"),
    roles=N_("everybody"),
)
