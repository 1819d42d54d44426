"""The bot as a whole process under attack, while other people ask their questions.

Measured in one run: how long others wait without the attack and during it, the process's memory, its log.
"""

from __future__ import annotations

import asyncio
import sys
import time
from collections.abc import Iterable
from dataclasses import dataclass
from itertools import cycle
from math import ceil
from pathlib import Path
from tempfile import TemporaryDirectory

import psutil

from bot.demo import world
from tests.benchmarks.load import Target, ask, command
from tests.running.process import Running, open_office

ASKED_A_SECOND = 20
MOST_MEGABYTES, MOST_LOG_BYTES = 200, 1_000_000
MOST_SECONDS, MOST_TIMES = 1.0, 3.0
UNNOTICED_SECONDS = 0.1
"""Nobody notices a wait that is shorter: below it, how many times longer people wait says nothing."""
# Linux gives a service 1,024 descriptors: that is what the bot has to live with.
LIMITED = (
    "-c",
    "import resource, sys; resource.setrlimit(resource.RLIMIT_NOFILE, (1024, 1024));"
    " from bot.__main__ import main; sys.exit(main())",
)
PEOPLE = [user for user in world.PEOPLE if user != world.SECRETARIAT]
QUESTIONS = ("next", "plan", "status", "who", "show IMG-M6", "next ws1", "me", "reminders")


@dataclass(frozen=True)
class Waits:
    """How long people waited for their answers, in seconds, sorted."""

    seconds: tuple[float, ...]
    failed: int

    @property
    def p99(self) -> float:
        return self.seconds[max(0, ceil(len(self.seconds) * 0.99) - 1)]


async def ask_as_people_do(port: int, seconds: float) -> Waits:
    """Seven people ask eight questions in turn, so many a second, each on a connection of its own."""
    commands = (
        command(text, team=world.TEAM, channel=world.GROUP_CHANNEL, user=user)
        for user, text in zip(cycle(PEOPLE), cycle(QUESTIONS), strict=False)
    )
    target = Target(port, world.SIGNING_SECRET, commands)
    waited: list[float] = []
    failed = 0

    async def one() -> None:
        nonlocal failed
        began = time.perf_counter()
        try:
            await ask(target)
        except (OSError, EOFError, TimeoutError, RuntimeError):
            failed += 1
        waited.append(time.perf_counter() - began)

    asking = []
    for _ in range(int(seconds * ASKED_A_SECOND)):
        asking.append(asyncio.create_task(one()))
        await asyncio.sleep(1 / ASKED_A_SECOND)
    await asyncio.gather(*asking)
    return Waits(tuple(sorted(waited)), failed)


async def _most_memory(process: psutil.Process) -> float:
    """Watch the resident memory until cancelled; the most there was, in MB."""
    most = 0.0
    try:
        while True:
            most = max(most, process.memory_info().rss / 1e6)
            await asyncio.sleep(0.02)
    except asyncio.CancelledError:
        return most


async def attack(kinds: Iterable[str], url: str, *, seconds: float, times: float | None = MOST_TIMES) -> str:
    """Attack a bot of its own in each way for some seconds, one after another, and judge.

    Args:
        kinds: of `attackers.KINDS`.
        url: of an empty database.
        seconds: how long each attack lasts, and how long people ask without.
        times: how many times longer people may wait during the attack; None: not judged.
    """
    with TemporaryDirectory() as folder:
        async with open_office(url, Path(folder)) as office:
            await office.set_up()
            bot = await office.start("run", program=LIMITED)
            port = int(office.env["PORT"])
            await ask_as_people_do(port, 2)
            before = await ask_as_people_do(port, seconds)
            told = []
            for kind in kinds:
                during, memory, pushed = await _during(kind, bot, port, seconds)
                told.append(_judge(kind, bot, before, during, memory, pushed, times))
            return "; ".join(told)


async def _during(kind: str, bot: Running, port: int, seconds: float) -> tuple[Waits, float, str]:
    watching = asyncio.create_task(_most_memory(psutil.Process(bot.process.pid)))
    attacker = await asyncio.create_subprocess_exec(
        sys.executable, "-m", "tests.torture.attackers", kind, str(port), str(seconds + 1),
        stdout=asyncio.subprocess.PIPE,
    )  # fmt: skip
    await asyncio.sleep(1)
    during = await ask_as_people_do(port, seconds)
    out, _err = await attacker.communicate()
    watching.cancel()
    return during, await watching, out.decode().strip()


def _judge(
    kind: str,
    bot: Running,
    before: Waits,
    during: Waits,
    memory: float,
    pushed: str,
    times: float | None,
) -> str:
    log = bot.log.stat().st_size
    told = (
        f"{pushed}; others' p99 {during.p99 * 1000:.0f} ms, without {before.p99 * 1000:.0f} ms; "
        f"{memory:.0f} MB; log {log / 1000:.1f} kB"
    )
    assert bot.process.returncode is None, f"{kind}: it ended; {told}"
    assert (before.failed, during.failed) == (0, 0), f"{during.failed} others were not answered; {told}"
    assert memory <= MOST_MEGABYTES, told
    assert log <= MOST_LOG_BYTES, told
    assert during.p99 <= MOST_SECONDS, told
    assert times is None or during.p99 <= max(UNNOTICED_SECONDS, times * before.p99), told
    return told
