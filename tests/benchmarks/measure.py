"""Servers measured side by side: in turns, so that a noisy machine is noisy for all of them."""

from __future__ import annotations

import asyncio
import sys
import tempfile
from collections.abc import Iterator, Mapping, Sequence
from contextlib import ExitStack, contextmanager
from dataclasses import dataclass
from itertools import cycle
from pathlib import Path
from statistics import median

from tests.benchmarks.load import Target, ask, command, run_load
from tests.benchmarks.process import ServerProcess, free_port, running

SECRET = "benchmark-signing-secret"
AT_ONCE = 32


@dataclass(frozen=True)
class Candidate:
    """A server to measure.

    Args:
        name: heads its column in the report.
        command: the command line; ``{port}`` in it becomes the port to listen on.
        environment: the whole environment; ``{port}`` likewise. The signing secret is added.
        text: the words after the slash command.
        ready_path: a page that answers below 500 once the server is ready.
        commands: the fields of the slash commands, sent in turns, where the default ones will not do.
        expects: must stand in the answer, else the figures would be those of an apology.
    """

    name: str
    command: Sequence[str]
    environment: Mapping[str, str]
    text: str = "next"
    ready_path: str = "/readyz"
    commands: Sequence[Mapping[str, str]] = ()
    expects: str = ""


@dataclass(frozen=True)
class Figures:
    """What was measured of one server; times in milliseconds, memory in MB, medians over the rounds."""

    name: str
    cpu: float
    p50: float
    p99: float
    crowd_cpu: float
    crowd_p50: float
    crowd_p99: float
    crowd_rate: float
    seconds_to_ready: float
    megabytes_idle: float
    megabytes_after: float


FLOOR = Candidate(
    "bare Bolt",
    (sys.executable, "-m", "tests.benchmarks.floor_app", "--port", "{port}"),
    {},
)


@dataclass(frozen=True)
class _Round:
    cpu: float
    p50: float
    p99: float
    rate: float


async def _round(server: ServerProcess, target: Target, requests: int, at_once: int) -> _Round:
    before = server.cpu_seconds()
    latencies = await run_load(target, requests, at_once)
    cpu = (server.cpu_seconds() - before) / requests * 1000
    return _Round(cpu, latencies.percentile(50), latencies.percentile(99), requests / latencies.elapsed)


async def _measure(
    servers: Mapping[str, tuple[ServerProcess, Target]], rounds: int, requests: int
) -> list[Figures]:
    idle: dict[str, float] = {}
    alone: dict[str, list[_Round]] = {name: [] for name in servers}
    crowd: dict[str, list[_Round]] = {name: [] for name in servers}
    for name, (server, target) in servers.items():
        idle[name] = server.resident_megabytes()
        await run_load(target, min(requests, 200), 4)
    for _ in range(rounds):
        for name, (server, target) in servers.items():
            alone[name].append(await _round(server, target, requests, 1))
            crowd[name].append(await _round(server, target, requests, AT_ONCE))
    return [
        Figures(
            name=name,
            cpu=median(r.cpu for r in alone[name]),
            p50=median(r.p50 for r in alone[name]),
            p99=median(r.p99 for r in alone[name]),
            crowd_cpu=median(r.cpu for r in crowd[name]),
            crowd_p50=median(r.p50 for r in crowd[name]),
            crowd_p99=median(r.p99 for r in crowd[name]),
            crowd_rate=median(r.rate for r in crowd[name]),
            seconds_to_ready=server.seconds_to_ready,
            megabytes_idle=idle[name],
            megabytes_after=server.resident_megabytes(),
        )
        for name, (server, _) in servers.items()
    ]


def _asked_by_many(text: str) -> list[dict[str, str]]:
    """The same from so many people that nobody asks twice at once: one's requests wait for each other."""
    return [command(text, user=f"U0BENCH{number}") for number in range(2 * AT_ONCE)]


@contextmanager
def started(candidate: Candidate, log: Path) -> Iterator[tuple[ServerProcess, Target]]:
    """Start a candidate on a free port and see that it answers as it should.

    Raises:
        RuntimeError: it did not start, or gave another answer.
    """
    port = free_port()
    environment = {k: v.replace("{port}", str(port)) for k, v in candidate.environment.items()}
    target = Target(port, SECRET, cycle(candidate.commands or _asked_by_many(candidate.text)))
    with running(
        [word.replace("{port}", str(port)) for word in candidate.command],
        port=port,
        environment=environment | {"SLACK_SIGNING_SECRET": SECRET},
        ready_path=candidate.ready_path,
        log=log,
    ) as server:
        answer = asyncio.run(ask(target)).decode()
        if candidate.expects not in answer:
            raise RuntimeError(f"{candidate.name} answered {answer[:300]!r}")
        yield server, target


def measure(candidates: Sequence[Candidate], *, rounds: int = 5, requests: int = 1000) -> list[Figures]:
    """Start all candidates, load them in turns, and return their figures in the same order.

    Raises:
        RuntimeError: a server did not start or answered anything but 200.
    """
    with ExitStack() as stack:
        folder = Path(stack.enter_context(tempfile.TemporaryDirectory()))
        servers = {
            candidate.name: stack.enter_context(started(candidate, folder / f"{number}.log"))
            for number, candidate in enumerate(candidates)
        }
        return asyncio.run(_measure(servers, rounds, requests))


def soak(candidate: Candidate, *, requests: int, steps: int = 10) -> list[tuple[int, float]]:
    """Resident memory in MB after so many requests, `steps` times on the way, the first before any.

    Raises:
        RuntimeError: as `measure`.
    """
    with (
        tempfile.TemporaryDirectory() as folder,
        started(candidate, Path(folder) / "log") as (server, target),
    ):
        memory = [(0, server.resident_megabytes())]
        for step in range(1, steps + 1):
            asyncio.run(run_load(target, requests // steps, AT_ONCE))
            memory.append((step * requests // steps, server.resident_megabytes()))
        return memory
