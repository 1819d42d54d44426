"""Many people vote in many polls at once, by Slack's own requests: how long each waits, and whether the cards
are right three minutes later.

The bot is a process of its own, as in life; the people and the stand-in Slack share another.
"""

from __future__ import annotations

import asyncio
import random
import re
import tempfile
import time
from collections import Counter
from collections.abc import Sequence
from dataclasses import dataclass
from datetime import UTC, datetime, timedelta
from pathlib import Path

import psutil

from bot.core.perform import perform
from bot.core.tables import Group
from bot.core.work import Work
from bot.dates.when import Precision, When
from bot.demo import world
from bot.demo.life import living
from bot.features import create_work
from bot.groups.arrivals import command_line
from bot.groups.rules.agencies import SpeaksAs
from bot.groups.store.people import get_person
from bot.groups.store.rosters import get_agency, set_member
from bot.meetings.polls.acts import OpenPoll
from bot.plan.acts import AddItem
from bot.plan.rules.items import Kind
from bot.sandbox.api_server import SlackServer
from bot.sandbox.client import SlackClient
from bot.store.database import Database
from tests.running.process import open_office

AT_ONCE = 8
TYPED = 0.1  # most press a button of the card
CARDS_AFTER = timedelta(minutes=3)
_CAN = re.compile(r"✔ (\d+) can")
_KEY = re.compile(r"[A-Z0-9]+-M\d+")


@dataclass(frozen=True)
class Ballot:
    """Who votes in which poll, whether they can come, and whether they type it or press it."""

    user: str
    key: str
    can: bool
    typed: bool


@dataclass(frozen=True)
class Votes:
    """How long each vote waited (seconds), the wrong cards, all updates, and the CPU of the bot (seconds).

    `settled` is how long after the last vote the last wrong card became right; `cpu` is None where the bot
    shared a process with others.
    """

    waits: Sequence[float]
    wrong: Sequence[str]
    updates: int
    settled: float = 0.0
    cpu: float | None = None

    def within(self, share: float) -> float:
        """How long that share of the votes waited at most."""
        return sorted(self.waits)[min(len(self.waits) - 1, int(share * len(self.waits)))]


def _invite(server: SlackServer, work: Work, voters: int, now: datetime) -> list[str]:
    """So many people of as many agencies, in Slack and on the roster."""
    users = [f"U0VOTER{number:03}" for number in range(voters)]
    channel = server.slack.workspaces[world.TEAM].channels[world.GROUP_CHANNEL]
    for number, user in enumerate(users):
        server.slack.add_user(world.TEAM, f"voter-{number}", f"Voter {number}", id=user)
        channel.members.append(user)
    with work.database.writing() as session:
        for number, user in enumerate(users):
            agency = get_agency(session, 1, f"Agency {number:03}").id
            person = get_person(session, world.TEAM, user).id
            set_member(session, 1, person, agency, now, SpeaksAs.FOCAL_POINT)
        session.get_one(Group, 1).revision += 1
    return users


def _open(work: Work, polls: int, now: datetime) -> list[str]:
    """The keys of so many plenaries that are polled."""
    days = [(now + timedelta(days=ahead)).date().isoformat() for ahead in (104, 106)]
    whens, keys = tuple(When(Precision.DAY, day) for day in days), []
    for number in range(polls):
        caller = command_line(work, 1)
        item = perform(AddItem(Kind.MEETING, f"Meeting number {number}"), caller, now, work).result.item
        perform(OpenPoll(item.id, whens), caller, now, work)
        keys.append(item.key)
    return keys


def _ballots(users: list[str], keys: list[str], votes: int, seed: int) -> list[Ballot]:
    """So many votes in any order; each person votes once in a poll."""
    chance = random.Random(seed)
    plan = [
        Ballot(user, key, chance.random() < 0.5, chance.random() < TYPED) for user in users for key in keys
    ]
    plan = plan[:votes]
    chance.shuffle(plan)
    return plan


