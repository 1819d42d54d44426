"""`who`: the roles of the group."""

from __future__ import annotations

from bot.i18n import N_
from bot.listeners.line import Answer, Command, Line, Outcome
from bot.listeners.scopes import known_scope
from bot.messages.reports import build_who
from bot.services import reading


def handle_who(line: Line) -> Outcome:
    """Tell who coordinates, who leads, who is on the roster."""
    stream = known_scope(line, "who").scope.stream
    words = f"who {stream}" if stream else "who"
    who = reading.who_is_who(line.caller, stream)
    return Answer(build_who(who, line.reader, words, shared_by=line.shared_by))


COMMAND = Command(
    name="who",
    usage="who [STREAM]",
    summary=N_("the coordinator, the leads, the agencies"),
    example="who ws1",
    handle=handle_who,
    section=N_("Look"),
    roles=N_("everybody in the group's channels"),
    aliases=("who is", "who is who", "who's who", "who leads", "roles", "leads"),
)
