"""Two groups and everybody who has a part in them, in a database that can be brought back to how it was."""

from __future__ import annotations

import shutil
import sqlite3
from collections.abc import Callable
from contextlib import closing
from dataclasses import dataclass, fields, replace
from pathlib import Path
from typing import Any

from bot.core.caller import Caller
from bot.core.codec import encode
from bot.core.errors import UserError
from bot.core.registry import Shown
from bot.core.requests import Act
from bot.core.snapshot import Part
from bot.features import create_work
from bot.groups.arrivals import Arrival, arrive
from bot.groups.setup import Setup, set_up_group
from bot.plan.acts import AddItem
from bot.plan.rules.items import Kind
from bot.store.database import Database
from bot.tables import Base
from bot.talk.conversation import Conversation
from bot.talk.outcomes import Answer
from tests.core.examples import Example
from tests.stage import (
    CHANNEL,
    CO_LEAD1,
    COORDINATOR,
    LEAD1,
    LEAD2,
    MEMBER,
    NOW,
    OBSERVER,
    SETUP,
    TEAM,
    Stage,
)

OWNER, ELSEWHERE = "U0OWNER", "T0ELSEWHERE"
OTHER = Setup(team=TEAM, label="OTH", name="Other", channel="C0OTH", coordinators=(LEAD2,))
# What whoever is refused may leave behind: that they spoke, and what they are offered.
ASIDE = frozenset({"people", "received_events", "offers"})
BUILT = 100
"""More requests than it takes to build a world."""
Dump = dict[str, list[tuple[Any, ...]]]


@dataclass(frozen=True)
class Role:
    """Somebody: their user id, and their own workspace."""

    user: str
    team: str = TEAM


# OWNER is on no roster, and owns WS1-D1; REMOVED led WS1 until a moment ago; STRANGER has the coordinator's
# user id in another workspace.
ROLES = {
    "coordinator": Role(COORDINATOR),
    "lead": Role(LEAD1),
    "other lead": Role(LEAD2),
    "owner": Role(OWNER),
    "member": Role(MEMBER),
    "observer": Role(OBSERVER),
    "removed lead": Role(CO_LEAD1),
    "stranger": Role(COORDINATOR, ELSEWHERE),
}
COUNTED = [table.name for table in Base.metadata.sorted_tables if table.name not in ASIDE]
Way = Callable[["World", Role, Act, Example], None]


class World:
    """The built-in plan in a group of all roles, and beside it another group with one item."""

    def __init__(self, url: str) -> None:
        self.path = Path(url.removeprefix("sqlite:///"))
        self.stage = Stage(create_work(Database(url)), 1, BUILT)
        self.other = replace(self.stage, group_id=2, requests=10 * BUILT)

    @classmethod
    def build(cls, url: str) -> None:
        """Make the world of a database that holds the built-in plan."""
        world = cls(url)
        world.stage.requests = 0
        world.stage.give("WS1-D1", OWNER)
        set_up_group(world.stage.work, OTHER, NOW)
        world.other.do(AddItem(Kind.DELIVERABLE, "Of another group"), world.other.cli())
        # Everybody has spoken once, so that what they do later changes nothing of who is known.
        for role in ROLES.values():
            world.caller(role)
        world.stage.database.close()

    def keep(self) -> None:
        """Take the removed lead's right away, and make this the state that `restore` brings back."""
        set_up_group(self.stage.work, replace(SETUP, leads=(), removed_leads=(("WS1", CO_LEAD1),)), NOW)
        self.stage.database.close()
        shutil.copyfile(self.path, self.path.with_suffix(".kept"))

    def restore(self) -> None:
        """Bring the kept state back, as a process finds it that has just started."""
        self.stage.database.close()
        for tail in ("-wal", "-shm"):
            self.path.with_name(self.path.name + tail).unlink(missing_ok=True)
        shutil.copyfile(self.path.with_suffix(".kept"), self.path)
        work = create_work(Database(f"sqlite:///{self.path}"))
        self.stage = Stage(work, 1, self.stage.requests)

    def arrival(self, role: Role) -> Arrival:
        """Somebody speaks in the group's channel."""
        self.stage.requests += 1
        return Arrival(TEAM, CHANNEL, role.team, role.user, f"Ev{self.stage.requests}")

    def caller(self, role: Role) -> Caller:
        """The same before the group."""
        with self.stage.database.reading() as session:
            return arrive(self.stage.work, session, self.arrival(role)).callers[0]

    def say(self, role: Role, words: str) -> None:
        """Somebody says something, and gets an answer."""
        _answered(self._conversation.answer(self.arrival(role), words))

    def press(self, role: Role, value: str) -> Shown:
        """Somebody presses a button, and gets an answer."""
        return _answered(self._conversation.press(self.arrival(role), value))

    @property
    def _conversation(self) -> Conversation:
        return Conversation(self.stage.work, "/img", lambda: NOW)

    def dump(self) -> Dump:
        """Every row that counts."""
        with closing(sqlite3.connect(self.path)) as connection:
            return {name: connection.execute(f"SELECT * FROM {name}").fetchall() for name in COUNTED}

    def who(self, attempt: Callable[[Role], object]) -> set[str]:
        """The roles that change anything by an attempt; each makes it on the kept state."""
        self.keep()
        able, before = set(), self.dump()
        for name, role in ROLES.items():
            self.kept()
            attempt(role)
            if self.dump() != before:
                able.add(name)
                assert self.kept() == self.read()
                self.restore()
        return able

    def kept(self) -> list[Any]:
        """What this process keeps of the group's people and its like, whatever has happened meanwhile."""
        with self.stage.database.reading() as session:
            snapshot = self.stage.work.snapshot(session, 1)
            return [snapshot[part.type] for part in self._kept_parts]

    def read(self) -> list[Any]:
        """The same as another process reads it."""
        with self.stage.database.reading() as session:
            return [part.read(session, 1) for part in self._kept_parts]

    @property
    def _kept_parts(self) -> list[Part[Any]]:
        return [part for part in self.stage.work.registry.parts if part.of_people]

    def who_can(self, act: Act, example: Example, way: Way) -> set[str]:
        """The roles that can do an act, by one of the ways in."""
        return self.who(lambda role: way(self, role, act, example))


def _answered(outcome: object) -> Shown:
    assert isinstance(outcome, Answer) and outcome.message.text
    return outcome.message


def _itself(world: World, role: Role, act: Act, _example: Example) -> None:
    try:
        world.stage.do(act, world.caller(role))
    except UserError as error:
        assert error.text


def _by_words(world: World, role: Role, act: Act, example: Example) -> None:
    world.say(role, example.words.format(**{one.name: getattr(act, one.name) for one in fields(act)}))


def _by_button(world: World, role: Role, act: Act, _example: Example) -> None:
    world.press(role, encode(act, 1))


WAYS: dict[str, Way] = {"itself": _itself, "by words": _by_words, "by a button": _by_button}
