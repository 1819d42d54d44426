"""How many connections there may be, which of them goes first, and how long one may keep silent."""

from __future__ import annotations

import asyncio
import errno
import json
import logging
from collections.abc import AsyncIterator, Awaitable, Callable
from contextlib import asynccontextmanager
from typing import Any

import pytest
from aiohttp import web

from bot.core.clock import SimulatedClock
from bot.pages import connections
from bot.pages.connections import most_connections
from bot.pages.server import create_web_app, serve
from bot.slack import bodies
from bot.slack.wire import MAX_BODY_BYTES
from tests.slack.conftest import build_bolt, figures
from tests.slack.samples import (
    FORM,
    INTERACTIONS,
    JSON,
    NOW,
    SECRET,
    VIEW,
    changed,
    form,
    headers,
    valid_requests,
)

GET = b"GET /healthz HTTP/1.1\r\nHost: x\r\n\r\n"
HOLD = GET.replace(b"healthz", b"hold")
Pipe = tuple[asyncio.StreamReader, asyncio.StreamWriter]


class Hold:
    """An app with a page that answers when it is told to."""

    def __init__(self) -> None:
        self.begun, self.released = asyncio.Event(), asyncio.Event()
        self.app = web.Application(middlewares=[connections.mark_requests])
        self.app.router.add_get("/healthz", self._health)
        self.app.router.add_get("/hold", self._hold)

    async def _health(self, _request: web.Request) -> web.Response:
        return web.Response(text="ok")

    async def _hold(self, _request: web.Request) -> web.Response:
        self.begun.set()
        await self.released.wait()
        return web.Response(text="ok")


def door() -> web.Application:
    async def ready() -> list[str]:
        return []

    return create_web_app(
        bolt=build_bolt([]),
        signing_secret=SECRET,
        clock=SimulatedClock(NOW),
        readiness=ready,
        metrics=figures,
    )


@asynccontextmanager
async def served(
    app: web.Application, *, most: int = 8, seconds: float = 30.0
) -> AsyncIterator[Callable[[], Awaitable[Pipe]]]:
    server = await serve(app, "127.0.0.1", 0, most=most, first_request_seconds=seconds)
    writers: list[asyncio.StreamWriter] = []

    async def connect() -> Pipe:
        reader, writer = await asyncio.open_connection("127.0.0.1", server.port)
        writers.append(writer)
        return reader, writer

    yield connect
    for writer in writers:
        writer.transport.abort()
    await server.stop()


def signed(body: bytes, content_type: str = FORM, size: int | None = None) -> bytes:
    """A request of Slack's, as bytes."""
    sent = "".join(f"{name}: {value}\r\n" for name, value in headers(body, content_type).items())
    length = len(body) if size is None else size
    return f"POST /slack/events HTTP/1.1\r\nHost: x\r\nContent-Length: {length}\r\n{sent}\r\n".encode() + body


async def asked(pipe: Pipe, request: bytes = GET) -> int:
    """The status of the answer; 0 where the connection is closed."""
    reader, writer = pipe
    writer.write(request)
    try:
        async with asyncio.timeout(5):
            head = await reader.readuntil(b"\r\n\r\n")
            length = int(head.lower().partition(b"content-length: ")[2].split(b"\r\n")[0])
            await reader.readexactly(length)
    except (asyncio.IncompleteReadError, ConnectionError):
        return 0
    return int(head.split(b" ")[1])


async def test_headers_that_do_not_end_are_not_waited_for() -> None:
    async with served(Hold().app, seconds=0.05) as connect:
        reader, writer = await connect()
        writer.write(GET[:-2])
        async with asyncio.timeout(5):
            assert await reader.read() == b""


async def test_an_answer_may_take_longer_than_headers_may() -> None:
    hold = Hold()
    async with served(hold.app, seconds=0.05) as connect:
        busy = await connect()
        busy[1].write(HOLD)
        await hold.begun.wait()
        reader, _writer = await connect()
        assert await reader.read() == b""  # by then the time for headers has passed for the first one as well
        hold.released.set()
        assert [await asked(busy, b""), await asked(busy)] == [200, 200]


async def test_a_silent_connection_makes_room_before_an_idle_one() -> None:
    async with served(Hold().app, most=3) as connect:
        idle = await connect()
        assert await asked(idle) == 200
        silent = await connect()
        silent[1].write(GET[:10])
        for _ in range(2):
            assert await asked(await connect()) == 200
        assert [await asked(silent, GET[10:]), await asked(idle)] == [0, 200]


async def test_the_oldest_idle_connection_makes_room() -> None:
    async with served(Hold().app, most=2) as connect:
        first, second = await connect(), await connect()
        assert [await asked(first), await asked(second)] == [200, 200]
        assert await asked(await connect()) == 200
        assert [await asked(first), await asked(second)] == [0, 200]


async def test_a_request_under_way_is_never_closed() -> None:
    hold = Hold()
    async with served(hold.app, most=1) as connect:
        busy = await connect()
        busy[1].write(HOLD)
        await hold.begun.wait()
        assert await asked(await connect()) == 0
        hold.released.set()
        assert await asked(busy, b"") == 200


