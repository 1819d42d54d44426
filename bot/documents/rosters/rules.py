"""What a row of a roster says, and what it would change: pure values."""

from __future__ import annotations

import json
from collections.abc import Mapping
from dataclasses import dataclass, field
from hashlib import sha256
from typing import Any

from bot.groups.rules.agencies import SpeaksAs


@dataclass(frozen=True, slots=True)
class RosterRow:
    """One row: somebody, or an agency alone where neither name, address nor id stands there.

    `user` is a Slack user id; `speaks_as`, `coordinates` and `streams` are None where the file says nothing.
    """

    line: int
    agency: str | None = None
    aliases: tuple[str, ...] = ()
    name: str | None = None
    mail: str | None = None
    user: str | None = None
    speaks_as: SpeaksAs | None = None
    coordinates: bool | None = None
    streams: tuple[str, ...] | None = None
    zone: str | None = None
    language: str | None = None

    @property
    def is_person(self) -> bool:
        """Whether it names somebody."""
        return bool(self.name or self.mail or self.user)


@dataclass(frozen=True, slots=True)
class Problem:
    """A row that was not read, or not whole, and why."""

    line: int
    why: str


@dataclass(frozen=True, slots=True)
class RosterFile:
    """What a file says: its rows, and what could not be read."""

    rows: tuple[RosterRow, ...]
    problems: tuple[Problem, ...] = ()


@dataclass(frozen=True, slots=True)
class RowDifference:
    """What a row would change of somebody: the values before and after; nothing where it is so already."""

    row: RosterRow
    called: str
    before: Mapping[str, Any] = field(default_factory=dict)
    after: Mapping[str, Any] = field(default_factory=dict)
    is_new: bool = False


@dataclass(frozen=True, slots=True)
class RosterDifference:
    """What a file would change; `missing` are names of people on the roster who do not stand in it."""

    people: tuple[RowDifference, ...]
    agencies: tuple[tuple[str, tuple[str, ...]], ...]
    missing: tuple[str, ...]
    problems: tuple[Problem, ...]

    @property
    def changed(self) -> tuple[RowDifference, ...]:
        """The rows that change something."""
        return tuple(one for one in self.people if one.after)

    @property
    def seal(self) -> str:
        """What tells whether the difference is still the one that somebody was shown."""
        told = [[one.called, dict(one.after)] for one in self.changed]
        return sha256(json.dumps([told, self.agencies], sort_keys=True).encode()).hexdigest()[:16]

    @property
    def changes_anything(self) -> bool:
        """Whether writing it would change the roster."""
        return bool(self.changed or self.agencies)
