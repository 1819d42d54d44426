"""Processes that die or stand still anywhere: nothing is lost, nothing is said twice."""

from __future__ import annotations

import asyncio
import os
import random
import signal

from bot.sandbox import faults
from tests.delivery.sender import SHORT, finish, open_office, start

FAILPOINTS = [
    "before_claim",
    "before_claim_commit",
    "after_claim_commit",
    "before_post",
    "after_post",
    "before_mark",
    "before_mark_commit",
    "after_mark",
    "before_lookup",
    "after_lookup",
]


async def test_a_kill_at_every_failpoint(database_url: str) -> None:
    async with open_office(database_url) as office:
        office.server.faults.add(faults.close_after_accept(), "chat.postMessage", probability=0.1)
        for failpoint in FAILPOINTS:
            office.add(6)
            code = await finish(start(office.order(failpoint=failpoint)))
            assert code == -signal.SIGKILL, failpoint
        office.server.faults.clear()
        assert await finish(start(office.order())) == 0
        office.check()


async def test_kills_at_random_moments(database_url: str) -> None:
    chance = random.Random(20171120)
    async with open_office(database_url) as office:
        office.server.faults.add(faults.close_after_accept(), "chat.postMessage", probability=0.1)
        office.server.faults.add(faults.close_before_read(), "chat.postMessage", probability=0.05)
        for _ in range(12):
            office.add(20)
            process = start(office.order())
            await asyncio.sleep(chance.uniform(0.05, 0.35))
            process.kill()
            await finish(process)
        office.server.faults.clear()
        assert await finish(start(office.order())) == 0
        office.check()


async def test_many_processes_one_killed_one_standing_still(postgres_url: str) -> None:
    async with open_office(postgres_url, channels=40) as office:
        office.add(400)
        processes = [start(office.order()) for _ in range(4)]
        killed, stopped, *others = processes
        try:
            await office.server.journal.wait(lambda entry: True, count=20, timeout=20)
            killed.kill()
            assert stopped.pid is not None
            os.kill(stopped.pid, signal.SIGSTOP)
            await asyncio.sleep(2 * SHORT.lease.total_seconds())
            os.kill(stopped.pid, signal.SIGCONT)
            assert [await finish(process) for process in (stopped, *others)] == [0, 0, 0]
        finally:
            for process in processes:
                process.kill()
        office.check()
