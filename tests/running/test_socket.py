"""Socket Mode: Slack's traffic comes through a connection that the bot opens."""

from __future__ import annotations

import asyncio
import json
from collections.abc import AsyncIterator
from dataclasses import dataclass, field
from pathlib import Path
from typing import Any

import pytest
from aiohttp import ClientSession, WSMsgType, web

from bot.demo import world
from bot.slack.turns import MOST_WAITING
from tests.running.process import Office, Running, open_office, until

APP_TOKEN = "xapp-1-A0SANDBOX-100-abc"
MALFORMED = [
    ("slash_commands", {"command": "/img", "text": "next"}),
    ("slash_commands", {"command": ["/img"], "team_id": {}}),
    ("interactive", {"type": "block_actions", "actions": []}),
    ("interactive", {"type": "view_submission", "view": "x"}),
    ("interactive", {"type": "nothing"}),
    ("events_api", {"type": "event_callback", "event": "x"}),
    ("events_api", {"type": "event_callback", "event": {"type": "app_mention"}, "team_id": world.TEAM}),
]


@dataclass
class SocketSlack:
    """`apps.connections.open` and the web socket; every other call goes on to the stand-in Slack."""

    api_url: str
    sockets: list[web.WebSocketResponse] = field(default_factory=list)
    answers: list[dict[str, Any]] = field(default_factory=list)
    open_error: str | None = None
    url: str = ""
    session: ClientSession | None = None

    async def connections_open(self, request: web.Request) -> web.Response:
        if self.open_error or request.headers["Authorization"] != f"Bearer {APP_TOKEN}":
            return web.json_response({"ok": False, "error": self.open_error or "invalid_auth"})
        return web.json_response({"ok": True, "url": self.url.replace("http", "ws") + "/link"})

    async def link(self, request: web.Request) -> web.WebSocketResponse:
        socket = web.WebSocketResponse()
        await socket.prepare(request)
        await socket.send_json({"type": "hello", "num_connections": 1})
        self.sockets.append(socket)
        async for message in socket:
            if message.type is WSMsgType.TEXT:
                self.answers.append(json.loads(message.data))
        return socket

    async def pass_on(self, request: web.Request) -> web.Response:
        assert self.session is not None
        method = request.match_info["method"]
        headers = {
            name: request.headers[name]
            for name in ("Authorization", "Content-Type")
            if name in request.headers
        }
        async with self.session.post(
            self.api_url + method, data=await request.read(), headers=headers
        ) as answer:
            return web.Response(
                body=await answer.read(), status=answer.status, content_type="application/json"
            )

    async def command(self, text: str, envelope_id: str) -> None:
        payload = {
            "token": "verification-token",
            "team_id": world.TEAM,
            "team_domain": "e-waste-img",
            "channel_id": world.GROUP_CHANNEL,
            "channel_name": "img-ewaste",
            "user_id": world.SECRETARIAT,
            "user_name": "secretariat",
            "command": "/img",
            "text": text,
            "api_app_id": "A0SANDBOX",
            "response_url": f"{self.url}/nowhere",
            "trigger_id": f"1.2.{envelope_id}",
        }
        await self.send("slash_commands", envelope_id, payload)

    async def send(self, kind: str, envelope_id: str, payload: object) -> None:
        await self.sockets[-1].send_json(
            {
                "type": kind,
                "envelope_id": envelope_id,
                "accepts_response_payload": True,
                "payload": payload,
            }
        )


@pytest.fixture
async def office(sqlite_url: str, tmp_path: Path) -> AsyncIterator[Office]:
    async with open_office(sqlite_url, tmp_path) as opened:
        yield opened


