"""Signed requests of every kind that Slack sends, each with something done to it, before a whole process.

None may be answered with 5xx or an apology, leave a traceback, or change what its sender may not change; and
the process may not grow. The same for a seed.
"""

from __future__ import annotations

import asyncio
import itertools
import json
import random
from collections import Counter
from collections.abc import AsyncIterator, Iterator, Sequence
from dataclasses import replace
from pathlib import Path
from tempfile import TemporaryDirectory
from typing import Any

import psutil
from sqlalchemy import select

from bot.demo import world
from bot.sandbox.client import SlackClient
from bot.sandbox.sender import Delivery, Repeat, event_delivery, form_delivery, interaction_delivery
from bot.store.database import Database
from bot.tables import Base
from tests.running.process import Office, Running, open_office
from tests.slack.mutations import distort, scramble
from tests.talk.shown import buttons_of

PREPARED = Repeat(copies=0)
APOLOGY = "Something went wrong on my side"
WORDS = (
    "", "next", "plan overdue", "show ws1-d1", "ws1-d1 amber late", "schedule ws1-m2 16 jan 14:00", "help",
    "me", "status", "who", "history ws1-d1", "reminders 30d", "undo", "update ws1-d1 purple", "my data",
    'add deliverable "Annex" WS1 May', 'edit ws1-d1 notes "two"', "propose done ws1-d1", "drop ws1-d2",
    "accept 1",
)  # fmt: skip
FORMS = ("update ws1-d1", "schedule ws1-m2", "add", "edit img-m6", "drop ws1-d1", "settle past")
# Whoever else is there may do nothing; what they send is of the same kinds.
ABLE, OTHERS = world.SECRETARIAT, (world.OBSERVER, world.MEMBER, world.WS2_LEAD)
PROTECTED = (
    "role_assignments",
    "members",
    "agencies",
    "streams",
    "channels",
    "holidays",
    "ladder_steps",
    "workspaces",
)
READ_FROM_SLACK = ("is_private", "read_at")
"""Columns of channels that the bot itself fills, by asking Slack."""
MOST_GROWTH_MEGABYTES = 20
RENEWED_EVERY = 4000


async def _deliveries(client: SlackClient, user: str) -> AsyncIterator[Delivery]:
    """One delivery of each kind by one person, none of them sent."""
    where = (world.TEAM, world.GROUP_CHANNEL, user, "/img")
    for words in WORDS:
        yield (await client.command(*where, words, PREPARED)).delivery
        yield (await client.mention(user, world.GROUP_CHANNEL, words or "hello", PREPARED)).delivery
        yield (await client.direct_message(user, words or "hello", PREPARED)).delivery
    # What the coordinator is shown is pressed and filled in by everybody.
    shown = (await client.command(world.TEAM, world.GROUP_CHANNEL, ABLE, "/img", "show ws1-d1")).message
    assert shown is not None
    for button in buttons_of(shown.blocks):
        pressed = await client.click(
            world.TEAM, ABLE, world.GROUP_CHANNEL, shown.ts, button.action_id,
            button.value if button.is_choice else None, block_id=button.block_id, repeat=PREPARED,
        )  # fmt: skip
        yield _by(user, pressed.delivery)
    for words in FORMS:
        opened = await client.command(world.TEAM, world.GROUP_CHANNEL, ABLE, "/img", words)
        if not opened.view_id:
            continue
        filled = {"title": "Annex"} if words == "add" else {}
        sent = await client.submit_view(ABLE, opened.view_id, filled, PREPARED)
        yield _by(user, sent.delivery)
        closed = {**sent.delivery.payload, "type": "view_closed", "is_cleared": False}
        yield _by(user, interaction_delivery(closed))
        client.slack.stacks.clear()
    yield (await client.app_home_opened(user, PREPARED)).delivery
    yield (await client.shortcut(user, "anything", PREPARED)).delivery
    for event in _events(user):
        yield (await client.event(world.TEAM, event, PREPARED)).delivery


def _events(user: str) -> Iterator[dict[str, Any]]:
    yield {"type": "channel_id_changed", "old_channel_id": "G0OLD", "new_channel_id": "C0NEW"}
    yield {"type": "app_uninstalled"}
    yield {"type": "tokens_revoked", "tokens": {"oauth": [user], "bot": []}}
    yield {"type": "member_joined_channel", "user": user, "channel": "C0NEW", "channel_type": "C"}
    yield {"type": "team_join", "user": {"id": user, "name": "x"}}
    yield {
        "type": "reaction_added",
        "user": user,
        "item": {"type": "message", "channel": "C0NEW", "ts": "1.1"},
    }


def _by(user: str, delivery: Delivery) -> Delivery:
    """The same interaction of somebody else."""
    payload = json.loads(json.dumps(delivery.payload))
    payload["user"] = {**payload["user"], "id": user, "username": user.lower(), "name": user.lower()}
    return interaction_delivery(payload)


