"""`status`: traffic lights, what is overdue, what changed since the last plenary."""

from __future__ import annotations

from bot.core.i18n import N_
from bot.plan import looks
from bot.reports.texts import build_status
from bot.talk.line import Answer, Command, Line, Outcome
from bot.talk.scopes import known_scope


def handle_status(line: Line) -> Outcome:
    """Report how the plan, or a part of it, stands."""
    read = known_scope(line, "status")
    report = looks.status_report(line.work, line.caller, read.scope, line.now)
    words = f"status {read.said}".strip()
    return Answer(build_status(report, line.reader, words, shared_by=line.shared_by))


COMMAND = Command(
    name="status",
    usage="status [SCOPE]",
    summary=N_("traffic lights, what is overdue, what changed since the last plenary"),
    example="status ws2",
    handle=handle_status,
    section=N_("Look"),
    roles=N_("everybody in the group's channels"),
    aliases=("progress",),
)
