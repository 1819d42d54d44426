"""After a restore, and after a time without a token: nothing is repeated, nothing is lost in silence."""

from __future__ import annotations

from datetime import timedelta

import pytest
from aiohttp import ClientError

from bot.delivery.requests import posting_client
from bot.delivery.restored import doubt_pending, open_directs, people_to_reach
from bot.demo import world
from tests.delivery.rig import CHANNEL, NOW, TIMING, Rig, build_rig


async def restore(rig: Rig) -> int:
    """What the command `restored` does."""
    now = rig.clock.now()
    with rig.database.reading() as session:
        people = people_to_reach(session, now)
    client = posting_client(rig.session, world.BOT_TOKEN, rig.server.api_url)
    directs = await open_directs(client, people, timeout=5)
    with rig.database.writing() as session:
        return doubt_pending(session, directs, now, TIMING.settle)


async def forget_the_post(rig: Rig, *keys: str) -> None:
    """Put rows back to what they were before they were posted: what a restored copy holds."""
    with rig.database.writing() as session:
        connection = session.connection()
        for key in keys:
            connection.exec_driver_sql(
                "UPDATE outbox SET state = 'pending', ts = NULL, sent_at = NULL, claimed_at = NULL,"
                " fence = 0, attempts = 0, heal_at = NULL, channel_id = NULL, retry_at = due_at"
                f" WHERE key = '{key}'"
            )
        connection.exec_driver_sql("DELETE FROM direct_channels")


async def test_posted_after_the_copy_or_not(database_url: str) -> None:
    async with build_rig(database_url) as rig:
        rig.add("posted")
        rig.add("told", recipient=world.WS1_LEAD)
        await rig.run(timedelta(seconds=5))
        await forget_the_post(rig, "posted", "told")
        rig.add("just due")
        rig.add("long due", due_at=NOW - timedelta(hours=5))
        rig.add("ahead", due_at=NOW + timedelta(hours=1))
        assert await restore(rig) == 4
        await rig.run(timedelta(minutes=5))
        assert rig.texts() == ["posted", "just due", "late: long due"]
        assert rig.said(world.WS1_LEAD) == ["told"]
        states = rig.states()
        assert states["posted"] == states["told"] == states["just due"] == "sent"
        assert states["long due"] == "expired" and states["ahead"] == "pending"


async def test_a_person_who_cannot_be_reached_holds_up_nobody(database_url: str) -> None:
    async with build_rig(database_url) as rig:
        rig.add("a")
        rig.add("b", recipient="U0UNKNOWN")
        assert await restore(rig) == 1
        await rig.run(timedelta(minutes=5))
        assert rig.texts() == ["a"] and rig.states()["b"] == "dead"


async def test_without_slack_nothing_changes(database_url: str) -> None:
    async with build_rig(database_url) as rig:
        rig.add("a", recipient=world.WS1_LEAD)
        rig.server.faults.down = True
        with pytest.raises(ClientError):
            await restore(rig)
        assert rig.states() == {"a": "pending"}


async def test_questions_wait_for_a_token(database_url: str) -> None:
    async with build_rig(database_url) as rig:
        bots = rig.server.slack.workspaces[world.TEAM].bots.values()
        for bot in bots:
            bot.state = "revoked"
        rig.add("lost", recipient=CHANNEL)
        await rig.run(timedelta(hours=3))
        assert rig.states()["lost"] == "dead" and rig.said(world.SECRETARIAT) == []
        for bot in bots:
            bot.state = "active"
        await rig.run(timedelta(minutes=15))
        assert rig.said(world.SECRETARIAT) == ["lost: lost (token_revoked)"]
