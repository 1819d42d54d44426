"""What people do has its effect once, also where the process dies before it can say so."""

from __future__ import annotations

import signal
from collections.abc import Awaitable, Callable
from pathlib import Path

from sqlalchemy import select

from bot.core.tables import Change
from bot.demo import world
from bot.plan.tables import Item
from bot.sandbox.client import SlackClient
from bot.sandbox.sender import Repeat, Reply
from bot.store.database import Database
from tests.running.process import open_office

DYING = ("-m", "tests.running.dying")
WORDS = 'add meeting "Only once"'
Send = Callable[[SlackClient], Awaitable[Reply]]


async def command(client: SlackClient) -> Reply:
    return await client.command(world.TEAM, world.GROUP_CHANNEL, world.SECRETARIAT, "/img", WORDS)


async def mention(client: SlackClient) -> Reply:
    return await client.mention(world.SECRETARIAT, world.GROUP_CHANNEL, WORDS)


def effects(url: str) -> tuple[int, int]:
    """How many such meetings there are, and how many entries of history they have."""
    database = Database(url)
    with database.reading() as session:
        ids = list(session.scalars(select(Item.id).where(Item.title == "Only once")))
        changes = session.scalars(
            select(Change.id).where(Change.subject == "item", Change.subject_id.in_(ids))
        ).all()
    database.close()
    return len(ids), len(changes)


async def test_a_command_outlives_a_crash_before_its_answer(database_url: str, tmp_path: Path) -> None:
    await crash_before_the_answer(database_url, tmp_path, command)


async def test_a_mention_outlives_a_crash_before_its_answer(sqlite_url: str, tmp_path: Path) -> None:
    await crash_before_the_answer(sqlite_url, tmp_path, mention)


async def crash_before_the_answer(database_url: str, tmp_path: Path, send: Send) -> None:
    kind = "run" if database_url.startswith("sqlite") else "web"
    async with open_office(database_url, tmp_path) as office:
        await office.set_up()
        dying = await office.start(kind, program=DYING)
        async with SlackClient(office.server, office.url) as client:
            lost = await send(client)
            assert lost.status == 0 and await dying.process.wait() == -signal.SIGKILL
            assert effects(database_url) == (1, 1)
            await office.start(kind)
            again = await client.redeliver(lost, Repeat(copies=3, retry_num=1))
            assert again.statuses == [200, 200, 200]
            assert effects(database_url) == (1, 1)
            # Another one, with words like these, is another act.
            assert (await send(client)).status == 200
        assert effects(database_url) == (2, 2)
