"""A server process under measurement: started, watched from outside, ended in bounded time."""

from __future__ import annotations

import socket
import subprocess
import time
import urllib.error
import urllib.request
from collections.abc import Iterator, Mapping, Sequence
from contextlib import contextmanager
from dataclasses import dataclass
from pathlib import Path

import psutil

START_TIMEOUT_SECONDS = 60.0
STOP_TIMEOUT_SECONDS = 15.0
MEGABYTE = 1_000_000


@dataclass(frozen=True)
class ServerProcess:
    """A running server: its process and how long it took from start to the first good answer."""

    process: psutil.Process
    port: int
    seconds_to_ready: float

    def cpu_seconds(self) -> float:
        """User and system time of the process so far."""
        times = self.process.cpu_times()
        return float(times.user + times.system)

    def resident_megabytes(self) -> float:
        """Resident memory."""
        return float(self.process.memory_info().rss) / MEGABYTE


def free_port() -> int:
    """A port that is free at this moment."""
    with socket.socket() as probe:
        probe.bind(("127.0.0.1", 0))
        return int(probe.getsockname()[1])


@contextmanager
def running(
    command: Sequence[str], *, port: int, environment: Mapping[str, str], ready_path: str, log: Path
) -> Iterator[ServerProcess]:
    """Start a server, wait until it is ready, end it afterwards.

    Args:
        command: the command line; it must listen on `port` of 127.0.0.1.
        port: where it listens.
        environment: the whole environment of the process.
        ready_path: fetched until the answer is below 500 (a floor without such a page answers 404).
        log: takes what the process prints.

    Raises:
        RuntimeError: it ended by itself, or was not ready within a minute; names the log.
    """
    with log.open("wb") as output:
        start = time.perf_counter()
        child = subprocess.Popen(command, env=dict(environment), stdout=output, stderr=output)
        try:
            while not _answers(port, ready_path):
                if child.poll() is not None:
                    raise RuntimeError(f"the server ended with code {child.returncode}: see {log}")
                if time.perf_counter() - start > START_TIMEOUT_SECONDS:
                    raise RuntimeError(f"the server was not ready in time: see {log}")
                time.sleep(0.005)
            yield ServerProcess(psutil.Process(child.pid), port, time.perf_counter() - start)
        finally:
            child.terminate()
            try:
                child.wait(STOP_TIMEOUT_SECONDS)
            except subprocess.TimeoutExpired:
                child.kill()
                child.wait()


def _answers(port: int, path: str) -> bool:
    try:
        with urllib.request.urlopen(f"http://127.0.0.1:{port}{path}", timeout=2):
            return True
    except urllib.error.HTTPError as answer:
        return answer.code < 500
    except OSError:
        return False
