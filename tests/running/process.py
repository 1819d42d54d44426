"""Whole processes of the bot, against a stand-in Slack in the test's own process."""

from __future__ import annotations

import asyncio
import json
import os
import signal
import socket
import sys
import time
from collections.abc import AsyncIterator, Awaitable, Callable, Mapping
from contextlib import asynccontextmanager
from dataclasses import dataclass, field
from datetime import UTC, datetime, timedelta
from pathlib import Path
from typing import Any

from aiohttp import ClientError, ClientSession
from prometheus_client.parser import text_string_to_metric_families

from bot.core.clock import SystemClock
from bot.core.notices import NewNotice
from bot.delivery.store.outbox import add_notices
from bot.demo import world
from bot.reminders.materialise import SHARED
from bot.sandbox.api_server import SlackServer
from bot.sandbox.client import SlackClient
from bot.store.database import Database
from tests.running.warm import carry_out

ROOT = Path(__file__).resolve().parents[2]
PLAIN = ("-m", "bot")
_MADE: list[bytes] = []
"""The SQLite file that the first `set_up` of this process made."""

SHORT = ("-m", "tests.running.launch")


def free_port() -> int:
    """A port that nobody listens on now."""
    with socket.socket() as probe:
        probe.bind(("127.0.0.1", 0))
        return int(probe.getsockname()[1])


async def until(condition: Callable[[], Awaitable[bool] | bool], seconds: float = 15.0) -> float:
    """Look until it holds, and return after how many seconds; else TimeoutError."""
    started = time.monotonic()
    async with asyncio.timeout(seconds):
        while True:
            held = condition()
            if held if isinstance(held, bool) else await held:
                return time.monotonic() - started
            await asyncio.sleep(0.05)


@dataclass
class Running:
    """One process of the bot."""

    process: asyncio.subprocess.Process
    log: Path
    url: str
    session: ClientSession
    metrics_token: str = ""

    async def get(self, path: str) -> tuple[int, str]:
        """Status and text of a page; 0 when nobody answers."""
        inside = {"Authorization": f"Bearer {self.metrics_token}"} if self.metrics_token else {}
        try:
            async with self.session.get(self.url + path, headers=inside) as answer:
                return answer.status, await answer.text()
        except (ClientError, TimeoutError):
            return 0, ""

    async def is_ready(self) -> bool:
        assert self.process.returncode is None, self.log.read_text()
        return (await self.get("/readyz"))[0] == 200

    async def metrics(self) -> dict[str, float]:
        """The figures, named as `name{label}`."""
        _status, text = await self.get("/metrics")
        return {
            sample.name + "".join(f"{{{value}}}" for value in sample.labels.values()): sample.value
            for family in text_string_to_metric_families(text)
            for sample in family.samples
        }

    async def end(self, number: int = signal.SIGTERM) -> tuple[int, float]:
        """Send a signal; the exit code and the seconds it took."""
        started = time.monotonic()
        self.process.send_signal(number)
        code = await asyncio.wait_for(self.process.wait(), 20)
        return code, time.monotonic() - started

    def lines(self) -> list[dict[str, Any]]:
        """What it logged, with LOG_FORMAT=json."""
        return [json.loads(line) for line in self.log.read_text().splitlines()]


