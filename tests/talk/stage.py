"""A short life on stage: people talk to the real bot through the stand-in Slack, and read its answers."""

from __future__ import annotations

import sqlite3
from collections.abc import Iterator, Sequence
from contextlib import closing
from dataclasses import dataclass, field
from datetime import datetime, timedelta
from itertools import count
from pathlib import Path
from typing import Any

from sqlalchemy import text as sql

from bot.demo import world
from bot.demo.life import Life
from bot.sandbox.block_rules import elements_of
from bot.sandbox.journal import Entry
from bot.sandbox.sender import Reply
from bot.sandbox.state import JSON, Message
from bot.sandbox.values import Choice

GROUP, WS1, WS2 = world.GROUP_CHANNEL, world.WS1_CHANNEL, world.WS2_CHANNEL
SECRETARIAT, MEMBER, OBSERVER = world.SECRETARIAT, world.MEMBER, world.OBSERVER
WS1_LEAD, WS2_LEAD = world.WS1_LEAD, world.WS2_LEAD
TEAM = world.TEAM
APOLOGY = "Something went wrong on my side"


def words_of(value: object) -> Iterator[str]:
    """All texts that stand somewhere in blocks."""
    if isinstance(value, dict):
        if isinstance(value.get("text"), str):
            yield value["text"]
        for part in value.values():
            yield from words_of(part)
    elif isinstance(value, list):
        for part in value:
            yield from words_of(part)


@dataclass(frozen=True)
class Button:
    """A button, or one choice of a menu: what it says, and where it stands."""

    label: str
    value: str
    action_id: str
    block_id: str | None = None
    is_choice: bool = False

    @property
    def family(self) -> str:
        return self.action_id.partition(":")[0]

    @property
    def words(self) -> str:
        """The line that pressing it says."""
        return self.value.partition("|")[2]


def buttons_of(blocks: Sequence[JSON]) -> list[Button]:
    """All that can be pressed or chosen in blocks."""
    found = []
    for block in blocks:
        for _, element in elements_of(block):
            where = (element.get("action_id", ""), block.get("block_id"))
            if element["type"] == "button":
                found.append(Button(element["text"]["text"], element.get("value", ""), *where))
            for choice in element.get("options", ()) if element["type"] == "overflow" else ():
                found.append(Button(choice["text"]["text"], choice["value"], *where, is_choice=True))
    return found


@dataclass(frozen=True)
class Shown:
    """A message as one person sees it."""

    user: str
    channel: str
    ts: str
    text: str
    blocks: list[JSON] = field(repr=False)

    @property
    def all(self) -> str:
        """Everything that can be read, the line for screen readers first."""
        return "\n".join([self.text, *words_of(self.blocks)])

    @property
    def buttons(self) -> list[Button]:
        return buttons_of(self.blocks)

    @property
    def labels(self) -> list[str]:
        return [button.label for button in self.buttons]

    def button(self, name: str) -> Button:
        """The button with that label or those words."""
        found = [b for b in self.buttons if name in (b.label, b.words)]
        assert found, (
            f"no button {name!r} among {[(b.label, b.words) for b in self.buttons]} in {self.text!r}"
        )
        return found[0]

    def __contains__(self, words: str) -> bool:
        return words in self.all


@dataclass
class Result:
    """What came of one act: messages seen by its person, forms opened, and all journal entries."""

    reply: Reply
    shown: list[Shown]
    entries: list[Entry]

    @property
    def said(self) -> Shown:
        """The one answer."""
        assert len(self.shown) == 1, f"{len(self.shown)} answers: {[one.text for one in self.shown]}"
        return self.shown[0]

    @property
    def text(self) -> str:
        return self.said.text

    @property
    def view(self) -> JSON:
        """The form that opened."""
        views = [entry.view for entry in self.entries if entry.kind == "view_open"]
        assert len(views) == 1 and views[0] is not None, f"no form: {[one.text for one in self.shown]}"
        return views[0]

    @property
    def view_id(self) -> str:
        self.view
        return self.reply.view_id

    def kinds(self) -> list[str]:
        return [entry.kind for entry in self.entries]


