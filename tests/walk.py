"""How much code one act walks through: `python -m tests.walk` counts files, rooms and SQL statements.

Each walk has a life of its own in the stand-in Slack. It counts the files of `bot/` of which a function ran
(neither what an import runs nor the stand-in itself), their top folders, and the statements that read or
write rows, also those that go past SQLAlchemy to the driver.
"""

from __future__ import annotations

import asyncio
import json
import sys
import threading
from collections.abc import AsyncIterator, Awaitable, Callable, Iterator
from contextlib import asynccontextmanager, contextmanager
from dataclasses import asdict, dataclass, field
from datetime import UTC, datetime
from functools import partial
from pathlib import Path
from types import FrameType
from typing import Any

from rich.console import Console
from rich.table import Table
from sqlalchemy import Engine, event

from bot.demo import world
from bot.demo.life import PLAN, Life, living, load
from bot.sandbox.block_rules import elements_of
from bot.sandbox.sender import Reply

ROOT = Path(__file__).resolve().parents[1]
BASELINE = Path(__file__).with_name("fixtures") / "walk_baseline.json"
BOT = f"{ROOT / 'bot'}/"
STAND_INS = ("sandbox", "demo")
ASKING = ("SELECT", "INSERT", "UPDATE", "DELETE", "WITH")
FIRST_NOTE = datetime(2017, 10, 2, 6, tzinfo=UTC)
"""When the built-in plan's first notice is due: one note, at nine in Nairobi."""


@dataclass
class Walk:
    """What ran while it was measured: files by their path in `bot/`, and the SQL of each statement."""

    files: set[str] = field(default_factory=set)
    statements: list[str] = field(default_factory=list)

    @property
    def rooms(self) -> set[str]:
        """The top folders of these files."""
        return {path.partition("/")[0] for path in self.files if "/" in path}

    @property
    def counts(self) -> Counts:
        return Counts(len(self.files), len(self.rooms), len(self.statements))


@dataclass(frozen=True)
class Counts:
    """How many of each."""

    files: int
    rooms: int
    statements: int


class Counter:
    """Watches all threads that begin after it, and all connections; it counts while `walk` is set."""

    def __init__(self) -> None:
        self.walk: Walk | None = None
        self._inside = threading.local()

    @contextmanager
    def watching(self) -> Iterator[None]:
        """Watch until the block ends."""
        listeners: list[tuple[str, Callable[..., None]]] = [
            ("connect", self._connected),
            ("before_cursor_execute", self._before),
            ("after_cursor_execute", self._after),
        ]
        before = sys.getprofile(), threading.getprofile()
        for name, listener in listeners:
            event.listen(Engine, name, listener)
        threading.setprofile(self._called)
        sys.setprofile(self._called)
        try:
            yield
        finally:
            sys.setprofile(before[0])
            threading.setprofile(before[1])
            for name, listener in listeners:
                event.remove(Engine, name, listener)

    @contextmanager
    def counting(self) -> Iterator[Walk]:
        """Count until the block ends."""
        self.walk = walk = Walk()
        try:
            yield walk
        finally:
            self.walk = None

    def _called(self, frame: FrameType, kind: str, _argument: object) -> None:
        code = frame.f_code
        if kind != "call" or self.walk is None or code.co_name == "<module>":
            return
        if code.co_filename.startswith(BOT):
            path = code.co_filename.removeprefix(BOT)
            if not path.startswith(STAND_INS):
                self.walk.files.add(path)

    def _connected(self, connection: Any, _record: object) -> None:  # noqa: ANN401 - any driver's
        # The driver itself tells what is asked past SQLAlchemy.
        connection.set_trace_callback(self._traced)

    def _before(self, _connection: object, _cursor: object, statement: str, *_more: object) -> None:
        self._inside.sqlalchemy = True
        self._asked(statement)

    def _after(self, *_arguments: object) -> None:
        self._inside.sqlalchemy = False

    def _traced(self, statement: str) -> None:
        if not getattr(self._inside, "sqlalchemy", False):
            self._asked(statement)

    def _asked(self, statement: str) -> None:
        if self.walk is not None and statement.lstrip().upper().startswith(ASKING):
            self.walk.statements.append(statement)


@dataclass(frozen=True)
class Place:
    """Where an act takes place: a life, whose acts are counted only inside `counter.counting()`."""

    life: Life
    counter: Counter

    async def say(self, words: str) -> Reply:
        """The Secretariat types the slash command."""
        return await self.life.client.command(
            world.TEAM, world.GROUP_CHANNEL, world.SECRETARIAT, "/img", words
        )


@asynccontextmanager
async def born(counter: Counter, *, import_plan: bool = True) -> AsyncIterator[Place]:
    """A life that begins."""
    async with living(import_plan=import_plan) as life:
        yield Place(life, counter)


async def walk_typed(counter: Counter) -> Walk:
    """Somebody types a date."""
    async with born(counter) as here:
        with counter.counting() as walk:
            reply = await here.say("schedule ws1-m1 23 nov 2-5pm")
        assert "23 Nov 2017" in reply.text
    return walk


