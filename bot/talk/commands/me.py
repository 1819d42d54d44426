"""`me`: what concerns me, and what is stored about me."""

from __future__ import annotations

from bot.core.i18n import N_
from bot.plan import looks
from bot.reports.texts import build_me
from bot.talk.line import Answer, Command, Line, Outcome


def handle_me(line: Line) -> Outcome:
    """List one's own items and all that is stored about oneself."""
    return Answer(build_me(looks.about_me(line.work, line.caller, line.now)))


COMMAND = Command(
    name="me",
    usage="me",
    summary=N_("what concerns me and what is stored about me"),
    example="me",
    handle=handle_me,
    section=N_("Look"),
    roles=N_("everybody"),
)
