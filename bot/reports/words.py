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
    "represents", "represent", "focal", "point", "points", "are", "the", "represente", "coordonne",
})  # fmt: skip


_STANDING = frozenset({"status", "state", "progress", "going", "doing", "coming", "along"})


def read_status(line: Line) -> Request:
    """How the plan, or a part of it, stands."""
    asked = [token for token in line.tokens if fold(token.text).strip("?!.,") not in _STANDING]
    return StatusReport(known_scope(line.having(asked), "status").scope)


def read_who(line: Line) -> Request:
    """Who coordinates, who leads, who is on the roster; of an agency, who speaks for it."""
    asked = [token for token in line.tokens if fold(token.text).strip("?!.,") not in _ROLES]
    agency = line.snapshot[Agencies].find(" ".join(token.text.strip("?!.,") for token in asked))
    if agency is not None:
        return ShowAgency(agency.id)
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
        aliases=("progress", "what changed", "what's new", "how do we stand", "how is", "how are"),
    ),
    Command(
        name="who",
        usage="who [STREAM]",
        summary=N_("the coordinator, the leads, the agencies"),
        example="who ws1",
        handle=read_who,
        section=N_("Look"),
        roles=N_("everybody in the group's channels"),
        aliases=(
            "who is",
            "who is who",
            "who's who",
            "who leads",
            "roles",
            "leads",
            "qui",
            "qui est",
            "qui dirige",
        ),
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
