"""SIGKILL, anywhere: the process that delivers is ended at each step of the protocol, and at any moment."""

from __future__ import annotations

import asyncio
import os
import random
import signal
from collections import Counter
from dataclasses import replace
from datetime import timedelta

from bot.sandbox import faults
from tests.delivery.sender import SHORT, Office, finish, open_office, start

FAILPOINTS = (
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
    "before_redraw_claim_commit",
    "after_redraw_claim",
    "before_redraw",
    "after_redraw",
)
_ROUNDS = 10
# On a machine with much else to do, the short time-outs alone would make most posts unclear.
_PATIENT = replace(SHORT, timeout=timedelta(seconds=3), lease=timedelta(seconds=4))


async def kill_at_failpoints(url: str, times: int) -> str:
    """End a sender `times` times at each step; another one finishes after every tenth round."""
    async with open_office(url) as office:
        for number in range(1, times + 1):
            if number % _ROUNDS == 1:
                office.server.faults.add(faults.close_after_accept(), "chat.postMessage", probability=0.1)
            for failpoint in FAILPOINTS:
                office.add(6)
                office.change(3)
                code = await finish(start(office.order(failpoint=failpoint, seconds=120)), 130)
                assert code == -signal.SIGKILL, f"{failpoint}: {code}"
            if number % _ROUNDS == 0 or number == times:
                count = await _finish_all(office)
    return f"{times * len(FAILPOINTS)} kills, {count} notices"


async def kill_at_any_moment(url: str, times: int, seed: int = 20171120) -> str:
    """End a sender `times` times at random moments, while answers are lost; now and then one may finish."""
    chance = random.Random(seed)
    rounds = _ROUNDS * len(FAILPOINTS)
    async with open_office(url) as office:
        for number in range(1, times + 1):
            if number % rounds == 1:
                office.server.faults.add(faults.close_after_accept(), "chat.postMessage", probability=0.1)
                office.server.faults.add(faults.close_before_read(), "chat.postMessage", probability=0.05)
            office.add(10)
            office.change(5)
            process = start(office.order())
            await asyncio.sleep(chance.uniform(0.02, 0.3))
            process.kill()
            await finish(process)
            if number % rounds == 0 or number == times:
                count = await _finish_all(office)
    return f"{times} kills, {count} notices"


async def share_among_processes(url: str, notices: int, channels: int) -> str:
    """Four senders on one PostgreSQL; one is killed, one stands still until its leases are over."""
    async with open_office(url, channels=channels) as office:
        office.add(notices)
        processes = [start(office.order(seconds=300)) for _ in range(4)]
        killed, stopped, *others = processes
        try:
            await office.server.journal.wait(lambda entry: True, count=notices // 20, timeout=60)
            killed.kill()
            assert stopped.pid is not None
            os.kill(stopped.pid, signal.SIGSTOP)
            await asyncio.sleep(2 * SHORT.lease.total_seconds())
            os.kill(stopped.pid, signal.SIGCONT)
            assert [await finish(process, 300) for process in (stopped, *others)] == [0, 0, 0]
        finally:
            for process in processes:
                process.kill()
        return f"4 processes, {office.check()} notices"


async def _finish_all(office: Office) -> int:
    """Let what is left be posted, and check all of it."""
    office.server.faults.clear()
    code = await finish(start(office.order(seconds=300, timing=_PATIENT)), 310)
    assert code == 0, f"the last sender ended with {code}, left: {Counter(office.states().values())}"
    return office.check()
