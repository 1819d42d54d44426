"""Who is who in a group, and who answers for an item."""

from __future__ import annotations

from collections.abc import Iterable
from dataclasses import dataclass, field
from datetime import date
from typing import Protocol

from bot.core.i18n import language_of
from bot.core.rights import Owned, Standing

_ERASED = "UERASED"


def erased_user_id(person_id: int) -> str:
    """What stands in the place of an erased person's Slack id: like one, and longer than any."""
    return f"{_ERASED}{person_id:012}"


def is_erased(user_id: str) -> bool:
    """Whether an id stands for somebody who was erased."""
    return user_id.startswith(_ERASED) and len(user_id) == len(erased_user_id(0))


OUTSIDE = "~"
"""Begins the made-up user id of a person without Slack, which no id of Slack's does."""
LIGHT, QUIET, ACTIVE = LEVELS = ("light", "quiet", "active")
"""How much somebody hears: their own meetings alone; a note on Mondays; a note on every day with news."""


@dataclass(frozen=True, slots=True)
class Contact:
    """A person as the plan knows them; `zone` None means the group's.

    Of a person without Slack `team_id` is the workspace whose groups know them; `language` is the one that
    the roster gives them, if it does; `stand_in_id` is who is asked while they are away.
    """

    id: int
    team_id: str
    user_id: str
    name: str | None = None
    zone: str | None = None
    away_until: date | None = None
    locale: str | None = None
    mail: str | None = None
    language: str | None = None
    level: str = "quiet"
    stand_in_id: int | None = None

    @property
    def is_on_slack(self) -> bool:
        """Whether Slack reaches them; else they hear by mail, or from others."""
        return not self.user_id.startswith(OUTSIDE)

    @property
    def is_reached(self) -> bool:
        """Whether something that is sent to them gets there: by Slack, or by mail."""
        return self.is_on_slack or self.mail is not None

    @property
    def reads(self) -> str:
        """The language that they read."""
        return language_of(self.language, self.locale)

    def is_away(self, today: date) -> bool:
        """Whether they said they are away on that day."""
        return self.away_until is not None and today <= self.away_until


class AskedAbout(Owned, Protocol):
    """What somebody is asked about: an item of a plan."""

    @property
    def is_done_by_coordinator(self) -> bool:
        """Whether the plan says that the group's secretariat does it."""
        ...


@dataclass(frozen=True)
class Roster:
    """The people of a group with a part to play; leads by stream, first in line first."""

    coordinators: tuple[Contact, ...] = ()
    leads: dict[str, tuple[Contact, ...]] = field(default_factory=dict)
    people: dict[int, Contact] = field(default_factory=dict)
    representatives: dict[str, tuple[Contact, ...]] = field(default_factory=dict)

    def coordinator(self, today: date) -> Contact | None:
        """The first coordinator who is there, else the first."""
        return self._first_present(self.coordinators, today) or next(iter(self.coordinators), None)

    def lead(self, label: str, today: date) -> Contact | None:
        """The first lead of a stream who is there."""
        return self._first_present(self.leads.get(label, ()), today)

    def leads_of(self, labels: Iterable[str], today: date) -> tuple[Contact, ...]:
        """One lead of each of some streams who is there."""
        return tuple(dict.fromkeys(lead for label in labels if (lead := self.lead(label, today))))

    def _first_present(self, line: tuple[Contact, ...], today: date) -> Contact | None:
        """The first of a line who is there; in the place of somebody who is away, who stands in for them."""
        for one in line:
            stand_in = self.people.get(one.stand_in_id or 0) if one.is_away(today) else one
            if stand_in is not None and _is_there(stand_in, today):
                return stand_in
        return None

    def deciders(self, item: Owned | None, today: date) -> tuple[Contact, ...]:
        """Who is asked to decide: the coordinator; while none is there, the leads."""
        if coordinator := self._first_present(self.coordinators, today):
            return (coordinator,)
        of_item = self.leads_of(item.streams, today) if item is not None else ()
        return of_item or self.leads_of(self.leads, today) or self.coordinators[:1]

    def owners(self, item: AskedAbout, today: date) -> tuple[Contact, ...]:
        """Who is asked about an item: its owner, else one lead of each of its streams, else the coordinator.

        Whoever is away is passed over: owner → leads → coordinator. What the secretariat does, as the plan
        says, is the coordinator's where nobody owns it. While no coordinator is there it is the leads'; where
        nobody is there, the first who is known.
        """
        owner = self.people.get(item.owner_id) if item.owner_id is not None else None
        line = (owner,) if owner else self.representatives.get(item.owner_agency or "", ())
        if found := self._first_present(line, today):
            return (found,)
        coordinator = self._first_present(self.coordinators, today)
        if coordinator and not line and item.is_done_by_coordinator:
            return (coordinator,)
        if leads := self.leads_of(item.streams, today):
            return leads
        if coordinator:
            return (coordinator,)
        known = tuple(one for one in (*line, *self.coordinators) if one.is_on_slack)
        return self.leads_of(self.leads, today) or known[:1]


def _is_there(contact: Contact | None, today: date) -> bool:
    return contact is not None and contact.is_on_slack and not contact.is_away(today)


@dataclass(frozen=True, slots=True)
class Reader:
    """Who reads an answer: their zone shows times that differ, their standing decides on buttons."""

    standing: Standing
    zone: str | None = None
    name: str | None = None
    language: str = "en"
