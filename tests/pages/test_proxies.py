"""Slack's requests behind the proxies of docs/operations.md, with the very lines that stand there."""

from __future__ import annotations

import asyncio
import re
import shutil
from collections.abc import AsyncIterator
from dataclasses import dataclass
from getpass import getuser
from pathlib import Path

import pytest
from aiohttp import ClientError, ClientSession, TCPConnector

from bot.core.addresses import parse_networks
from bot.core.clock import SimulatedClock
from bot.pages.inside import Inside
from bot.pages.server import create_web_app, serve
from tests.running.process import free_port, until
from tests.slack.conftest import build_bolt, figures
from tests.slack.samples import FORM, INTERACTIONS, NOW, SECRET, VIEW, changed, form, headers, valid_requests

PAGE = Path(__file__).resolve().parents[2] / "docs" / "operations.md"
PATH = "/slack/events"


def documented(language: str) -> str:
    found = re.search(rf"```{language}\n(.*?)```", PAGE.read_text(), re.DOTALL)
    assert found is not None
    return found[1]


def nginx(folder: Path, port: int, bot: int) -> list[str]:
    temporary = "".join(
        f"{kind}_temp_path {folder}/{kind};" for kind in ("client_body", "proxy", "fastcgi", "uwsgi", "scgi")
    )
    lines = documented("nginx").replace("127.0.0.1:3000", f"127.0.0.1:{bot}")
    (folder / "proxy.conf").write_text(
        f"user {getuser()}; daemon off; pid {folder}/pid; error_log stderr; events {{}}"
        f" http {{ access_log off; {temporary} server {{ listen 127.0.0.1:{port}; {lines} }} }}"
    )
    return ["-p", str(folder), "-e", "stderr", "-c", str(folder / "proxy.conf")]


def caddy(folder: Path, port: int, bot: int) -> list[str]:
    lines = documented("Caddyfile").replace("127.0.0.1:3000", f"127.0.0.1:{bot}")
    lines = lines.replace("img.example.org", f"http://127.0.0.1:{port}")
    (folder / "Caddyfile").write_text(f"{{\n    admin off\n}}\n{lines}")
    return ["run", "--adapter", "caddyfile", "--config", str(folder / "Caddyfile")]


PROXIES = {"nginx": nginx, "caddy": caddy}


@dataclass
class Proxied:
    client: ClientSession
    port: int
    bot_port: int


@pytest.fixture(params=PROXIES)
async def site(request: pytest.FixtureRequest, tmp_path: Path) -> AsyncIterator[Proxied]:
    """The bot behind a proxy that it trusts."""
    program = shutil.which(request.param, path="/usr/sbin:/usr/bin:/usr/local/bin")
    if program is None:
        pytest.skip(f"{request.param} is not installed: how it passes Slack's requests on is not tested")

    async def ready() -> list[str]:
        return []

    app = create_web_app(
        bolt=build_bolt([]),
        signing_secret=SECRET,
        clock=SimulatedClock(NOW),
        readiness=ready,
        metrics=figures,
        inside=Inside("127.0.0.1", None),
        trusted_proxies=parse_networks("127.0.0.1"),
    )
    server = await serve(app, "127.0.0.1", 0)
    port = free_port()
    arguments = PROXIES[request.param](tmp_path, port, server.port)
    process = await asyncio.create_subprocess_exec(
        program, *arguments, stderr=asyncio.subprocess.DEVNULL, env={"HOME": str(tmp_path)}
    )
    async with ClientSession(f"http://127.0.0.1:{port}") as client:

        async def answers() -> bool:
            assert process.returncode is None
            try:
                async with client.get(PATH) as answer:
                    return answer.status == 405
            except ClientError:
                return False

        await until(answers, 20)
        yield Proxied(client, port, server.port)
    process.terminate()
    await process.wait()
    await server.stop()


async def test_every_kind_of_request_passes(site: Proxied) -> None:
    statuses = {}
    for kind, (content_type, body) in valid_requests().items():
        answer = await site.client.post(PATH, data=body, headers=headers(body, content_type))
        statuses[kind] = answer.status
    assert set(statuses.values()) == {200}


async def test_a_large_form_passes(site: Proxied) -> None:
    block = {"type": "section", "text": {"type": "mrkdwn", "text": "é" * 1200}}
    body = form(changed(INTERACTIONS["view_submission"], view=changed(VIEW, blocks=[block] * 100)))
    assert len(body) > 900_000
    answer = await site.client.post(PATH, data=body, headers=headers(body, FORM))
    assert answer.status == 200


async def test_a_body_in_pieces_passes(site: Proxied) -> None:
    content_type, body = valid_requests()["command"]

    async def pieces() -> AsyncIterator[bytes]:
        yield body[:20]
        yield body[20:]

    answer = await site.client.post(PATH, data=pieces(), headers=headers(body, content_type))
    assert (answer.status, await answer.text()) == (200, "noted command")


async def test_what_is_not_signed_is_refused_and_its_sender_named(
    site: Proxied, caplog: pytest.LogCaptureFixture
) -> None:
    caplog.set_level("INFO")
    claimed = {"X-Forwarded-For": "203.0.113.5", "Content-Type": FORM}
    sender = TCPConnector(local_addr=("127.0.0.2", 0))
    async with ClientSession(f"http://127.0.0.1:{site.port}", connector=sender) as client:
        assert (await client.post(PATH, data=b"text=x", headers=claimed)).status == 401
    assert [record.getMessage() for record in caplog.records] == [
        "refused a request with 401: no valid signature from 127.0.0.2"
    ]


@pytest.mark.parametrize("path", ["/metrics", "/readyz", "/slack/../metrics", "/slack/%2e%2e/readyz"])
async def test_nothing_of_the_inside_is_passed_on(site: Proxied, path: str) -> None:
    reader, writer = await asyncio.open_connection("127.0.0.1", site.port)
    writer.write(f"GET {path} HTTP/1.1\r\nHost: 127.0.0.1\r\nConnection: close\r\n\r\n".encode())
    answer = await reader.read()
    writer.close()
    assert b"# figures" not in answer and b'"ready"' not in answer


async def test_a_careless_proxy_that_passes_on_everything_gets_nothing(site: Proxied) -> None:
    async with ClientSession(f"http://127.0.0.1:{site.bot_port}") as client:
        inside = await client.get("/metrics")
        passed_on = await client.get("/metrics", headers={"X-Forwarded-For": "203.0.113.5"})
        assert (inside.status, passed_on.status) == (200, 404)
