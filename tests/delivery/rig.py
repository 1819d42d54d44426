"""A delivery against the stand-in Slack, in simulated time, with a plan that says each notice's key."""

from __future__ import annotations

from collections.abc import AsyncIterator, Awaitable, Callable, Sequence
from contextlib import asynccontextmanager
from dataclasses import dataclass, field
from datetime import UTC, datetime, timedelta
from typing import Any

from aiohttp import ClientSession
from slack_sdk.web.async_client import AsyncWebClient
from sqlalchemy import select
from sqlalchemy.orm import Session

import bot.tables  # noqa: F401 - what a session writes may refer to any table
from bot.core.clock import SimulatedClock
from bot.core.notices import NewNotice
from bot.delivery.delivery import Delivery
from bot.delivery.hooks import Decision, Drop, Post, Recipient
from bot.delivery.outcomes import NotInstalled
from bot.delivery.requests import posting_client, posting_session
from bot.delivery.store.outbox import add_notices, gathered_by
from bot.delivery.tables import DEAD_LETTER, DIGEST, OutboxRow
from bot.delivery.timing import DeliveryTiming
from bot.demo import world
from bot.sandbox.api_server import SlackServer
from bot.store.database import Database

NOW = datetime(2017, 11, 20, 8, 0, tzinfo=UTC)
TIMING = DeliveryTiming()
CHANNEL = world.GROUP_CHANNEL


@dataclass
class KeyPlan:
    """Says a notice's key, unless `decisions` holds another answer; `cards` says how it looks later."""

    decisions: dict[str, Decision | Exception] = field(default_factory=dict)
    cards: dict[str, Decision | Exception] = field(default_factory=dict)
    questions: Sequence[str] = (DIGEST, DEAD_LETTER)
    owners: Sequence[Recipient] = (Recipient(world.SECRETARIAT),)

    def prepare(self, session: Session, row: OutboxRow, now: datetime) -> Decision:
        if row.kind == DIGEST:
            return Post("late: " + ", ".join(each.key for each in gathered_by(session, row.id)))
        if row.kind == DEAD_LETTER:
            return self._about_lost(session, row)
        decision = self.decisions.get(row.key, Post(row.key))
        if isinstance(decision, Exception):
            raise decision
        return decision

    def refresh(self, session: Session, row: OutboxRow, now: datetime) -> Decision:
        stored = row.payload.get("card")
        decision = self.cards.get(row.key, Post(stored) if stored else Drop("as it was"))
        if isinstance(decision, Exception):
            raise decision
        return decision

    def _about_lost(self, session: Session, question: OutboxRow) -> Decision:
        dead = session.get_one(OutboxRow, question.payload["dead_id"])
        return Post(f"lost: {dead.key} ({dead.error})") if dead.state == "dead" else Drop("answered")

    def dead_letter_recipients(self, session: Session, dead: OutboxRow) -> Sequence[Recipient]:
        return self.owners


def clients(
    session: ClientSession, server_url: str, tokens: dict[str, str]
) -> Callable[[str], Awaitable[AsyncWebClient]]:
    """The posting clients of the workspaces, by their tokens."""

    async def slack_for(team_id: str) -> AsyncWebClient:
        if team_id not in tokens:
            raise NotInstalled(team_id)
        return posting_client(session, tokens[team_id], server_url)

    return slack_for


@dataclass
class Rig:
    """What a test holds in its hands."""

    database: Database
    server: SlackServer
    clock: SimulatedClock
    plan: KeyPlan
    session: ClientSession
    timing: DeliveryTiming = TIMING
    failpoint: Callable[[str], None] = lambda _name: None
    delivery: Delivery = field(init=False)

    def __post_init__(self) -> None:
        self.delivery = self.new_delivery()

    def new_delivery(self, **options: Any) -> Delivery:  # noqa: ANN401 - options of Delivery
        """Another process, or the same one restarted."""
        return Delivery(
            self.database,
            clients(self.session, self.server.api_url, {world.TEAM: world.BOT_TOKEN}),
            self.plan,
            clock=self.clock,
            **{"timing": self.timing, "failpoint": self.failpoint, **options},
        )

    def add(
        self,
        *keys: str,
        recipient: str = CHANNEL,
        due_at: datetime | None = None,
        **details: Any,  # noqa: ANN401 - fields of NewNotice
    ) -> None:
        """Add notices, due now unless told otherwise."""
        now = self.clock.now()
        due = due_at or now
        with self.database.writing() as session:
            add_notices(
                session,
                [NewNotice(world.TEAM, key, "note", recipient, due, **details) for key in keys],
                now=now,
            )

    def row(self, key: str) -> OutboxRow:
        """A row as it is stored now."""
        with self.database.reading() as session:
            return session.scalars(select(OutboxRow).where(OutboxRow.key == key)).one()

    def states(self) -> dict[str, str]:
        """Key → state of all rows."""
        with self.database.reading() as session:
            return {row.key: row.state for row in session.scalars(select(OutboxRow))}

    def texts(self, channel: str = CHANNEL) -> list[str]:
        """What stands in a channel, in order."""
        return [
            message.text
            for message in self.server.slack.workspaces[world.TEAM].channels[channel].messages.values()
        ]

    def said(self, user: str) -> list[str]:
        """What was said to a person directly."""
        return [entry.text for entry in self.server.journal.messages(user=user)]

    def calls(self, method: str) -> int:
        """How many requests of a method came, answered or not."""
        return sum(1 for attempt in self.server.slack.attempts if attempt.method == method)

    async def run(self, length: timedelta) -> None:
        """Live through some time, waking when delivery wants to."""
        end = self.clock.now() + length
        for _ in range(10_000):
            await self.delivery.tick()
            wake = await self.delivery.next_wake(self.clock.now())
            if wake is None or wake > end:
                self.clock.set(end)
                return
            self.clock.set(max(wake, self.clock.now() + timedelta(milliseconds=1)))
        raise AssertionError("delivery never comes to rest")


@asynccontextmanager
async def build_rig(url: str) -> AsyncIterator[Rig]:
    """A rig on a migrated database, taken down afterwards."""
    clock = SimulatedClock(NOW)
    server = world.build_world(clock)
    await server.start()
    database = Database(url)
    async with posting_session(TIMING) as session:
        yield Rig(database, server, clock, KeyPlan(), session)
    database.close()
    await server.stop()
