"""What can be done to a group's people and agencies, and what can be seen of them, as values."""

from __future__ import annotations

from dataclasses import dataclass
from datetime import date

from bot.core.requests import Act, Form, Look, private
from bot.groups.rules.agencies import SpeaksAs


@dataclass(frozen=True)
class PutOnRoster(Act):
    """Put somebody on the roster, or change what it says of them; what is None stays as it is.

    `user` is a Slack user id, or the made-up one of somebody without Slack; None is somebody new without
    Slack, who needs a name. An agency that is not known yet is added.
    """

    NAME = "put-on-roster"

    user: str | None = None
    speaks_as: SpeaksAs | None = None
    agency: str | None = private()
    name: str | None = private()
    mail: str | None = private()
    language: str | None = None
    zone: str | None = None


@dataclass(frozen=True)
class TakeOffRoster(Act):
    """Take somebody off the roster, with their roles; what they own has no owner then."""

    NAME = "take-off-roster"

    person_id: int


@dataclass(frozen=True)
class SetRole(Act):
    """Make somebody coordinator (no stream) or lead of a stream, or take that from them."""

    NAME = "set-role"

    user: str
    stream: str | None = None
    holds: bool = True


@dataclass(frozen=True)
class HandOver(Act):
    """Pass on all that somebody (None: oneself) does in the group: roles, what they own, what waits."""

    NAME = "hand-over"

    user: str
    from_id: int | None = None


@dataclass(frozen=True)
class SetPreferences(Act):
    """Say how much oneself hears, when not at all, until when one is away, in which language one reads.

    What is None stays as it is; `is_back` tells that one is there again. `stand_in` (a user id) is asked
    while one is away, else the next in line. `quiet_hours` are such as ``19:00-09:00``; "" the usual ones.
    """

    NAME = "set-preferences"

    level: str | None = None
    away_until: date | None = None
    is_back: bool = False
    language: str | None = None
    stand_in: str | None = None
    quiet_hours: str | None = None


@dataclass(frozen=True)
class PreferencesForm(Form):
    """Asks how much oneself hears, until when one is away, and in which language one reads."""

    NAME = "preferences-form"


@dataclass(frozen=True)
class SetAgency(Act):
    """Add an agency (no id), or give one another name or other aliases; None leaves them as they are."""

    NAME = "set-agency"

    agency_id: int | None = None
    name: str | None = private()
    aliases: tuple[str, ...] | None = private()


@dataclass(frozen=True)
class MergeAgencies(Act):
    """Two agencies are one: what refers to the first means the second."""

    NAME = "merge-agencies"

    agency_id: int
    into_id: int


@dataclass(frozen=True)
class People(Look):
    """Everybody on the roster, by agency; what roles they have."""

    NAME = "people"

    page: int = 1


@dataclass(frozen=True)
class ShowAgency(Look):
    """One agency: who speaks for it, and what else it is called."""

    NAME = "agency"

    agency_id: int


@dataclass(frozen=True)
class PersonForm(Form):
    """Asks what the roster says of somebody (None: of somebody new)."""

    NAME = "person-form"

    person_id: int | None = None


@dataclass(frozen=True)
class RoleForm(Form):
    """Asks who coordinates, or who leads a stream."""

    NAME = "role-form"

    stream: str | None = None


@dataclass(frozen=True)
class HandOverForm(Form):
    """Asks to whom somebody (None: oneself) passes on what they do."""

    NAME = "hand-over-form"

    from_id: int | None = None


@dataclass(frozen=True)
class AgencyForm(Form):
    """Asks for the name and aliases of an agency (None: of a new one), or which other one it is."""

    NAME = "agency-form"

    agency_id: int | None = None