@pytest.fixture
async def slack(office: Office) -> AsyncIterator[SocketSlack]:
    served = SocketSlack(office.env["SLACK_API_URL"], session=office.session)
    app = web.Application()
    app.router.add_post("/api/apps.connections.open", served.connections_open)
    app.router.add_get("/link", served.link)
    app.router.add_route("*", "/api/{method}", served.pass_on)
    runner = web.AppRunner(app, shutdown_timeout=0.1)
    await runner.setup()
    await web.TCPSite(runner, "127.0.0.1", 0).start()
    served.url = f"http://127.0.0.1:{runner.addresses[0][1]}"
    office.env |= {"SLACK_APP_TOKEN": APP_TOKEN, "SLACK_API_URL": f"{served.url}/api/"}
    office.env.pop("SLACK_SIGNING_SECRET")
    yield served
    await runner.cleanup()


async def answer_to(slack: SocketSlack, text: str, envelope_id: str) -> str:
    await slack.command(text, envelope_id)
    await until(lambda: any(answer["envelope_id"] == envelope_id for answer in slack.answers))
    return str(next(answer for answer in slack.answers if answer["envelope_id"] == envelope_id)["payload"])


async def test_a_command_is_answered_and_a_lost_connection_comes_back(
    office: Office, slack: SocketSlack
) -> None:
    await office.set_up()
    running = await office.start("run")
    assert "reminders" in await answer_to(slack, "help", "first")
    async with office.session.post(f"{office.url}/slack/events") as refused:
        assert refused.status == 404
    for number, (kind, payload) in enumerate(MALFORMED):
        await slack.send(kind, f"bad-{number}", payload)
    assert "reminders" in await answer_to(slack, "help", "after")
    assert [answer["envelope_id"] for answer in slack.answers] == ["first", "after"]
    await ask_too_fast(slack)
    await slack.sockets[-1].close()
    await until(lambda: len(slack.sockets) == 2, 30)
    await until(running.is_ready)
    assert "reminders" in await answer_to(slack, "help", "second")
    code, seconds = await running.end()
    assert code == 0 and seconds < 10
    assert "Traceback" not in running.log.read_text() and APP_TOKEN not in running.log.read_text()


async def ask_too_fast(slack: SocketSlack) -> None:
    """Forty commands of one person at once: some are answered, the others are told to wait."""
    for number in range(40):
        await slack.command("reminders", f"fast-{number}")
    await until(lambda: sum("fast" in answer["envelope_id"] for answer in slack.answers) == 40)
    fast = [str(answer["payload"]) for answer in slack.answers if "fast" in answer["envelope_id"]]
    told_to_wait = sum("One moment, please" in text for text in fast)
    assert 0 < told_to_wait < 40 - MOST_WAITING


async def test_doctor_tries_the_app_token(office: Office, slack: SocketSlack) -> None:
    await office.set_up()
    _code, out, err = await office.run("doctor")
    assert "✔ Socket Mode: Slack takes the app token" in out, out + err
    code, out, _err = await office.run("doctor", env={"SLACK_APP_TOKEN": "xapp-1-wrong"})
    assert code == 1 and "✘ Socket Mode: SLACK_APP_TOKEN is refused (invalid_auth)" in out
    assert "connections:write" in out and slack.sockets == []


async def test_not_ready_while_slack_gives_no_connection(office: Office, slack: SocketSlack) -> None:
    slack.open_error = "internal_error"
    running = await office.start("run", ready=False)

    async def is_waiting() -> bool:
        return await not_connected(running)

    await until(is_waiting)
    code, seconds = await running.end()
    assert code == 0 and seconds < 10


async def not_connected(running: Running) -> bool:
    status, text = await running.get("/readyz")
    return status == 503 and "Slack is not connected" in text


async def test_a_refused_token_ends_the_start(office: Office, slack: SocketSlack) -> None:
    code, _out, err = await office.run("run", env={"SLACK_APP_TOKEN": "xapp-1-wrong"})
    assert code == 2
    assert "SLACK_APP_TOKEN is refused (invalid_auth)" in err.splitlines()[-1] and "Traceback" not in err
    await asyncio.sleep(0)
