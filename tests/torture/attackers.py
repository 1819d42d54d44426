"""What pushes the bot hard, as a process of its own: `python -m tests.torture.attackers KIND PORT SECONDS`.

It prints how many requests it sent, and what was answered how often.
"""

from __future__ import annotations

import asyncio
import os
import sys
import time
from collections import Counter
from collections.abc import Awaitable, Callable
from contextlib import suppress
from itertools import repeat

from bot.demo import world
from tests.benchmarks.load import Target, command

MANY_BODIES, MANY_HEADERS, A_SECOND = 900, 1100, 100
BODY = b"x" * 1_000_000
Answers = Counter[str]


async def _send(port: int, *pieces: bytes) -> str:
    """Send pieces on a connection of their own; the status of the answer, or what happened instead."""
    try:
        reader, writer = await asyncio.open_connection("127.0.0.1", port)
    except OSError:
        return "not connected"
    try:
        for piece in pieces:
            writer.write(piece)
            await writer.drain()
        line = await reader.readline()
        return line.split(b" ")[1].decode() if line.startswith(b"HTTP/1.1 ") else "closed"
    except OSError:
        return "closed"
    finally:
        writer.transport.abort()


async def _again(until: float, answers: Answers, send: Callable[[], Awaitable[str]]) -> None:
    while time.monotonic() < until:
        answers[await send()] += 1
        await asyncio.sleep(1)


async def push_bodies(port: int, until: float) -> Answers:
    """900 at once send a megabyte each, half of them with a signature of the right form, each second."""
    answers: Answers = Counter()
    plain = f"POST /slack/events HTTP/1.1\r\nHost: x\r\nContent-Length: {len(BODY)}\r\n"

    def head(number: int) -> bytes:
        if number % 2:
            return f"{plain}\r\n".encode()
        forged = f"X-Slack-Request-Timestamp: {int(time.time())}\r\nX-Slack-Signature: v0={'0' * 64}\r\n"
        return f"{plain}Content-Type: application/json\r\n{forged}\r\n".encode()

    async def pusher(number: int) -> None:
        await _again(until, answers, lambda: _send(port, head(number), BODY))

    await asyncio.gather(*(pusher(number) for number in range(MANY_BODIES)))
    return answers


async def push_headers(port: int, until: float) -> Answers:
    """1,100 at once begin with headers, a piece at a time, and never end them; closed, they come back."""
    answers: Answers = Counter()

    async def pusher() -> str:
        try:
            reader, writer = await asyncio.open_connection("127.0.0.1", port)
        except OSError:
            return "not connected"
        try:
            writer.write(b"POST /slack/events HTTP/1.1\r\nHost: x\r\n")
            while time.monotonic() < until:
                writer.write(b"X-More: " + b"x" * 4000 + b"\r\n")
                await writer.drain()
                with suppress(TimeoutError):
                    async with asyncio.timeout(0.5):
                        await reader.read(100)
                        break
            else:
                return "kept"
        except OSError:
            pass  # closed as well
        finally:
            writer.transport.abort()
        return "closed"

    await asyncio.gather(*(_again(until, answers, pusher) for _ in range(MANY_HEADERS)))
    return answers


async def push_one_persons_requests(port: int, until: float) -> Answers:
    """One person asks for the longest look, 100 times a second, whether or not it is answered."""
    answers: Answers = Counter()
    fields = command("reminders 366d", team=world.TEAM, channel=world.GROUP_CHANNEL, user=world.SECRETARIAT)
    target = Target(port, world.SIGNING_SECRET, repeat(fields))
    started = time.monotonic()
    sending: list[asyncio.Task[None]] = []

    async def ask() -> None:
        answers[await _send(port, target.request())] += 1

    while (now := time.monotonic()) < until:
        while len(sending) < (now - started) * A_SECOND:
            sending.append(asyncio.create_task(ask()))
        await asyncio.sleep(0.005)
    await asyncio.gather(*sending)
    return answers


KINDS: dict[str, Callable[[int, float], Awaitable[Answers]]] = {
    "bodies": push_bodies,
    "headers": push_headers,
    "person": push_one_persons_requests,
}


def main(kind: str, port: str, seconds: str) -> None:
    """Push for some seconds; with a low priority, since real attackers have a machine of their own."""
    os.nice(15)

    async def push() -> Answers:
        return await KINDS[kind](int(port), time.monotonic() + float(seconds))

    print(", ".join(f"{count} {answer}" for answer, count in asyncio.run(push()).most_common()))


if __name__ == "__main__":
    main(*sys.argv[1:])
