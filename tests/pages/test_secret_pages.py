"""Secret links over HTTP: what is sent, what is kept, and what strangers get."""

from __future__ import annotations

import gzip
import time
from collections.abc import AsyncIterator
from dataclasses import dataclass
from datetime import datetime, timedelta
from typing import Any

import pytest
from aiohttp import ClientSession, web

from bot.core.clock import SimulatedClock
from bot.links.page import Page
from bot.pages.secret_pages import MOST_UNKNOWN, SecretPages
from bot.pages.server import serve
from tests.slack.samples import NOW

TOKEN = "T" * 43
BODY = b"BEGIN:VCALENDAR\r\n" * 200


@dataclass
class Served:
    client: ClientSession
    clock: SimulatedClock
    pages: dict[str, Page]
    asked: list[str]


@pytest.fixture
async def served() -> AsyncIterator[Served]:
    pages = {TOKEN: Page(BODY, "text/calendar; charset=utf-8", '"1"')}
    asked: list[str] = []

    def build(token: str, _now: datetime, _language: str | None) -> Page | None:
        asked.append(token)
        return pages.get(token)

    async def at_once(function: Any, *arguments: Any) -> Any:  # noqa: ANN401
        return function(*arguments)

    app, clock = web.Application(), SimulatedClock(NOW)
    SecretPages(clock, at_once).add_to(app, "/calendar/{token}.ics", build)
    app.router.add_get("/constant", _constant)
    server = await serve(app, "127.0.0.1", 0)
    async with ClientSession(f"http://127.0.0.1:{server.port}", auto_decompress=False) as client:
        yield Served(client, clock, pages, asked)
    await server.stop()


async def _constant(_request: web.Request) -> web.Response:
    return web.Response(text="ok")


async def test_a_calendar_is_sent_with_its_mark_and_leaves_no_trace(served: Served) -> None:
    answer = await served.client.get(f"/calendar/{TOKEN}.ics", headers={"Accept-Encoding": "identity"})
    assert (answer.status, await answer.read()) == (200, BODY)
    sent = {
        name: answer.headers[name] for name in ("ETag", "Cache-Control", "Referrer-Policy", "X-Robots-Tag")
    }
    assert sent == {
        "ETag": '"1"',
        "Cache-Control": "private, no-cache",
        "Referrer-Policy": "no-referrer",
        "X-Robots-Tag": "noindex, nofollow",
    }
    assert answer.headers["Content-Type"] == "text/calendar; charset=utf-8"


async def test_who_has_it_already_gets_no_body(served: Served) -> None:
    for mark in ('"1"', 'W/"1"', '"0", "1"'):
        answer = await served.client.get(f"/calendar/{TOKEN}.ics", headers={"If-None-Match": mark})
        assert (answer.status, await answer.read()) == (304, b"")
    answer = await served.client.get(f"/calendar/{TOKEN}.ics", headers={"If-None-Match": '"0"'})
    assert answer.status == 200


async def test_it_is_zipped_for_whoever_can_unzip(served: Served) -> None:
    answer = await served.client.get(f"/calendar/{TOKEN}.ics", headers={"Accept-Encoding": "gzip, br"})
    raw = await answer.read()
    assert answer.headers["Content-Encoding"] == "gzip" and gzip.decompress(raw) == BODY
    assert len(raw) < len(BODY) / 10


async def test_it_is_made_again_after_some_seconds_only(served: Served) -> None:
    for _count in range(3):
        await served.client.get(f"/calendar/{TOKEN}.ics")
    assert served.asked == [TOKEN]
    served.pages.clear()
    served.clock.advance(timedelta(seconds=11))
    answer = await served.client.get(f"/calendar/{TOKEN}.ics")
    assert answer.status == 404


async def test_strangers_get_one_answer_whatever_they_try_and_then_a_pause(served: Served) -> None:
    seen = set()
    for count in range(MOST_UNKNOWN):
        answer = await served.client.get(f"/calendar/{'x' * (count + 1)}.ics")
        seen.add((answer.status, await answer.text()))
    assert seen == {(404, "404: Not Found")}
    held = await served.client.get("/calendar/another.ics")
    assert (held.status, held.headers["Retry-After"]) == (429, "60")
    served.clock.advance(timedelta(seconds=61))
    assert (await served.client.get(f"/calendar/{TOKEN}.ics")).status == 200


async def test_looking_ahead_asks_for_no_body(served: Served) -> None:
    answer = await served.client.head(f"/calendar/{TOKEN}.ics")
    assert (answer.status, await answer.read()) == (200, b"")
    assert (await served.client.post(f"/calendar/{TOKEN}.ics")).status == 405


async def test_not_modified_costs_little_more_than_a_constant(served: Served) -> None:
    async def cost(path: str) -> float:
        best = 10.0
        for _round in range(5):
            began = time.process_time()
            for _count in range(40):
                await (await served.client.get(path, headers={"If-None-Match": '"1"'})).read()
            best = min(best, time.process_time() - began)
        return best

    await cost("/constant")
    # By design 1.2 times; a shared machine measures unevenly, and a query would cost three times as much.
    assert await cost(f"/calendar/{TOKEN}.ics") <= 1.6 * await cost("/constant")
