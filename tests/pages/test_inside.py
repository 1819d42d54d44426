"""Who may see the figures."""

from __future__ import annotations

from collections.abc import AsyncIterator, Awaitable, Callable
from contextlib import asynccontextmanager

import pytest
from aiohttp import ClientSession

from bot.core.clock import SimulatedClock
from bot.pages.inside import Inside
from bot.pages.server import create_web_app, serve
from tests.slack.conftest import build_bolt, figures
from tests.slack.samples import NOW

TOKEN = "0123456789abcdef"
Ask = Callable[..., Awaitable[list[int]]]


@asynccontextmanager
async def served(inside: Inside) -> AsyncIterator[Ask]:
    async def ready() -> list[str]:
        return []

    app = create_web_app(
        bolt=build_bolt([]),
        signing_secret=None,
        clock=SimulatedClock(NOW),
        readiness=ready,
        metrics=figures,
        inside=inside,
    )
    server = await serve(app, "127.0.0.1", 0)
    async with ClientSession(f"http://127.0.0.1:{server.port}") as client:

        async def ask(**sent: str) -> list[int]:
            named = {name.replace("_", "-"): value for name, value in sent.items()}
            return [(await client.get(path, headers=named)).status for path in ("/metrics", "/readyz")]

        yield ask
    await server.stop()


@pytest.mark.parametrize("host", ["127.0.0.1", "::1", "localhost"])
async def test_on_this_machine_they_are_open_but_to_no_proxy(host: str) -> None:
    async with served(Inside(host, None)) as ask:
        assert await ask() == [200, 200]
        assert await ask(X_Forwarded_For="203.0.113.5") == [404, 404]
        assert await ask(Forwarded="for=203.0.113.5") == [404, 404]


@pytest.mark.parametrize("host", ["0.0.0.0", "::", "10.0.0.7", "img.internal"])
async def test_on_the_network_they_are_not_there_without_a_token(host: str) -> None:
    async with served(Inside(host, None)) as ask:
        assert await ask() == [404, 404]
        assert await ask(Authorization="Bearer ") == [404, 404]


@pytest.mark.parametrize("host", ["127.0.0.1", "0.0.0.0"])
async def test_the_token_opens_them(host: str) -> None:
    async with served(Inside(host, TOKEN)) as ask:
        assert await ask(Authorization=f"Bearer {TOKEN}") == [200, 200]
        for wrong in ("", TOKEN, f"Bearer {TOKEN}x", f"Basic {TOKEN}", "Bearer é"):
            assert await ask(Authorization=wrong) == [404, 404]
        assert await ask() == [404, 404]
