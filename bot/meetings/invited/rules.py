"""Agencies, who speaks for them, and who is invited to a meeting: pure values and rules."""

from __future__ import annotations

from collections.abc import Iterable, Mapping, Sequence
from dataclasses import dataclass
from datetime import datetime
from typing import Protocol, TypeVar

from bot.core.people import Roster
from bot.core.rights import Standing
from bot.groups.rules.agencies import Agencies, SpeaksAs
from bot.plan.rules.items import Item


@dataclass(frozen=True, slots=True)
class Party:
    """What counts as one: an agency, a person without one, or a guest who is known by mail or name."""

    agency_id: int | None = None
    person_id: int | None = None
    guest: str | None = None


@dataclass(frozen=True, slots=True)
class Voice:
    """Who answers: a person, an agency as a whole (entered for it), or a guest (entered for them)."""

    person_id: int | None = None
    agency_id: int | None = None
    guest: str | None = None

    @property
    def key(self) -> str:
        """What is unique among the answers to one question."""
        if self.person_id is not None:
            return f"p{self.person_id}"
        return f"a{self.agency_id}" if self.agency_id is not None else f"g{self.guest}"


@dataclass(frozen=True, slots=True)
class Invitation:
    """Somebody who is invited: to one meeting (`item_id`), or to all of a stream."""

    party: Party
    item_id: int | None = None
    stream: str | None = None
    required: bool = False


class Spoken(Protocol):
    """An answer of somebody."""

    @property
    def voice(self) -> Voice:
        """Whose it is."""
        ...

    @property
    def at(self) -> datetime:
        """When it was given."""
        ...


S = TypeVar("S", bound=Spoken)


@dataclass(frozen=True)
class Invitations:
    """The part of a group's snapshot that says who is invited.

    `organisers` are those who have taken a meeting over: pairs of the item's id and the person's.
    """

    invitations: tuple[Invitation, ...] = ()
    organisers: tuple[tuple[int, int], ...] = ()


@dataclass(frozen=True)
class Body:
    """Who can take part in a group's meetings, who speaks for whom, and who is invited.

    `alone` are the people on the roster who have no agency; coordinators are there to organise and are not
    among them.
    """

    agencies: Agencies
    alone: frozenset[int] = frozenset()
    invited: Invitations = Invitations()

    @property
    def invitations(self) -> tuple[Invitation, ...]:
        """Who is invited beside those who always are."""
        return self.invited.invitations

    def party_of(self, voice: Voice) -> Party | None:
        """For whom an answer counts; None of somebody who is not on the roster any more."""
        if voice.agency_id is not None:
            agency = self.agencies.by_id.get(voice.agency_id)
            return Party(agency_id=agency.id) if agency is not None else None
        if voice.person_id is None:
            return Party(guest=voice.guest)
        agency = self.agencies.agency_of(voice.person_id)
        if agency is not None:
            return Party(agency_id=agency.id)
        one_of_us = voice.person_id in self.alone or any(
            invitation.party.person_id == voice.person_id for invitation in self.invitations
        )
        return Party(person_id=voice.person_id) if one_of_us else None

    def people_of(self, party: Party) -> tuple[int, ...]:
        """The people who can answer for a party, those who speak for it first."""
        if party.person_id is not None:
            return (party.person_id,)
        if party.agency_id is None:
            return ()
        return tuple(contact.id for contact in self.agencies.people_of(party.agency_id))

    def invited_to(self, item: Item, leads: Sequence[int] = ()) -> tuple[Party, ...]:
        """Who is invited to a meeting, agencies by name first; empty where nobody has said so yet.

        A plenary is for all agencies and for whoever counts alone; a team meeting for its streams' lists. The
        leads of a stream come with its list.
        """
        found: dict[Party, None] = {}
        if not item.streams:
            found |= {Party(agency_id=agency.id): None for agency in self.agencies.agencies}
            found |= {Party(person_id=person): None for person in self.alone}
        listed = [one for one in self.invitations if one.stream is not None and one.stream in item.streams]
        found |= {one.party: None for one in listed}
        if listed:
            voices = (self.party_of(Voice(person_id=person)) for person in leads)
            found |= {party: None for party in voices if party is not None}
        found |= {one.party: None for one in self.invitations if one.item_id == item.id}
        return tuple(sorted(found, key=self._order))

    def has_list(self, item: Item) -> bool:
        """Whether it is known who comes: always of a plenary."""
        return not item.streams or any(
            one.item_id == item.id or one.stream in item.streams for one in self.invitations
        )

    def required_for(self, item: Item) -> frozenset[Party]:
        """Who has to be there."""
        return frozenset(
            one.party
            for one in self.invitations
            if one.required and (one.item_id == item.id or one.stream in item.streams)
        )

    def speaks_first(self, voice: Voice) -> bool:
        """Whether an answer goes before those of the agency's others: a focal point's, or what it sent."""
        if voice.agency_id is not None:
            return True
        member = self.agencies.by_person.get(voice.person_id or 0)
        return member is not None and member.speaks_as is SpeaksAs.FOCAL_POINT

    def counting(self, answers: Iterable[S]) -> dict[Party, S]:
        """The answer that counts for each party: the focal point's, else the latest of its people."""
        found: dict[Party, S] = {}
        for one in sorted(answers, key=lambda one: (self.speaks_first(one.voice), one.at)):
            party = self.party_of(one.voice)
            if party is not None:
                found[party] = one
        return found

    def _order(self, party: Party) -> tuple[int, str]:
        if party.agency_id is not None:
            agency = self.agencies.by_id.get(party.agency_id)
            return 0, agency.name.casefold() if agency else ""
        return (1, f"{party.person_id:09d}") if party.person_id is not None else (2, party.guest or "")


def alone_in(standings: Mapping[int, Standing]) -> frozenset[int]:
    """Who counts alone: members without an agency, and leads who are on the roster as nothing else."""
    return frozenset(
        person_id
        for person_id, standing in standings.items()
        if standing.agency is None and (standing.is_member or standing.lead_of)
    )


def zones_in(roster: Roster, body: Body, parties: Sequence[Party], group_zone: str) -> tuple[str, ...]:
    """The zones of the people of some parties, the group's own first."""
    people = (roster.people.get(person) for party in parties for person in body.people_of(party))
    zones = sorted({contact.zone for contact in people if contact is not None and contact.zone})
    return tuple(dict.fromkeys([group_zone, *zones]))