async def _vote(client: SlackClient, plan: list[Ballot], seconds: float) -> list[float]:
    """Give all votes over so many seconds; how long each waited."""
    posted = {
        found[0]: entry
        for entry in client.server.journal
        if entry.kind == "message" and _CAN.search(str(entry.blocks)) and (found := _KEY.search(entry.text))
    }
    # Slack gives up on an answer after three seconds: on a machine that is too slow, people queue up.
    gate = asyncio.Semaphore(AT_ONCE)

    async def give(number: int, ballot: Ballot) -> float:
        await asyncio.sleep(seconds * number / len(plan))
        began = time.perf_counter()
        async with gate:
            if ballot.typed:
                words = f"vote {ballot.key} {'1 yes, 2 no' if ballot.can else '1 no, 2 no'}"
                reply = await client.command(world.TEAM, world.GROUP_CHANNEL, ballot.user, "/img", words)
                assert reply.message is not None, f"no answer in time: {reply.status}"
                assert reply.message.text.startswith("✔"), reply.message.text
            else:
                card = posted[ballot.key]
                label = "All work" if ballot.can else "None"
                action = next(
                    element["action_id"]
                    for block in card.blocks or []
                    for element in block.get("elements", [])
                    if element.get("type") == "button" and element["text"]["text"] == label
                )
                assert card.ts is not None
                reply = await client.click(world.TEAM, ballot.user, world.GROUP_CHANNEL, card.ts, action)
                assert reply.status == 200, reply.status
        return time.perf_counter() - began

    return list(await asyncio.gather(*(give(number, ballot) for number, ballot in enumerate(plan))))


def _wrong(server: SlackServer, keys: list[str], plan: list[Ballot]) -> list[str]:
    """The cards that do not say how many can come on the first day."""
    wanted = Counter(ballot.key for ballot in plan if ballot.can)
    shown = {
        found[0]: int(can[1])
        for entry in server.journal
        if entry.kind in ("message", "update")
        and (found := _KEY.search(entry.text))
        and (can := _CAN.search(str(entry.blocks)))
    }
    return [
        f"{key}: {shown.get(key)} instead of {wanted[key]}" for key in keys if shown.get(key) != wanted[key]
    ]


def _updates(server: SlackServer, mark: int) -> int:
    return sum(entry.kind == "update" for entry in server.journal.since(mark))


async def cast(polls: int, votes: int, seed: int = 1) -> Votes:
    """Vote all at once on a clock that is moved, and look at the cards three minutes later.

    Args:
        polls: how many polls there are.
        votes: how many votes are given in all.
        seed: of who votes where, and what.
    """
    async with living() as life:
        users = _invite(life.server, life.bot.work, -(-votes // polls), life.clock.now())
        keys = _open(life.bot.work, polls, life.clock.now())
        await life.live(life.clock.now() + timedelta(minutes=5 + polls // 30))
        mark, plan = len(life.server.journal), _ballots(users, keys, votes, seed)
        waits = await _vote(life.client, plan, 0)
        await life.live(life.clock.now() + CARDS_AFTER)
        return Votes(waits, _wrong(life.server, keys, plan), _updates(life.server, mark))


async def measured(polls: int, votes: int, seconds: float, seed: int = 1) -> Votes:
    """Vote over some seconds by the real clock, and wait until the cards are right, three minutes at most."""
    with tempfile.TemporaryDirectory(prefix="img-bot-votes-") as folder:
        async with open_office(f"sqlite:///{folder}/img.db", Path(folder)) as office:
            await office.set_up()
            work, now = create_work(Database(office.env["DATABASE_URL"])), datetime.now(UTC)
            users = _invite(office.server, work, -(-votes // polls), now)
            keys = _open(work, polls, now)
            work.database.close()
            process = psutil.Process((await office.start("run")).process.pid)
            async with SlackClient(office.server, office.url) as client:
                while _wrong(office.server, keys, []):  # all cards are posted, a channel takes one a second
                    await asyncio.sleep(0.2)
                mark, plan = len(office.server.journal), _ballots(users, keys, votes, seed)
                cpu = sum(process.cpu_times()[:2])
                waits = await _vote(client, plan, seconds)
                cpu = sum(process.cpu_times()[:2]) - cpu
                ended = time.monotonic()
                while (
                    _wrong(office.server, keys, plan)
                    and time.monotonic() < ended + CARDS_AFTER.total_seconds()
                ):
                    await asyncio.sleep(0.2)
            wrong = _wrong(office.server, keys, plan)
            return Votes(waits, wrong, _updates(office.server, mark), time.monotonic() - ended, cpu)


def run(*, quick: bool) -> str:
    """Measure, and return the report in Markdown."""
    polls, votes, seconds = (20, 200, 2) if quick else (100, 1000, 10)
    found = asyncio.run(measured(polls, votes, seconds))
    assert found.cpu is not None
    rows = [
        f"| {votes:,} votes in {polls} polls in {seconds} s | median {found.within(0.5) * 1000:.0f} ms |"
        f" p99 {found.within(0.99) * 1000:.0f} ms (at most 1,000) |",
        f"| CPU of the bot for a vote | {found.cpu / votes * 1000:.1f} ms | |",
        f"| cards | {polls - len(found.wrong)} of {polls} right {found.settled:.0f} s after the last vote"
        f" (at most 180) | {found.updates} updates sent |",
    ]
    return "\n".join(["| | | |", "|---|---|---|", *rows])
