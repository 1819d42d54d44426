"""Many people vote in many polls at once, by Slack's own requests: how long each waits, and whether the cards
are right three minutes later.
"""

from __future__ import annotations

import asyncio
import random
import re
import time
from collections import Counter
from dataclasses import dataclass
from datetime import timedelta

from bot.core.perform import perform
from bot.core.tables import Group
from bot.dates.when import Precision, When
from bot.demo import world
from bot.demo.life import Life, living
from bot.groups.arrivals import command_line
from bot.groups.rules.agencies import SpeaksAs
from bot.groups.store.people import get_person
from bot.groups.store.rosters import get_agency, set_member
from bot.meetings.polls.acts import OpenPoll
from bot.plan.acts import AddItem
from bot.plan.rules.items import Kind

WHENS = (When(Precision.DAY, "2018-01-16"), When(Precision.DAY, "2018-01-18"))
AT_ONCE = 8
CARDS_AFTER = timedelta(minutes=3)
_CAN = re.compile(r"✔ (\d+) can")


@dataclass(frozen=True)
class Votes:
    """How long each vote waited (seconds), the cards that are wrong after three minutes, and all updates."""

    waits: list[float]
    wrong: list[str]
    updates: int

    def within(self, share: float) -> float:
        """How long that share of the votes waited at most."""
        return sorted(self.waits)[min(len(self.waits) - 1, int(share * len(self.waits)))]


def _invite(life: Life, voters: int) -> list[str]:
    """So many people of as many agencies, in Slack and on the roster."""
    users = [f"U0VOTER{number:03}" for number in range(voters)]
    now = life.clock.now()
    for number, user in enumerate(users):
        life.server.slack.add_user(world.TEAM, f"voter-{number}", f"Voter {number}", id=user)
        life.client.place(world.TEAM, world.GROUP_CHANNEL)[1].members.append(user)
    with life.bot.database.writing() as session:
        for number, user in enumerate(users):
            agency = get_agency(session, 1, f"Agency {number:03}").id
            person = get_person(session, world.TEAM, user).id
            set_member(session, 1, person, agency, now, SpeaksAs.FOCAL_POINT)
        session.get_one(Group, 1).revision += 1
    return users


def _open(life: Life, polls: int) -> list[str]:
    """The keys of so many plenaries that are polled."""
    work, now, keys = life.bot.work, life.clock.now(), []
    for number in range(polls):
        caller = command_line(work, 1)
        item = perform(AddItem(Kind.MEETING, f"Meeting number {number}"), caller, now, work).result.item
        perform(OpenPoll(item.id, WHENS), caller, now, work)
        keys.append(item.key)
    return keys


async def cast(polls: int, votes: int, seconds: float, seed: int = 1) -> Votes:
    """Open polls, let people vote over some seconds, and look at the cards three minutes later.

    Args:
        polls: how many polls there are.
        votes: how many votes are given in all; each person votes once in a poll.
        seconds: over how long they are spread; 0 for all at once.
        seed: of who votes where, and what.
    """
    chance = random.Random(seed)
    async with living() as life:
        users = _invite(life, -(-votes // polls))
        keys = _open(life, polls)
        await life.live(life.clock.now() + timedelta(minutes=5 + polls // 30))
        mark = len(life.server.journal)
        plan = [(user, key, chance.random() < 0.5) for user in users for key in keys][:votes]
        chance.shuffle(plan)
        waits: list[float] = []
        # Slack gives up on an answer after three seconds: on a machine that is too slow, people queue up.
        gate = asyncio.Semaphore(AT_ONCE)

        async def vote(number: int, user: str, key: str, can: bool) -> None:
            await asyncio.sleep(seconds * number / votes)
            began = time.perf_counter()
            words = f"vote {key} 1 {'yes' if can else 'no'}, 2 no"
            async with gate:
                reply = await life.client.command(world.TEAM, world.GROUP_CHANNEL, user, "/img", words)
            waits.append(time.perf_counter() - began)
            assert reply.message is not None, f"no answer in time: {reply.status}"
            assert reply.message.text.startswith("✔"), reply.message.text

        await asyncio.gather(*(vote(number, *one) for number, one in enumerate(plan)))
        await life.live(life.clock.now() + CARDS_AFTER)
        wanted = Counter(key for _user, key, can in plan if can)
        shown = {}
        for entry in life.server.journal:
            found = re.search(r"[A-Z0-9]+-M\d+", entry.text)
            if entry.kind in ("message", "update") and found and (can := _CAN.search(str(entry.blocks))):
                shown[found[0]] = int(can[1])
        wrong = [
            f"{key}: {shown.get(key)} instead of {wanted[key]}"
            for key in keys
            if shown.get(key) != wanted[key]
        ]
        updates = sum(entry.kind == "update" for entry in life.server.journal.since(mark))
    return Votes(waits, wrong, updates)


def run(*, quick: bool) -> str:
    """Measure, and return the report in Markdown."""
    polls, votes = (20, 200) if quick else (100, 1000)
    found = asyncio.run(cast(polls, votes, seconds=2 if quick else 10))
    rows = [
        f"| {votes:,} votes in {polls} polls | median {found.within(0.5) * 1000:.0f} ms |"
        f" p99 {found.within(0.99) * 1000:.0f} ms (at most 1,000) |",
        f"| cards after three minutes | {polls - len(found.wrong)} of {polls} right |"
        f" {found.updates} updates sent |",
    ]
    return "\n".join(["| | | |", "|---|---|---|", *rows])