def _wrapped(payload: dict[str, Any]) -> Delivery:
    """A changed payload on the way its kind takes."""
    if "event" in payload or payload.get("type") == "event_callback":
        return event_delivery(payload)
    if "command" in payload:
        fields = {name: str(value).encode("utf-8", "replace") for name, value in payload.items()}
        return form_delivery(fields)
    return interaction_delivery(payload)


async def _send(
    office: Office, known: Sequence[Delivery], count: int, dice: random.Random, numbers: Iterator[int]
) -> Counter[int]:
    """Send so many of one person, one after another, each with ids of its own: none is a repetition."""
    answers: Counter[int] = Counter()
    async with SlackClient(office.server, office.url) as client:
        for delivery in itertools.islice(itertools.cycle(known), count):
            changed = _changed(delivery, str(next(numbers)), dice)
            reply = await client.send(changed)
            answers[reply.status] += 1
            assert 200 <= reply.status < 500 and APOLOGY not in reply.text, (
                f"{reply.status} {reply.text[:200]!r} to {changed.body[:2000]!r}"
            )
    return answers


def _changed(delivery: Delivery, number: str, dice: random.Random) -> Delivery:
    fresh = {name: number for name in ("trigger_id", "event_id") if name in delivery.payload}
    act = dice.random()
    if act < 0.8:
        return _wrapped(distort(delivery.payload | fresh, dice))
    if act < 0.9:
        return _wrapped(delivery.payload | fresh)
    return replace(delivery, body=scramble(delivery.body, dice))


def _kept(url: str) -> dict[str, Any]:
    """What nobody changes by chatting, and who did what is in the history."""
    database = Database(url)
    tables = Base.metadata.tables
    people, pseudonyms, acts = (tables[name] for name in ("people", "pseudonyms", "acts"))
    named = select(people.c.user_id, acts.c.actor).select_from(
        acts.outerjoin(pseudonyms, pseudonyms.c.token == acts.c.actor).outerjoin(
            people, people.c.id == pseudonyms.c.person_id
        )
    )
    with database.reading() as session:
        kept: dict[str, Any] = {
            name: [
                tuple(row)
                for row in session.execute(
                    select(*(c for c in tables[name].c if c.name not in READ_FROM_SLACK))
                )
            ]
            for name in PROTECTED
        }
        kept["actors"] = {user or actor for user, actor in session.execute(named)}
    database.close()
    return kept


def _faults(bot: Running) -> list[dict[str, Any]]:
    return [line for line in bot.lines() if "exception" in line or line["level"] in ("error", "critical")]


def _megabytes(bot: Running) -> float:
    return float(psutil.Process(bot.process.pid).memory_info().rss) / 1e6


async def fuzz(url: str, requests: int, seed: int = 20180116) -> str:
    """Send so many changed requests of several people to a bot of its own, and judge what came of them."""
    with TemporaryDirectory() as folder:
        async with open_office(url, Path(folder)) as office:
            await office.set_up()
            bot = await office.start("run")
            try:
                return await _fuzz(office, bot, requests, seed)
            except AssertionError as error:
                raise AssertionError(f"{error}; the log: {_faults(bot)[-3:]}") from error


async def _fuzz(office: Office, bot: Running, requests: int, seed: int) -> str:
    before, numbers = _kept(office.env["DATABASE_URL"]), itertools.count(1)
    answers: Counter[int] = Counter()
    users = (ABLE, *OTHERS)
    memory: list[float] = []
    rounds = max(2, requests // RENEWED_EVERY)
    for one in range(rounds):
        async with SlackClient(office.server, office.url) as client:
            known = [[delivery async for delivery in _deliveries(client, user)] for user in users]
        count = requests // rounds // len(users)
        sending = (
            _send(office, deliveries, count, random.Random(f"{seed}:{one}:{place}"), numbers)
            for place, deliveries in enumerate(known)
        )
        for part in await asyncio.gather(*sending):
            answers += part
        memory.append(_megabytes(bot))
        office.server.slack.ephemerals.clear()
    after = _kept(office.env["DATABASE_URL"])
    assert bot.process.returncode is None
    assert after["actors"] - before["actors"] <= {ABLE}, f"changes by {after['actors'] - before['actors']}"
    assert {name: after[name] for name in PROTECTED} == {name: before[name] for name in PROTECTED}
    assert _faults(bot) == []
    # The first tenth fills what is remembered.
    growth = memory[-1] - memory[max(0, rounds // 10 - 1)]
    assert growth <= MOST_GROWTH_MEGABYTES, f"grew from {memory[0]:.0f} to {memory[-1]:.0f} MB: {memory}"
    told = ", ".join(f"{count} x {status}" for status, count in sorted(answers.items()))
    grown = f"{memory[-1]:.0f} MB, {growth:+.0f} MB since the first tenth"
    return f"{sum(answers.values())} requests: {told}; no traceback; {grown}"
