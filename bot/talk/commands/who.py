"""`who`: the roles of the group."""

from __future__ import annotations

from bot.core.i18n import N_
from bot.dates.typed_text import fold
from bot.plan import looks
from bot.reports.texts import build_who
from bot.talk.line import Answer, Command, Line, Outcome
from bot.talk.scopes import known_scope

# They are what the answer tells anyway.
_ROLES = frozenset({
    "coordinator", "coordinators", "coordinates", "secretariat", "lead", "leads", "leader", "leaders",
    "member", "members", "agency", "agencies", "everybody", "everyone", "in", "charge",
})  # fmt: skip


def handle_who(line: Line) -> Outcome:
    """Tell who coordinates, who leads, who is on the roster."""
    asked = [token for token in line.tokens if fold(token.text).strip("?!.,") not in _ROLES]
    stream = known_scope(line.having(asked), "who", streams_only=True).scope.stream
    words = f"who {stream}" if stream else "who"
    who = looks.who_is_who(line.caller, stream)
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
