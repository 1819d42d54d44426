"""Agencies and who speaks for them: the unit in which attendance, replies and votes are counted."""

from __future__ import annotations

from collections.abc import Mapping, Sequence
from dataclasses import dataclass, field
from datetime import date
from enum import StrEnum
from functools import cached_property

from bot.core.people import Contact
from bot.dates.folding import fold


class SpeaksAs(StrEnum):
    """As what somebody is on the roster, in the order in which an agency's people are asked."""

    FOCAL_POINT = "focal-point"
    ALTERNATE = "alternate"
    REPRESENTATIVE = "representative"
    OBSERVER = "observer"


ORDER = {one.value: place for place, one in enumerate(SpeaksAs)}
ON_BEHALF = frozenset({SpeaksAs.FOCAL_POINT, SpeaksAs.ALTERNATE})
"""Who may answer for others of their agency."""
_SECRETARIAT = frozenset({"secretariat", "coordinator"})
_ARTICLES = frozenset({"the", "le", "la", "l", "of", "du", "de"})


@dataclass(frozen=True, slots=True)
class AgencyView:
    """A body that takes part."""

    id: int
    name: str
    aliases: tuple[str, ...] = ()

    @property
    def names(self) -> tuple[str, ...]:
        """Its name, then what else people call it."""
        return (self.name, *self.aliases)


@dataclass(frozen=True, slots=True)
class Membership:
    """A person on the roster, for an agency or none."""

    person: Contact
    agency_id: int | None
    speaks_as: SpeaksAs

    @property
    def is_observer(self) -> bool:
        """Whether they only look on."""
        return self.speaks_as is SpeaksAs.OBSERVER


@dataclass(frozen=True)
class Agencies:
    """The agencies of a group by name, and everybody on its roster in the order in which they are asked.

    `merged` leads from the id of an agency that was found to be another to that other's.
    """

    agencies: tuple[AgencyView, ...] = ()
    members: tuple[Membership, ...] = ()
    merged: Mapping[int, int] = field(default_factory=dict)

    @cached_property
    def by_id(self) -> Mapping[int, AgencyView]:
        """Each agency by its id, also by the ids of those that were merged into it."""
        known = {agency.id: agency for agency in self.agencies}
        return known | {old: known[new] for old, new in self.merged.items() if new in known}

    @cached_property
    def by_person(self) -> Mapping[int, Membership]:
        """What each person on the roster is, by person id."""
        return {one.person.id: one for one in self.members}

    @cached_property
    def _members_by_agency(self) -> Mapping[int, Sequence[Membership]]:
        found: dict[int, list[Membership]] = {}
        for one in self.members:
            if one.agency_id is not None:
                found.setdefault(self.merged.get(one.agency_id, one.agency_id), []).append(one)
        return found

    def agency_of(self, person_id: int | None) -> AgencyView | None:
        """The agency that a person is on the roster for."""
        member = self.by_person.get(person_id) if person_id is not None else None
        return self.by_id.get(member.agency_id) if member and member.agency_id is not None else None

    def people_of(self, agency_id: int, *, observers: bool = False) -> tuple[Contact, ...]:
        """Who speaks for an agency: focal point, alternates, other representatives; observers if wanted."""
        meant = self.by_id[agency_id].id if agency_id in self.by_id else agency_id
        members = self._members_by_agency.get(meant, ())
        return tuple(one.person for one in members if observers or not one.is_observer)

    def focal_point(self, agency_id: int, today: date | None = None) -> Contact | None:
        """Who is asked for an agency: its focal point, else the next in line.

        Given a day, whoever is away on it is passed over, and so is whoever nothing reaches; by mail only
        those are asked whose agency has nobody on Slack. None where nobody is left.
        """
        line = self.people_of(agency_id)
        if today is None:
            return line[0] if line else None
        there = [one for one in line if one.is_reached and not one.is_away(today)]
        return next((one for one in there if one.is_on_slack), next(iter(there), None))

    def may_answer_for(self, person_id: int | None, agency_id: int) -> bool:
        """Whether somebody answers for all of an agency: its focal point and alternates do."""
        member = self.by_person.get(person_id) if person_id is not None else None
        own = self.agency_of(person_id)
        meant = self.by_id.get(agency_id)
        return bool(member and own and meant and own.id == meant.id and member.speaks_as in ON_BEHALF)

    def find(self, text: str) -> AgencyView | None:
        """The agency of that name or alias, however it is written."""
        wanted = folded_name(text)
        found = [one for one in self.agencies if wanted in {folded_name(name) for name in one.names}]
        return found[0] if wanted and found else None


def folded_name(text: str) -> str:
    """A name without what people leave out: capitals, accents, articles, points and blanks."""
    words = "".join(sign if sign.isalnum() else " " for sign in fold(text)).split()
    return "".join(word for word in words if word not in _ARTICLES) or "".join(words)


def means_secretariat(text: str) -> bool:
    """Whether words mean whoever coordinates the group: "the Secretariat", "secrétariat de l'EMG"."""
    words = "".join(sign if sign.isalnum() else " " for sign in fold(text)).split()
    return bool(_SECRETARIAT & set(words)) and len(words) <= 5


def find_person(text: str, people: Mapping[int, Contact]) -> tuple[Contact, ...]:
    """The people that a mail address or a name means; else those whose name it is a word of."""
    if "@" in text.strip("@"):
        return tuple(one for one in people.values() if one.mail and fold(one.mail) == fold(text.strip()))
    wanted = folded_name(text)
    if not wanted:
        return ()
    whole = tuple(one for one in people.values() if one.name and folded_name(one.name) == wanted)
    if whole:
        return whole
    return tuple(
        one
        for one in people.values()
        if one.name and wanted in {folded_name(word) for word in one.name.split()}
    )
