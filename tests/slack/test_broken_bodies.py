"""Thousands of broken requests: no 5xx, no traceback, and no listener gets what it would stumble over."""

from __future__ import annotations

import asyncio
import gc
import logging
import os
import random
from collections.abc import AsyncIterator, Iterator

import psutil
import pytest
from aiohttp import web
from multidict import CIMultiDict, CIMultiDictProxy

from bot.core.clock import SimulatedClock
from bot.pages.server import create_web_app, serve
from bot.slack import bodies
from bot.slack.door import SlackDoor

from .conftest import figures
from .mutations import broken_request
from .samples import NOW, SECRET, headers, valid_requests
from .trusting import trusting_bolt

IN_PROCESS = int(os.environ.get("BROKEN", "3000"))
BY_HTTP = IN_PROCESS // 10
SEED = 20171005


async def knock(entrance: SlackDoor, sent_headers: CIMultiDict[str], body: bytes) -> web.Response:
    """Ask the door without a socket between."""

    async def read() -> bytes:
        return body

    return await entrance.answer(CIMultiDictProxy(sent_headers), read)


@pytest.fixture
def loud(caplog: pytest.LogCaptureFixture) -> Iterator[pytest.LogCaptureFixture]:
    """What was logged from WARNING on: nothing may be."""
    caplog.set_level(logging.WARNING)
    logging.getLogger("bot.slack").setLevel(logging.WARNING)
    yield caplog
    logging.getLogger("bot.slack").setLevel(logging.NOTSET)


async def test_in_process(loud: pytest.LogCaptureFixture) -> None:
    entrance = SlackDoor(trusting_bolt(), SECRET, SimulatedClock(NOW))
    for content_type, body in valid_requests().values():
        assert (await knock(entrance, headers(body, content_type), body)).status == 200
    dice = random.Random(SEED)
    statuses: dict[int, int] = {}
    settled = 0
    for number in range(IN_PROCESS):
        if number == IN_PROCESS // 3:
            gc.collect()
            settled = psutil.Process().memory_info().rss
        broken = broken_request(dice)
        answer = await knock(entrance, broken.headers, broken.body)
        assert answer.status == 200 or 400 <= answer.status < 500, (answer.status, broken)
        assert len(answer.text or "") < 200
        statuses[answer.status] = statuses.get(answer.status, 0) + 1
    gc.collect()
    assert psutil.Process().memory_info().rss - settled < 8_000_000
    assert loud.records == []
    # The mutations must still bite: most are refused, and all of the ways to refuse occur.
    assert statuses[400] > IN_PROCESS / 3
    assert {400, 401, 415} <= statuses.keys()


async def exchange(port: int, request: bytes, *, hang_up: bool = False) -> int | None:
    """Send bytes on a fresh connection; the status of the answer, or None when there is none."""
    reader, writer = await asyncio.open_connection("127.0.0.1", port)
    try:
        writer.write(request)
        if hang_up:
            writer.write_eof()
        async with asyncio.timeout(10):
            line = await reader.readline()
        return int(line.split()[1]) if line else None
    except ConnectionError:
        return None
    finally:
        writer.close()


def on_the_wire(sent_headers: CIMultiDict[str], body: bytes) -> bytes:
    lines = [f"{name}: {value}" for name, value in sent_headers.items()]
    head = "\r\n".join(["POST /slack/events HTTP/1.1", "Host: x", f"Content-Length: {len(body)}", *lines])
    return head.encode() + b"\r\n\r\n" + body