class Stage:
    """People and their acts; each method answers with what came of it."""

    def __init__(self, life: Life, path: Path) -> None:
        self.life = life
        self.client = life.client
        self.slack = life.server.slack
        self.path = path
        self._mark = 0
        self._lives = count(1)

    def begin(self, born: Path, now: datetime) -> None:
        """Put the plan, the clock and the conversation back to where they were at the beginning."""
        with closing(sqlite3.connect(born)) as source, closing(sqlite3.connect(self.path)) as target:
            source.backup(target)
            # A revision comes only once in a real life, and the bot remembers by it.
            target.execute("UPDATE groups SET revision = revision + ?", (1000 * next(self._lives),))
            target.commit()
        # An hour passes between two tests, so that none waits for the pace of the one before.
        self.life.clock.set(now - timedelta(hours=1))
        self.life.clock.set(now)
        self.slack.stacks.clear()
        self.slack.ephemerals.clear()
        self._mark = len(self.life.server.journal)

    @property
    def now(self) -> datetime:
        return self.life.clock.now()

    async def say(self, user: str, words: str, channel: str = GROUP) -> Result:
        """Type the slash command."""
        reply = await self.client.command(TEAM, channel, user, "/img", words)
        assert reply.status == 200, f"{words!r}: {reply.status} {reply.text}"
        return self.result(reply, user, reply.message, channel)

    async def told(self, user: str, words: str, channel: str = GROUP) -> Shown:
        """Type the slash command, and read its one answer."""
        return (await self.say(user, words, channel)).said

    async def press(self, shown: Shown, name: str | Button, user: str | None = None) -> Result:
        """Press a button of a message, by its label or its words."""
        button = name if isinstance(name, Button) else shown.button(name)
        user = user or shown.user
        choice: Choice = button.value if button.is_choice else None
        reply = await self.client.click(
            TEAM, user, shown.channel, shown.ts, button.action_id, choice, block_id=button.block_id
        )
        assert reply.status == 200, f"{button}: {reply.status} {reply.text}"
        return self.result(reply, user)

    async def submit(self, user: str, view_id: str, **values: Choice) -> Result:
        """Submit the form that is open."""
        reply = await self.client.submit_view(user, view_id, values)
        assert reply.status == 200, f"{reply.status} {reply.text}"
        return self.result(reply, user)

    async def mention(self, user: str, words: str, channel: str = GROUP, **where: Any) -> Result:  # noqa: ANN401
        reply = await self.client.mention(user, channel, words, **where)
        assert reply.status == 200, reply.text
        return self.result(reply, user)

    async def write(self, user: str, words: str, **where: Any) -> Result:  # noqa: ANN401
        """Write to the bot directly."""
        reply = await self.client.direct_message(user, words, **where)
        assert reply.status == 200, reply.text
        return self.result(reply, user)

    def result(
        self, reply: Reply, user: str, message: Message | None = None, channel: str | None = None
    ) -> Result:
        shown = [
            Shown(user, entry.channel or "", entry.ts or "", entry.text, entry.blocks)
            for entry in reply.entries
            if entry.kind in ("ephemeral", "message") and entry.method != "command.ack"
        ]
        if message is not None:
            shown.insert(0, Shown(user, channel or "", message.ts, message.text, message.blocks))
        return Result(reply, shown, reply.entries)

    async def go(self, until: datetime) -> list[Shown]:
        """Let time pass; what the bot posted on the way, as its reader sees it."""
        return [self.seen(entry) for entry in await self.life.live(until)]

    async def deliver(self) -> list[Shown]:
        """Post what is due now."""
        mark = len(self.life.server.journal)
        self.life.clock.advance(timedelta(seconds=5))
        await self.life.bot.delivery.tick()
        return [self.seen(entry) for entry in self.life.server.journal.since(mark)]

    def seen(self, entry: Entry) -> Shown:
        return Shown(entry.user or SECRETARIAT, entry.channel or "", entry.ts or "", entry.text, entry.blocks)

    def standing(self, shown: Shown) -> list[Button]:
        """The buttons that a message has by now: a card is redrawn after a press."""
        channel = self.slack.workspaces[TEAM].channels[shown.channel]
        return buttons_of(self.slack.find_message(channel, shown.ts).blocks)

    def posts(self, channel: str) -> list[Shown]:
        """What stands in a channel since the test began."""
        entries = self.life.server.journal.since(self._mark)
        return [self.seen(entry) for entry in entries if (entry.kind, entry.channel) == ("message", channel)]

    def rows(self, statement: str, **values: object) -> list[Any]:
        """Look into the database, past all of the bot's code."""
        with self.life.bot.database.reading() as session:
            return list(session.execute(sql(statement), values).all())

    def stored(self, key: str, column: str = "status") -> Any:  # noqa: ANN401
        """One column of an item."""
        [[value]] = self.rows(f"select {column} from items where key = :key", key=key)
        return value

    def changes(self) -> int:
        """How many changes the history holds."""
        [[count]] = self.rows("select count(*) from changes where action <> 'import'")
        return int(count)

    def lock(self) -> sqlite3.Connection:
        """Another process that holds the database; close it to let go."""
        other = sqlite3.connect(self.path, isolation_level=None)
        other.execute("BEGIN IMMEDIATE")
        return other
