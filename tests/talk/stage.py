"""A short life on stage: people talk to the real bot through the stand-in Slack, and read its answers."""

from __future__ import annotations

import sqlite3
from contextlib import closing
from datetime import datetime, timedelta
from itertools import count
from pathlib import Path
from typing import Any

from sqlalchemy import text as sql

from bot.core.codec import Carried, UnknownValue, encode
from bot.core.offers import Offered, request_of
from bot.core.requests import Request
from bot.demo import world
from bot.demo.life import Life
from bot.groups.arrivals import Arrival, arrive
from bot.sandbox.journal import Entry
from bot.sandbox.sender import Reply
from bot.sandbox.state import Message
from bot.sandbox.values import Choice
from bot.talk.line import Meaning
from bot.talk.outcomes import Answer
from bot.talk.understand import understand
from tests.talk.shown import Button as Button
from tests.talk.shown import Result as Result
from tests.talk.shown import Shown as Shown
from tests.talk.shown import buttons_of as buttons_of
from tests.talk.shown import words_of as words_of

GROUP, WS1, WS2 = world.GROUP_CHANNEL, world.WS1_CHANNEL, world.WS2_CHANNEL
SECRETARIAT, MEMBER, OBSERVER = world.SECRETARIAT, world.MEMBER, world.OBSERVER
WS1_LEAD, WS2_LEAD = world.WS1_LEAD, world.WS2_LEAD
TEAM = world.TEAM
APOLOGY = "Something went wrong on my side"


def _offer(carried: Carried) -> int | None:
    return carried.request.offer_id if isinstance(carried.request, Offered) else None


class Stage:
    """People and their acts; each method answers with what came of it."""

    def __init__(self, life: Life, path: Path) -> None:
        self.life = life
        self.client = life.client
        self.slack = life.server.slack
        self.path = path
        self._mark = 0
        self._lives = count(1)
        self._presses = count(1)

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
        self.life.plan_anew()
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

    def request(self, button: Button) -> Request | None:
        """What a button asks for; None where it is a link, or of another version."""
        registry = self.life.bot.work.registry
        try:
            carried = registry.decode(button.value)
        except UnknownValue:
            return None
        with self.life.bot.database.reading() as session:
            person = session.scalar(
                sql("select person_id from offers where id = :id"), {"id": _offer(carried)}
            )
            return request_of(session, registry, carried, person, self.now).request

    def meaning(self, words: str, user: str = SECRETARIAT, channel: str = GROUP) -> Meaning:
        """What words mean, as the bot understands them from somebody."""
        bot = self.life.bot
        with bot.database.reading() as session:
            arrival = Arrival(TEAM, channel, TEAM, user)
            caller = arrive(bot.work, session, arrival).callers[0]
            snapshot = bot.work.snapshot(session, caller.group.id)
            return understand(bot.conversation.line(caller, snapshot, words))

    def value(self, request: Request) -> str:
        """A request as a button of the demo's group carries it."""
        [[group_id]] = self.rows("select min(id) from groups")
        return encode(request, group_id)

    def named(self, request: Request) -> str:
        """What a request does, as the bot names it to the coordinator."""
        bot = self.life.bot
        [[group_id]] = self.rows("select min(id) from groups")
        with bot.database.reading() as session:
            snapshot = bot.work.snapshot(session, group_id)
            return bot.work.registry.label(request, snapshot, None)

    def do(self, user: str, request: Request) -> str:
        """What somebody is told who presses a button with that request, whatever message it stood on."""
        arrival = Arrival(TEAM, GROUP, TEAM, user, f"trigger:{next(self._presses)}")
        outcome = self.life.bot.conversation.press(arrival, self.value(request))
        assert isinstance(outcome, Answer)
        return outcome.message.text

    def offers(self, shown: Shown, words: str) -> Button | None:
        """The button of a message that asks for what the words mean; None where there is none."""
        meant = self.meaning(words, shown.user)
        return next((button for button in shown.buttons if self.request(button) == meant), None)

    async def press(self, shown: Shown, name: str | Button, user: str | None = None) -> Result:
        """Press a button of a message, by its label or by words that mean the same."""
        if isinstance(name, Button):
            button = name
        else:
            button = self.offers(shown, name) if name not in shown.labels else shown.button(name)  # type: ignore[assignment]
            assert button is not None, f"no button {name!r} among {shown.labels} in {shown.text!r}"
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
        """How many changes of items the history holds."""
        [[count]] = self.rows("select count(*) from changes where action <> 'import' and subject = 'item'")
        return int(count)

    def lock(self) -> sqlite3.Connection:
        """Another process that holds the database; close it to let go."""
        other = sqlite3.connect(self.path, isolation_level=None)
        other.execute("BEGIN IMMEDIATE")
        return other
