"""What services work with: the database, and the facts of a group that many calls need."""

from __future__ import annotations

from collections import OrderedDict
from collections.abc import Callable, Mapping, Sequence
from copy import copy
from dataclasses import dataclass, fields, replace
from datetime import datetime
from functools import cached_property
from threading import Lock
from typing import Any, Generic, NoReturn, TypeVar, cast

from sqlalchemy.exc import DBAPIError
from sqlalchemy.orm import Session

from bot.core.settings import Timing
from bot.dates.holidays import is_public_holiday
from bot.dates.working_days import WorkingDays
from bot.groups.rules.rights import Standing
from bot.groups.rules.roster import Roster
from bot.groups.store import groups, people
from bot.plan.rules.items import Item
from bot.plan.rules.views import GroupView
from bot.reminders.rules.ladders import Ladder, Rules
from bot.store.database import Database
from bot.store.quick import Queries

MOST_GROUPS_REMEMBERED, MOST_LISTS_REMEMBERED = 1000, 1000
Result = TypeVar("Result")
Key = TypeVar("Key")
Value = TypeVar("Value")


@dataclass(frozen=True)
class GroupFacts:
    """A group, its people and its rules, as of one revision."""

    revision: int
    group: GroupView
    roster: Roster
    standings: Mapping[int, Standing]
    rules: Rules

    def standing_of(self, person_id: int | None) -> Standing:
        """What a person is in the group; whoever is not on the roster is an observer."""
        known = self.standings.get(person_id) if person_id is not None else None
        return known or Standing(person_id=person_id)


@dataclass(frozen=True, slots=True)
class Ahead:
    """The first open items ahead, as they were from an instant on until the first of them is over."""

    items: tuple[Item, ...]
    since: datetime
    until: datetime | None

    def holds_at(self, now: datetime) -> bool:
        """Whether a query would find the same."""
        return self.since <= now and (self.until is None or now < self.until)


AheadKey = tuple[int, str | None, int]
"""Group, stream, how many."""


class ByRevision(Generic[Key, Value]):
    """What was read of groups, with the revision it was read at; what was asked for last is kept longest.

    Every change counts the group's revision up in its own transaction, whichever process makes it.
    """

    def __init__(self, most: int) -> None:
        self._most = most
        self._known: OrderedDict[Key, tuple[int, Value]] = OrderedDict()
        self._lock = Lock()

    def get(self, key: Key, revision: int | None) -> Value | None:
        """What was read at that revision; None where it was not, or is forgotten."""
        with self._lock:
            known = self._known.get(key)
            if known is None or known[0] != revision:
                return None
            self._known.move_to_end(key)
            return known[1]

    def put(self, key: Key, revision: int, value: Value) -> None:
        """Remember what was read at a revision, or after it."""
        with self._lock:
            self._known[key] = revision, value
            self._known.move_to_end(key)
            if len(self._known) > self._most:
                self._known.popitem(last=False)


class NotInMemory(Exception):
    """What was asked for takes the database."""


class _NoDatabase:
    def __getattr__(self, name: str) -> NoReturn:
        raise NotInMemory(name)


def _ignore() -> None:
    """Do nothing: nobody wants to hear of commits."""


class Work:
    """The shared means of all services; `on_commit` is called after each change, from its thread."""

    def __init__(self, database: Database, timing: Timing | None = None) -> None:
        self.database = database
        self.timing = timing or Timing()
        self.on_commit: Callable[[], None] = _ignore
        self._facts = ByRevision[int, GroupFacts](MOST_GROUPS_REMEMBERED)
        self.ahead = ByRevision[AheadKey, Ahead](MOST_LISTS_REMEMBERED)

    @cached_property
    def memory(self) -> Work:
        """The same with what is in memory alone: a service that asks its database raises `NotInMemory`."""
        memory = copy(self)
        memory.database = cast(Database, _NoDatabase())
        return memory

    def facts(self, session: Session, group_id: int, revision: int | None = None) -> GroupFacts:
        """The facts of a group; read anew only when its revision has moved on."""
        if revision is None:
            revision = groups.revision_of(session, group_id)
        known = self._facts.get(group_id, revision)
        if known is not None:
            return known
        return self._read_facts(session, group_id)

    def facts_as_of(self, group_id: int, revision: int) -> GroupFacts:
        """The same where the revision was just read; without a session, if the facts are known."""
        known = self.known_facts(group_id, revision)
        if known is not None:
            return known
        with self.database.quickly() as queries:
            return self._read_facts(queries, group_id)

    def _read_facts(self, queries: Queries, group_id: int) -> GroupFacts:
        found = read_facts(queries, group_id)
        self._facts.put(group_id, found.revision, found)
        return found

    def known_facts(self, group_id: int, revision: int) -> GroupFacts | None:
        """The same, from memory or not at all."""
        return self._facts.get(group_id, revision)


def once_more(
    function: Callable[..., Result], arguments: Sequence[Any] = (), named: Mapping[str, Any] | None = None
) -> Result:
    """Call a service; again where the database had dropped the connection, as after its restart.

    The first call may have committed before the connection broke; the event's id, stored with its effect,
    keeps the second call from having another.
    """
    try:
        return function(*arguments, **(named or {}))
    except DBAPIError as error:
        if not error.connection_invalidated:
            raise
        return function(*arguments, **(named or {}))


def read_facts(queries: Queries, group_id: int) -> GroupFacts:
    """The facts of a group, from the database."""
    # First of all: what changes meanwhile has a later revision.
    group = groups.group_row(queries, group_id)
    roster, standings = people.roster_of(queries, group_id)
    return GroupFacts(
        revision=group.revision,
        group=groups.group_view(queries, group),
        roster=roster,
        standings=standings,
        rules=_rules_of(queries, group),
    )


def _rules_of(queries: Queries, group: groups.GroupRow) -> Rules:
    """The reminder rules of a group: zone, working days, and the offsets it has changed."""
    own_days = groups.holidays_of(queries, group.id)
    region = group.holiday_region
    days = WorkingDays(lambda day: day.isoformat() in own_days or is_public_holiday(region, day))
    known = {field.name for field in fields(Ladder)}
    steps = {name: step for name, step in groups.ladder_steps_of(queries, group.id).items() if name in known}
    return Rules(zone=group.zone, days=days, ladder=replace(Ladder(), **steps))  # type: ignore[arg-type]
