"""The words that show the whole: how it stands, who is who, what concerns oneself."""

from __future__ import annotations

from bot.core.i18n import N_
from bot.core.requests import Request
from bot.dates.folding import fold
from bot.groups.acts import ShowAgency
from bot.groups.rules.agencies import Agencies
from bot.reports.looks import Me, StatusReport, Who
from bot.talk.line import Command, Line
from bot.talk.scopes import known_scope

# They are what the answer tells anyway.
_ROLES = frozenset({
    "coordinator", "coordinators", "coordinates", "secretariat", "lead", "leads", "leader", "leaders",
    "member", "members", "agency", "agencies", "everybody", "everyone", "in", "charge",
})  # fmt: skip


def read_status(line: Line) -> Request:
    """How the plan, or a part of it, stands."""
    return StatusReport(known_scope(line, "status").scope)


def read_who(line: Line) -> Request:
    """Who coordinates, who leads, who is on the roster; of an agency, who speaks for it."""
    agency = line.snapshot[Agencies].find(" ".join(line.words))
    if agency is not None:
        return ShowAgency(agency.id)
    asked = [token for token in line.tokens if fold(token.text).strip("?!.,") not in _ROLES]
    return Who(known_scope(line.having(asked), "who", streams_only=True).scope.stream)


def read_me(_line: Line) -> Request:
    """One's own items, and all that is stored about oneself."""
    return Me()


COMMANDS = (
    Command(
        name="status",
        usage="status [SCOPE]",
        summary=N_("traffic lights, what is overdue, what changed since the last plenary"),
        example="status ws2",
        handle=read_status,
        section=N_("Look"),
        roles=N_("everybody in the group's channels"),
        aliases=("progress",),
    ),
    Command(
        name="who",
        usage="who [STREAM]",
        summary=N_("the coordinator, the leads, the agencies"),
        example="who ws1",
        handle=read_who,
        section=N_("Look"),
        roles=N_("everybody in the group's channels"),
        aliases=("who is", "who is who", "who's who", "who leads", "roles", "leads"),
    ),
    Command(
        name="me",
        usage="me",
        summary=N_("what concerns me and what is stored about me"),
        example="me",
        handle=read_me,
        section=N_("Look"),
        roles=N_("everybody"),
    ),
)
