"""The load: signed slash commands over kept-alive connections, alone and many at once.

The client writes plain HTTP onto sockets itself: a client library would take more of the two cores than the
server under test, and its own jitter would stand in the figures.
"""

from __future__ import annotations

import asyncio
import hashlib
import hmac
import time
from collections.abc import Iterator, Mapping
from dataclasses import dataclass
from math import ceil
from urllib.parse import urlencode

REQUEST_TIMEOUT_SECONDS = 30.0
TOLD_TO_WAIT = b'{"response_type": "ephemeral", "text": "One moment, please'


@dataclass(frozen=True)
class Latencies:
    """How long the requests of one run took, sorted, in seconds."""

    seconds: tuple[float, ...]
    elapsed: float

    def percentile(self, percent: float) -> float:
        """The smallest latency that so many percent of the requests stayed within, in milliseconds."""
        position = max(0, ceil(len(self.seconds) * percent / 100) - 1)
        return self.seconds[position] * 1000


@dataclass(frozen=True)
class Target:
    """Where the load goes: a port on this machine, the signing secret, and the commands to send in order."""

    port: int
    secret: str
    commands: Iterator[Mapping[str, str]]
    path: str = "/slack/events"

    def request(self) -> bytes:
        """One signed request, stamped now."""
        body = urlencode(next(self.commands)).encode()
        timestamp = str(int(time.time()))
        digest = hmac.new(
            self.secret.encode(), f"v0:{timestamp}:".encode() + body, hashlib.sha256
        ).hexdigest()
        head = (
            f"POST {self.path} HTTP/1.1\r\nHost: 127.0.0.1\r\nAccept: */*\r\n"
            "User-Agent: Slackbot 1.0 (+https://api.slack.com/robots)\r\nAccept-Encoding: gzip,deflate\r\n"
            f"Content-Type: application/x-www-form-urlencoded\r\nContent-Length: {len(body)}\r\n"
            f"X-Slack-Request-Timestamp: {timestamp}\r\nX-Slack-Signature: v0={digest}\r\n\r\n"
        )
        return head.encode() + body


def command(
    text: str, *, team: str = "T0BENCH", channel: str = "C0BENCH", user: str = "U0BENCH"
) -> dict[str, str]:
    """The fields of a slash command."""
    return {
        "token": "unused",
        "team_id": team,
        "team_domain": "bench",
        "channel_id": channel,
        "channel_name": "bench",
        "user_id": user,
        "user_name": "bench",
        "command": "/img",
        "text": text,
        "api_app_id": "A0BENCH",
        "is_enterprise_install": "false",
        "response_url": "https://hooks.slack.com/commands/T0BENCH/1/abc",
        "trigger_id": "1.2.abc",
    }


class Connection:
    """One kept-alive connection."""

    def __init__(self, target: Target) -> None:
        self._target = target

    async def open(self) -> None:
        """Connect."""
        self._reader, self._writer = await asyncio.open_connection("127.0.0.1", self._target.port)

    def close(self) -> None:
        """Hang up."""
        self._writer.close()

    async def send(self) -> bytes:
        """Send one command and return the body of the answer.

        Raises:
            RuntimeError: the answer is not 200, has no length, or tells to wait.
        """
        async with asyncio.timeout(REQUEST_TIMEOUT_SECONDS):
            self._writer.write(self._target.request())
            head = await self._reader.readuntil(b"\r\n\r\n")
            status, *lines = head.decode("latin-1").split("\r\n")
            length = next((line for line in lines if line.lower().startswith("content-length:")), None)
            if " 200 " not in status or length is None:
                raise RuntimeError(f"unexpected answer: {status}")
            body = await self._reader.readexactly(int(length.partition(":")[2]))
            if body.startswith(TOLD_TO_WAIT):
                raise RuntimeError("a person asks faster than is answered")
            return body


async def ask(target: Target) -> bytes:
    """Send one command and return the answer."""
    connection = Connection(target)
    await connection.open()
    try:
        return await connection.send()
    finally:
        connection.close()


async def run_load(target: Target, requests: int, at_once: int) -> Latencies:
    """Send that many commands over `at_once` connections, each as soon as the last one is answered."""
    connections = [Connection(target) for _ in range(at_once)]
    for connection in connections:
        await connection.open()
    seconds: list[float] = []
    left = iter(range(requests))

    async def work(connection: Connection) -> None:
        for _ in left:
            start = time.perf_counter()
            await connection.send()
            seconds.append(time.perf_counter() - start)

    start = time.perf_counter()
    await asyncio.gather(*(work(connection) for connection in connections))
    elapsed = time.perf_counter() - start
    for connection in connections:
        connection.close()
    return Latencies(tuple(sorted(seconds)), elapsed)
