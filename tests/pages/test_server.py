"""The pages around the door, and starting and stopping."""

from __future__ import annotations

import socket

import aiohttp
import pytest

from bot.core.clock import SimulatedClock
from bot.pages.server import create_web_app, serve
from tests.slack.conftest import Site, build_bolt, figures
from tests.slack.samples import NOW


async def ready() -> list[str]:
    return []


async def test_alive(site: Site) -> None:
    answer = await site.client.get("/healthz")
    assert (answer.status, await answer.json()) == (200, {"status": "ok"})


async def test_ready_or_why_not(site: Site) -> None:
    answer = await site.client.get("/readyz")
    assert (answer.status, await answer.json()) == (200, {"status": "ready"})
    site.problems.append("database: cannot be reached")
    answer = await site.client.get("/readyz")
    assert answer.status == 503
    assert await answer.json() == {"status": "not ready", "problems": ["database: cannot be reached"]}


async def test_metrics(site: Site) -> None:
    answer = await site.client.get("/metrics")
    assert (answer.status, await answer.text()) == (200, "# figures\n")
    assert answer.headers["Content-Type"] == "text/plain; version=0.0.4; charset=utf-8"


@pytest.mark.parametrize("path", ["/", "/slack", "/slack/events/", "/slack/events/x", "/%00"])
async def test_unknown_paths(site: Site, path: str) -> None:
    answer = await site.client.post(path, data=b"x")
    assert answer.status == 404
    assert answer.content_type == "text/plain"


@pytest.mark.parametrize("path", ["/healthz", "/nowhere", "/slack/events"])
async def test_headers_name_no_versions(site: Site, path: str) -> None:
    answer = await site.client.get(path)
    assert answer.headers["Server"] == "img-bot"
    assert answer.headers["X-Content-Type-Options"] == "nosniff"


async def test_socket_mode_has_no_door() -> None:
    app = create_web_app(
        bolt=build_bolt([]),
        signing_secret=None,
        clock=SimulatedClock(NOW),
        readiness=ready,
        metrics=figures,
    )
    server = await serve(app, "127.0.0.1", 0)
    async with aiohttp.ClientSession(f"http://127.0.0.1:{server.port}") as client:
        assert (await client.get("/healthz")).status == 200
        assert (await client.post("/slack/events", data=b"x")).status == 404
    await server.stop()
    with socket.socket() as probe:
        assert probe.connect_ex(("127.0.0.1", server.port)) != 0


async def test_a_taken_port_is_an_error(site: Site) -> None:
    app = create_web_app(
        bolt=site.bolt, signing_secret=None, clock=site.clock, readiness=ready, metrics=figures
    )
    with socket.socket() as taken:
        taken.bind(("127.0.0.1", 0))
        taken.listen()
        with pytest.raises(OSError, match="address already in use"):
            await serve(app, "127.0.0.1", taken.getsockname()[1])
