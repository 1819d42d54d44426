"""One process from its start to its end: ready, telling how it is, ending orderly, going on after a kill."""

from __future__ import annotations

import asyncio
import signal
from collections import Counter
from collections.abc import AsyncIterator
from pathlib import Path

import pytest
from aiohttp import web

from bot.demo import world
from bot.sandbox import faults
from tests.running.process import SHORT, Office, free_port, open_office, until


@pytest.fixture
async def office(sqlite_url: str, tmp_path: Path) -> AsyncIterator[Office]:
    async with open_office(sqlite_url, tmp_path) as opened:
        yield opened


@pytest.mark.parametrize("level", ["INFO", "DEBUG"])
async def test_it_answers_posts_counts_and_ends(office: Office, level: str) -> None:
    await office.set_up()
    running = await office.start("run", env={"LOG_LEVEL": level})
    assert await running.get("/healthz") == (200, '{"status": "ok"}')
    assert "reminders" in await office.command("help")
    quiet = await running.metrics()
    assert quiet["img_notices_total{sent}"] == quiet["img_errors_total{slack}"] == 0

    office.server.faults.add(faults.error("is_archived"), "chat.postMessage", channel=world.WS1_CHANNEL)
    office.server.faults.add(faults.http_500(), "chat.postMessage", channel=world.WS2_CHANNEL)
    office.add("to be said")
    office.add("refused", recipient=world.WS1_CHANNEL)
    office.add("unclear", recipient=world.WS2_CHANNEL)
    await until(lambda: "to be said" in office.said())

    async def counted() -> bool:
        now = await running.metrics()
        return now["img_outbox_notices{dead}"] == now["img_outbox_notices{unknown}"] == 1

    await until(counted)
    busy = await running.metrics()
    assert busy["img_notices_total{sent}"] >= 1 and busy["img_notices_total{dead}"] == 1
    assert busy["img_outbox_sent_lately"] >= 1 and busy["img_outbox_lateness_lately_seconds"] < 60
    assert busy["img_notices_total{unknown}"] == 1 and busy["img_errors_total{slack}"] == 2
    assert busy["img_notice_lateness_seconds_count"] >= 3 and busy["img_outbox_notices{due}"] == 0

    secret = "nobody but the group may read this"
    assert "Traceback" not in await office.command(f'update nothing done "{secret}"')
    code, seconds = await running.end()
    assert code == 0 and seconds < 10
    logged = running.log.read_text()
    assert any(line["event"].startswith("ready on port") for line in running.lines())
    for kept in (world.BOT_TOKEN, world.SIGNING_SECRET, secret, "to be said", "Traceback"):
        assert kept not in logged


async def test_the_end_waits_for_a_slow_post(office: Office) -> None:
    running = await office.start("run")
    office.server.faults.add(faults.slow(3), "chat.postMessage", times=1)
    office.add("slow", "waiting")
    await until(lambda: "slow" in office.said())
    code, seconds = await running.end()
    assert code == 0 and seconds < 10
    await office.start("run")
    await until(lambda: "waiting" in office.said())
    await asyncio.sleep(1)
    assert Counter(office.said()) == {"slow": 1, "waiting": 1}


async def test_a_killed_process_goes_on(office: Office) -> None:
    office.server.faults.add(faults.slow(30), "chat.postMessage", nth=(3,))
    running = await office.start("run", program=SHORT)
    texts = [f"notice {number}" for number in range(6)]
    office.add(*texts)
    await until(lambda: len(office.said()) >= 3)
    code, _seconds = await running.end(signal.SIGKILL)
    assert code == -signal.SIGKILL
    await office.start("run", program=SHORT)
    await until(lambda: len(office.said()) == 6, 40)
    await asyncio.sleep(3)  # lease, settle and one look more: a second copy would be there by now
    assert Counter(office.said()) == dict.fromkeys(texts, 1)


async def test_two_processes_on_one_file(office: Office) -> None:
    """Not how it is meant to be run, but a second start by mistake must do no harm."""
    first = await office.start("run", program=SHORT)
    second = await office.start("run", program=SHORT, env={"PORT": str(free_port())})
    texts = [f"notice {number}" for number in range(40)]
    office.add(*texts)
    await until(lambda: len(office.said()) >= 40, 30)
    await asyncio.sleep(1)
    assert Counter(office.said()) == dict.fromkeys(texts, 1)
    assert (await first.end())[0] == (await second.end())[0] == 0


async def test_the_heartbeat_beats_only_while_all_is_well(office: Office) -> None:
    beats: list[str] = []

    async def beat(request: web.Request) -> web.Response:
        beats.append(request.path)
        return web.Response()

    app = web.Application()
    app.router.add_get("/beat", beat)
    runner = web.AppRunner(app)
    await runner.setup()
    site = web.TCPSite(runner, "127.0.0.1", 0)
    await site.start()
    env = {"HEARTBEAT_URL": f"http://127.0.0.1:{runner.addresses[0][1]}/beat"}
    await office.start("run", env=env)
    await until(lambda: len(beats) == 1)
    await runner.cleanup()