async def test_the_longest_headers_make_room_when_all_together_are_too_long(
    monkeypatch: pytest.MonkeyPatch,
) -> None:
    monkeypatch.setattr(connections, "MOST_HEADER_BYTES", 3000)
    async with served(Hold().app) as connect:
        short, long, more = await connect(), await connect(), await connect()
        short[1].write(GET[:-2] + b"X-A: ")
        long[1].write(GET[:-2] + b"X-A: " + b"a" * 2000)
        more[1].write(GET[:-2] + b"X-A: " + b"a" * 1500)
        async with asyncio.timeout(5):
            assert await long[0].read() == b""
        assert await asked(short, b"a\r\n\r\n") == 200


async def test_what_is_closed_is_told_in_one_line(caplog: pytest.LogCaptureFixture) -> None:
    async with served(Hold().app, most=1) as connect:
        for _ in range(20):
            assert await asked(await connect()) == 200
    assert [record.getMessage() for record in caplog.records] == [
        "1 connections are open: what asks for nothing is closed"
    ]


async def test_a_shortage_of_descriptors_is_one_line(caplog: pytest.LogCaptureFixture) -> None:
    caplog.set_level(logging.INFO)
    shortage = OSError(errno.EMFILE, "too many open files")
    async with served(Hold().app):
        for _ in range(300):
            asyncio.get_running_loop().call_exception_handler({"message": "accept", "exception": shortage})
        asyncio.get_running_loop().call_exception_handler({"message": "other", "exception": OSError("other")})
    told = [record.getMessage() for record in caplog.records]
    assert told == ["connections cannot be accepted: there are no descriptors left", "other"]


def test_half_of_the_descriptors_are_for_the_rest(monkeypatch: pytest.MonkeyPatch) -> None:
    monkeypatch.setattr("resource.getrlimit", lambda _kind: (256, 4096))
    assert most_connections() == 128


def test_what_is_unverified_takes_64_megabytes_at_most() -> None:
    buffered = connections.MOST_CONNECTIONS * (connections.BUFFER_BYTES + bodies.SMALL_BYTES)
    assert buffered + bodies.LARGE_AT_ONCE * MAX_BODY_BYTES <= 64 * 1024 * 1024


async def test_too_many_large_bodies_are_refused(monkeypatch: pytest.MonkeyPatch) -> None:
    monkeypatch.setattr(bodies, "MOST_LARGE", 0)
    async with served(door()) as connect:
        assert await asked(await connect(), signed(b"x", JSON, size=900_000)) == 429
        assert await asked(await connect(), signed(valid_requests()["command"][1])) == 200


async def test_a_large_body_that_is_slow_gives_its_turn_away(monkeypatch: pytest.MonkeyPatch) -> None:
    monkeypatch.setattr(bodies, "LARGE_AT_ONCE", 1)
    monkeypatch.setattr(bodies, "READ_SECONDS", 0.05)
    async with served(door()) as connect:
        slow = await connect()
        slow[1].write(signed(b"x", JSON, size=900_000))
        large = form(changed(INTERACTIONS["view_submission"], view=_view(letters=100_000)))
        statuses = await asyncio.gather(asked(slow, b""), asked(await connect(), signed(large)))
        assert list(statuses) == [408, 200]


async def test_a_large_body_that_is_forged_holds_up_large_ones_alone(monkeypatch: pytest.MonkeyPatch) -> None:
    monkeypatch.setattr(bodies, "FORGED_BYTES_A_SECOND", 1000)
    monkeypatch.setattr(bodies, "TURN_SECONDS", 0.05)
    large = form(changed(INTERACTIONS["view_submission"], view=_view(letters=100_000)))
    async with served(door()) as connect:
        assert await asked(await connect(), signed(large)) == 200
        assert await asked(await connect(), signed(large)[:-1] + b"x") == 401
        assert await asked(await connect(), signed(large)) == 429
        assert await asked(await connect(), signed(valid_requests()["command"][1])) == 200


async def test_a_large_body_without_a_signature_is_not_read() -> None:
    async with served(door()) as connect:
        head = b"POST /slack/events HTTP/1.1\r\nHost: x\r\nContent-Length: 900000\r\n\r\n"
        assert await asked(await connect(), head + b"x" * 1000) == 401


async def test_a_body_of_unknown_length_is_read_to_its_end() -> None:
    body = valid_requests()["command"][1]
    whole = signed(body).replace(f"Content-Length: {len(body)}".encode(), b"Transfer-Encoding: chunked")
    pieces = b"".join(b"%x\r\n%s\r\n" % (len(piece), piece) for piece in (body[:7], body[7:]))
    async with served(door()) as connect:
        assert await asked(await connect(), whole.removesuffix(body) + pieces + b"0\r\n\r\n") == 200


async def test_the_largest_view_that_slack_takes_fits() -> None:
    """Slack takes views of 250 kB; as escaped JSON in a form, one byte of them becomes four at most."""
    view = _view(letters=120_000)
    assert 240_000 < len(json.dumps(view, ensure_ascii=False).encode()) < 250_000
    body = form(changed(INTERACTIONS["view_submission"], view=view))
    assert 950_000 < len(body) < MAX_BODY_BYTES
    async with served(door()) as connect:
        assert await asked(await connect(), signed(body)) == 200


def _view(letters: int) -> dict[str, Any]:
    """A view of 100 blocks with that many letters of two bytes in all."""
    block = {"type": "section", "text": {"type": "mrkdwn", "text": "é" * (letters // 100)}}
    return changed(VIEW, blocks=[block] * 100)