@dataclass
class Office:
    """A stand-in Slack, a database, and the processes that a test starts on them."""

    server: SlackServer
    folder: Path
    env: dict[str, str]
    session: ClientSession
    _processes: list[asyncio.subprocess.Process] = field(default_factory=list)

    @property
    def url(self) -> str:
        return f"http://127.0.0.1:{self.env['PORT']}"

    async def run(
        self, *words: str, env: Mapping[str, str] | None = None, program: tuple[str, ...] = PLAIN
    ) -> tuple[int, str, str]:
        """A command to its end: exit code, stdout, stderr."""
        if program == PLAIN:
            return await carry_out(words, {**self.env, **(env or {})})
        process = await self._spawn(program, words, env, asyncio.subprocess.PIPE, asyncio.subprocess.PIPE)
        out, err = await asyncio.wait_for(process.communicate(), 60)
        return process.returncode or 0, out.decode(), err.decode()

    async def start(
        self,
        *words: str,
        env: Mapping[str, str] | None = None,
        program: tuple[str, ...] = PLAIN,
        ready: bool = True,
    ) -> Running:
        """Start a process that stays, and wait until it is ready."""
        log = self.folder / f"log-{len(self._processes)}.txt"
        with log.open("wb") as file:
            process = await self._spawn(program, words, env, file, file)
        whole = {**self.env, **(env or {})}
        url, token = f"http://127.0.0.1:{whole['PORT']}", whole.get("METRICS_TOKEN", "")
        running = Running(process, log, url, self.session, token)
        if ready:
            await until(running.is_ready, 30)
        return running

    async def _spawn(
        self,
        program: tuple[str, ...],
        words: tuple[str, ...],
        env: Mapping[str, str] | None,
        out: Any,  # noqa: ANN401 - what subprocess takes
        err: Any,  # noqa: ANN401
    ) -> asyncio.subprocess.Process:
        process = await asyncio.create_subprocess_exec(
            sys.executable,
            *program,
            *words,
            cwd=ROOT,
            env={**self.env, **(env or {})},
            stdout=out,
            stderr=err,
        )
        self._processes.append(process)
        return process

    async def set_up(self) -> None:
        """A group with its plan, made by the command line; on SQLite once, then copied."""
        url = self.env["DATABASE_URL"]
        if not url.startswith("sqlite:///"):
            await self._set_up()
            return
        path = Path(url.removeprefix("sqlite:///"))
        if not _MADE:
            await self._set_up()
            _MADE.append(path.read_bytes())
        path.write_bytes(_MADE[0])

    async def _set_up(self) -> None:
        for words in (
            ("setup", "--team", world.TEAM, "--label", "IMG", "--name", "E-waste IMG", "--channel",
             world.GROUP_CHANNEL, "--stream", f"WS1={world.WS1_CHANNEL}", "--coordinator", world.SECRETARIAT),
            ("import", "bot/demo/plans/e-waste-year.txt", "--yes"),
        ):  # fmt: skip
            code, _out, err = await self.run(*words)
            assert code == 0, err

    def add(self, *texts: str, recipient: str = world.GROUP_CHANNEL, ago: float = 0.0) -> None:
        """Notices that are due."""
        now = datetime.now(UTC)
        database = Database(self.env["DATABASE_URL"])
        with database.writing() as session:
            add_notices(
                session,
                [
                    NewNotice(
                        world.TEAM,
                        f"test:{text}",
                        SHARED,
                        recipient,
                        now - timedelta(seconds=ago),
                        payload={"text": text, "blocks": []},
                    )
                    for text in texts
                ],
                now=now,
            )
        database.close()

    def said(self) -> list[str]:
        """The texts of all messages that Slack took."""
        return [entry.text for entry in self.server.journal.messages()]

    async def command(self, text: str, url: str | None = None) -> str:
        """What the Secretariat reads after a slash command."""
        async with SlackClient(self.server, url or self.url) as client:
            reply = await client.command(world.TEAM, world.GROUP_CHANNEL, world.SECRETARIAT, "/img", text)
        return str((reply.body or {}).get("text", reply.status))

    async def close(self) -> None:
        for process in self._processes:
            if process.returncode is None:
                process.kill()
                await process.wait()


@asynccontextmanager
async def open_office(database_url: str, folder: Path) -> AsyncIterator[Office]:
    """A stand-in Slack and the settings of a bot for it; its processes are ended afterwards."""
    server = world.build_world(SystemClock())
    await server.start()
    kept = {name: os.environ[name] for name in ("PATH", "HOME", "LANG") if name in os.environ}
    env = {
        **kept,
        "SLACK_BOT_TOKEN": world.BOT_TOKEN,
        "SLACK_SIGNING_SECRET": world.SIGNING_SECRET,
        "SLACK_API_URL": server.api_url,
        "DATABASE_URL": database_url,
        "PORT": str(free_port()),
        "LOG_FORMAT": "json",
    }
    async with ClientSession() as session:
        office = Office(server, folder, env, session)
        try:
            yield office
        finally:
            await office.close()
            await server.stop()