async def walk_typed_after(counter: Counter) -> Walk:
    """The same on an ordinary day: they have set another date before."""
    async with born(counter) as here:
        await here.say("schedule ws1-m2 16 jan 2-5pm")
        with counter.counting() as walk:
            reply = await here.say("schedule ws1-m1 23 nov 2-5pm")
        assert "23 Nov 2017" in reply.text
    return walk


async def walk_vote(counter: Counter) -> Walk:
    """Somebody on the roster answers a poll for a date by words, as they have answered another before."""
    async with born(counter) as here:
        await here.say(f"people add <@{world.SECRETARIAT}> UNITAR")
        for key in ("img6", "img7"):
            await here.say(f"poll {key} 16 jan 2018, 18 jan 2018")
        await here.say("vote img7 1 yes, 2 no")
        with counter.counting() as walk:
            reply = await here.say("vote img6 1 yes, 2 no")
        assert "does not work: 2" in reply.text, reply.text
    return walk


async def walk_press(counter: Counter) -> Walk:
    """Somebody presses *Mark done* beside an item."""
    async with born(counter) as here:
        message = (await here.say("show ws1-d1")).message
        assert message is not None
        [button] = [
            element
            for block in message.blocks
            for _place, element in elements_of(block)
            if element.get("text", {}).get("text") == "Mark done"
        ]
        press = partial(here.life.client.click, world.TEAM, world.SECRETARIAT, world.GROUP_CHANNEL)
        with counter.counting() as walk:
            reply = await press(message.ts, button["action_id"])
        assert any("done" in entry.text for entry in reply.entries)
    return walk


async def walk_form(counter: Counter) -> Walk:
    """Somebody submits the form for a date; opening it is not counted."""
    async with born(counter) as here:
        opened = await here.say("schedule ws1-m2")
        values = {"day": "2018-01-16", "start": "14:00", "end": "17:30"}
        with counter.counting() as walk:
            reply = await here.life.client.submit_view(world.SECRETARIAT, opened.view_id, values)
        assert any("16 Jan 2018" in entry.text for entry in reply.entries)
    return walk


async def walk_notice(counter: Counter) -> Walk:
    """A notice is due and is posted; nothing else is due then."""
    async with born(counter) as here:
        here.life.clock.set(FIRST_NOTE)
        with counter.counting() as walk:
            posted = await here.life.settle()
        assert [entry.kind for entry in posted] == ["message"]
    return walk


async def walk_import(counter: Counter) -> Walk:
    """The built-in plan is read, compared and written, as `import --yes` does."""
    async with born(counter, import_plan=False) as here:
        data = PLAN.read_bytes()
        with counter.counting() as walk:
            result = await asyncio.to_thread(load, here.life.bot, data, PLAN.name)
        assert len(result.draft.items) > 10
    return walk


WALKS: dict[str, Callable[[Counter], Awaitable[Walk]]] = {
    "typed date": walk_typed,
    "typed date, later": walk_typed_after,
    "press of Mark done": walk_press,
    "submitted date form": walk_form,
    "typed vote, later": walk_vote,
    "due notice": walk_notice,
    "import of the plan": walk_import,
}


def measure() -> dict[str, Walk]:
    """All walks, each in a life of its own; they run once unmeasured, since a first act also imports."""
    counter = Counter()
    with counter.watching(), asyncio.Runner() as runner:
        for walk in WALKS.values():
            runner.run(_gone(walk, counter))
        return {name: runner.run(_gone(walk, counter)) for name, walk in WALKS.items()}


async def _gone(walk: Callable[[Counter], Awaitable[Walk]], counter: Counter) -> Walk:
    return await walk(counter)


def read_baseline() -> dict[str, Counts]:
    """The counts before the rebuild, by the walk's name."""
    stored = json.loads(BASELINE.read_text(encoding="utf-8"))
    return {name: Counts(**counts) for name, counts in stored.items()}


def main() -> None:
    """Print the counts beside the baseline; with `--files` also what ran, with `--write` keep the counts."""
    walks = measure()
    if "--write" in sys.argv:
        counts = {name: asdict(walk.counts) for name, walk in walks.items()}
        BASELINE.write_text(json.dumps(counts, indent=2) + "\n", encoding="utf-8")
    baseline = read_baseline()
    table = Table("act", "files", "before", "rooms", "before", "SQL", "before")
    for name, walk in walks.items():
        before = asdict(baseline[name]) if name in baseline else {}
        pairs = ((count, before.get(kind, "")) for kind, count in asdict(walk.counts).items())
        table.add_row(name, *(str(count) for pair in pairs for count in pair))
    Console(width=100).print(table)
    if "--files" in sys.argv:
        for name, walk in walks.items():
            statements = (" ".join(statement.split())[:100] for statement in walk.statements)
            print(f"\n{name}", *sorted(walk.files), *statements, sep="\n  ")


if __name__ == "__main__":
    main()