GOOD = on_the_wire(headers(valid_requests()["command"][1]), valid_requests()["command"][1])
HEAD, _, REST = GOOD.partition(b"\r\n\r\n")
SIGNED = HEAD.replace(b"Content-Length: %d\r\n" % len(REST), b"")
NO_HTTP: dict[str, bytes] = {
    "noise": b"\x16\x03\x01\x02\x00\x01\x00\x01\xfc\x03\x03" * 20,
    "word": b"hello\r\n\r\n",
    "old version": b"POST /slack/events HTTP/0.9\r\n\r\n",
    "no version": b"POST /slack/events\r\n\r\n",
    "header without colon": HEAD + b"\r\nnonsense\r\n\r\n",
    "header with NUL": HEAD + b"\r\nX-A: a\0b\r\n\r\n",
    "long header": HEAD + b"\r\nX-A: " + b"a" * 100_000 + b"\r\n\r\n",
    "many headers": HEAD + b"".join(b"\r\nX-%d: 1" % n for n in range(20_000)) + b"\r\n\r\n",
    "length a word": SIGNED + b"\r\nContent-Length: many\r\n\r\n" + REST,
    "length negative": SIGNED + b"\r\nContent-Length: -1\r\n\r\n" + REST,
    "length twice": HEAD + b"\r\nContent-Length: 1\r\n\r\n" + REST,
    "length huge": SIGNED + b"\r\nContent-Length: 99999999999\r\n\r\n" + REST,
    "length and chunks": HEAD + b"\r\nTransfer-Encoding: chunked\r\n\r\n0\r\n\r\n",
    "bad chunks": SIGNED + b"\r\nTransfer-Encoding: chunked\r\n\r\nzz\r\nabc\r\n0\r\n\r\n",
    "bad chunk later": SIGNED + b"\r\nTransfer-Encoding: chunked\r\n\r\n3\r\nabc\r\nzz\r\n0\r\n\r\n",
    "bad gzip": SIGNED + b"\r\nContent-Encoding: gzip\r\nContent-Length: 9\r\n\r\nnot gzip!",
    "bad deflate": SIGNED + b"\r\nContent-Encoding: deflate\r\nContent-Length: 9\r\n\r\n" + b"\xff" * 9,
    "bad brotli": SIGNED + b"\r\nContent-Encoding: br\r\nContent-Length: 9\r\n\r\nnot brotl",
    "expectation": SIGNED + b"\r\nExpect: miracles\r\nContent-Length: 0\r\n\r\n",
    "host missing": GOOD.replace(b"Host: x\r\n", b"").replace(b"v0=", b"v9="),
    "path": GOOD.replace(b"/slack/events", b"/slack/../../etc/passwd"),
    "absolute address": GOOD.replace(b"/slack/events", b"http://[::1/slack/events"),
}  # fmt: skip


@pytest.fixture
async def port() -> AsyncIterator[int]:
    async def readiness() -> list[str]:
        return []

    app = create_web_app(
        bolt=trusting_bolt(),
        signing_secret=SECRET,
        clock=SimulatedClock(NOW),
        readiness=readiness,
        metrics=figures,
    )
    server = await serve(app, "127.0.0.1", 0)
    yield server.port
    await server.stop()


async def test_by_http(port: int, loud: pytest.LogCaptureFixture) -> None:
    dice = random.Random(SEED + 1)

    async def some(requests: list[bytes]) -> list[int | None]:
        return [await exchange(port, request) for request in requests]

    wire = [on_the_wire(b.headers, b.body) for b in (broken_request(dice) for _ in range(BY_HTTP))]
    statuses = [s for part in await asyncio.gather(*(some(wire[n::8]) for n in range(8))) for s in part]
    assert len(statuses) == BY_HTTP
    assert {status for status in statuses if status is None or status >= 500} == set()
    assert loud.records == []
    assert await exchange(port, GOOD) == 200


@pytest.mark.parametrize("case", NO_HTTP)
async def test_what_is_no_http(port: int, case: str, loud: pytest.LogCaptureFixture) -> None:
    status = await exchange(port, NO_HTTP[case])
    assert status is not None and 400 <= status < 500
    assert [record for record in loud.records if record.exc_info or record.levelno >= logging.WARNING] == []
    assert await exchange(port, GOOD) == 200


async def test_hanging_up_amid_the_body(port: int, loud: pytest.LogCaptureFixture) -> None:
    assert await exchange(port, GOOD[:-10], hang_up=True) in (None, 400)
    _, writer = await asyncio.open_connection("127.0.0.1", port)
    writer.write(GOOD[:-10])
    await writer.drain()
    writer.transport.abort()
    assert await exchange(port, GOOD) == 200
    assert loud.records == []


async def test_a_body_that_does_not_come(port: int, monkeypatch: pytest.MonkeyPatch) -> None:
    monkeypatch.setattr(bodies, "READ_SECONDS", 0.05)
    assert await exchange(port, GOOD[:-10]) == 408
    assert await exchange(port, GOOD) == 200
